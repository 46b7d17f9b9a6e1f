import { monotonicMs } from '@culprit/core';
import type { Socket } from 'node:net';
import { isIP } from 'node:net';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import { codeOf } from '../connection/connect-error.ts';
import type { TunnelAnswer } from '../facts/proxy-tunnel.ts';

/** Speaks TLS with an `https://` proxy and verifies it: the proxy sees the credential and every name that is asked for. */
export function secureProxyConnection(socket: Socket, host: string, secureContext: SecureContext, deadline: number, signal: AbortSignal): Promise<TLSSocket | TunnelAnswer> {
  return new Promise((resolve) => {
    const secure = connect({ socket, secureContext, ...(isIP(host) > 0 ? { host } : { servername: host, host }), rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });
    const end = (result: TLSSocket | TunnelAnswer): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      secure.off('close', closed);
      if (result !== secure) secure.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => end({ outcome: 'timed-out', code: 'ETIMEDOUT' }), Math.max(1, deadline - monotonicMs()));
    const abort = (): void => end({ outcome: 'timed-out', code: 'ABORT_ERR' });
    const closed = (): void => end({ outcome: 'closed', code: 'CLOSED' });
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    secure.on('error', (error) => {
      const code = codeOf(error);
      // A plain HTTP proxy answers a ClientHello in plain text, or not at all.
      if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG' || code === 'EPROTO') end({ outcome: 'not-a-proxy', code });
      // Node calls a FIN before the handshake's end ECONNRESET too; only a real one comes from a system call.
      else if (code === 'ECONNRESET' && !('syscall' in error)) end({ outcome: 'closed', code });
      else end({ outcome: code.startsWith('ERR_') ? 'not-a-proxy' : 'reset', code });
    });
    secure.once('close', closed);
    secure.once('secureConnect', () => {
      secure.pause();
      end(secure.authorized ? secure : { outcome: 'untrusted', code: codeOf({ code: String(secure.authorizationError) }) });
    });
  });
}
