import type { Examiner, Memory, Report } from '@culprit/core';
import type { Clock } from './clock.ts';
import { read, type Reading } from './reading.ts';
import type { Result, WatchedTarget } from './records.ts';

export interface Look {
  readonly result: Result;
  readonly reading: Reading;
  readonly report: Report;
  /** Nothing at all could be reached: it is this machine that is cut off. */
  readonly cutOff: boolean;
}

export interface LookOptions {
  readonly examiner: Examiner;
  readonly memory: Memory;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly slots: Slots;
  readonly planned: boolean;
  readonly more?: Parameters<Examiner['examine']>[1];
  /** Whether the process or the clock was disturbed since then: what failed meanwhile says nothing. */
  readonly disturbedSince: (steady: number) => boolean;
  /** Whether anything else was reached since then, or is reached now. */
  readonly reaches: (steady: number) => Promise<boolean>;
}

/** What fails in these may be the way out of this machine as well as the target. */
const way: ReadonlySet<string> = new Set(['name', 'connection']);

/** Looks at a target, and again where it fails. `undefined`: it was ended before it could say anything. Rejects with a `ToolError` where the target can't be examined at all. */
export async function look(target: WatchedTarget, dueAt: number, options: LookOptions): Promise<Look | undefined> {
  const { examiner, memory, clock, signal, slots, planned, more, disturbedSince, reaches } = options;
  for (let attempts = 1; ; attempts += 1) {
    await slots.take();
    const [startedAt, begun] = [clock.now(), clock.steady()];
    let report: Report;
    try {
      report = await examiner.examine([target.entry], { ...more, memory, signal, timeoutMs: target.timeoutMs, now: () => new Date(clock.now()) });
    } finally {
      slots.giveBack();
    }
    if (report.interrupted) return undefined;
    const tookMs = clock.steady() - begun;
    const reading = read(report);
    const disturbed = reading.verdict === 'down' && disturbedSince(begun);
    if (reading.verdict === 'down' && !disturbed && attempts <= target.retries) {
      await pause(clock, target.retryDelayMs, signal);
      if (signal.aborted) return undefined;
      continue;
    }
    const cutOff = reading.verdict === 'down' && !disturbed && reading.causes.length > 0 && reading.causes.every(({ layer }) => way.has(layer)) && !(await reaches(begun));
    const spoiled = disturbed || cutOff;
    const because = spoiled ? 'self-fault' : reading.because;
    const cause = reading.verdict === 'up' ? undefined : reading.causes[0]?.key ?? reading.own[0]?.key;
    const { certificate, node, phases } = reading;
    return {
      cutOff,
      reading: spoiled ? { ...reading, verdict: 'inconclusive', because: 'self-fault', own: [] } : reading,
      report,
      result: {
        target: target.id, dueAt, startedAt, tookMs, verdict: spoiled ? 'inconclusive' : reading.verdict, attempts, phases,
        ...(cause === undefined ? {} : { cause }), ...(because === undefined ? {} : { because }), ...(node === undefined ? {} : { node }),
        ...(certificate === undefined ? {} : { certificateNotAfter: certificate.notAfter }), ...(planned ? { planned } : {}),
      },
    };
  }
}

function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(ms, end);
    signal.addEventListener('abort', end);
  });
}

/** So many looks at a time; who comes first goes first. */
export class Slots {
  #free: number;
  #size: number;
  readonly #waiting: (() => void)[] = [];

  constructor(size: number) {
    this.#free = size;
    this.#size = size;
  }

  get taken(): number {
    return this.#size - this.#free;
  }

  get isFull(): boolean {
    return this.#free <= 0;
  }

  resize(size: number): void {
    this.#free += size - this.#size;
    this.#size = size;
    while (this.#free > 0 && this.#waiting.length > 0) this.#pass();
  }

  async take(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  giveBack(): void {
    this.#free += 1;
    if (this.#free > 0) this.#pass();
  }

  #pass(): void {
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#free -= 1;
    next();
  }
}
