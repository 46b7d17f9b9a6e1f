import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** `::a.b.c.d`, deprecated by RFC 4291 §2.5.5.1 but still connected to by some stacks, and the loopback and unspecified addresses beside it. */
const compatible = ipaddr.IPv6.parseCIDR('::/96');
const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/**
 * The address that packets really go to: the IPv4 address inside an IPv4-mapped one (RFC 4291 §2.5.5.2) or one of the
 * well-known prefix of NAT64 (RFC 6052 §2.1). `undefined`: it is no address.
 */
export function destinationAddress(text: string): Address | undefined {
  const bare = text.replace(/%.*$/, '');
  if (!ipaddr.IPv6.isValid(bare) && !ipaddr.IPv4.isValidFourPartDecimal(bare)) return undefined;
  const address = ipaddr.process(bare);
  return address instanceof ipaddr.IPv6 && address.match(nat64) ? new ipaddr.IPv4(address.toByteArray().slice(-4)) : address;
}

/**
 * Whether an address is on the public Internet: none of the special-purpose registries of IANA (RFC 6890) has it. Loopback,
 * private, link-local with the metadata services of clouds, carrier-grade NAT, 6to4, Teredo and the rest are not.
 */
export const isPublic = (address: Address): boolean => address.range() === 'unicast' && !(address instanceof ipaddr.IPv6 && address.match(compatible));
