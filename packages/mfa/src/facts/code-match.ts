import { defineFact, type Fact } from '@culprit/core';
import type { NoCode } from '../codes/read-code.ts';
import type { OneTimePassword } from '../targets/one-time-password.ts';
import { codeQuestion } from './code-question.ts';

/** Whether a code is one of those that are accepted now. `unasked`: there is no code, or no secret to compute one from. */
export type CodeMatch =
  | { readonly outcome: 'accepted'; readonly delta: number }
  | { readonly outcome: 'wrong' | 'reused' | 'unasked' }
  | { readonly outcome: 'malformed'; readonly reason: NoCode };

export type CodeMatchInput = OneTimePassword & { /** What is added to this machine's clock, which is held for wrong. */ readonly clockCorrectionMs?: number };

/** Compares a code with those of its window. */
export const codeMatch: Fact<CodeMatchInput, CodeMatch> = defineFact<CodeMatchInput, CodeMatch>({
  id: 'mfa/code-match',
  gather: async ({ input, secrets, now }): Promise<CodeMatch> => {
    const question = await codeQuestion(input, secrets, now().getTime() + (input.clockCorrectionMs ?? 0));
    if (question === undefined) return { outcome: 'unasked' };
    const { matchCode } = await import('../diagnosis/match-code.ts');
    return matchCode(question);
  },
  exhibit: (value) => value,
});
