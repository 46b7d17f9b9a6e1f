import type { ToolError } from '../errors.ts';
import type { Evidence } from '../report.ts';

/** The answer to a question: evidence, and the value where it was observed. An `error` is misuse and ends the run. */
export type Settled = { readonly evidence: Evidence; readonly value?: unknown; readonly error?: ToolError };

/**
 * A question of a run, and who waits for its answer. Callbacks rather than promises: a watched target is asked a dozen
 * questions a second for years, and each waits for others.
 */
export class Question {
  /** `e1`, `e2`, … */
  readonly id: string;
  /** By which it is held in the graph. */
  readonly key: string;
  settled: Settled | undefined;
  /** How many of the questions that rest on this one are settled. */
  settledDependents = 0;
  #waiting: readonly ((settled: Settled) => void)[] = [];

  constructor(id: string, key: string) {
    this.id = id;
    this.key = key;
  }

  /** Calls back with the answer: at once where it is there. */
  whenSettled(callback: (settled: Settled) => void): void {
    // Not pushed: V8 would keep room for sixteen more, in each question of each run.
    if (this.settled === undefined) this.#waiting = [...this.#waiting, callback];
    else callback(this.settled);
  }

  settle(settled: Settled): void {
    this.settled = settled;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const callback of waiting) callback(settled);
  }
}

/** Calls back when all of the questions are settled: at once where they are. */
export function whenSettled(questions: readonly Question[], callback: () => void): void {
  let unsettled = questions.length;
  if (unsettled === 0) return callback();
  const one = (): void => {
    if (--unsettled === 0) callback();
  };
  for (const question of questions) question.whenSettled(one);
}
