import { expect, test } from 'vitest';
import { earlyReset } from '../src/causes/reset-timing.ts';
import type { Attempt } from '../src/connection/dial.ts';
import type { TcpConnection } from '../src/facts/tcp-connection.ts';
import type { TlsHandshake } from '../src/facts/tls-handshake.ts';

const address = '192.0.2.1';
const reset = (tookMs: number, at = address): TlsHandshake =>
  ({ outcome: 'reset', code: 'ECONNRESET', tookMs, address: at, serverName: 'service.example', chain: [], chainSource: 'wire', clientCertificateRequested: false, bytesReceived: 0 });
const attempt = (tookMs: number): Attempt => ({ address, family: 4, outcome: 'connected', tookMs });
const connection = (tookMs: number): TcpConnection => ({ outcome: 'connected', address, family: 4, localAddress: '192.0.2.9', tookMs, attempts: [attempt(tookMs)] });
const sweep = (...tookMs: number[]): { readonly outcome: 'tried'; readonly attempts: readonly Attempt[]; readonly untried: 0 } => ({ outcome: 'tried', attempts: tookMs.map(attempt), untried: 0 });

test('resets that outrun the round trip come from something nearer', () => {
  expect(earlyReset({ handshake: reset(9), again: reset(11), connection: connection(182), sweep: sweep(180) })).toEqual({ resetMs: 11, roundTripMs: 180, address });
});

test.for([
  ['one of two took as long as the round trip', { again: reset(190) }],
  ['the one slow connection is no measure of the path', { connection: connection(1_050), sweep: sweep(12) }],
  ['a single measure is none', { sweep: sweep() }],
  ['on a short path the clock decides', { handshake: reset(0.4), again: reset(0.5), connection: connection(2), sweep: sweep(2) }],
  ['it was reset once only', { again: undefined }],
  ['the second one went elsewhere', { again: reset(9, '192.0.2.2') }],
  ['a proxy stands between', { connection: { ...connection(182), via: { proxy: 'http://192.0.2.3:3128', from: 'HTTPS_PROXY' } } }],
] as const)('%s', ([, change]) => {
  expect(earlyReset({ handshake: reset(9), again: reset(11), connection: connection(182), sweep: sweep(180), ...change })).toBeUndefined();
});
