/** What was counted in a window. */
export interface Counted {
  /** Samples that said anything. */
  readonly n: number;
  readonly bad: number;
  readonly inconclusive: number;
}

const minuteMs = 60_000;
type Bucket = { minute: number; n: number; bad: number; inconclusive: number };

/** Counts by the minute over a span that moves with the clock. */
export class ShareWindow {
  readonly #minutes: number;
  #buckets: Bucket[] = [];

  constructor(windowMs: number) {
    this.#minutes = Math.max(1, Math.ceil(windowMs / minuteMs));
  }

  add(at: number, kind: 'good' | 'bad' | 'inconclusive', count = 1): void {
    const minute = Math.floor(at / minuteMs);
    let bucket = this.#buckets.findLast((one) => one.minute === minute);
    if (bucket === undefined) this.#buckets.push(bucket = { minute, n: 0, bad: 0, inconclusive: 0 });
    if (kind === 'inconclusive') bucket.inconclusive += count;
    else bucket.n += count;
    if (kind === 'bad') bucket.bad += count;
  }

  /** What lies in the window that ends now. What lies in the future, after the clock was put back, is left out and forgotten. */
  count(now: number): Counted {
    const last = Math.floor(now / minuteMs);
    this.#buckets = this.#buckets.filter(({ minute }) => minute > last - this.#minutes && minute <= last + 1);
    const sum = { n: 0, bad: 0, inconclusive: 0 };
    for (const bucket of this.#buckets) {
      sum.n += bucket.n;
      sum.bad += bucket.bad;
      sum.inconclusive += bucket.inconclusive;
    }
    return sum;
  }
}
