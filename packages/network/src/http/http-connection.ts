import { connect as connectTcp, isIP, type OnReadOpts, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext } from 'node:tls';
import { monotonicMs } from '@culprit/core';
import { codeOf } from '../connection/connect-error.ts';
import type { ForwardProxy } from '../connection/lent-socket.ts';
import { opened } from '../connection/opened.ts';
import { writeRequest, type HttpRequest, type RequestFault } from './request.ts';

export type { ResponseFault, ResponseHead } from './response-head.ts';
export { ResponseReader } from './response-reader.ts';

export interface HttpConnectionOptions {
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  /** Connect here instead; the certificate is still that of the host, and no proxy is used. */
  readonly connectTo?: { readonly host: string; readonly port: number };
  /** Variables as a shell has them, by which a proxy is chosen as curl and Go do. Absent: none. */
  readonly proxyEnv?: { readonly [name: string]: string | undefined };
  /** By which the server, and an `https://` proxy, is verified. */
  readonly secureContext: () => SecureContext;
  /** For all of it: the connection, the proxy's leave and the TLS handshake. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

/** Who hears what comes back for one request. */
export interface Listener {
  /** Only good until it returns: the next bytes come in the same place. */
  bytes(bytes: Buffer): void;
  /** Nothing more will come. `undefined`: the peer ended it in order. */
  gone(code: string | undefined): void;
}

/**
 * A connection that carries one request after another (RFC 9112 §9.3), for whoever moves much: where nothing lies between,
 * bytes are read into one place that is used again, which takes half the time of `node:https`. A server that is not who it
 * says is never spoken to.
 */
export class HttpConnection {
  readonly #socket: Socket;
  readonly #forward: ForwardProxy | undefined;
  #listener: Listener | undefined;
  #gone: { readonly code: string | undefined } | undefined;
  #carried = 0;

  private constructor(socket: Socket, place: Place | undefined, forward: ForwardProxy | undefined) {
    this.#socket = socket;
    this.#forward = forward;
    const bytes = (chunk: Buffer): void => {
      if (this.#listener !== undefined) this.#listener.bytes(chunk);
      // Nobody asked for anything.
      else this.destroy();
    };
    if (place === undefined) socket.on('data', bytes);
    else place.bytes = bytes;
    const gone = (code: string | undefined): void => {
      if (this.#gone !== undefined) return;
      this.#gone = { code };
      socket.destroy();
      this.#listener?.gone(code);
    };
    socket.on('error', (error) => gone(codeOf(error))).on('end', () => gone(undefined)).on('close', () => gone(undefined));
    socket.resume();
  }

  /** Connects; the code of what went wrong where it can't. */
  static async open(options: HttpConnectionOptions): Promise<HttpConnection | { readonly code: string }> {
    const place: Place = { bytes: () => {} };
    const way = await openSocket(options, into(place));
    return 'code' in way ? way : new HttpConnection(way.socket, way.proxied ? undefined : place, way.forward);
  }

  /** Whether another request can be sent. */
  get alive(): boolean {
    return this.#gone === undefined && !this.#socket.destroyed;
  }

  /** How many requests it carried before the one that is on its way. */
  get carried(): number {
    return Math.max(0, this.#carried - 1);
  }

  /** Sends a request without a body; one at a time. */
  send(request: Omit<HttpRequest, 'body' | 'forward' | 'persistent'>, listener: Listener): RequestFault | undefined {
    const written = writeRequest({ ...request, persistent: true, ...(this.#forward === undefined ? {} : { forward: this.#forward }) });
    if ('fault' in written) return written.fault;
    this.#carried++;
    this.#listener = listener;
    if (this.#gone === undefined) this.#socket.write(written.head, 'latin1');
    else listener.gone(this.#gone.code ?? 'ECONNRESET');
    return undefined;
  }

  /** The answer is there as a whole: what comes now is for nobody. */
  release(): void {
    this.#listener = undefined;
  }

  /** A little may still come afterwards: what was decrypted already. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  destroy(): void {
    this.#listener = undefined;
    this.#gone ??= { code: undefined };
    this.#socket.destroy();
  }
}

/** A connected socket. `forward`: it leads to a proxy, which takes plain HTTP as whole requests. */
export interface OpenedSocket {
  readonly socket: Socket;
  readonly proxied: boolean;
  readonly forward?: ForwardProxy;
}

/**
 * Connects, and speaks TLS where that is wanted; the code of what went wrong where it can't: a system's or OpenSSL's, or
 * `PROXY_` and what the proxy did. `onread` counts where no proxy lies between.
 */
export async function openSocket(options: HttpConnectionOptions, onread?: OnReadOpts): Promise<OpenedSocket | { readonly code: string }> {
  const { host, port, connectTo, proxyEnv, secure, signal } = options;
  const deadline = monotonicMs() + options.patienceMs;
  if (connectTo === undefined && proxyEnv !== undefined) {
    const { connectByProxy } = await import('../proxy/connect-by-proxy.ts');
    const way = await connectByProxy({ host, port, secure }, proxyEnv, { secureContext: options.secureContext, deadline, signal });
    if (way !== undefined && 'code' in way) return way;
    if (way !== undefined) {
      const socket = secure ? await opened(connectTls({ ...verified(options), socket: way.socket }), 'secureConnect', deadline, signal) : way.socket;
      return 'code' in socket ? socket : { socket, proxied: true, ...(way.forward === undefined ? {} : { forward: way.forward }) };
    }
  }
  const to = { host, port, ...connectTo, noDelay: true, ...(onread === undefined ? {} : { onread }) };
  const socket = secure ? await opened(connectTls({ ...verified(options), ...to }), 'secureConnect', deadline, signal) : await opened(connectTcp(to), 'connect', deadline, signal);
  return 'code' in socket ? socket : { socket, proxied: false };
}

type Place = { bytes: (chunk: Buffer) => void };

/** More than a record of TLS holds (RFC 8446 §5.1), and what plain TCP brings at a time. */
const placeBytes = 65_536;

function into(place: Place): OnReadOpts {
  const buffer = Buffer.allocUnsafeSlow(placeBytes);
  return {
    buffer,
    callback: (count) => {
      place.bytes(buffer.subarray(0, count));
      return true;
    },
  };
}

const verified = ({ host, secureContext }: HttpConnectionOptions): { readonly secureContext: SecureContext; readonly servername?: string; readonly host: string; readonly rejectUnauthorized: true; readonly ALPNProtocols: string[] } =>
  ({ secureContext: secureContext(), host, ...(isIP(host) > 0 ? {} : { servername: host }), rejectUnauthorized: true, ALPNProtocols: ['http/1.1'] });
