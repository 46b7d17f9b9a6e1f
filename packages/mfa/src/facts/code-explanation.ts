import { defineFact, type Fact, type Suspicion } from '@culprit/core';
import type { Explained } from '../diagnosis/explain-code.ts';
import { oneTimePassword, type OneTimePassword } from '../targets/one-time-password.ts';
import { codeQuestion } from './code-question.ts';

export type CodeExplanation = Explained | { readonly outcome: 'unasked' };

/** Says why a code is wrong, by computing what others would. Asked on suspicion alone: it takes up to a second. */
export const codeExplanation: Fact<OneTimePassword, CodeExplanation> = defineFact<OneTimePassword, CodeExplanation>({
  id: 'mfa/code-explanation',
  patienceMs: 20_000,
  gather: async ({ input, secrets, now, signal }): Promise<CodeExplanation> => {
    const question = await codeQuestion(input, secrets, now().getTime());
    if (question === undefined) return { outcome: 'unasked' };
    const { explainCode } = await import('../diagnosis/explain-code.ts');
    return explainCode({ ...question, signal });
  },
  exhibit: (value) => value,
});

/** The target of a suspicion about codes. @throws Error where the failures are of something else. */
export function suspectedCode(suspicion: Suspicion): OneTimePassword {
  const target = suspicion.related(oneTimePassword);
  if (target === undefined) throw new Error('no one-time code belongs to this failure');
  return target;
}
