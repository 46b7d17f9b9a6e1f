import { Readable } from 'node:stream';
import { queryOf, type Exchanged, type SdkRequest } from '../live/request-handler.ts';
import type { Connections } from '../transfer/connections.ts';
import { exchange } from '../transfer/exchange.ts';

/** How long a listing may be without a sign of life. */
const stallMs = 30_000;
/** A page holds a thousand keys of 1,024 bytes each at most, each of which XML and the encoding may make some times longer. */
const maxBody = 16 << 20;

/** Sends what the AWS SDK asks for over the connections of a transfer, so that listing and fetching go one way. Bodies are not sent. */
export class PooledHandler {
  readonly #connections: Connections;
  readonly #signal: AbortSignal;
  readonly #seen: (exchanged: Omit<Exchanged, 'body'>) => void;

  /** @param seen hears of every answer */
  constructor(connections: Connections, signal: AbortSignal, seen: (exchanged: Omit<Exchanged, 'body'>) => void = () => {}) {
    this.#connections = connections;
    this.#signal = signal;
    this.#seen = seen;
  }

  async handle({ method, protocol, hostname, port, path, query = {}, headers }: SdkRequest): Promise<{ readonly response: { readonly statusCode: number; readonly headers: Record<string, string>; readonly body: Readable } }> {
    const [chunks, text] = [[] as Buffer[], queryOf(query)];
    let length = 0;
    const said = await exchange({
      connections: this.#connections, method: method === 'HEAD' ? 'HEAD' : 'GET', headers, stallMs, signal: this.#signal,
      url: `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}${text === '' ? '' : `?${text}`}`,
      accept: () => true,
      take: (bytes) => {
        length += bytes.length;
        chunks.push(Buffer.from(bytes));
        return length > maxBody ? 'enough' : undefined;
      },
    });
    // The SDK knows by the code whether another attempt may help, and by the name that none is wanted.
    if (said.outcome === 'failed') throw Object.assign(new Error(said.code), { code: said.code }, this.#signal.aborted ? { name: 'AbortError' } : {});
    this.#seen({ sent: { method, path, query, headers }, status: said.status, headers: said.headers });
    return { response: { statusCode: said.status, headers: { ...said.headers }, body: Readable.from([Buffer.concat(chunks)]) } };
  }

  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }
}
