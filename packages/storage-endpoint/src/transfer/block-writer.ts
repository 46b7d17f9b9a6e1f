import type { FileHandle } from 'node:fs/promises';

const blockBytes = 512 << 10;
/** Blocks that may be on their way to the disk before a stream has to wait. */
const maxPending = 2;
/** Used again, so that nothing grows with the size of a file. */
const free: Buffer[] = [];

/** Writes bytes that come in small pieces to a place in a file. */
export class BlockWriter {
  /** Bytes that were taken. */
  count = 0;
  readonly #handle: FileHandle;
  #at: number;
  #block: Buffer | undefined;
  #filled = 0;
  #pending = 0;
  #settled: (() => void) | undefined;
  #room: Promise<void> | undefined;
  #failure: unknown;

  constructor(handle: FileHandle, at: number) {
    this.#handle = handle;
    this.#at = at;
  }

  /** A promise where the disk is behind. */
  take(bytes: Buffer): Promise<void> | undefined {
    for (let at = 0; at < bytes.length;) {
      this.#block ??= free.pop() ?? Buffer.allocUnsafeSlow(blockBytes);
      const count = bytes.copy(this.#block, this.#filled, at);
      this.#filled += count;
      at += count;
      if (this.#filled === blockBytes) this.#write();
    }
    this.count += bytes.length;
    if (this.#pending < maxPending) return undefined;
    return this.#room ??= this.#drain(maxPending - 1).finally(() => { this.#room = undefined; });
  }

  /** Resolves when all that was taken is written. Rejects with the system's error. */
  async flush(): Promise<void> {
    if (this.#filled > 0) this.#write();
    await this.#room;
    await this.#drain(0);
  }

  #write(): void {
    const [block, filled, at] = [this.#block, this.#filled, this.#at];
    if (block === undefined) return;
    [this.#block, this.#filled, this.#at] = [undefined, 0, at + filled];
    this.#pending++;
    writeAll(this.#handle, block, filled, at).catch((error: unknown) => { this.#failure ??= error; }).finally(() => {
      free.push(block);
      this.#pending--;
      this.#settled?.();
    });
  }

  async #drain(to: number): Promise<void> {
    while (this.#pending > to) await new Promise<void>((resolve) => { this.#settled = resolve; });
    if (this.#failure !== undefined) throw this.#failure;
  }
}

async function writeAll(handle: FileHandle, block: Buffer, length: number, at: number): Promise<void> {
  for (let done = 0; done < length;) done += (await handle.write(block, done, length - done, at + done)).bytesWritten;
}
