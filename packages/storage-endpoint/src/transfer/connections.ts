import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { HttpConnection, openSocket, type HttpConnectionOptions, type OpenedSocket } from '@culprit/network/http-connection';

/** How servers are reached. */
export interface TransferConnection {
  /** Authorities to trust beside those of Node, PEM. */
  readonly ca?: readonly string[];
  /** Whoever the URL names, connect here; the certificate is still that of the name. */
  readonly connectTo?: { readonly host: string; readonly port: number };
  /** Variables as a shell has them (`HTTPS_PROXY`, `NO_PROXY`, …). Absent: no proxy. */
  readonly proxyEnv?: { readonly [name: string]: string | undefined };
}

/** Connections of one transfer; those that served are kept for the next request. Certificates are always verified. */
export class Connections implements Disposable {
  readonly #way: TransferConnection;
  readonly #most: number;
  readonly #idle: { readonly origin: string; readonly connection: HttpConnection }[] = [];
  #secureContext: SecureContext | undefined;
  #closed = false;

  /** @param most how many are kept */
  constructor(way: TransferConnection = {}, most = 8) {
    this.#way = way;
    this.#most = most;
  }

  /** One that is idle, or a new one; the code of what went wrong where there is none. */
  async take({ origin, protocol, hostname, port }: URL, patienceMs: number, signal: AbortSignal): Promise<HttpConnection | { readonly code: string }> {
    for (let at = this.#idle.length - 1; at >= 0; at--) {
      if (this.#idle[at]?.origin !== origin) continue;
      const [kept] = this.#idle.splice(at, 1);
      if (kept?.connection.alive === true) return kept.connection;
    }
    return HttpConnection.open(this.#optionsFor({ protocol, hostname, port }, patienceMs, signal));
  }

  /** A socket for whoever speaks over it himself, and closes it. */
  socket(url: URL, patienceMs: number, signal: AbortSignal): Promise<OpenedSocket | { readonly code: string }> {
    return openSocket(this.#optionsFor(url, patienceMs, signal));
  }

  /** Gives one back that can carry another request. */
  keep({ origin }: URL, connection: HttpConnection): void {
    connection.release();
    if (this.#closed) return connection.destroy();
    this.#idle.push({ origin, connection });
    if (this.#idle.length > this.#most) this.#idle.shift()?.connection.destroy();
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    for (const { connection } of this.#idle.splice(0)) connection.destroy();
  }

  #optionsFor({ protocol, hostname, port }: Pick<URL, 'protocol' | 'hostname' | 'port'>, patienceMs: number, signal: AbortSignal): HttpConnectionOptions {
    const { ca: _, ...way } = this.#way;
    const secure = protocol === 'https:';
    return { ...way, secure, host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (secure ? 443 : 80) : Number(port), secureContext: () => this.#context(), patienceMs, signal };
  }

  #context(): SecureContext {
    const { ca = [] } = this.#way;
    return this.#secureContext ??= createSecureContext(ca.length === 0 ? {} : { ca: [...getCACertificates('default'), ...ca] });
  }
}
