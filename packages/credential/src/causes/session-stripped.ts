import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { answerOf, sessionFailures, useOf, verdictOf } from '../log-in/experiments.ts';

/** Past the proxy the session is let in: something on the way takes its cookie or its token off. */
export const sessionStripped: Cause = defineCause({
  id: 'credential/session-stripped',
  owner: 'path',
  layer: 'account',
  order: 10,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The proxy takes the session off the request',
      about: 'Cookie and Authorization have to pass unchanged; some proxies and filters drop them.',
      confirmed: { 'let-in-directly': 'Through the proxy the answer is {answer}; past it the same session is let in' },
      ruledOut: { 'no-proxy': 'No proxy is on the way', 'let-in-again': 'Asked again on the same way, the session is let in', 'refused-directly': 'Past the proxy the answer is the same ({answer})' },
      open: { 'not-observed': 'The service can\'t be reached without the proxy, or that could not be observed' },
    },
    'zh-CN': {
      title: '代理去掉了请求中的会话',
      about: 'Cookie 和 Authorization 必须原样通过，有些代理和过滤设备会将其丢弃。',
      confirmed: { 'let-in-directly': '经代理返回 {answer}，绕过代理时同一会话可以进入' },
      ruledOut: { 'no-proxy': '途中没有代理', 'let-in-again': '同一途径再次请求时，会话被放行', 'refused-directly': '绕过代理时答复相同（{answer}）' },
      open: { 'not-observed': '不经代理无法访问该服务，或未能观察到' },
    },
  },
  suspectedBy: sessionFailures,
  controls: (suspicion) => ({ use: useOf(suspicion), direct: useOf(suspicion, 'direct'), first: useOf(suspicion, 'again-1'), second: useOf(suspicion, 'again-2') }),
  judge: ({ facts: { use, direct, first, second }, confirmed, ruledOut, open }) => {
    if (direct?.outcome === 'not-asked') return ruledOut('no-proxy', {}, ['direct']);
    if (use?.outcome !== 'judged' || direct?.outcome !== 'judged' || first?.outcome !== 'judged' || second?.outcome !== 'judged') return open('not-observed', {}, []);
    // Let in on the same way too: then it is not the way.
    if (first.verdict === 'let-in' || second.verdict === 'let-in') return ruledOut('let-in-again', {}, ['first', 'second']);
    return verdictOf(direct) === 'let-in' ? confirmed('let-in-directly', { answer: answerOf(use) }, ['use', 'first', 'second', 'direct']) : ruledOut('refused-directly', { answer: answerOf(direct) }, ['direct']);
  },
  remedies: [
    defineRemedy({
      id: 'credential/exempt-from-proxy',
      audience: 'operator',
      text: {
        en: { title: 'Let the proxy pass Cookie and Authorization', steps: ['Ask whoever runs the proxy to forward both fields unchanged, or exempt the service from it (NO_PROXY).'] },
        'zh-CN': { title: '让代理放行 Cookie 和 Authorization', steps: ['请代理的管理者原样转发这两个请求头，或将该服务排除在代理之外（NO_PROXY）。'] },
      },
    }),
  ],
});
