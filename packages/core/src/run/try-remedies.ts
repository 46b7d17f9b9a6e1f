import type { Cause, Suspicion } from '../cause.ts';
import type { Requests } from '../fact.ts';
import { optional } from '../fact.ts';
import type { TriedRemedy } from '../report.ts';
import type { Params } from '../text.ts';
import type { Gatherer } from './gather.ts';
import type { CorrectedJudgement } from './judge-corrected.ts';

/** Tries every remedy that fits, side by side. Those that were seen not to help come last. */
export async function tryRemedies(
  cause: Cause, suspicion: Suspicion, params: Params,
  { gatherer, now, crashed, corrected }: {
    readonly gatherer: Gatherer; readonly now: Date; readonly corrected: CorrectedJudgement | undefined;
    readonly crashed: (where: string, error: unknown) => void;
  },
): Promise<readonly TriedRemedy[]> {
  const fitting = cause.remedies.filter(({ applies }) => applies?.(params) ?? true);
  const tried = await Promise.all(fitting.map(async ({ id, audience, docs, trial }): Promise<TriedRemedy> => {
    const remedy = { id, audience, params, ...(docs === undefined ? {} : { docs }) };
    if (trial === undefined) return { ...remedy, trial: 'not-tested', evidence: [] };
    try {
      const requests = allOptional(trial.facts({ suspicion, params, now, corrected }));
      const { values, evidence } = await gatherer.askAll(requests);
      const works = trial.works({ suspicion, params, facts: values, now, corrected });
      return { ...remedy, trial: works === undefined ? 'not-tested' : works ? 'works' : 'does-not-help', evidence: [...new Set([...evidence, ...corrected?.evidence ?? []])] };
    } catch (error) {
      crashed(id, error);
      return { ...remedy, trial: 'not-tested', evidence: [] };
    }
  }));
  return tried.toSorted((a, b) => Number(a.trial === 'does-not-help') - Number(b.trial === 'does-not-help'));
}

/** Experiments may fail to run; whoever asked for them sees `undefined` and says so. */
export function allOptional(requests: Requests): Requests {
  return Object.fromEntries(Object.entries(requests).map(([name, request]) => [name, optional(request)]));
}
