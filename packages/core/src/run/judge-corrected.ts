import type { Corrected, Suspicion } from '../cause.ts';
import type { Finding } from '../report.ts';
import type { DiagnoseContext } from './diagnose.ts';
import { judge } from './judge.ts';
import { judgementOf } from './plan.ts';

/** With the ids of the evidence that proves what is gone. */
export interface CorrectedJudgement extends Corrected {
  readonly evidence: readonly string[];
}

/** Judges failures once more, as they would be judged if this machine's clock were set by so much. */
export async function judgeCorrected({ findings }: Suspicion, clockCorrectionMs: number, { plan, gatherer, settings, now, crashed }: DiagnoseContext): Promise<CorrectedJudgement> {
  const judged = await Promise.all(findings.map(async (finding) => {
    const judgement = judgementOf(finding, plan);
    const target = plan.targets.find(({ id }) => id === finding.target);
    if (judgement?.check.byClock !== true || target === undefined) return undefined;
    const requests = judgement.check.needs(target.target.data, judgement.options, { ...settings, clockCorrectionMs });
    if (requests === undefined) return undefined;
    const found = judge(judgement, target, await gatherer.askAll(requests), new Date(now.getTime() + clockCorrectionMs), crashed);
    return { finding, found };
  }));
  const told = judged.filter((one) => one !== undefined);
  const gone = told.filter(({ found }) => found.length > 0 && found.every(isSound));
  return {
    gone: gone.map(({ finding }) => finding),
    remains: told.filter(({ finding, found }) => found.some(({ id }) => id === finding.id)).map(({ finding }) => finding),
    evidence: [...new Set(gone.flatMap(({ found }) => found.flatMap(({ evidence }) => evidence)))],
  };
}

/** What could not be judged is no proof, and another failure is none of success. */
const isSound = ({ outcome, severity }: Finding): boolean => outcome === 'pass' || (outcome === 'fail' && severity === 'minor');
