import { defineCause, defineRemedy, type Cause, type Request } from '@culprit/core';
import type { LiveState } from '../facts/live-state.ts';
import { answerOf, anonymousState, failedState, siblingStates, verdictOf } from '../live-state/experiments.ts';

/** `state`, `anonymous`, and one for each sibling site. */
type Controls = { readonly [name: string]: Request<LiveState> };

/** No site of the provider knows the key: mistyped, removed, or never one of its own. */
export const invalidKey: Cause = defineCause({
  id: 'credential/invalid-key',
  owner: 'account',
  layer: 'account',
  order: 60,
  scope: 'account',
  text: {
    en: {
      title: 'The provider does not know the key',
      about: 'The key is mistyped, was removed, or belongs to another environment. Its form alone does not show that.',
      confirmed: {
        'refused-everywhere': 'The provider answers {answer} here, and its other sites refuse the key too',
        refused: 'The provider answers {answer} to the key; without a key it says {anonymous}',
      },
      ruledOut: { 'accepted-elsewhere': 'Another site of the provider takes the key', 'answered-otherwise': 'The answer means something else ({answer})' },
      open: { 'sibling-not-asked': 'Another site of the same provider could not be asked: a key of that site would be refused here with the same words', 'not-observed': 'The answer could not be observed; run again, with more time (--timeout)' },
    },
    'zh-CN': {
      title: '提供方不认识该密钥',
      about: '密钥有误、已被删除，或属于其他环境；仅凭形式看不出来。',
      confirmed: {
        'refused-everywhere': '此站点答复 {answer}，提供方的其他站点也拒绝该密钥',
        refused: '提供方对该密钥答复 {answer}；不带密钥时答复 {anonymous}',
      },
      ruledOut: { 'accepted-elsewhere': '提供方的另一个站点接受该密钥', 'answered-otherwise': '答复另有含义（{answer}）' },
      open: { 'sibling-not-asked': '未能询问同一提供方的其他站点：属于那里的密钥在此也会得到同样的答复', 'not-observed': '未能观察到答复；请给予更多时间（--timeout）后重试' },
    },
  },
  suspectedBy: ['credential/live-state#invalid'],
  controls: (suspicion): Controls => ({ state: failedState(suspicion), anonymous: anonymousState(suspicion), ...siblingStates(suspicion) }),
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const { state, anonymous } = facts;
    const siblings = Object.keys(siblingStates(suspicion));
    const params = { answer: answerOf(state), anonymous: answerOf(anonymous) };
    const accepted = siblings.find((name) => verdictOf(facts[name]) === 'accepted');
    if (verdictOf(state) === undefined) return open('not-observed', {}, []);
    if (verdictOf(state) !== 'invalid') return ruledOut('answered-otherwise', params, ['state']);
    if (accepted !== undefined) return ruledOut('accepted-elsewhere', {}, [accepted]);
    if (siblings.some((name) => verdictOf(facts[name]) === undefined)) return open('sibling-not-asked', {}, []);
    if (siblings.length > 0) return confirmed('refused-everywhere', params, ['state', ...siblings]);
    return verdictOf(anonymous) === undefined ? open('not-observed', {}, []) : confirmed('refused', params, ['state', 'anonymous']);
  },
  remedies: [
    defineRemedy({
      id: 'credential/replace-key',
      audience: 'you',
      text: {
        en: { title: 'Replace the key', steps: ['Compare the last four characters with the list in the provider\'s console. Not there: it was removed, or belongs to another account.', 'Make a new key, put it where the old one stood, and restart whatever read it at its start.'] },
        'zh-CN': { title: '更换密钥', steps: ['把末四位与提供方控制台的列表对照；若不在其中，则已被删除或属于其他账户。', '新建密钥并替换，然后重启在启动时读取密钥的程序。'] },
      },
    }),
  ],
});
