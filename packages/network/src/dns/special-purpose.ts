// As a whole: to name BlockList here would load it, for every look.
import net, { isIP, type BlockList } from 'node:net';

/** What an address is set aside for, where it is no address of the public Internet. */
export type SpecialPurpose =
  | 'this-host' | 'loopback' | 'private-use' | 'shared' | 'link-local' | 'protocol' | 'documentation' | 'benchmarking' | 'multicast' | 'reserved' | 'discard' | 'local-translation' | 'unique-local' | 'transition';

/**
 * The blocks that are not globally reachable, by the IANA special-purpose address registries (RFC 6890, RFC 8190):
 * https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry, and the multicast blocks.
 * As the IPv6 registry stood on 2024-10-22, with RFC 9780 (100:0:0:1::/64) of 2025; the IPv4 one has had no new block since
 * RFC 8190 (2017). `transition`: 6to4 and Teredo, which lead to whatever IPv4 address is written into them. The first that fits.
 */
const blocks: readonly (readonly [SpecialPurpose | 'public', ...string[]])[] = [
  // Anycast inside blocks of protocols: RFC 7723, 8155, 9665, 7450, 7535, 7343, 9374.
  ['public', '192.0.0.9/32', '192.0.0.10/32', '2001:1::1/128', '2001:1::2/128', '2001:1::3/128', '2001:3::/32', '2001:4:112::/48', '2001:20::/28', '2001:30::/28'],
  ['this-host', '0.0.0.0/8', '::/128'],
  ['loopback', '127.0.0.0/8', '::1/128'],
  ['private-use', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
  ['shared', '100.64.0.0/10'],
  ['link-local', '169.254.0.0/16', 'fe80::/10'],
  ['benchmarking', '198.18.0.0/15', '2001:2::/48'],
  ['documentation', '192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20'],
  ['discard', '100::/64', '100:0:0:1::/64'],
  ['local-translation', '64:ff9b:1::/48'],
  ['unique-local', 'fc00::/7'],
  ['multicast', '224.0.0.0/4', 'ff00::/8'],
  ['transition', '192.88.99.0/24', '2001::/32', '2002::/16'],
  ['protocol', '192.0.0.0/24', '2001::/23', '5f00::/16'],
  // Of IPv6, all but 2000::/3 (https://www.iana.org/assignments/ipv6-address-space).
  ['reserved', '240.0.0.0/4', '::/3', '4000::/2', '8000::/1'],
];

/** Made when an address is asked about; by family, as to Node ::/3 holds all of IPv4. */
let lists: { readonly [family: number]: readonly (readonly [SpecialPurpose | 'public', BlockList])[] } | undefined;

const listsOf = (family: 4 | 6): readonly (readonly [SpecialPurpose | 'public', BlockList])[] =>
  blocks.map(([purpose, ...prefixes]) => [purpose, blockList(prefixes.filter((prefix) => prefix.includes(':') === (family === 6)))]);

/** What the registries set the address aside for that packets go to; `undefined` for one of the public Internet, or no address. */
export function specialPurpose(address: string): SpecialPurpose | undefined {
  const reached = reachedAddress(address);
  if (reached === undefined) return undefined;
  const family = isIP(reached);
  lists ??= { 4: listsOf(4), 6: listsOf(6) };
  const purpose = lists[family]?.find(([, list]) => list.check(reached, family === 6 ? 'ipv6' : 'ipv4'))?.[0];
  return purpose === 'public' ? undefined : purpose;
}

/**
 * The address that packets really go to, in its canonical form (RFC 5952), without a zone: the IPv4 address inside an
 * IPv4-mapped one (RFC 4291 §2.5.5.2) or behind the well-known prefix of NAT64 (RFC 6052 §2.1). `undefined`: it is no address.
 */
export function reachedAddress(text: string): string | undefined {
  const [address = ''] = text.split('%', 1);
  if (isIP(address) !== 6) return isIP(address) === 4 ? address : undefined;
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [embedded, high = '0', low = '0'] = /^(?:::ffff:|64:ff9b::)(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})?$/.exec(canonical) ?? [];
  return embedded === undefined ? canonical : [high, low].flatMap((group) => [parseInt(group, 16) >>> 8, parseInt(group, 16) & 255]).join('.');
}

/** A list of prefixes in CIDR notation. */
export function blockList(prefixes: readonly string[]): BlockList {
  const list = new net.BlockList();
  for (const prefix of prefixes) {
    const [network = '', length = ''] = prefix.split('/');
    list.addSubnet(network, Number(length), network.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}
