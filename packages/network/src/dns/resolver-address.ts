import { isIP } from 'node:net';
import type { Route } from '@culprit/core';
import { splitHostPort } from '../targets/host-name.ts';

/** Where a name server is asked: plain DNS (RFC 1035), DNS over TLS (RFC 7858) or DNS over HTTPS (RFC 8484). */
export type ResolverAddress =
  | { readonly transport: 'dns'; readonly address: string; readonly port: number }
  /** `name`: what its certificate must be for, where that is not the address. */
  | { readonly transport: 'tls'; readonly address: string; readonly port: number; readonly name?: string }
  | { readonly transport: 'https'; readonly url: string };

/**
 * Reads `address`, `address:port`, `[address]:port`, `tls://address[:port][#name]` and `https://…`; `undefined` for
 * anything else.
 */
export function readResolver(text: string): ResolverAddress | undefined {
  if (/^https:\/\//i.test(text)) {
    // RFC 8484 §4.1 gives resolvers as URI templates.
    const url = text.replace(/\{\?dns\}$/, '');
    return URL.canParse(url) ? { transport: 'https', url: new URL(url).href } : undefined;
  }
  const secure = /^tls:\/\/([^#/]*)\/?(?:#(.*))?$/is.exec(text);
  const { host, port = secure === null ? '53' : '853' } = splitHostPort(secure?.[1] ?? text);
  const address = host.replace(/^\[|\]$/g, '');
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  if (isIP(address) === 0 || number < 1 || number > 65_535) return undefined;
  if (secure === null) return { transport: 'dns', address, port: number };
  const name = secure[2]?.toLowerCase();
  if (name === undefined || name === '') return { transport: 'tls', address, port: number };
  return /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(name) && name.length <= 253 ? { transport: 'tls', address, port: number, name } : undefined;
}

/** Whether nobody between the two can read or answer in place of the resolver. */
export function isEncrypted(resolver: string): boolean {
  const read = readResolver(resolver);
  return read !== undefined && read.transport !== 'dns';
}

/** The host that is asked, without brackets. */
export const resolverHost = (read: ResolverAddress): string => (read.transport === 'https' ? new URL(read.url).hostname.replace(/^\[|\]$/g, '') : read.address);

/** The authorities of a route, for a question to these resolvers: only those that show a certificate have a use for them. */
export const caFor = (resolvers: readonly string[], route: Route | undefined): { readonly ca?: string } =>
  (route?.ca === undefined || !resolvers.some(isEncrypted) ? {} : { ca: route.ca });
