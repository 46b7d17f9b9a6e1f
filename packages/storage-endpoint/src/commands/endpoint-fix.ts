import { defineCommand, neutralise, type Command } from '@culprit/core';
import { endpointOptions, questionsOf } from '../endpoint/command-questions.ts';
import { judgeEndpoint } from '../endpoint/judge-endpoint.ts';
import { showJudgement } from '../endpoint/show-judgement.ts';

/**
 * `culprit endpoint fix`: the endpoint to configure, alone on standard output, a line for each that was judged; why goes to
 * standard error. It changes no file. What can't be told without guessing has no line.
 */
export const endpointFixCommand: Command = defineCommand({
  name: 'endpoint fix',
  text: {
    en: { summary: 'Print the endpoint that a program should be given instead; nothing is changed', positionals: '[uri]' },
    'zh-CN': { summary: '输出应当配置的端点；不改动任何内容', positionals: '[uri]' },
  },
  options: endpointOptions,
  run: async (context) => {
    const { io, options } = context;
    const judged = (await questionsOf(context)).map(({ question, from }) => ({ from, judgement: judgeEndpoint(question) }));
    if (options['format'] === 'json') io.stdout(`${JSON.stringify(judged.map(({ from, judgement }) => ({ from, repair: judgement.repair ?? null })), undefined, 2)}\n`);
    for (const { from, judgement } of judged) {
      const { verdict, endpoint, repair } = judgement;
      if (verdict !== 'works') io.stderr(showJudgement(judgement, from, context));
      const line = repair?.exact === true ? repair.endpoint : verdict === 'fails' ? undefined : endpoint;
      if (line !== undefined && options['format'] !== 'json') io.stdout(`${neutralise(line)}\n`);
    }
    return judged.length > 0 && judged.every(({ judgement: { verdict, repair } }) => verdict !== 'fails' || repair?.exact === true) ? 0 : 1;
  },
});
