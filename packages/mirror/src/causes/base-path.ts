import { defineCause, defineRemedy, type Cause, type Request, type Suspicion } from '@culprit/core';
import { httpExchange, type HttpExchange } from '@culprit/network';
import { repairedBases, type BasePathFault } from '../api/base-paths.ts';
import { judgeApiAnswer } from '../api/judge-answer.ts';
import { probeInput } from '../api/probe.ts';
import { answerOf, apiOf, failedExchange, nameOf, notAnswered } from './answer-experiments.ts';

/** `exchange`, and one for each base URL that may have been meant. */
type Controls = { readonly [name: string]: Request<HttpExchange> };

/** The same host with other paths; nothing but the host is guessed, and no key is sent. */
function repaired(suspicion: Suspicion): Controls {
  const target = apiOf(suspicion);
  return Object.fromEntries(repairedBases(target.baseUrl, target.dialect).map(({ baseUrl }) => [`at ${baseUrl}`, httpExchange.of(probeInput({ ...target, baseUrl }))]));
}

function speaks(exchange: HttpExchange | undefined): boolean {
  const answer = answerOf(exchange);
  const state = answer === undefined ? undefined : judgeApiAnswer(answer).state;
  return state === 'lists-models' || state === 'wants-key' || state === 'error-in-success';
}

/** The base URL lacks its version prefix, has it twice, or holds the path of a request. */
export const basePath: Cause = defineCause({
  id: 'mirror/base-path',
  owner: 'machine',
  layer: 'service',
  order: 1,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The path of the base URL is wrong',
      about: 'Clients append /chat/completions or /models to the base URL. Without /v1 a relay answers with its home page ("Unexpected token \'<\'"), with /v1 twice it answers 404.',
      confirmed: {
        'prefix-missing': 'Here the answer is {answer}; with the version prefix, under {base}, the API answers {there}',
        'prefix-doubled': 'The version prefix stands twice, and the answer is {answer}; under {base} the API answers {there}',
        'prefix-too-many': 'Here the answer is {answer}; without the version prefix, under {base}, the API answers {there}',
        'whole-path': 'The base URL holds the path of a request, and the answer is {answer}; under {base} the API answers {there}',
      },
      ruledOut: { 'no-api-there-either': 'The API does not answer under the usual paths either' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '基础网址的路径有误',
      about: '客户端会在基础网址后追加 /chat/completions 或 /models。缺少 /v1 时中转返回首页（“Unexpected token \'<\'”），/v1 重复时返回 404。',
      confirmed: {
        'prefix-missing': '此处返回 {answer}；加上版本前缀后，{base} 下的 API 返回 {there}',
        'prefix-doubled': '版本前缀重复，返回 {answer}；{base} 下的 API 返回 {there}',
        'prefix-too-many': '此处返回 {answer}；去掉版本前缀后，{base} 下的 API 返回 {there}',
        'whole-path': '基础网址里带有完整的请求路径，返回 {answer}；{base} 下的 API 返回 {there}',
      },
      ruledOut: { 'no-api-there-either': '在常见路径下 API 也没有应答' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['mirror/api#web-page', 'mirror/api#wrong-path'],
  // The same fault, found with the key: one of the two is enough.
  supersedes: ({ id }) => id === 'credential/wrong-base-path',
  controls: (suspicion): Controls => ({ exchange: failedExchange(suspicion), ...repaired(suspicion) }),
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const target = apiOf(suspicion);
    const answer = answerOf(facts['exchange']);
    if (answer === undefined) return open('not-observed', {}, []);
    const candidates = repairedBases(target.baseUrl, target.dialect).map(({ baseUrl, fault }) => ({ baseUrl, fault, name: `at ${baseUrl}` }));
    const found = candidates.find(({ name }) => speaks(facts[name]));
    const there = answerOf(found === undefined ? undefined : facts[found.name]);
    if (found !== undefined && there !== undefined) {
      const reason: BasePathFault = found.fault;
      return confirmed(reason, { answer: nameOf(answer), base: found.baseUrl, there: nameOf(there) }, ['exchange', found.name]);
    }
    return candidates.every(({ name }) => answerOf(facts[name]) !== undefined) ? ruledOut('no-api-there-either', {}, candidates.map(({ name }) => name)) : open('not-observed', {}, []);
  },
  remedies: [
    defineRemedy({
      id: 'mirror/correct-base-url',
      audience: 'you',
      text: {
        en: { title: 'Correct the base URL', steps: ['Set the base URL to {base}', 'It may stand in OPENAI_BASE_URL, ANTHROPIC_BASE_URL, or in the settings of the program; restart what reads it at its start.'] },
        'zh-CN': { title: '更正基础网址', steps: ['把基础网址设为 {base}', '它可能位于 OPENAI_BASE_URL、ANTHROPIC_BASE_URL 或程序设置中；修改后请重启在启动时读取它的程序。'] },
      },
      trial: {
        facts: ({ suspicion }): Controls => repaired(suspicion),
        works: ({ params, facts }) => {
          const tried = facts[`at ${String(params['base'])}`];
          return tried === undefined ? undefined : speaks(tried);
        },
      },
    }),
  ],
});
