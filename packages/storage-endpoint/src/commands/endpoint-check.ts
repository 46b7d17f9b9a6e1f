import { defineCommand, type Command } from '@culprit/core';
import { endpointOptions, questionsOf } from '../endpoint/command-questions.ts';
import { judgeEndpoint } from '../endpoint/judge-endpoint.ts';
import { showJudgement } from '../endpoint/show-judgement.ts';

/** `culprit endpoint check`: judges endpoints without asking anybody. */
export const endpointCheckCommand: Command = defineCommand({
  name: 'endpoint check',
  text: {
    en: { summary: 'Say, offline, which host a program really contacts for a bucket, and what is wrong with its endpoint', positionals: '[uri]' },
    'zh-CN': { summary: '离线判断程序访问存储桶时实际连接的主机，以及端点有何错误', positionals: '[uri]' },
  },
  options: endpointOptions,
  run: async (context) => {
    const { io, locale, options } = context;
    const judged = (await questionsOf(context)).map(({ question, from }) => ({ from, judgement: judgeEndpoint(question) }));
    if (options['format'] === 'json') io.stdout(`${JSON.stringify(judged, undefined, 2)}\n`);
    else if (judged.length === 0) io.stdout(locale === 'en' ? 'Neither the environment nor the usual files name an endpoint. Give one: --endpoint, --file, or a URI.\n' : '环境变量和常见配置文件中都没有端点。请用 --endpoint、--file 或 URI 给出。\n');
    else io.stdout(judged.map(({ from, judgement }) => showJudgement(judgement, from, context)).join('\n'));
    return judged.some(({ judgement }) => judgement.verdict === 'fails') ? 1 : 0;
  },
});
