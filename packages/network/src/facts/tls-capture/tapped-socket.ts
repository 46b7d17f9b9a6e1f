import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** How much of a server's flight is kept: chains have some kilobytes. */
const maxRecorded = 262_144;

/**
 * A socket that keeps what comes in while a handshake goes on. node:tls takes the descriptor of a plain socket for itself,
 * so the exact bytes can only be seen from under it.
 */
export class TappedSocket extends Duplex {
  readonly #socket: Socket;
  #chunks: Buffer[] | undefined = [];
  #received = 0;

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      if (this.#chunks !== undefined && this.#received < maxRecorded) this.#chunks.push(chunk);
      this.#received += chunk.length;
      if (!this.push(chunk)) socket.pause();
    });
    socket.once('end', () => this.push(null));
    socket.once('error', (error) => this.destroy(error));
    socket.once('close', () => this.destroy());
  }

  /** Bytes that came in so far. */
  get received(): number {
    return this.#received;
  }

  /** What came in since the start, bounded; recording ends. */
  stop(): Buffer {
    const recorded = Buffer.concat(this.#chunks ?? []);
    this.#chunks = undefined;
    return recorded.length > maxRecorded ? recorded.subarray(0, maxRecorded) : recorded;
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}
