import type { Target } from '@culprit/core';
import type { CauseCase, CheckCase } from '@culprit/testkit';

/** The verdict that is due and the controls that lead to it. */
export type Judged = readonly [verdict: CauseCase['expects']['verdict'], reason: string, facts: CauseCase['facts'], more?: Partial<CauseCase> & { readonly confidence?: 'likely' }];

/** The cases of a cause, each in one line. */
export const judged = (targets: readonly Target[], rows: readonly Judged[]): readonly CauseCase[] => rows.map(([verdict, reason, facts, { confidence, ...more } = {}], index): CauseCase => ({
  name: `${index + 1} ${verdict} ${reason}`, targets, facts, ...more, expects: { verdict, reason, ...(confidence === undefined ? {} : { confidence }) },
}));

export type Concluded = readonly [name: string, finding: string, facts: CheckCase['facts'], more?: Partial<CheckCase>];

/** The cases of a check about one target, each in one line. */
export const concluded = (target: CheckCase['target'], rows: readonly Concluded[]): readonly CheckCase[] =>
  rows.map(([name, finding, facts, more = {}]): CheckCase => ({ name, target, facts, concludes: { finding }, ...more }));
