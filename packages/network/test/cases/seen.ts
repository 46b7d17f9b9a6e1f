import type { Target } from '@culprit/core';
import type { Attempt } from '../../src/connection/dial.ts';
import type { CanaryResolution } from '../../src/facts/canary-resolution.ts';
import type { HttpAnswer, HttpExchange } from '../../src/facts/http-exchange.ts';
import type { Address, NameResolution } from '../../src/facts/name-resolution.ts';
import type { TcpConnection } from '../../src/facts/tcp-connection.ts';
import type { FailedHandshake, TlsHandshake } from '../../src/facts/tls-handshake.ts';
import { tcpEndpoint } from '../../src/targets/tcp-endpoint.ts';

// What several files of cases let facts say.
export const notFound: NameResolution = { outcome: 'not-found', resolver: 'system', tookMs: 3, code: 'ENOTFOUND' };
export const attempt = (outcome: Attempt['outcome'], code: string, family: 4 | 6 = 4, address: string = family === 4 ? '192.0.2.1' : '2001:db8::1'): Attempt => ({ address, family, outcome, code, tookMs: 3 });
export const failed = (outcome: Exclude<TcpConnection['outcome'], 'connected'>, code: string, ...attempts: Attempt[]): TcpConnection =>
  ({ outcome, code, attempts: attempts.length > 0 ? attempts : [attempt(outcome, code)], tookMs: 5 });
export const connected: TcpConnection = { outcome: 'connected', address: '192.0.2.1', family: 4, localAddress: '192.168.1.9', tookMs: 5, attempts: [] };
export const refused: TcpConnection = failed('refused', 'ECONNREFUSED');
export const silent: TcpConnection = failed('timed-out', 'ETIMEDOUT');
export const endpoint: readonly Target[] = [tcpEndpoint.of({ host: 'service.example', port: 443 })];

export const addressesOf = (...list: readonly string[]): readonly Address[] => list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
export const canaries = (...lists: readonly (readonly string[])[]): CanaryResolution => ({ answers: lists.map((addresses, index) => ({ name: `canary.${['invalid', 'example'][index]}`, addresses })) });

export const completed: Extract<TlsHandshake, { readonly outcome: 'completed' }> = {
  outcome: 'completed', protocol: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256', alpn: undefined, authorized: true,
  tookMs: 20, address: '192.0.2.1', serverName: 'service.example', chain: [], chainSource: 'wire', clientCertificateRequested: false, bytesReceived: 3_000,
};
/** A handshake of which not a byte came back, unless `more` says otherwise. */
export const shaken = (outcome: FailedHandshake['outcome'], more: Partial<TlsHandshake & FailedHandshake> = {}): TlsHandshake => ({
  tookMs: 20, address: '192.0.2.1', serverName: 'service.example', chain: [], chainSource: 'wire', clientCertificateRequested: false, bytesReceived: 0, ...more, outcome,
});
export const alerted = (code: number, name: string, more: Partial<FailedHandshake & TlsHandshake> = {}): TlsHandshake => shaken('alert', { alert: { code, name }, bytesReceived: 7, ...more });

const receivedAt = '2026-01-01T00:00:00.050Z';
/** An answer as a service gives it: `text` is JSON where it begins so, and else a page. */
export const answered = (status: number, headers: HttpAnswer['headers'] = {}, text = '', more: Partial<Extract<HttpExchange, HttpAnswer>> = {}): Extract<HttpExchange, HttpAnswer> => ({
  outcome: 'answered', status, reason: '', headers, httpVersion: '1.1', body: { text, bytes: text.length, complete: true }, kind: text === '' ? 'empty' : text.startsWith('{') ? 'json' : 'html',
  sentAt: '2026-01-01T00:00:00.000Z', receivedAt, firstByteMs: 50, tookMs: 50, ...more,
});
type Unanswered = Exclude<HttpExchange, HttpAnswer>;
export const unanswered = (outcome: Unanswered['outcome'], more: Partial<Unanswered> = {}): Unanswered => ({ phase: 'headers', tookMs: 50, ...more, outcome });
