import type { TransferEvent, TransferItem } from './transfer.ts';

const everyMs = 500;
/** The rate is that of the last ten seconds: links change, and a start is slow. */
const samples = 20;

/** Counts what arrives, and tells it twice a second. */
export class Meter {
  bytesFetched = 0;
  bytesResumed = 0;
  filesDone = 0;
  filesFailed = 0;
  #bytesDone = 0;
  #bytes: number;
  readonly #files: number;
  readonly #on: (event: TransferEvent) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #seen: { readonly ms: number; readonly bytes: number }[] = [{ ms: performance.now(), bytes: 0 }];

  constructor(items: readonly TransferItem[], on: (event: TransferEvent) => void) {
    this.#files = items.length;
    this.#bytes = items.reduce((sum, { size = 0 }) => sum + size, 0);
    this.#on = on;
    this.#timer = setInterval(() => this.#tell(), everyMs);
  }

  /** A size that was not known before, or another one. */
  resized(before: number | undefined, now: number): void {
    this.#bytes += now - (before ?? 0);
  }

  arrived(count: number): void {
    this.bytesFetched += count;
    this.#bytesDone += count;
  }

  /** Bytes that need not be fetched. */
  had(count: number): void {
    this.bytesResumed += count;
    this.#bytesDone += count;
  }

  /** Bytes of no use: they will come again. */
  dropped(count: number): void {
    this.#bytesDone -= count;
  }

  end(): void {
    clearInterval(this.#timer);
    this.#tell();
  }

  #tell(): void {
    const now = { ms: performance.now(), bytes: this.bytesFetched };
    this.#seen.push(now);
    if (this.#seen.length > samples) this.#seen.shift();
    const first = this.#seen[0] ?? now;
    const rate = now.ms > first.ms ? ((now.bytes - first.bytes) * 1_000) / (now.ms - first.ms) : 0;
    this.#on({
      type: 'progress', filesDone: this.filesDone, files: this.#files, bytesDone: this.#bytesDone, bytes: this.#bytes, bytesPerSecond: Math.round(rate),
      ...(rate > 0 ? { secondsLeft: Math.max(0, Math.round((this.#bytes - this.#bytesDone) / rate)) } : {}),
    });
  }
}
