import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Readable } from 'node:stream';
import type { SentRequest } from './canonical-request.ts';

/** A request as the AWS SDK hands it over. */
export interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly query?: { readonly [name: string]: string | string[] | null };
  readonly headers: { readonly [name: string]: string };
  readonly body?: unknown;
}

/** What came back for one request, kept beside what the SDK makes of it. */
export interface Exchanged {
  readonly sent: SentRequest;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string };
  readonly body: Buffer;
}

export interface SocketHandlerOptions {
  /** The connection for the next request: one each. `undefined`: it can't be opened. */
  readonly connect: () => Promise<{ readonly socket: Duplex; readonly forward?: { readonly authorization?: string } } | undefined>;
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

/** Answers and uploads of a probe are small: more is not read. */
const maxBody = 1 << 20;

/**
 * Sends the SDK's requests over connections that a fact of `network` opened, so that resolver, proxy, address and
 * authorities are those of the route. Each request has a connection of its own; the answer is read up to 1 MiB.
 */
export class SocketHandler {
  readonly exchanges: Exchanged[] = [];
  readonly #options: SocketHandlerOptions;

  constructor(options: SocketHandlerOptions) {
    this.#options = options;
  }

  async handle(request: SdkRequest): Promise<{ readonly response: { readonly statusCode: number; readonly headers: Record<string, string>; readonly body: Readable } }> {
    const channel = await this.#options.connect();
    if (channel === undefined) throw Object.assign(new Error('no connection'), { code: 'RECONNECT_FAILED' });
    const { socket, forward } = channel;
    const sent = { method: request.method, path: request.path, query: request.query ?? {}, headers: request.headers };
    const { response, body } = await exchange(socket, request, forward, await bytesOf(request.body), this.#options);
    const headers = fieldsOf(response);
    this.exchanges.push({ sent, status: response.statusCode ?? 0, headers, body });
    return { response: { statusCode: response.statusCode ?? 0, headers, body: Readable.from([body]) } };
  }

  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }
}

function exchange(socket: Duplex, request: SdkRequest, forward: { readonly authorization?: string } | undefined, body: Buffer | undefined, { patienceMs, signal }: SocketHandlerOptions): Promise<{ readonly response: IncomingMessage; readonly body: Buffer }> {
  return new Promise((resolve, reject) => {
    const query = queryOf(request.query ?? {});
    const path = `${request.path}${query === '' ? '' : `?${query}`}`;
    const outgoing = httpRequest({
      createConnection: () => socket, method: request.method,
      path: forward === undefined ? path : `${request.protocol}//${request.headers['host'] ?? request.hostname}${path}`,
      headers: { ...request.headers, ...(forward?.authorization === undefined ? {} : { 'proxy-authorization': forward.authorization }), connection: 'close' },
      setHost: false,
    });
    const fail = (code: string): void => end(() => reject(Object.assign(new Error(code), { code })));
    const timer = setTimeout(fail, Math.max(1, patienceMs), 'ETIMEDOUT');
    const abort = (): void => fail('ABORT_ERR');
    let over = false;
    const end = (then: () => void): void => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      then();
      outgoing.destroy();
    };
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) return abort();
    outgoing.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.name));
    outgoing.once('response', (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        chunks.push(chunk);
        if (length > maxBody) end(() => resolve({ response, body: Buffer.concat(chunks).subarray(0, maxBody) }));
      });
      response.once('end', () => end(() => resolve({ response, body: Buffer.concat(chunks) })));
      response.once('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.name));
      response.once('close', () => fail('ECONNRESET'));
    });
    // It was left paused, and stays so in spite of a listener.
    socket.resume();
    outgoing.end(body);
  });
}

/** As it is signed and sent. */
export function queryOf(query: NonNullable<SdkRequest['query']>): string {
  return Object.entries(query).flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => (one === null ? encodeURIComponent(name) : `${encodeURIComponent(name)}=${encodeURIComponent(one)}`))).join('&');
}

const fieldsOf = (response: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(response.headers).slice(0, 100).flatMap(([name, value]) => (value === undefined ? [] : [[name, (Array.isArray(value) ? value.join(', ') : value).slice(0, 4_096)]])));

/** The bytes of a body: those that the SDK makes a stream of are as small as the rest. */
async function bytesOf(body: unknown): Promise<Buffer | undefined> {
  if (body === undefined || body === null || body === '') return undefined;
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body);
  if (!(body instanceof Readable)) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
