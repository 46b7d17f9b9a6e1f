import { defineFact, type Fact } from '@culprit/core';
import { networkInterfaces } from 'node:os';
import { hasDefaultRoute4, hasDefaultRoute6 } from '../connection/proc-net.ts';
import { readTable } from '../connection/read-table.ts';

export type LocalNetwork = {
  /** The interfaces that are up and have an address, loopback left out, with the families of their addresses. */
  readonly interfaces: readonly { readonly name: string; readonly families: readonly (4 | 6)[] }[];
  /** Whether there is a default route of this family; absent where the system does not tell (no Linux). */
  readonly defaultRoute4?: boolean;
  readonly defaultRoute6?: boolean;
  /** Whether there is a global IPv6 address (2000::/3, RFC 4291 §2.4), by which clients try IPv6. */
  readonly globalIpv6?: boolean;
};

const maxInterfaces = 64;

/** What this machine is connected by. Addresses stay out of it: the report is shown to others. */
export const localNetwork: Fact<Record<never, never>, LocalNetwork> = defineFact<Record<never, never>, LocalNetwork>({
  id: 'network/local-network',
  gather: async (): Promise<LocalNetwork> => {
    const interfaces = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) => {
      // A link-local IPv6 address stands on every interface with a cable, and leads no farther than it (RFC 4291 §2.5.6).
      const outward = addresses.filter(({ internal, address }) => !internal && !address.toLowerCase().startsWith('fe80:'));
      const families = ([4, 6] as const).filter((family) => outward.some((address) => address.family === `IPv${family}`));
      return families.length === 0 ? [] : [{ name, families }];
    });
    const globalIpv6 = Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal, family, address }) => !internal && family === 'IPv6' && /^[23]/.test(address)) === true);
    const [routes4, routes6] = await Promise.all([readTable('/proc/net/route'), readTable('/proc/net/ipv6_route')]);
    return {
      interfaces: interfaces.slice(0, maxInterfaces), globalIpv6,
      ...(routes4 === undefined ? {} : { defaultRoute4: hasDefaultRoute4(routes4) }),
      ...(routes6 === undefined ? {} : { defaultRoute6: hasDefaultRoute6(routes6) }),
    };
  },
  exhibit: (value) => value,
});
