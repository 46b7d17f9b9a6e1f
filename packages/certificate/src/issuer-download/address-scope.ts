import net, { type BlockList } from 'node:net';

/** How far an address reaches. `forbidden`: link-local, unspecified, multicast and the metadata services of clouds. */
export type AddressScope = 'loopback' | 'private' | 'public' | 'forbidden';

/** The IANA special-purpose registries (RFC 6890), and 100.100.100.200 and fd00:ec2::254: the metadata of Alibaba Cloud and AWS. */
export function scopeOf(address: string): AddressScope {
  const plain = translated(address) ?? address;
  const family = net.isIP(plain);
  if (family === 0) return 'forbidden';
  const type = family === 4 ? 'ipv4' : 'ipv6';
  registries ??= newRegistries();
  if (registries.forbidden.check(plain, type)) return 'forbidden';
  if (registries.loopback.check(plain, type)) return 'loopback';
  return registries.private.check(plain, type) ? 'private' : 'public';
}

/** The IPv4 address that a NAT64 gateway would reach in its place (RFC 6052 §2.1). */
function translated(address: string): string | undefined {
  const [, high, low] = /^64:ff9b::([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address) ?? [];
  if (high === undefined || low === undefined) return undefined;
  const bits = (parseInt(high, 16) << 16 | parseInt(low, 16)) >>> 0;
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.');
}

const listOf = (...subnets: readonly (readonly [network: string, prefix: number])[]): BlockList => {
  const list = new net.BlockList();
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix, network.includes(':') ? 'ipv6' : 'ipv4');
  return list;
};

type Registries = { readonly [S in Exclude<AddressScope, 'public'>]: BlockList };

/** Made when an address is asked about: every look loads this file. */
let registries: Registries | undefined;

const newRegistries = (): Registries => ({
  loopback: listOf(['127.0.0.0', 8], ['::1', 128]),
  forbidden: listOf(
    ['0.0.0.0', 8], ['169.254.0.0', 16], ['224.0.0.0', 4], ['240.0.0.0', 4], ['100.100.100.200', 32],
    ['::', 128], ['fe80::', 10], ['ff00::', 8], ['fd00:ec2::254', 128],
  ),
  private: listOf(['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16], ['100.64.0.0', 10], ['198.18.0.0', 15], ['fc00::', 7]),
});

/** Whether an address may be contacted on the word of a certificate of a target with that reach. */
export function mayContact(address: string, target: AddressScope): boolean {
  const scope = scopeOf(address);
  if (scope === 'loopback') return target === 'loopback';
  return scope === 'public' || (scope === 'private' && (target === 'private' || target === 'loopback'));
}
