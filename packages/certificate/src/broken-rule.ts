import type { Request, Suspicion } from '@culprit/core';
import { nameOf } from './certificate-summary.ts';
import { suspectedInput } from './endpoint-input.ts';
import { certificateChain, type CertificateChain } from './facts/chain.ts';
import { certificatePath, type BrokenPath, type CertificatePath } from './facts/path.ts';

/** What tells which rule of RFC 5280 §6.1 the best path breaks: our own building of it, over what was sent. */
export type RuleControls = { readonly chain: Request<CertificateChain>; readonly path: Request<CertificatePath> };

export function ruleControls(suspicion: Suspicion): RuleControls {
  const input = suspectedInput(suspicion);
  return { chain: certificateChain.of(input), path: certificatePath.of(input) };
}

/** The rule that breaks the path that got furthest. */
export type BrokenRule = {
  readonly fault: BrokenPath['fault'];
  /** The certificate that breaks it. */
  readonly subject: string;
  /** Where it stands: 1 is the server's own. */
  readonly position: number;
  /** The authority that made the rule; the subject itself where it did. */
  readonly authority: string;
  readonly detail: string;
  /** How many intermediate certificates follow it that aren't renewals of an authority's own key. */
  readonly intermediates: number;
};

/** `undefined`: no path to a trusted root breaks a rule. */
export function brokenRule(path: CertificatePath | undefined): BrokenRule | undefined {
  if (path?.outcome !== 'untrusted' || path.reason !== 'invalid') return undefined;
  const [furthest] = path.broken;
  const step = furthest?.steps[furthest.at];
  if (furthest === undefined || step === undefined) return undefined;
  const { fault, at, rule = at, detail = '', steps } = furthest;
  return {
    fault, detail, subject: nameOf(step.subject), position: at + 1,
    authority: nameOf(steps[rule]?.subject ?? step.subject),
    intermediates: steps.slice(1, at).filter(({ selfIssued }) => !selfIssued).length,
  };
}
