import { isIP } from 'node:net';
import { specialPurpose, type SpecialPurpose } from './special-purpose.ts';
import { readResolver, resolverHost } from './resolver-address.ts';

/** Top-level names that never lead out: RFC 6761, RFC 6762 (`local`, and those of its appendix G), RFC 8375 (`home.arpa`), ICANN's `internal`. */
const privateSuffixes: readonly string[] = ['local', 'localhost', 'internal', 'home.arpa', 'lan', 'corp', 'home', 'intranet', 'private', 'test', 'invalid', 'example', 'onion'];

/** Whether an address is one of this machine or of its own network: loopback, RFC 1918, RFC 6598, link-local, RFC 4193. */
export function isPrivateAddress(address: string): boolean {
  const purpose = specialPurpose(address);
  return purpose !== undefined && inside.has(purpose);
}

const inside: ReadonlySet<SpecialPurpose> = new Set(['this-host', 'loopback', 'private-use', 'shared', 'link-local', 'unique-local']);

/** 127.0.0.0/8 and ::1: every look asks. */
export const isLoopbackAddress = (address: string): boolean => (isIP(address) === 4 && address.startsWith('127.')) || address === '::1';

/** Whether a name must stay inside: nobody else is asked about it. */
export function isPrivateName(name: string, searchDomains: readonly string[] = []): boolean {
  const host = name.replace(/\.$/, '').toLowerCase();
  if (isIP(host) > 0 || !host.includes('.')) return true;
  return [...privateSuffixes, ...searchDomains.map((domain) => domain.replace(/^\.|\.$/g, '').toLowerCase()).filter((domain) => domain !== '')]
    .some((suffix) => host === suffix || host.endsWith(`.${suffix}`));
}

/** Whether asking this resolver tells a third party: it is neither on this machine nor in its network. */
export function isThirdPartyResolver(resolver: string): boolean {
  const read = readResolver(resolver);
  if (read === undefined) return true;
  const asked = resolverHost(read);
  return !(isIP(asked) > 0 ? isPrivateAddress(asked) : isPrivateName(asked));
}

/** One way of writing an address, so that two can be compared (RFC 5952). */
export const canonicalAddress = (address: string): string => (isIP(address) === 6 && !address.includes('%') ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address.toLowerCase());
