import type { Clock } from './clock.ts';
import type { Job, Queue } from './queue.ts';
import type { WatchedTarget } from './records.ts';
import { delayOf, nextMoment } from './schedule.ts';

export interface PacerOptions {
  readonly clock: Clock;
  readonly queue: Queue;
  /** Whether another look may begin. */
  readonly ready: () => boolean;
  readonly due: (job: Job) => void;
  /** Once a second, whatever is due. */
  readonly turn: (now: number) => void;
  readonly stalled: (from: number, to: number) => void;
  readonly jumped: (byMs: number, now: number) => void;
}

const turnMs = 1_000;
/** Where nothing ran for so long, a deadline of a look may have passed while its answer lay there unread. */
const stallMs = 3_000;
/** Time servers slew smaller differences away. */
const jumpMs = 2_000;
const lagsKept = 1_000;

/** Begins looks when they are due, by the wall clock; notices when it was held up itself, and when the clock jumps. */
export class Pacer {
  #targets: ReadonlyMap<string, WatchedTarget> = new Map();
  /** Moments that come a second time, after the clock was put back, are set apart from the first ones by so much. */
  #era = 0;
  #callOff: () => void = () => {};
  #awaited = 0;
  #lastTurn = -Infinity;
  #anchor = { now: 0, steady: 0 };
  #disturbedAt = -Infinity;
  #running = false;
  #waking: Promise<void> | undefined;
  #lags = new Float64Array(lagsKept);
  #lagCount = 0;
  missed = 0;
  readonly #options: PacerOptions;

  constructor(options: PacerOptions) {
    this.#options = options;
  }

  /** `latest`: the last moment that a process before looked at. */
  async start(targets: readonly WatchedTarget[], latest: number): Promise<void> {
    const { clock } = this.#options;
    this.#anchor = { now: clock.now(), steady: clock.steady() };
    if (latest >= this.#anchor.now) this.#era = nextEra(latest);
    this.#running = true;
    await this.use(targets);
    this.#arm(0);
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#callOff();
    await this.#waking;
  }

  /** Takes another list; what stays as it was keeps its moment. */
  async use(targets: readonly WatchedTarget[]): Promise<void> {
    const before = this.#targets;
    this.#targets = new Map(targets.map((target) => [target.id, target]));
    for (const id of before.keys()) if (!this.#targets.has(id)) await this.#options.queue.remove(id);
    for (const target of targets) {
      const known = before.get(target.id);
      if (known?.intervalMs !== target.intervalMs || known.jitterMs !== target.jitterMs) await this.#plan(target);
    }
    if (this.#running) this.#arm(0);
  }

  /** Whether something went wrong here since then, so that what failed in the meantime says nothing about anybody else. */
  disturbedSince(steady: number): boolean {
    const { clock } = this.#options;
    return this.#disturbedAt >= steady || this.#isLate() || Math.abs(this.#jumpBy(clock.now(), clock.steady())) > jumpMs;
  }

  lag(): { readonly p50: number; readonly p99: number; readonly max: number } {
    const sorted = this.#lags.slice(0, Math.min(this.#lagCount, lagsKept)).toSorted();
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return { p50: at(0.5), p99: at(0.99), max: at(1) };
  }

  #isLate(): boolean {
    return this.#running && this.#options.clock.steady() - this.#awaited > stallMs;
  }

  #noteStall(expected: number): void {
    const { clock, stalled } = this.#options;
    const [now, steady] = [clock.now(), clock.steady()];
    if (steady - expected <= stallMs) return;
    this.#disturbedAt = steady;
    stalled(now - (steady - expected), now);
  }

  /** By how much the wall clock ran off the steady one since the anchor. */
  #jumpBy(now: number, steady: number): number {
    return now - this.#anchor.now - (steady - this.#anchor.steady);
  }

  #arm(ms: number): void {
    const { clock } = this.#options;
    this.#callOff();
    this.#awaited = clock.steady() + ms;
    this.#callOff = clock.after(ms, () => {
      this.#waking = this.#wake();
    });
  }

  async #wake(): Promise<void> {
    const { clock, queue, ready, due, turn, jumped } = this.#options;
    const [now, steady] = [clock.now(), clock.steady()];
    this.#noteStall(this.#awaited);
    // By one reading of the clock: one that jumps between two would be said to have jumped twice.
    const jump = this.#jumpBy(now, steady);
    this.#anchor = { now, steady };
    if (Math.abs(jump) > jumpMs) {
      this.#disturbedAt = steady;
      if (jump < 0) this.#era = nextEra(this.#era);
      jumped(jump, now);
      for (const target of this.#targets.values()) await this.#plan(target);
    }
    while (this.#running && ready()) {
      const [job] = await queue.take(clock.now(), 1);
      if (job === undefined) break;
      const target = this.#targets.get(job.target);
      if (target === undefined) continue;
      const late = Math.max(0, clock.now() - job.dueAt);
      this.#lags[this.#lagCount % lagsKept] = late;
      this.#lagCount += 1;
      this.missed += Math.floor(late / target.intervalMs);
      due(job);
      await this.#plan(target);
    }
    if (steady - this.#lastTurn >= turnMs) {
      this.#lastTurn = steady;
      turn(now);
    }
    if (!this.#running) return;
    // What was begun here may have held up everything as well.
    this.#noteStall(steady);
    const next = await queue.nextAt();
    const untilTurn = this.#lastTurn + turnMs - clock.steady();
    // While no look may begin, only the next turn matters: a slot that becomes free waits no longer than this.
    const untilDue = next === undefined ? turnMs : ready() ? next - clock.now() : 20;
    this.#arm(Math.max(1, Math.min(untilTurn, untilDue)));
  }

  async #plan(target: WatchedTarget): Promise<void> {
    const moment = nextMoment(target, this.#options.clock.now());
    await this.#options.queue.put({ target: target.id, dueAt: moment + Math.min(delayOf(target, moment), target.intervalMs - 1) + this.#era });
  }
}

/** Some milliseconds, other than the last time. */
const nextEra = (before: number): number => ((before + 7) % 97) + 1;
