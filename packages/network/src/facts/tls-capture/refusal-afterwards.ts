import type { TlsHandshake } from '../tls-handshake.ts';
import { alertFromCode } from './alerts.ts';
import type { HandshakeEnd } from './shake-hands.ts';

type Completed = Extract<TlsHandshake, { readonly outcome: 'completed' }>;

/** Longest time to listen for a refusal, in milliseconds. */
const longestMs = 1_000;

/**
 * In TLS 1.3 a server judges the client's certificate after the client has finished (RFC 8446 §4.4.2.4): a refusal comes
 * as the first thing that is read. Listens for it for twice the time of the handshake.
 */
export function refusalAfterwards(value: Completed, { session, later }: Pick<HandshakeEnd, 'session' | 'later'>, patienceMs: number): Promise<TlsHandshake | undefined> {
  const { protocol: _protocol, cipher: _cipher, alpn: _alpn, group: _group, authorized: _authorized, authorizationError: _error, ...common } = value;
  return new Promise((resolve) => {
    const end = (refused?: TlsHandshake): void => {
      clearTimeout(timer);
      session.off('error', onError);
      session.off('end', onEnd);
      session.off('close', onEnd);
      session.off('readable', onReadable);
      if (refused !== undefined) session.destroy();
      resolve(refused);
    };
    const fail = (code: string): void => {
      const alert = alertFromCode(code);
      end(alert === undefined ? { ...common, outcome: code === 'ECONNRESET' ? 'reset' : 'failed', code } : { ...common, outcome: 'alert', code, alert });
    };
    const onError = (error: NodeJS.ErrnoException): void => fail(error.code ?? error.name);
    const onEnd = (): void => end({ ...common, outcome: 'closed' });
    const onReadable = (): void => {
      // At the end of the stream it is readable too, with nothing to read.
      if (session.readableLength > 0) end();
    };
    const timer = setTimeout(end, Math.min(longestMs, patienceMs, Math.max(100, 2 * value.tookMs)));
    session.once('error', onError);
    session.once('end', onEnd);
    session.once('close', onEnd);
    session.on('readable', onReadable);
    // It may have come before anybody listened.
    if (later.code !== undefined) fail(later.code);
    else if (session.destroyed || session.readableEnded) onEnd();
  });
}
