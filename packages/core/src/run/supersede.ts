import type { Judgement } from '../cause.ts';
import type { Finding } from '../report.ts';
import type { Suspect } from './suspect.ts';

type Confirmed = Suspect & { readonly judgement: Judgement };

/** A confirmed cause, and the failures that it explains: its own, and those of the causes that it stands for. */
export type Standing<Verdict> = { readonly verdict: Verdict; readonly explains: readonly Finding[] };

/** Pure: a cause that sees no more than the trouble that another one makes leaves its failures to that one. */
export function standing<Verdict extends Confirmed>(confirmed: readonly Verdict[]): readonly Standing<Verdict>[] {
  const over = (verdict: Verdict): Verdict | undefined => confirmed.find((other) => standsFor(other, verdict) && !standsFor(verdict, other));
  const head = (verdict: Verdict): Verdict => {
    const seen = new Set<Verdict>();
    let at = verdict;
    for (let next = over(at); next !== undefined && !seen.has(next); next = over(at)) {
      seen.add(next);
      at = next;
    }
    return at;
  };
  const taken = Map.groupBy(confirmed, head);
  return [...taken].map(([verdict, members]) => ({ verdict, explains: [...new Set([verdict, ...members].flatMap(({ suspicion }) => suspicion.findings))] }));
}

/** What is only likely takes nothing from what is certain. */
function standsFor(one: Confirmed, other: Confirmed): boolean {
  if (one === other || !one.cause.supersedes(other.cause) || certainty(one) < certainty(other)) return false;
  return one.subject === other.subject || other.suspicion.findings.every((finding) => one.suspicion.findings.includes(finding));
}

const certainty = ({ judgement }: Confirmed): number => (judgement.verdict === 'confirmed' && judgement.confidence === 'certain' ? 1 : 0);
