import { isIP } from 'node:net';
import tls, { type TLSSocket } from 'node:tls';
import { codeOf, notPermitted } from '../connection/connect-error.ts';
import { permittedLookup } from '../connection/permitted-lookup.ts';
import { secureContextFor } from '../facts/tls-capture/secure-context.ts';
import type { ExchangeOptions, Unanswered } from './exchange.ts';

export interface TlsOptions extends ExchangeOptions {
  readonly host: string;
  readonly port: number;
  /** What the certificate must be for. Default: the host. */
  readonly name?: string | undefined;
  readonly alpn: readonly string[];
}

/** A TLS session whose certificate holds; a resolver that can't prove who it is gets no question. */
export function openTls({ host, port, name, alpn, patienceMs, signal, memory, permits, ca }: TlsOptions): Promise<TLSSocket | Unanswered> {
  // An address isn't looked up, so the guard in `lookup` would not see it.
  if (isIP(host) > 0 && !permits({ host, port, address: host })) return Promise.resolve({ outcome: 'unreachable', code: notPermitted });
  return new Promise((resolve) => {
    const end = (result: TLSSocket | Unanswered): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      if ('outcome' in result) socket.destroy();
      resolve(result);
    };
    const abort = (): void => end({ outcome: 'timed-out', code: 'ABORT_ERR' });
    const expected = name ?? host;
    const socket = tls.connect({
      host, port, lookup: permittedLookup(permits, port), ALPNProtocols: [...alpn], rejectUnauthorized: true,
      secureContext: secureContextFor(memory, ca === undefined ? undefined : { ca }, 'default', 'all'),
      // An address is no server name (RFC 6066 §3), but a certificate may be for one.
      ...(isIP(expected) > 0 ? {} : { servername: expected }),
      checkServerIdentity: (_host, certificate) => tls.checkServerIdentity(expected, certificate),
    });
    const timer = setTimeout(() => end({ outcome: 'timed-out', code: 'ETIMEDOUT' }), patienceMs);
    // Stays for the life of the socket: an unheard 'error' would end the process.
    socket.on('error', (error) => end({ outcome: 'unreachable', code: codeOf(error) }));
    socket.once('close', () => end({ outcome: 'unreachable', code: 'CLOSED' }));
    socket.once('secureConnect', () => end(socket));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
  });
}
