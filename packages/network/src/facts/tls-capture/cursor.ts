/** Reads a buffer from left to right. A read past the end yields nothing, and the cursor stays failed: no length is believed. */
export class Cursor {
  readonly #bytes: Uint8Array;
  #at = 0;
  #failed = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Whether everything asked for so far was there. */
  get ok(): boolean {
    return !this.#failed;
  }

  /** Bytes that are left; 0 once a read has failed. */
  get left(): number {
    return this.#failed ? 0 : this.#bytes.length - this.#at;
  }

  /** An unsigned integer of 1 to 4 bytes, big-endian; 0 when it is not there. */
  uint(size: 1 | 2 | 3 | 4): number {
    let value = 0;
    for (const byte of this.take(size)) value = value * 256 + byte;
    return value;
  }

  /** The next bytes, not copied; empty when there are fewer. */
  take(length: number): Uint8Array {
    if (length > this.left) {
      this.#failed = true;
      return new Uint8Array(0);
    }
    const taken = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return taken;
  }

  /** A vector with its length before it (RFC 8446 §3.4). */
  vector(size: 1 | 2 | 3): Uint8Array {
    return this.take(this.uint(size));
  }
}
