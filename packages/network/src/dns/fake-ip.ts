import { isIP } from 'node:net';
import type { CanaryResolution } from '../facts/canary-resolution.ts';
import type { Address } from '../facts/name-resolution.ts';
import { canonicalAddress } from './name-scope.ts';
import { blockList } from './special-purpose.ts';

/**
 * Ranges that proxies hand out addresses from: 198.18.0.0/15 (Clash, mihomo, Surge, sing-box, Loon), 28.0.0.0/8 (set by
 * hand after an example of Clash), fc00::/18 (sing-box) and fdfe:dcba:9876::/48 (mihomo, sing-box).
 */
const fakeRanges = ['198.18.0.0/15', '28.0.0.0/8', 'fc00::/18', 'fdfe:dcba:9876::/48'].map((range) => ({ range, list: blockList([range]) }));

/** What addresses are, by what names that can't exist resolve to. */
export type Synthesis =
  /** A proxy on this machine or its router gives every name an address of its own, and connects by the name (fake-IP). */
  | { readonly kind: 'fake-ip'; readonly range: string; readonly address: string; readonly canary: string }
  /** Whatever is asked has this one address. */
  | { readonly kind: 'answers-anything'; readonly address: string; readonly canary: string };

/**
 * Pure: whether addresses were made up. A range alone proves nothing, only that a name which can't exist has an address
 * of the same range; outside the usual ranges two such names must each have their own, close to the one in question.
 */
export function synthesisOf(addresses: readonly Address[], canary: CanaryResolution | undefined): Synthesis | undefined {
  const answered = (canary?.answers ?? []).flatMap(({ name, addresses: given }) => given.map((address) => ({ name, address: canonicalAddress(address) })));
  const [first] = answered;
  if (first === undefined) return undefined;
  const own = addresses.map(({ address }) => canonicalAddress(address));
  const same = own.find((address) => answered.some((other) => other.address === address));
  if (same !== undefined) return { kind: 'answers-anything', address: same, canary: first.name };
  for (const { range, list } of fakeRanges) {
    const inside = (address: string): boolean => isIP(address) > 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
    const [address, other] = [own.find(inside), answered.find((given) => inside(given.address))];
    if (address !== undefined && other !== undefined) return { kind: 'fake-ip', range, address, canary: other.name };
  }
  for (const address of own) {
    const range = neighbourhood(address);
    const near = answered.filter((other) => neighbourhood(other.address) === range);
    const [one] = near;
    if (one !== undefined && new Set(near.map(({ name }) => name)).size > 1 && new Set(near.map((other) => other.address)).size > 1) return { kind: 'fake-ip', range, address, canary: one.name };
  }
  return undefined;
}

/** The prefix that an address lies in: /16, or /48 of IPv6. */
function neighbourhood(address: string): string {
  if (isIP(address) === 4) return `${address.split('.').slice(0, 2).join('.')}.0.0/16`;
  const [left = '', right = ''] = address.split('::');
  const given = left.split(':').filter((group) => group !== '');
  const groups = address.includes('::') ? [...given, ...Array<string>(Math.max(0, 8 - given.length - right.split(':').filter((group) => group !== '').length)).fill('0')] : given;
  return `${groups.slice(0, 3).join(':')}::/48`;
}
