import { defineCause, defineRemedy, type Cause, type Request } from '@culprit/core';
import type { LiveState } from '../facts/live-state.ts';
import { answerOf, failedState, siblingStates, verdictOf } from '../live-state/experiments.ts';

type Controls = { readonly [name: string]: Request<LiveState> };

/** A good key at the other site of its provider: DashScope and Moonshot keep accounts of China and elsewhere apart. */
export const wrongSite: Cause = defineCause({
  id: 'credential/wrong-site',
  owner: 'machine',
  layer: 'account',
  order: 20,
  scope: 'account',
  text: {
    en: {
      title: 'The key belongs to another site of the same provider',
      about: 'The sites of a provider keep separate accounts; a key of one is refused by the other as if it were invalid.',
      confirmed: { 'accepted-elsewhere': 'Here the answer is {answer}; {site} takes the key' },
      ruledOut: { 'refused-there-too': 'The other sites of the provider refuse the key too' },
      open: { 'no-sibling': 'No other site of this provider is known, or none could be asked' },
    },
    'zh-CN': {
      title: '密钥属于同一提供方的另一个站点',
      about: '提供方的各站点账户互相独立；一个站点的密钥在另一个站点会像无效密钥一样被拒绝。',
      confirmed: { 'accepted-elsewhere': '此处答复 {answer}，而 {site} 接受该密钥' },
      ruledOut: { 'refused-there-too': '提供方的其他站点也拒绝该密钥' },
      open: { 'no-sibling': '没有已知的其他站点，或未能询问' },
    },
  },
  suspectedBy: ['credential/live-state#invalid'],
  controls: (suspicion): Controls => ({ state: failedState(suspicion), ...siblingStates(suspicion) }),
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const siblings = Object.keys(siblingStates(suspicion));
    const accepted = siblings.find((name) => verdictOf(facts[name]) === 'accepted');
    if (accepted !== undefined) return confirmed('accepted-elsewhere', { answer: answerOf(facts['state']), site: accepted.slice(3) }, ['state', accepted]);
    return siblings.length > 0 && siblings.every((name) => verdictOf(facts[name]) !== undefined) ? ruledOut('refused-there-too', {}, siblings) : open('no-sibling', {}, []);
  },
  remedies: [
    defineRemedy({
      id: 'credential/use-other-site',
      audience: 'you',
      text: {
        en: { title: 'Use the base URL of the key\'s own site', steps: ['Set the base URL to {site}'] },
        'zh-CN': { title: '使用密钥所属站点的基础网址', steps: ['把基础网址设为 {site}'] },
      },
      // The very request that was asked as a control: the answer is at hand.
      trial: {
        facts: ({ suspicion }): Controls => siblingStates(suspicion),
        works: ({ params, facts }) => verdictOf(facts[`at ${String(params['site'])}`]) === 'accepted',
      },
    }),
  ],
});
