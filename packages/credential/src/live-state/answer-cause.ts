import { defineCause, type Cause, type Owner, type Remedy } from '@culprit/core';
import { answerOf, anonymousState, failedState, verdictOf } from './experiments.ts';
import type { Verdict } from './verdict.ts';

interface Words {
  readonly title: string;
  readonly about: string;
}

interface AnswerCauseOptions {
  readonly id: string;
  readonly owner: Owner;
  readonly order?: number;
  readonly verdicts: readonly Verdict[];
  readonly en: Words;
  readonly zh: Words;
  readonly remedies: readonly Remedy[];
}

/**
 * A cause that the provider names by a code or documented words of its own. The control is the same request without the
 * key: where everybody is told the same, it is not about this key.
 */
export function answerCause({ id, owner, order, verdicts, en, zh, remedies }: AnswerCauseOptions): Cause {
  return defineCause({
    id, owner, layer: 'account', scope: 'account', ...(order === undefined ? {} : { order }),
    text: {
      en: {
        title: en.title, about: en.about,
        confirmed: { 'told-to-this-key': 'With the key the provider answers {answer}, without it {anonymous}' },
        ruledOut: { 'told-to-everybody': 'Without a key the answer is the same ({anonymous}): it is not about this key', 'answered-otherwise': 'The answer means something else ({answer})' },
        open: { 'no-control': 'The same request without a key could not be made; run again, with more time (--timeout)' },
      },
      'zh-CN': {
        title: zh.title, about: zh.about,
        confirmed: { 'told-to-this-key': '带密钥时提供方答复 {answer}，不带密钥时答复 {anonymous}' },
        ruledOut: { 'told-to-everybody': '不带密钥时答复相同（{anonymous}）：与该密钥无关', 'answered-otherwise': '答复另有含义（{answer}）' },
        open: { 'no-control': '未能在不带密钥的情况下发出同一请求；请给予更多时间（--timeout）后重试' },
      },
    },
    suspectedBy: verdicts.map((verdict) => `credential/live-state#${verdict}`),
    controls: (suspicion) => ({ state: failedState(suspicion), anonymous: anonymousState(suspicion) }),
    judge: ({ facts: { state, anonymous }, confirmed, ruledOut, open }) => {
      const verdict = verdictOf(state);
      const params = { answer: answerOf(state), anonymous: answerOf(anonymous) };
      if (verdict !== undefined && !verdicts.includes(verdict)) return ruledOut('answered-otherwise', params, ['state']);
      if (verdict === undefined || verdictOf(anonymous) === undefined) return open('no-control', {}, []);
      return verdictOf(anonymous) === verdict ? ruledOut('told-to-everybody', params, ['anonymous']) : confirmed('told-to-this-key', { ...params, ...(state?.outcome === 'judged' ? state.limits : {}) }, ['state', 'anonymous']);
    },
    remedies,
  });
}
