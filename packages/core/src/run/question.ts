import type { ToolError } from '../errors.ts';
import type { Evidence } from '../report.ts';

/** The answer to a question: evidence, and the value where it was observed. An `error` is misuse and ends the run. */
export type Settled = { readonly evidence: Evidence; readonly value?: unknown; readonly error?: ToolError };

/** A question of a run. */
export class Question {
  /** `e1`, `e2`, … */
  readonly id: string;
  /** In the graph of the run. */
  readonly place: number;
  settled: Settled | undefined;
  /** How many of the questions that it rests on are not settled. */
  unsettled = 0;

  constructor(id: string, place: number) {
    this.id = id;
    this.place = place;
  }
}
