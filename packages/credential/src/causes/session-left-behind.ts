import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { answerOf, courseOf, logInOf, sessionFailures, useOf, verdictOf } from '../log-in/experiments.ts';

/** After the log-in a redirect, or a setting, leads to another host or scheme, where the session does not go. */
export const sessionLeftBehind: Cause = defineCause({
  id: 'credential/session-left-behind',
  owner: 'service',
  layer: 'account',
  order: 15,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The log-in leads to another address than that of its session',
      about: 'A session is for the host that made it: www and the bare name, another port behind a proxy or http for https are another. There the request is a stranger\'s.',
      confirmed: {
        'other-host': 'After the log-in at {from} the way leads to {to}, which answers {answer}; the same path at {from} lets the session in',
        'other-scheme': 'After the log-in at {from} the way leads to {to}, without encryption, where the cookie does not go ({answer}); the same path at {from} lets the session in',
      },
      ruledOut: { 'same-address': 'The log-in leads to its own address', 'refused-there-too': 'The same path where the log-in was answers {answer} too' },
      open: { 'not-observed': 'The same path where the log-in was could not be asked; run again, with more time (--timeout)' },
    },
    'zh-CN': {
      title: '登录后到达的地址与会话所属的地址不同',
      about: '会话只属于建立它的主机：带不带 www、代理后的另一端口、http 与 https 都算不同。到了那里，请求就成了陌生人。',
      confirmed: {
        'other-host': '在 {from} 登录后被带到 {to}，得到 {answer}；而同一路径在 {from} 上可以凭会话进入',
        'other-scheme': '在 {from} 登录后被带到未加密的 {to}，Cookie 不会发送到那里（{answer}）；而同一路径在 {from} 上可以凭会话进入',
      },
      ruledOut: { 'same-address': '登录后仍在原地址', 'refused-there-too': '登录所在地址的同一路径也返回 {answer}' },
      open: { 'not-observed': '未能在登录所在的地址访问同一路径；请给予更多时间（--timeout）后重试' },
    },
  },
  suspectedBy: sessionFailures,
  controls: (suspicion) => ({ course: courseOf(suspicion), use: useOf(suspicion), there: useOf(suspicion, 'log-in-host') }),
  judge: ({ suspicion, facts: { course, use, there }, confirmed, ruledOut, open }) => {
    if (course?.outcome !== 'judged' || use?.outcome !== 'judged' || there === undefined || there.outcome === 'no-answer') return open('not-observed', {}, []);
    if (there.outcome === 'not-asked') return ruledOut('same-address', {}, ['course']);
    if (verdictOf(there) !== 'let-in') return ruledOut('refused-there-too', { answer: answerOf(there) }, ['there']);
    const [from, to] = [new URL(logInOf(suspicion).url), new URL(use.address)];
    const params = { from: from.origin, to: to.origin, answer: answerOf(use) };
    return confirmed(from.hostname === to.hostname ? 'other-scheme' : 'other-host', params, ['use', 'there']);
  },
  remedies: [
    defineRemedy({
      id: 'credential/keep-one-address',
      audience: 'operator',
      text: {
        en: { title: 'Use one address from the log-in on', steps: ['Set the application\'s public address (APP_URL, BASE_URL, ROOT_URL) to {from}, or redirect to one address before the log-in and not after it.', 'For several names of one site set the cookie with Domain; for a service of its own, let the log-in hand over a code or a token.'] },
        'zh-CN': { title: '登录前后使用同一地址', steps: ['把应用的公开地址（APP_URL、BASE_URL、ROOT_URL）设为 {from}；若要统一域名，请在登录之前跳转，而不是之后。', '同一站点有多个域名时为 Cookie 设置 Domain；若是独立的服务，请通过授权码或令牌交接登录。'] },
      },
    }),
  ],
});
