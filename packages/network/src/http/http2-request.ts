import { connect as connectHttp2, constants, type ClientHttp2Session } from 'node:http2';
import { isIP } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { isSecretRef, type Blocked, monotonicMs } from '@culprit/core';
import { codeOf } from '../connection/connect-error.ts';
import type { Http2Context, Http2Exchange } from '../facts/http2-exchange.ts';
import { secureContextFor } from '../facts/tls-capture/secure-context.ts';
import { originOf } from '../targets/http-resource.ts';
import { harmlessHeaders } from './withheld-headers.ts';

/** How much of a body is read before the answer counts as one, in bytes. */
const enoughBytes = 262_144;

/** Error codes by their number (RFC 9113 §7). */
const errorNames: ReadonlyMap<number, string> = new Map(Object.entries(constants).flatMap(([name, value]) =>
  (typeof value === 'number' && /^NGHTTP2_(?:NO_ERROR|\w+_ERROR|SETTINGS_TIMEOUT|STREAM_CLOSED|REFUSED_STREAM|CANCEL|ENHANCE_YOUR_CALM|INADEQUATE_SECURITY|HTTP_1_1_REQUIRED)$/.test(name) && value >= 0
    ? [[value, name.replace('NGHTTP2_', '')] as const] : [])));

/** Shakes hands anew, offering h2, and sends one request. Whatever happens, nothing stays open. */
export async function gatherHttp2(context: Http2Context): Promise<Http2Exchange | Blocked> {
  const { input, facts: { tunnel }, memory, patienceMs, signal, blocked } = context;
  if (tunnel.outcome !== 'direct' && tunnel.outcome !== 'open') return blocked('tunnel');
  const left = await context.open('tunnel');
  if (left === undefined) return blocked('tunnel');
  const begun = monotonicMs();
  const deadline = begun + patienceMs;
  const { host } = originOf(input.url);
  const session = connectTls({
    socket: left.socket, secureContext: secureContextFor(memory, input.route, 'default', 'given'), servername: isIP(host) > 0 ? '' : host,
    // Verified elsewhere; nothing that anybody could want is sent.
    rejectUnauthorized: false, checkServerIdentity: () => undefined, ALPNProtocols: ['h2', 'http/1.1'],
  });
  session.on('error', () => {});
  try {
    const failure = await handshake(session, deadline, signal);
    const tookMs = (): number => Math.round(monotonicMs() - begun);
    if (failure !== undefined) return { outcome: 'no-handshake', code: failure, tookMs: tookMs() };
    const alpn = session.alpnProtocol;
    if (alpn !== 'h2') return { outcome: 'not-offered', alpn: typeof alpn === 'string' ? alpn : 'none' };
    const answer = await request(context, session, deadline);
    return { ...answer, tookMs: tookMs() };
  } finally {
    session.destroy();
  }
}

/** Resolves to a code where it fails. */
function handshake(session: TLSSocket, deadline: number, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    const end = (code?: string): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      resolve(code);
    };
    const abort = (): void => end('ABORT_ERR');
    const timer = setTimeout(end, Math.max(1, deadline - monotonicMs()), 'ETIMEDOUT');
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    session.once('secureConnect', () => end());
    session.once('error', (error) => end(codeOf(error)));
    session.once('close', () => end('CLOSED'));
  });
}

type Answer = Exclude<Http2Exchange, { readonly outcome: 'not-offered' }> extends infer E ? (E extends unknown ? Omit<E, 'tookMs'> : never) : never;

function request({ input, signal }: Http2Context, socket: TLSSocket, deadline: number): Promise<Answer> {
  const { url, method = 'GET', headers } = input;
  const { origin, pathname, search } = new URL(url);
  return new Promise((resolve) => {
    const client: ClientHttp2Session = connectHttp2(origin, {
      createConnection: () => socket, maxSessionMemory: 4, maxHeaderListPairs: 200, maxReservedRemoteStreams: 0,
      settings: { enablePush: false, maxHeaderListSize: 65_536, initialWindowSize: enoughBytes },
    });
    let status = 0;
    let goaway: number | undefined;
    const end = (answer: Answer): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      client.destroy();
      resolve(answer);
    };
    const abort = (): void => end({ outcome: 'timed-out', code: 'ABORT_ERR' });
    const timer = setTimeout(() => end({ outcome: 'timed-out', code: status === 0 ? 'headers' : 'body' }), Math.max(1, deadline - monotonicMs()));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    client.on('error', (error) => end(goaway === undefined ? { outcome: 'failed', code: codeOf(error) } : { outcome: 'goaway', code: nameOf(goaway) }));
    client.on('goaway', (code) => {
      goaway = code;
      if (code !== constants.NGHTTP2_NO_ERROR) end({ outcome: 'goaway', code: nameOf(code) });
    });
    client.once('close', () => end(goaway === undefined ? { outcome: 'closed', code: 'CLOSED' } : { outcome: 'goaway', code: nameOf(goaway) }));
    const fields = Object.entries(harmlessHeaders(headers) ?? {}).flatMap(([name, value]) => (isSecretRef(value) || /^(?:host|connection)$/i.test(name) ? [] : [[name.toLowerCase(), value] as const]));
    const stream = client.request({ 'user-agent': 'culprit', accept: '*/*', ...Object.fromEntries(fields), ':method': method, ':path': `${pathname}${search}` });
    let bytes = 0;
    stream.on('response', (head) => {
      status = Number(head[':status'] ?? 0);
    });
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes >= enoughBytes) end({ outcome: 'answered', status });
    });
    stream.once('end', () => {
      if (status !== 0 && stream.rstCode === 0) end({ outcome: 'answered', status });
    });
    stream.on('error', () => {});
    stream.once('close', () => {
      if (goaway !== undefined && goaway !== constants.NGHTTP2_NO_ERROR) end({ outcome: 'goaway', code: nameOf(goaway) });
      else if (stream.rstCode !== 0) end({ outcome: 'stream-reset', code: nameOf(stream.rstCode ?? 0) });
      else if (status === 0) end({ outcome: 'closed', code: 'CLOSED' });
    });
  });
}

const nameOf = (code: number): string => errorNames.get(code) ?? String(code);
