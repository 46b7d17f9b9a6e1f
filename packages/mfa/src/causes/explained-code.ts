import type { JudgeContext, Judgement, Request, Suspicion } from '@culprit/core';
import type { Mistake } from '../diagnosis/hypothesis.ts';
import { codeExplanation, suspectedCode, type CodeExplanation } from '../facts/code-explanation.ts';

/** The control that tells the causes of a wrong code apart: what two consecutive codes fit. */
export const explanationControl = (suspicion: Suspicion): { readonly explanation: Request<CodeExplanation> } => ({ explanation: codeExplanation.of(suspectedCode(suspicion)) });

/** What a cause that rests on an explanation says, beside its confirmation. */
export const explanationTexts = {
  en: {
    ruledOut: { 'other-mistake': 'Two consecutive codes fit something else ({mistake})', 'fits-nothing': 'Codes computed that way do not fit' },
    open: { 'second-code': 'One code fits, which happens by chance; give the next code of the authenticator too (secondCode)', 'not-explained': 'The code could not be looked into' },
  },
  'zh-CN': {
    ruledOut: { 'other-mistake': '两个相继的验证码符合另一种情况（{mistake}）', 'fits-nothing': '按这种方式计算的验证码不相符' },
    open: { 'second-code': '只有一个验证码吻合，可能是巧合；请再给出验证器的下一个验证码（secondCode）', 'not-explained': '无法分析该验证码' },
  },
} as const;

type Say = {
  readonly ruledOut: (reason: 'other-mistake' | 'fits-nothing', params: { readonly mistake: string }, witness: readonly 'explanation'[]) => Judgement;
  readonly open: (reason: 'second-code' | 'not-explained', params: Record<never, never>, witness: readonly 'explanation'[]) => Judgement;
};

/** Judges by the explanation: `proved` holds where two codes fit one of the mistakes. */
export function judgeExplanation(
  { facts: { explanation } }: JudgeContext<{ readonly explanation: CodeExplanation | undefined }>, mistakes: readonly Mistake[], { ruledOut, open }: Say,
): Judgement | Extract<CodeExplanation, { readonly outcome: 'explained' }>['explanation'] {
  switch (explanation?.outcome) {
    case 'explained': return mistakes.includes(explanation.explanation.mistake) ? explanation.explanation : ruledOut('other-mistake', { mistake: explanation.explanation.mistake }, ['explanation']);
    case 'second-code-needed': return explanation.candidates.some(({ mistake }) => mistakes.includes(mistake)) ? open('second-code', {}, ['explanation']) : ruledOut('fits-nothing', { mistake: '' }, ['explanation']);
    case 'unexplained': return ruledOut('fits-nothing', { mistake: '' }, ['explanation']);
    default: return open('not-explained', {}, []);
  }
}
