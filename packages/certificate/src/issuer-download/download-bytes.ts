import { lookup } from 'node:dns';
import { request, type IncomingMessage, type OutgoingHttpHeaders, type RequestOptions } from 'node:http';
import { isIP, type LookupFunction } from 'node:net';
import type { Permits } from '@culprit/core';
import type { LentSocket } from '@culprit/network';
import { mayContact, type AddressScope } from './reach.ts';

/** Why nothing came: `denied` where a stranger's certificate has no business to send us. */
export type DownloadFailure = { readonly outcome: 'denied' | 'unreachable' | 'refused' | 'too-large' | 'unusable'; readonly code?: string };

export interface DownloadOptions {
  /** How far the target itself reaches. */
  readonly target: AddressScope;
  /** Where whoever runs the examination allows to go. */
  readonly permits: Permits;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** A way through the target's proxy, opened anew for each request; without it the host is connected to. */
  readonly tunnel?: (() => Promise<LentSocket | undefined>) | undefined;
}

export interface DownloadRequest {
  readonly url: string;
  /** The largest answer that is read. */
  readonly maxBytes: number;
  /** Sent by POST; without it the method is GET. */
  readonly post?: { readonly type: string; readonly body: Uint8Array };
}

const maxRedirects = 2;

/**
 * Fetches what a certificate points at: over plain HTTP (RFC 5280 §4.2.1.13, §4.2.2.1), which is enough since what comes is
 * signed. Never leaves http, and connects only where the target's own reach allows. A redirect is followed by GET alone.
 */
export async function downloadBytes({ url, maxBytes, post }: DownloadRequest, options: DownloadOptions): Promise<DownloadFailure | { readonly outcome: 'fetched'; readonly body: Buffer }> {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(Math.max(1, Math.floor(options.timeoutMs)))]);
  let location = url;
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const answer = await send(location, maxBytes, post, options, signal);
    if (!('redirectTo' in answer)) return answer;
    // The way through a proxy leads to the one host.
    if (post !== undefined || options.tunnel !== undefined || !URL.canParse(answer.redirectTo, location)) return { outcome: 'unusable', code: 'redirect' };
    location = new URL(answer.redirectTo, location).href;
  }
  return { outcome: 'unusable', code: 'redirect' };
}

type Answer = DownloadFailure | { readonly outcome: 'fetched'; readonly body: Buffer } | { readonly redirectTo: string };

async function send(location: string, maxBytes: number, post: DownloadRequest['post'], { target, permits, tunnel }: DownloadOptions, signal: AbortSignal): Promise<Answer> {
  const url = new URL(location);
  if (url.protocol !== 'http:' || url.username !== '' || url.password !== '') return { outcome: 'denied', code: 'scheme' };
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || '80');
  const may = (address: string): boolean => mayContact(address, target) && permits({ host, port, address });
  // An address isn't looked up, so the guard in `lookup` would not see it; and behind a proxy nothing is.
  if (isIP(host) > 0 ? !may(host) : tunnel !== undefined && !permits({ host, port })) return { outcome: 'denied', code: 'address' };
  const left = await tunnel?.();
  if (tunnel !== undefined && left === undefined) return { outcome: 'unreachable', code: 'PROXY' };
  const fields = post === undefined ? { accept: '*/*' } : { accept: '*/*', 'content-type': post.type, 'content-length': post.body.length };
  return new Promise((resolve) => {
    const method = post === undefined ? 'GET' : 'POST';
    const way = left === undefined ? { agent: false as const, lookup: guardedLookup(may) } : through(left, url);
    const outgoing = request(url, { method, signal, maxHeaderSize: 16_384, ...way, headers: { ...fields, ...('headers' in way ? way.headers : {}) } }, (incoming) => {
      void read(incoming, maxBytes).then(resolve);
    });
    // It was left paused.
    if (left !== undefined) outgoing.once('socket', (socket) => socket.resume());
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === deniedCode ? { outcome: 'denied', code: 'address' } : { outcome: 'unreachable', code: error.code ?? error.name });
    });
    outgoing.end(post?.body);
  });
}

/** Over a tunnel as to the host itself; to a proxy that takes whole requests with the whole URL (RFC 9112 §3.2.2). */
function through({ socket, forward }: LentSocket, url: URL): Pick<RequestOptions, 'createConnection' | 'path'> & { readonly headers: OutgoingHttpHeaders } {
  const { authorization } = forward ?? {};
  return {
    createConnection: () => socket, ...(forward === undefined ? {} : { path: url.href }),
    headers: { connection: 'close', ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }) },
  };
}

async function read(incoming: IncomingMessage, maxBytes: number): Promise<Answer> {
  const { statusCode = 0, headers: { location } } = incoming;
  if (statusCode >= 300 && statusCode < 400 && location !== undefined) {
    incoming.destroy();
    return { redirectTo: location };
  }
  if (statusCode !== 200) {
    incoming.destroy();
    return { outcome: 'refused', code: String(statusCode) };
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of incoming) {
      if (!Buffer.isBuffer(chunk)) continue;
      bytes += chunk.length;
      if (bytes > maxBytes) return { outcome: 'too-large' };
      chunks.push(chunk);
    }
  } catch (error) {
    return { outcome: 'unreachable', code: error instanceof Error && 'code' in error ? String(error.code) : 'aborted' };
  }
  return { outcome: 'fetched', body: Buffer.concat(chunks) };
}

const deniedCode = 'ERR_ADDRESS_DENIED';

/** Judges the very addresses that will be connected to: a name that resolves twice can't slip past. */
const guardedLookup = (may: (address: string) => boolean): LookupFunction => (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 0);
    const allowed = addresses.filter(({ address }) => may(address));
    const [first] = allowed;
    if (first === undefined) return callback(Object.assign(new Error('address denied'), { code: deniedCode }), '', 0);
    return options.all === true ? callback(null, allowed) : callback(null, first.address, first.family);
  });
};
