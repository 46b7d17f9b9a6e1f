import { defineCause, type Cause, type JudgeContext, type Judgement, type Localized, type Params, type Remedy, type Request, type Suspicion, type Worded } from '@culprit/core';
import type { Explanation } from '../diagnosis/explain-code.ts';
import type { Mistake } from '../diagnosis/hypothesis.ts';
import { codeExplanation, suspectedCode, type CodeExplanation } from '../facts/code-explanation.ts';

/** The control that tells the causes of a wrong code apart: what two consecutive codes fit. */
export const explanationControl = (suspicion: Suspicion): { readonly explanation: Request<CodeExplanation> } => ({ explanation: codeExplanation.of(suspectedCode(suspicion)) });

/** What a cause that rests on an explanation says, beside its confirmation. */
export const explanationTexts = {
  en: {
    ruledOut: { 'other-mistake': 'Two consecutive codes fit something else', 'fits-nothing': 'Codes computed that way do not fit' },
    open: { 'second-code': 'One code fits, which happens by chance; give the next code of the authenticator too (secondCode)', 'not-explained': 'The code could not be looked into' },
  },
  'zh-CN': {
    ruledOut: { 'other-mistake': '两个相继的验证码符合另一种情况', 'fits-nothing': '按这种方式计算的验证码不相符' },
    open: { 'second-code': '只有一个验证码吻合，可能是巧合；请再给出验证器的下一个验证码（secondCode）', 'not-explained': '无法分析该验证码' },
  },
} as const;

type Say = {
  readonly ruledOut: (reason: 'other-mistake' | 'fits-nothing', params: Record<never, never>, witness: readonly 'explanation'[]) => Judgement;
  readonly open: (reason: 'second-code' | 'not-explained', params: Record<never, never>, witness: readonly 'explanation'[]) => Judgement;
};

/** Judges by the explanation: `proved` holds where two codes fit one of the mistakes. */
export function judgeExplanation(
  { facts: { explanation } }: JudgeContext<{ readonly explanation: CodeExplanation | undefined }>, mistakes: readonly Mistake[], { ruledOut, open }: Say,
): Judgement | Explanation {
  switch (explanation?.outcome) {
    case 'explained': return mistakes.includes(explanation.explanation.mistake) ? explanation.explanation : ruledOut('other-mistake', {}, ['explanation']);
    case 'second-code-needed': return explanation.candidates.some(({ mistake }) => mistakes.includes(mistake)) ? open('second-code', {}, ['explanation']) : ruledOut('fits-nothing', {}, ['explanation']);
    case 'unexplained': return ruledOut('fits-nothing', {}, ['explanation']);
    default: return open('not-explained', {}, []);
  }
}

type Phrase = string | Worded;

/** The part of a cause's text that is its own: `R` are the reasons by which it stands confirmed. */
interface OwnText<R extends string> {
  readonly title: Phrase;
  /** As `CauseText.unknown`. */
  readonly unknown?: { readonly [param: string]: string };
  readonly about: string;
  readonly confirmed: { readonly [N in R]: Phrase };
}

export interface ExplainedCauseOptions<M extends Mistake, R extends string> {
  readonly id: string;
  readonly owner: Cause['owner'];
  readonly order: number;
  /** What two codes may fit, and by which reason the cause then stands confirmed. */
  readonly mistakes: { readonly [N in M]: R };
  readonly text: Localized<OwnText<R>>;
  readonly remedies: readonly Remedy[];
  /** What texts and remedies may name. */
  readonly params: (explanation: Explanation) => Params;
}

/** A cause of a wrong code that two consecutive codes prove by themselves. */
export function explainedCause<M extends Mistake, R extends string>({ id, owner, order, mistakes, text, remedies, params }: ExplainedCauseOptions<M, R>): Cause {
  const reasons: ReadonlyMap<string, string> = new Map(Object.entries(mistakes));
  const own: Localized<OwnText<string>> = text;
  const known: readonly Mistake[] = Object.keys(mistakes) as M[];
  return defineCause({
    id, owner, order, remedies, layer: 'account', scope: 'account', suspectedBy: ['mfa/code#rejected'],
    text: { en: { ...own.en, ...explanationTexts.en }, 'zh-CN': { ...own['zh-CN'], ...explanationTexts['zh-CN'] } },
    controls: explanationControl,
    judge: (context) => {
      const judged = judgeExplanation(context, known, context);
      if ('verdict' in judged) return judged;
      return { verdict: 'confirmed', confidence: 'certain', reason: reasons.get(judged.mistake) ?? '', params: params(judged), witness: ['explanation'] };
    },
  });
}
