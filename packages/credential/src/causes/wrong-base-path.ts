import { defineCause, defineRemedy, type Cause, type Request } from '@culprit/core';
import { liveState, type LiveState } from '../facts/live-state.ts';
import { answerOf, failedState, keyOf, repairedBases, verdictOf } from '../live-state/experiments.ts';
import { stateInput } from '../live-state/state-input.ts';
import { consequences } from '../live-state/verdict.ts';
import type { Suspicion } from '@culprit/core';

type Controls = { readonly [name: string]: Request<LiveState> };

/** The same host with the path as such APIs have it; asked without the key, so that nothing is sent to a guess. */
function repaired(suspicion: Suspicion): Controls {
  const input = stateInput(keyOf(suspicion));
  return Object.fromEntries(repairedBases(input.baseUrl).map((baseUrl) => [`at ${baseUrl}`, liveState.of({ ...input, baseUrl, anonymous: true })]));
}

/** Whether an API spoke: it took the request, or missed the key. */
const speaks = (state: LiveState | undefined): boolean => {
  const verdict = verdictOf(state);
  return verdict !== undefined && (verdict === 'accepted' || verdict === 'not-received' || consequences[verdict].keyAccepted === false || (verdict === 'unknown-answer' && state?.outcome === 'judged' && state.status === 401));
};

/** The base URL lacks `/v1`, has it twice, or holds the path of a request. */
export const wrongBasePath: Cause = defineCause({
  id: 'credential/wrong-base-path',
  owner: 'machine',
  layer: 'account',
  order: 10,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The key is used with a base URL of a wrong path',
      about: 'Clients add /models or /chat/completions to the base URL: without /v1 a relay shows its home page, with /v1 twice it answers 404.',
      confirmed: { 'api-elsewhere': 'Here the answer is {answer}; under {base} the API answers {there}' },
      ruledOut: { 'no-api-there-either': 'The API does not answer under the usual paths either' },
      open: { 'not-observed': 'The usual paths could not be asked; run again, with more time (--timeout)' },
    },
    'zh-CN': {
      title: '与密钥搭配的基础网址路径有误',
      about: '客户端会在基础网址后追加 /models 或 /chat/completions：缺少 /v1 时中转会返回首页，重复 /v1 时返回 404。',
      confirmed: { 'api-elsewhere': '此处答复 {answer}，而在 {base} 下 API 答复 {there}' },
      ruledOut: { 'no-api-there-either': '在常见路径下 API 也没有应答' },
      open: { 'not-observed': '未能询问常见路径；请给予更多时间（--timeout）后重试' },
    },
  },
  suspectedBy: ['credential/live-state#not-an-api', 'credential/live-state#wrong-path'],
  controls: (suspicion): Controls => ({ state: failedState(suspicion), ...repaired(suspicion) }),
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const names = Object.keys(repaired(suspicion));
    const found = names.find((name) => speaks(facts[name]));
    if (found !== undefined) return confirmed('api-elsewhere', { answer: answerOf(facts['state']), base: found.slice(3), there: answerOf(facts[found]) }, ['state', found]);
    return names.every((name) => verdictOf(facts[name]) !== undefined) ? ruledOut('no-api-there-either', {}, names) : open('not-observed', {}, []);
  },
  remedies: [
    defineRemedy({
      id: 'credential/use-base-path',
      audience: 'you',
      text: {
        en: { title: 'Correct the base URL', steps: ['Set the base URL to {base}'] },
        'zh-CN': { title: '更正基础网址', steps: ['把基础网址设为 {base}'] },
      },
      trial: {
        facts: ({ suspicion }): Controls => repaired(suspicion),
        works: ({ params, facts }) => speaks(facts[`at ${String(params['base'])}`]),
      },
    }),
  ],
});
