import { defineCause, defineRemedy, type Cause, type Request, type Suspicion } from '@culprit/core';
import { liveState, type LiveState } from '../facts/live-state.ts';
import { anonymousState, answerOf, failedState, keyOf, repairedBases, verdictOf } from '../live-state/experiments.ts';
import { stateInput } from '../live-state/state-input.ts';

type Controls = { readonly [name: string]: Request<LiveState> };

function elsewhere(suspicion: Suspicion): Controls {
  const input = stateInput(keyOf(suspicion));
  return Object.fromEntries(repairedBases(input.baseUrl).map((baseUrl) => [`at ${baseUrl}`, liveState.of({ ...input, baseUrl, anonymous: true })]));
}

/** There is no such API at this host: another service, or something on the way that answers in its place. */
export const foreignAnswer: Cause = defineCause({
  id: 'credential/foreign-answer',
  owner: 'machine',
  layer: 'account',
  order: 40,
  scope: 'endpoint',
  text: {
    en: {
      title: 'What answers at this address is not the provider\'s API',
      about: 'A web site, a log-in page of a network or another service answers at the base URL. The key was not judged.',
      confirmed: { 'no-api-anywhere': 'The answer is {answer}, without the key and under the usual paths too' },
      ruledOut: { 'api-elsewhere': 'Under another path of this host an API answers' },
      open: { 'not-observed': 'The usual paths could not be asked; run again, with more time (--timeout)' },
    },
    'zh-CN': {
      title: '此地址上应答的并不是提供方的 API',
      about: '在基础网址应答的是普通网站、网络登录页或其他服务；密钥并未被评判。',
      confirmed: { 'no-api-anywhere': '答复是 {answer}；不带密钥、换成常见路径也是如此' },
      ruledOut: { 'api-elsewhere': '该主机的另一个路径下有 API 应答' },
      open: { 'not-observed': '未能询问常见路径；请给予更多时间（--timeout）后重试' },
    },
  },
  suspectedBy: ['credential/live-state#not-an-api', 'credential/live-state#wrong-path'],
  controls: (suspicion): Controls => ({ state: failedState(suspicion), anonymous: anonymousState(suspicion), ...elsewhere(suspicion) }),
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const names = ['anonymous', ...Object.keys(elsewhere(suspicion))];
    const absent = (name: string): boolean => ['not-an-api', 'wrong-path'].includes(verdictOf(facts[name]) ?? '');
    if (names.every(absent)) return confirmed('no-api-anywhere', { answer: answerOf(facts['state']) }, ['state', ...names]);
    const other = names.find((name) => verdictOf(facts[name]) !== undefined && !absent(name));
    return other === undefined ? open('not-observed', {}, []) : ruledOut('api-elsewhere', {}, [other]);
  },
  remedies: [
    defineRemedy({
      id: 'credential/look-up-base-url',
      audience: 'you',
      text: {
        en: { title: 'Look the base URL up', steps: ['Compare the base URL with the provider\'s or relay\'s documentation, host and path alike.', 'If the host is right, open it in a browser: a network\'s log-in page or a company\'s filter shows itself there.'] },
        'zh-CN': { title: '核对基础网址', steps: ['把基础网址的主机和路径与提供方或中转的文档逐一核对。', '若主机正确，请用浏览器打开：网络登录页或企业过滤页会显示出来。'] },
      },
    }),
  ],
});
