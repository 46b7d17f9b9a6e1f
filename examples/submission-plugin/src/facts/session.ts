import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Socket } from 'node:net';
import { defineFact, type Fact, type SecretReader, type SecretRef } from '@culprit/core';
import { BrokenOff, open, talk, type Reply } from '../dialogue.ts';

export type SessionInput = {
  readonly host: string;
  readonly port: number;
  /** Whether the session changes to TLS where that is offered. */
  readonly encrypted: boolean;
  readonly connectTo?: string;
  /** `address` or `address:port` of a name server. */
  readonly resolver?: string;
  readonly ca?: string;
  readonly user?: string;
  readonly password?: SecretRef;
};

/** What the server announces after EHLO (RFC 5321 §4.1.1.1, RFC 4954, RFC 3207). */
export type Announced = { readonly mechanisms: readonly string[]; readonly startTls: boolean };

export type Session =
  | { readonly outcome: 'broken-off'; readonly how: BrokenOff['how']; readonly said: string }
  | { readonly outcome: 'turned-away'; readonly code: number; readonly said: string }
  /** TLS began and failed; `code` is that of Node's verification or OpenSSL. */
  | { readonly outcome: 'tls-failed'; readonly code: string; readonly inClear: Announced }
  | {
    readonly outcome: 'greeted';
    readonly inClear: Announced;
    readonly inTls?: Announced;
    /** By what the server refuses a log-in in the clear that it announced. It is asked without a credential. */
    readonly refusedInClear?: number;
    /** What AUTH came to; absent where nothing was tried. A password is only sent in verified TLS. */
    readonly logIn?: { readonly code: number; readonly enhanced?: string; readonly said: string };
  };

/** A session as a client begins one: greeting, EHLO, STARTTLS, EHLO, AUTH. It ends with QUIT, and no mail is sent. */
const sessionFact: Fact<SessionInput, Session> = defineFact({
  id: 'submission/session',
  patienceMs: 8_000,
  gather: async ({ input, secrets, signal, patienceMs }): Promise<Session> => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(patienceMs))]);
    const [, host = input.host, port = String(input.port)] = /^(.*):(\d+)$/.exec(input.connectTo ?? '') ?? [];
    let socket: Socket | undefined;
    let secured: TLSSocket | undefined;
    try {
      socket = await open(host, Number(port), limit, input.resolver);
      const greeting = await talk(socket, limit);
      if (greeting.code !== 220) return { outcome: 'turned-away', code: greeting.code, said: shown(greeting) };
      const inClear = announcedIn(await talk(socket, limit, ehlo(socket)));
      if (!input.encrypted) return { outcome: 'greeted', inClear, ...await refusalInClear(socket, inClear, limit) };
      if (!inClear.startTls) return { outcome: 'greeted', inClear };
      const ready = await talk(socket, limit, 'STARTTLS');
      if (ready.code !== 220) return { outcome: 'turned-away', code: ready.code, said: shown(ready) };
      const upgraded = await secure(socket, input, limit);
      if (typeof upgraded === 'string') return { outcome: 'tls-failed', code: upgraded, inClear };
      secured = upgraded;
      const inTls = announcedIn(await talk(secured, limit, ehlo(socket)));
      const logIn = await tryLogIn(secured, input, inTls, secrets, limit);
      return { outcome: 'greeted', inClear, inTls, ...(logIn === undefined ? {} : { logIn }) };
    } catch (error) {
      if (!(error instanceof BrokenOff)) throw error;
      return { outcome: 'broken-off', how: error.how, said: error.said };
    } finally {
      const last = secured ?? socket;
      if (last?.writable === true) last.end('QUIT\r\n');
      setTimeout(() => socket?.destroy(), 50).unref();
    }
  },
  exhibit: (value) => value,
});

const ehlo = ({ localAddress = '127.0.0.1' }: Socket): string => `EHLO [${isIP(localAddress) === 6 ? `IPv6:${localAddress}` : localAddress}]`;

const shown = ({ lines }: Reply): string => lines.join(' ').slice(0, 200);

function announcedIn({ lines }: Reply): Announced {
  const keywords = lines.slice(0, 64).map((line) => line.trim().toUpperCase().split(/[ =]/));
  return {
    mechanisms: [...new Set(keywords.filter(([name]) => name === 'AUTH').flatMap(([, ...mechanisms]) => mechanisms))].map((one) => one.slice(0, 32)),
    startTls: keywords.some(([name]) => name === 'STARTTLS'),
  };
}

/** Begins an AUTH without a response and takes it back (RFC 4954 §4): 334 would be the server's consent. */
async function refusalInClear(socket: Socket, { mechanisms }: Announced, signal: AbortSignal): Promise<{ readonly refusedInClear?: number }> {
  if (!mechanisms.includes('PLAIN')) return {};
  const { code } = await talk(socket, signal, 'AUTH PLAIN');
  if (code === 334) await talk(socket, signal, '*');
  return code === 334 ? {} : { refusedInClear: code };
}

/** The encrypted socket, or by what code TLS failed. */
async function secure(socket: Socket, { host, ca }: SessionInput, signal: AbortSignal): Promise<TLSSocket | string> {
  const authorities = ca === undefined ? {} : { ca: await readFile(ca) };
  return new Promise((resolve, reject) => {
    const secured = connectTls({ socket, host, ...(isIP(host) === 0 ? { servername: host } : {}), ...authorities });
    const stop = (): void => reject(new BrokenOff('silent'));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    secured.once('secureConnect', () => resolve(secured));
    secured.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.name));
    secured.once('close', () => {
      signal.removeEventListener('abort', stop);
      resolve('ECONNRESET');
    });
  });
}

async function tryLogIn(secured: TLSSocket, { user, password }: SessionInput, { mechanisms }: Announced, secrets: SecretReader, signal: AbortSignal): Promise<NonNullable<Extract<Session, { outcome: 'greeted' }>['logIn']> | undefined> {
  if (user === undefined || password === undefined || !mechanisms.includes('PLAIN')) return undefined;
  const credential = Buffer.from(`\0${user}\0${(await secrets.read(password)).reveal()}`).toString('base64');
  const reply = await talk(secured, signal, `AUTH PLAIN ${credential}`);
  return { code: reply.code, ...(reply.enhanced === undefined ? {} : { enhanced: reply.enhanced }), said: shown(reply).replaceAll(credential, '…') };
}

export default sessionFact;
