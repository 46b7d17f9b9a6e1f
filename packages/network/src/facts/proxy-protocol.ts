import { isIP, type Socket } from 'node:net';
import { defineFact, type Fact, type Request, monotonicMs } from '@culprit/core';
import { codeOf } from '../connection/connect-error.ts';
import { dial } from '../connection/dial.ts';
import { createExchange, isSilence } from '../proxy/exchange.ts';
import type { ProxyScheme } from '../proxy/proxy-address.ts';
import { isSocks4Reply } from '../proxy/socks-connect.ts';
import { nameResolution, type NameResolution } from './name-resolution.ts';
import { excerptOf, spokenProtocol, type SpokenProtocol } from './tls-capture/spoken-protocol.ts';

/** The host and port of a proxy. */
export type ProxyProtocolInput = { readonly host: string; readonly port: number };

/** What a proxy's port speaks; several protocols on a mixed port, none where it is no proxy or stays silent to all. */
export type ProxyProtocol =
  | {
    readonly outcome: 'probed';
    readonly speaks: readonly ProxyScheme[];
    /** What it answered with where it speaks none of them. */
    readonly answeredWith?: SpokenProtocol;
    /** The printable start of that, at most 80 characters. */
    readonly excerpt?: string;
  }
  | { readonly outcome: 'unreachable'; readonly code: string };

type Needs = { readonly resolution: Request<NameResolution> };

/**
 * Tells by the first bytes of its answers what a proxy's port speaks: HTTP (to OPTIONS *, RFC 9110 §9.3.7), SOCKS5
 * (to a greeting, RFC 1928 §3), TLS or SOCKS4, which has no greeting: to the wish for port 0 of no address. Asks for no
 * destination and presents no credential.
 */
export const proxyProtocol: Fact<ProxyProtocolInput, ProxyProtocol> = defineFact<ProxyProtocolInput, ProxyProtocol, Needs>({
  id: 'network/proxy-protocol',
  patienceMs: 3_000,
  needs: ({ host }) => ({ resolution: nameResolution.of({ host }) }),
  gather: async ({ input: { host, port }, facts: { resolution }, patienceMs, signal, permits, blocked }) => {
    if (!('addresses' in resolution)) return blocked('resolution');
    const deadline = monotonicMs() + patienceMs;
    const results = await Promise.all([speaksHttp, speaksSocks, speaksTls, speaksSocks4].map(async (speaks): Promise<Probed | { readonly code: string }> => {
      const dialled = await dial(resolution.addresses, port, { patienceMs, signal, permits, host });
      if (dialled.outcome !== 'connected') return { code: dialled.code };
      try {
        return await speaks(dialled.socket, host, deadline, signal);
      } finally {
        dialled.socket.destroy();
      }
    }));
    const failed = results.filter((result) => typeof result === 'object' && 'code' in result);
    if (failed.length === results.length) return { outcome: 'unreachable', code: failed[0]?.code ?? 'UNKNOWN' };
    const speaks = results.filter((result) => typeof result === 'string');
    if (speaks.length === 0) {
      const answer = results.find((result) => result instanceof Uint8Array);
      return { outcome: 'probed', speaks, ...(answer === undefined ? {} : { answeredWith: spokenProtocol(answer), excerpt: excerptOf(answer) }) };
    }
    // Web servers answer plain HTTP on a TLS port too, to say that it is none.
    return { outcome: 'probed', speaks: speaks.includes('https') ? speaks.filter((protocol) => protocol !== 'http') : speaks };
  },
  exhibit: (value) => value,
});

/** A protocol, bytes that are none of them, or nothing. */
type Probed = ProxyScheme | Buffer | undefined;
type Probe = (socket: Socket, host: string, deadline: number, signal: AbortSignal) => Promise<Probed>;

const speaksHttp: Probe = async (socket, host, deadline, signal) => {
  const exchange = createExchange(socket, deadline, signal);
  exchange.write(`OPTIONS * HTTP/1.1\r\nHost: ${host.includes(':') ? `[${host}]` : host}\r\nConnection: close\r\n\r\n`);
  const answer = await exchange.read((bytes) => (bytes.length >= 5 ? bytes.length : undefined));
  if (isSilence(answer)) return undefined;
  return answer.subarray(0, 5).toString('latin1') === 'HTTP/' ? 'http' : answer;
};

const speaksSocks: Probe = async (socket, _host, deadline, signal) => {
  const exchange = createExchange(socket, deadline, signal);
  exchange.write(Buffer.of(5, 2, 0, 2));
  const answer = await exchange.read((bytes) => (bytes.length >= 2 ? bytes.length : undefined));
  if (isSilence(answer)) return undefined;
  return answer.length === 2 && answer[0] === 5 && [0, 1, 2, 0xff].includes(answer[1] ?? -1) ? 'socks5' : answer;
};

const speaksSocks4: Probe = async (socket, _host, deadline, signal) => {
  const exchange = createExchange(socket, deadline, signal);
  exchange.write(Buffer.of(4, 1, 0, 0, 0, 0, 0, 0, 0));
  const answer = await exchange.read((bytes) => (bytes.length >= 2 ? bytes.length : undefined));
  if (isSilence(answer)) return undefined;
  return answer[0] === 0 && isSocks4Reply(answer[1]) ? 'socks4' : answer;
};

const speaksTls: Probe = async (socket, host, deadline, signal) => {
  const { connect } = await import('node:tls');
  return new Promise((resolve) => {
    // Only whether it speaks TLS is asked; nothing is sent over it, so there is nothing to verify for.
    const secure = connect({ socket, rejectUnauthorized: false, ...(isIP(host) > 0 ? {} : { servername: host }) });
    const end = (result: Probed): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      secure.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => end(undefined), Math.max(1, deadline - monotonicMs()));
    const abort = (): void => end(undefined);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    // An alert is TLS as well.
    secure.on('error', (error) => end(/^ERR_SSL_.*ALERT/.test(codeOf(error)) ? 'https' : undefined));
    secure.once('close', () => end(undefined));
    secure.once('secureConnect', () => end('https'));
  });
};
