/** A default route: the interface, and the router where there is one. */
export type DefaultRoute = { readonly family: 4 | 6; readonly device: string; readonly gateway?: string };

/** Default routes out of /proc/net/route (proc(5)): addresses are 32 bits in the machine's own order, in hexadecimal. Pure. */
export function parseRoutes4(text: string, littleEndian: boolean): readonly DefaultRoute[] {
  return text.split('\n').slice(1, 1_000).flatMap((line): readonly DefaultRoute[] => {
    const [device = '', destination, gateway = '', flags = '', , , , mask] = line.trim().split(/\s+/);
    // RTF_UP, and not RTF_REJECT.
    if (destination !== '00000000' || mask !== '00000000' || !/^[0-9a-f]+$/i.test(flags) || (Number.parseInt(flags, 16) & 0x201) !== 1) return [];
    const octets = /^[0-9a-f]{8}$/i.test(gateway) ? gateway.match(/../g)?.map((octet) => Number.parseInt(octet, 16)) ?? [] : [];
    const address = (littleEndian ? octets.toReversed() : octets).join('.');
    return [{ family: 4, device, ...(address === '' || address === '0.0.0.0' ? {} : { gateway: address }) }];
  });
}

/** Default routes out of /proc/net/ipv6_route; those that refuse, as Linux keeps one on lo, are none. Pure. */
export function parseRoutes6(text: string): readonly DefaultRoute[] {
  return text.split('\n').slice(0, 10_000).flatMap((line): readonly DefaultRoute[] => {
    const [destination, length, , , gateway = '', , , , flags = '', device = ''] = line.trim().split(/\s+/);
    if (destination !== '0'.repeat(32) || length !== '00' || device === 'lo' || device === '' || (Number.parseInt(flags, 16) & 0x201) !== 1) return [];
    const address = /^0*$/.test(gateway) ? undefined : gateway.match(/.{4}/g)?.map((group) => group.replace(/^0{1,3}/, '')).join(':');
    return [{ family: 6, device, ...(address === undefined ? {} : { gateway: address }) }];
  });
}
