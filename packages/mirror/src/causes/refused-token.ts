import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { answerOf, nameOf, notAnswered } from './answer-experiments.ts';
import { anonymousControl, controlExchange, hostOf, mirrorOf, stateOf } from './mirror-experiments.ts';

/** A stale token breaks even what everybody may see: hubs refuse a bad credential rather than ignore it. */
export const refusedToken: Cause = defineCause({
  id: 'mirror/refused-token',
  owner: 'account',
  layer: 'account',
  order: 10,
  scope: 'account',
  text: {
    en: {
      title: 'The hub does not take the token',
      about: 'It was mistyped, revoked, or is of another site. A stored token is sent with every request, also for public repositories.',
      confirmed: {
        'works-without': '{host} answers {answer} with the token, and shows {repository} without it',
        refused: '{host} says that the token is not valid ({answer}); without it the answer is {anonymous}',
      },
      ruledOut: { 'not-the-token': 'Without the token the answer is the same ({anonymous})', taken: '{host} takes the token' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '站点不接受该令牌',
      about: '令牌抄错、已撤销，或属于其他站点。已保存的令牌会随每个请求发送，公开仓库也不例外。',
      confirmed: {
        'works-without': '{host} 在携带令牌时返回 {answer}，不带令牌时却能看到 {repository}',
        refused: '{host} 表示令牌无效（{answer}）；不带令牌时返回 {anonymous}',
      },
      ruledOut: { 'not-the-token': '不带令牌时响应相同（{anonymous}）', taken: '{host} 接受该令牌' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['mirror/control-plane#token-refused'],
  // The same token, found invalid by the same hub: what it breaks is told here.
  supersedes: ({ id }) => id === 'credential/invalid-key',
  controls: (suspicion) => ({ exchange: controlExchange(suspicion), anonymous: anonymousControl(suspicion) }),
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const [answer, anonymous] = [answerOf(facts.exchange), answerOf(facts.anonymous)];
    if (answer === undefined || anonymous === undefined) return open('not-observed', {}, []);
    const params = { host: hostOf(suspicion), repository: mirrorOf(suspicion).repository, answer: nameOf(answer), anonymous: nameOf(anonymous) };
    if (stateOf(suspicion, facts.exchange) !== 'token-refused') return ruledOut('taken', params, ['exchange']);
    const without = stateOf(suspicion, facts.anonymous);
    if (without === 'token-refused') return ruledOut('not-the-token', params, ['anonymous']);
    return without === 'found' ? confirmed('works-without', params, ['exchange', 'anonymous']) : confirmed('refused', params, ['exchange', 'anonymous']);
  },
  remedies: [
    defineRemedy({
      id: 'mirror/renew-token',
      audience: 'you',
      text: {
        en: { title: 'Make a new token, or send none', steps: ['For public repositories: unset HF_TOKEN and run "hf auth logout", or set HF_HUB_DISABLE_IMPLICIT_TOKEN=1.', 'Otherwise make a new token on the hub, put it where the old one stands, and restart what read it.'] },
        'zh-CN': { title: '更换令牌，或不发送令牌', steps: ['公开仓库：unset HF_TOKEN 并运行“hf auth logout”，或设置 HF_HUB_DISABLE_IMPLICIT_TOKEN=1。', '否则请在官方站点新建令牌，替换旧令牌，并重启读取它的程序。'] },
      },
      trial: {
        facts: ({ suspicion }) => ({ anonymous: anonymousControl(suspicion) }),
        works: ({ suspicion, facts: { anonymous } }) => {
          const state = stateOf(suspicion, anonymous);
          return state === undefined ? undefined : state === 'found';
        },
      },
    }),
  ],
});
