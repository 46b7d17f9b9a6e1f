import { defineCause, type Cause, type Owner, type Remedy } from '@culprit/core';
import { answerOf, anonymousState, failedState, verdictOf } from './experiments.ts';
import type { Verdict } from './verdict.ts';

interface Words {
  readonly title: string;
  readonly about: string;
}

interface ServiceCauseOptions {
  readonly id: string;
  readonly owner: Owner;
  readonly verdict: Verdict;
  readonly en: Words;
  readonly zh: Words;
  readonly remedies: readonly Remedy[];
}

/** A cause that has nothing to do with the key: the control is that everybody is told the same, without one. */
export function serviceCause({ id, owner, verdict, en, zh, remedies }: ServiceCauseOptions): Cause {
  return defineCause({
    id, owner, layer: 'account', scope: 'endpoint', order: 30,
    text: {
      en: {
        title: en.title, about: en.about,
        confirmed: { 'told-to-everybody': 'With and without the key the answer is {answer}: the key is not the reason', 'told-to-key-holders': 'The provider says {answer}; without a key it answers {anonymous} before it gets that far' },
        ruledOut: { 'answered-otherwise': 'The answer means something else ({answer})' },
        open: { 'no-control': 'The same request without a key could not be made; run again, with more time (--timeout)' },
      },
      'zh-CN': {
        title: zh.title, about: zh.about,
        confirmed: { 'told-to-everybody': '带与不带密钥，答复都是 {answer}：问题不在密钥', 'told-to-key-holders': '提供方答复 {answer}；不带密钥时在此之前就答复 {anonymous}' },
        ruledOut: { 'answered-otherwise': '答复另有含义（{answer}）' },
        open: { 'no-control': '未能在不带密钥的情况下发出同一请求；请给予更多时间（--timeout）后重试' },
      },
    },
    suspectedBy: [`credential/live-state#${verdict}`],
    controls: (suspicion) => ({ state: failedState(suspicion), anonymous: anonymousState(suspicion) }),
    judge: ({ facts: { state, anonymous }, confirmed, ruledOut, open }) => {
      const params = { answer: answerOf(state), anonymous: answerOf(anonymous), ...(state?.outcome === 'judged' ? state.limits : {}) };
      if (verdictOf(state) !== undefined && verdictOf(state) !== verdict) return ruledOut('answered-otherwise', params, ['state']);
      if (verdictOf(state) === undefined || verdictOf(anonymous) === undefined) return open('no-control', {}, []);
      return verdictOf(anonymous) === verdict ? confirmed('told-to-everybody', params, ['state', 'anonymous']) : confirmed('told-to-key-holders', params, ['state', 'anonymous'], 'likely');
    },
    remedies,
  });
}
