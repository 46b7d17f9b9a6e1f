import type { Target } from '@culprit/core';
import type { CauseCase } from './cause-cases.ts';
import type { CheckCase } from './check-cases.ts';

/** What the facts lead to, and what else differs from the other rows. */
export type CheckRow = readonly [name: string, finding: string, facts: CheckCase['facts'], more?: Partial<CheckCase>];

/** The cases of a check about one target, each in one line. A row may be about another one: `{ target }`. */
export const checkTable = (target: CheckCase['target'], rows: readonly CheckRow[]): readonly CheckCase[] =>
  rows.map(([name, finding, facts, more = {}]): CheckCase => ({ name, target, facts, concludes: { finding }, ...more }));

/** The verdict that is due, the controls that lead to it, and what else differs from the other rows or is expected. */
export type CauseRow = readonly [
  verdict: CauseCase['expects']['verdict'], reason: string, facts: CauseCase['facts'],
  more?: Partial<Omit<CauseCase, 'facts' | 'expects'>> & Partial<Omit<CauseCase['expects'], 'verdict' | 'reason'>>,
];

/** The cases of a cause, each in one line; a row without a name is called by its place and verdict. */
export const causeTable = (targets: readonly Target[], rows: readonly CauseRow[]): readonly CauseCase[] =>
  rows.map(([verdict, reason, facts, { params, witness, confidence, ...more } = {}], index): CauseCase => ({
    name: `${index + 1} ${verdict} ${reason}`, targets, facts, ...more,
    expects: { verdict, reason, ...(params === undefined ? {} : { params }), ...(witness === undefined ? {} : { witness }), ...(confidence === undefined ? {} : { confidence }) },
  }));
