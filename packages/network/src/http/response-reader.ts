import { foreignProtocol, limits, readHead, type ResponseFault, type ResponseHead } from './response-head.ts';

type State = 'head' | 'length' | 'until-close' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailers' | 'done' | 'fault';

/**
 * Reads one response from bytes as they come. Bounded: the head at 64 KiB, the body at 256 KiB, after which it is done.
 * Interim responses (RFC 9110 §15.2) are skipped. `take`: gets the body piece by piece instead; a piece is only good until it
 * returns, and how much there may be is for it to say. Bytes that were fed may be overwritten after `feed`.
 */
export class ResponseReader {
  readonly #method: string;
  readonly #take: ((bytes: Buffer) => void) | undefined;
  #state: State = 'head';
  #pending: Buffer = Buffer.alloc(0);
  #headBytes = 0;
  #left = 0;
  #body: Buffer[] = [];
  #bodyBytes = 0;
  #untilLimit = false;
  #untilClose = false;
  head: ResponseHead | undefined;
  fault: ResponseFault | undefined;

  constructor(method: string, take?: (bytes: Buffer) => void) {
    this.#method = method;
    this.#take = take;
  }

  get done(): boolean {
    return this.#state === 'done' || this.#state === 'fault';
  }

  /** Whether reading ended because the body is longer than anybody needs. */
  get limited(): boolean {
    return this.#untilLimit;
  }

  /** Whether the connection can carry another request: the response says where it ends, ended there, and does not close it (RFC 9112 §9.3). */
  get reusable(): boolean {
    const persists = this.head?.headers['connection']?.toLowerCase();
    return this.#state === 'done' && !this.#untilClose && !this.#untilLimit && this.#pending.length === 0
      && (this.head?.httpVersion === '1.0' ? persists === 'keep-alive' : !/\bclose\b/.test(persists ?? ''));
  }

  /** The bytes of the body so far, without chunk framing, still in their content coding. */
  body(): Buffer {
    const [only] = this.#body;
    return only !== undefined && this.#body.length === 1 ? only : Buffer.concat(this.#body, this.#bodyBytes);
  }

  /** Whether anything came that was not an interim response. */
  get started(): boolean {
    return this.head !== undefined || this.#pending.length > 0;
  }

  feed(bytes: Buffer): void {
    if (this.done) return;
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    while (!this.done && this.#step());
    if (this.#take !== undefined && this.#pending.length > 0) this.#pending = Buffer.from(this.#pending);
  }

  /** The peer closed. Whether the response is whole: it may lack a length and end just so (RFC 9112 §6.3). */
  close(): boolean {
    if (this.#state === 'until-close') this.#state = 'done';
    return this.#state === 'done';
  }

  #fail(fault: ResponseFault): false {
    this.fault = fault;
    this.#state = 'fault';
    this.#pending = Buffer.alloc(0);
    return false;
  }

  /** Goes one element further; false when it needs more bytes or is done. */
  #step(): boolean {
    switch (this.#state) {
      case 'head': return this.#readHead();
      case 'length':
      case 'chunk': return this.#readBody(this.#left);
      case 'until-close': return this.#readBody(Infinity);
      case 'chunk-size': return this.#readChunkSize();
      case 'chunk-end': return this.#readChunkEnd();
      case 'trailers': return this.#readTrailer();
      default: return false;
    }
  }

  #readHead(): boolean {
    const foreign = foreignProtocol(this.#pending);
    if (foreign !== undefined) return this.#fail(foreign);
    // A single LF ends a line too (RFC 9112 §2.2).
    const text = this.#pending.toString('latin1', 0, limits.headBytes + 4);
    const end = /\r?\n\r?\n/.exec(text);
    const length = end === null ? this.#pending.length : end.index + end[0].length;
    if (this.#headBytes + length > limits.headBytes) return this.#fail('headers-too-large');
    if (end === null) return false;
    this.#headBytes += length;
    const head = readHead(text.slice(0, end.index));
    if (typeof head === 'string') return this.#fail(head);
    this.#pending = this.#pending.subarray(length);
    // 101 is never asked for; as an answer it is final.
    if (head.status < 200 && head.status !== 101) return true;
    this.head = head;
    return this.#frameBody(head);
  }

  /** RFC 9112 §6.3. */
  #frameBody({ status, headers }: ResponseHead): boolean {
    if (this.#method === 'HEAD' || status < 200 || status === 204 || status === 304) {
      this.#state = 'done';
      return false;
    }
    const coding = headers['transfer-encoding'];
    if (coding !== undefined) {
      if (!/(?:^|[\s,])chunked\s*$/i.test(coding)) return this.#fail('transfer-encoding');
      this.#state = 'chunk-size';
      return true;
    }
    const length = headers['content-length'];
    if (length === undefined) {
      this.#state = 'until-close';
      this.#untilClose = true;
      return true;
    }
    const [first = '', ...others] = length.split(',').map((part) => part.trim());
    if (!/^\d{1,15}$/.test(first) || others.some((other) => other !== first)) return this.#fail('content-length');
    this.#left = Number(first);
    this.#state = this.#left === 0 ? 'done' : 'length';
    return this.#left > 0;
  }

  #readBody(wanted: number): boolean {
    const room = this.#take === undefined ? limits.bodyBytes - this.#bodyBytes : Infinity;
    const taken = this.#pending.subarray(0, Math.min(wanted, room));
    if (taken.length > 0 && this.#take !== undefined) this.#take(taken);
    else if (taken.length > 0) this.#body.push(taken);
    this.#bodyBytes += taken.length;
    this.#pending = this.#pending.subarray(taken.length);
    if (this.#state !== 'until-close') this.#left -= taken.length;
    if (this.#state === 'length' && this.#left === 0) this.#state = 'done';
    else if (this.#state === 'chunk' && this.#left === 0) this.#state = 'chunk-end';
    else if (this.#take === undefined && this.#bodyBytes >= limits.bodyBytes) {
      this.#untilLimit = true;
      this.#state = 'done';
    }
    return !this.done && this.#pending.length > 0;
  }

  #readChunkSize(): boolean {
    const line = this.#line(1_024, 'chunk-size');
    if (line === undefined) return false;
    const size = /^([0-9a-f]{1,12})[\t ]*(?:;.*)?$/i.exec(line)?.[1];
    if (size === undefined) return this.#fail('chunk-size');
    this.#left = Number.parseInt(size, 16);
    this.#state = this.#left === 0 ? 'trailers' : 'chunk';
    return true;
  }

  #readChunkEnd(): boolean {
    const line = this.#line(2, 'chunk-end');
    if (line === undefined) return false;
    if (line !== '') return this.#fail('chunk-end');
    this.#state = 'chunk-size';
    return true;
  }

  #readTrailer(): boolean {
    const line = this.#line(limits.headBytes - this.#headBytes, 'headers-too-large');
    if (line === undefined) return false;
    this.#headBytes += line.length + 2;
    if (line === '') this.#state = 'done';
    return line !== '';
  }

  /** The next line without its end; `undefined` while it is unfinished, or after a failure for being too long. */
  #line(longest: number, fault: ResponseFault): string | undefined {
    const end = this.#pending.indexOf(0x0a);
    if (end > longest || (end < 0 && this.#pending.length > longest)) {
      this.#fail(fault);
      return undefined;
    }
    if (end < 0) return undefined;
    const line = this.#pending.toString('latin1', 0, end).replace(/\r$/, '');
    this.#pending = this.#pending.subarray(end + 1);
    return line;
  }
}
