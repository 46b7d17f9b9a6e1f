import { lookup } from 'node:dns';
import { request, type IncomingMessage } from 'node:http';
import { isIP, type LookupFunction } from 'node:net';
import { certificatesIn, type CertificateEncoding } from '../der/certificates-in.ts';
import { mayContact, type AddressScope } from './address-scope.ts';

/** What came of fetching an issuer's certificate from where another certificate says that it is. */
export type Download =
  | { readonly outcome: 'fetched'; readonly encoding: CertificateEncoding; readonly certificates: readonly Uint8Array[] }
  /** `denied`: the address lies where a stranger's certificate has no business to send us. */
  | { readonly outcome: 'denied' | 'unreachable' | 'refused' | 'too-large' | 'unusable'; readonly code?: string };

export interface DownloadOptions {
  /** How far the target itself reaches. */
  readonly target: AddressScope;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const maxBytes = 65_536;
const maxRedirects = 2;

/**
 * Fetches certificates as RFC 5280 §4.2.2.1 describes: over plain HTTP, which is enough since whoever uses them verifies
 * their signatures. Never leaves http, and connects only where the target's own reach allows.
 */
export async function downloadIssuer(url: string, options: DownloadOptions): Promise<Download> {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)]);
  let location = url;
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const answer = await get(location, options.target, signal);
    if (!('redirectTo' in answer)) return answer;
    if (!URL.canParse(answer.redirectTo, location)) return { outcome: 'unusable', code: 'redirect' };
    location = new URL(answer.redirectTo, location).href;
  }
  return { outcome: 'unusable', code: 'redirect' };
}

async function get(location: string, target: AddressScope, signal: AbortSignal): Promise<Download | { readonly redirectTo: string }> {
  const url = new URL(location);
  if (url.protocol !== 'http:' || url.username !== '' || url.password !== '') return { outcome: 'denied', code: 'scheme' };
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // An address isn't looked up, so the guard in `lookup` would not see it.
  if (isIP(host) > 0 && !mayContact(host, target)) return { outcome: 'denied', code: 'address' };
  return new Promise((resolve) => {
    const outgoing = request(url, { agent: false, signal, lookup: guardedLookup(target), maxHeaderSize: 16_384, headers: { accept: '*/*' } }, (incoming) => {
      void read(incoming).then(resolve);
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === deniedCode ? { outcome: 'denied', code: 'address' } : { outcome: 'unreachable', code: error.code ?? error.name });
    });
    outgoing.end();
  });
}

async function read(incoming: IncomingMessage): Promise<Download | { readonly redirectTo: string }> {
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
  const found = certificatesIn(Buffer.concat(chunks));
  return found === undefined ? { outcome: 'unusable', code: 'format' } : { outcome: 'fetched', ...found };
}

const deniedCode = 'ERR_ADDRESS_DENIED';

/** Judges the very addresses that will be connected to: a name that resolves twice can't slip past. */
const guardedLookup = (target: AddressScope): LookupFunction => (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 0);
    const allowed = addresses.filter(({ address }) => mayContact(address, target));
    const [first] = allowed;
    if (first === undefined) return callback(Object.assign(new Error('address denied'), { code: deniedCode }), '', 0);
    return options.all === true ? callback(null, allowed) : callback(null, first.address, first.family);
  });
};
