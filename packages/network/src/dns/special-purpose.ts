import { BlockList, isIP } from 'node:net';

/** What an address is set aside for, where it is no address of the public Internet. */
export type SpecialPurpose = 'this-host' | 'loopback' | 'private-use' | 'shared' | 'link-local' | 'protocol' | 'documentation' | 'benchmarking' | 'multicast' | 'reserved' | 'discard' | 'local-translation' | 'unique-local';

/**
 * The blocks that are not globally reachable, by the IANA special-purpose address registries (RFC 6890, RFC 8190):
 * https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry, and the multicast blocks.
 * As the IPv6 registry stood on 2024-10-22, with RFC 9780 (100:0:0:1::/64) of 2025; the IPv4 one has had no new block since
 * RFC 8190 (2017).
 */
const blocks: readonly (readonly [SpecialPurpose, ...string[]])[] = [
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
  ['protocol', '192.0.0.0/24', '5f00::/16'],
  ['reserved', '240.0.0.0/4'],
];

/** Anycast addresses inside 192.0.0.0/24 that are globally reachable (RFC 7723, RFC 8155). */
const exceptions = new Set(['192.0.0.9', '192.0.0.10']);

const lists = blocks.map(([purpose, ...prefixes]) => [purpose, blockList(prefixes)] as const);

/** What the registries set an address aside for; `undefined` for one of the public Internet, or no address. */
export function specialPurpose(address: string): SpecialPurpose | undefined {
  const [plain = ''] = address.split('%', 1);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped !== undefined) return specialPurpose(mapped);
  if (isIP(plain) === 0 || exceptions.has(plain)) return undefined;
  return lists.find(([, list]) => list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4'))?.[0];
}

/** A list of prefixes in CIDR notation. */
export function blockList(prefixes: readonly string[]): BlockList {
  const list = new BlockList();
  for (const prefix of prefixes) {
    const [net = '', length = ''] = prefix.split('/');
    list.addSubnet(net, Number(length), net.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}
