import type { Severity } from '../check.ts';
import type { Finding } from '../report.ts';

export type ExitCodeOptions = {
  readonly failOn: Severity;
  readonly strict: boolean;
  readonly interrupted: boolean;
  readonly bugs: number;
};

const severities: readonly Severity[] = ['minor', 'major', 'critical'];

/** 0 healthy · 1 a cause was found · 3 nothing failed but something required is inconclusive · 70 a defect of Culprit · 130 interrupted. */
export function exitCode(findings: readonly Finding[], { failOn, strict, interrupted, bugs }: ExitCodeOptions): number {
  if (interrupted) return 130;
  if (bugs > 0) return 70;
  const failing = (finding: Finding): boolean => finding.outcome === 'fail' && severities.indexOf(finding.severity ?? 'major') >= severities.indexOf(failOn);
  if (findings.some(failing)) return 1;
  return findings.some((finding) => finding.outcome === 'inconclusive' && (strict || finding.required === true)) ? 3 : 0;
}
