import { isIP, type Socket } from 'node:net';
import type { Blocked, GatherContext } from '@culprit/core';
import { whenLate } from '../../connection/when-late.ts';
import type { ServerHello, ServerHelloInput } from '../server-hello.ts';
import { leadsToTls, type TlsHandshakeNeeds } from '../tls-handshake.ts';
import { alertOf } from './alerts.ts';
import { cipherSuites, suiteName, writeClientHello, type ClientHelloOptions } from './client-hello.ts';
import { looksLikeTls } from './records.ts';
import { readServerFlight, type ServerFlight } from './server-flight.ts';

/** More than a chain of the past has; what comes beyond is left unread. */
const maxBytes = 65_536;

/** Asks by ClientHellos of our own until one is answered. */
export async function gatherServerHello(context: GatherContext<ServerHelloInput, TlsHandshakeNeeds, never>): Promise<ServerHello | Blocked> {
  const { input, facts: { tunnel }, patienceMs, signal } = context;
  if (!leadsToTls(tunnel)) return context.blocked('tunnel');
  const name = input.serverName ?? (isIP(input.host) > 0 ? undefined : input.host);
  const common = { ...(name === undefined ? {} : { serverName: name }), version: 0x0303 };
  // The second one as SSL 3.0 had it: some of these servers hang up on anything newer.
  const offers: readonly ClientHelloOptions[] = input.offer === 'no-suite'
    ? [{ ...common, suites: [0x0000], extensions: true }]
    : [{ ...common, suites: Object.values(cipherSuites), extensions: true }, { version: 0x0300, suites: Object.values(cipherSuites), extensions: false }];
  let answer: ServerHello | undefined;
  for (const offer of offers) {
    const left = await context.open('tunnel');
    if (left === undefined) break;
    const found = await exchange(left.socket, writeClientHello(offer), patienceMs / offers.length, signal);
    answer ??= found;
    if (found.outcome === 'answered') return found;
  }
  return answer ?? context.blocked('tunnel');
}

function exchange(socket: Socket, hello: Buffer, patienceMs: number, signal: AbortSignal): Promise<ServerHello> {
  return new Promise((resolve) => {
    let received: Buffer = Buffer.alloc(0);
    const end = (otherwise: 'silent' | 'closed' | 'reset'): void => {
      calledOff();
      signal.removeEventListener('abort', onAbort);
      socket.off('data', onData);
      socket.destroy();
      resolve(describe(received, otherwise));
    };
    const onData = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      const flight = readServerFlight(received);
      if (flight.alert !== undefined || flight.chain.length > 0 || received.length >= maxBytes || !looksLikeTls(received)) end('closed');
    };
    const onAbort = (): void => end('silent');
    const calledOff = whenLate(patienceMs, onAbort);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) return onAbort();
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code === 'ECONNRESET' || error.code === 'EPIPE' ? 'reset' : 'closed'));
    socket.once('end', () => end('closed'));
    socket.once('close', () => end('closed'));
    socket.on('data', onData);
    socket.resume();
    socket.write(hello);
    if (socket.destroyed) end(socket.errored === null ? 'closed' : 'reset');
  });
}

const versions: { readonly [code: number]: string } = { 0x0300: 'SSLv3', 0x0301: 'TLSv1', 0x0302: 'TLSv1.1', 0x0303: 'TLSv1.2' };

function describe(received: Buffer, otherwise: 'silent' | 'closed' | 'reset'): ServerHello {
  if (received.length === 0) return { outcome: otherwise };
  if (!looksLikeTls(received)) return { outcome: 'not-tls' };
  const flight: ServerFlight = readServerFlight(received);
  if (flight.version !== undefined && flight.suite !== undefined) {
    const cipher = suiteName(flight.suite);
    return {
      outcome: 'answered', version: versions[flight.version] ?? `0x${flight.version.toString(16)}`, cipher,
      obsolete: flight.version === 0x0300 || /RC4|3DES|_DES|EXPORT|IDEA|SEED/.test(cipher),
      chain: flight.chain.map((der) => Buffer.from(der).toString('base64')),
    };
  }
  return flight.alert === undefined ? { outcome: otherwise } : { outcome: 'alert', alert: alertOf(flight.alert) };
}
