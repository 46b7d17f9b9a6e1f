import { endianness, networkInterfaces } from 'node:os';
import { defineFact, type Fact } from '@culprit/core';
import { parseRoutes4, parseRoutes6, type DefaultRoute } from '../environment/routing-table.ts';
import { readProcFile } from '../environment/settings-file.ts';

export type DefaultRoutes = {
  /** Absent where the system does not tell without running a program. */
  readonly routes?: readonly DefaultRoute[];
  /** Families of which this machine has an address that is not loopback or link-local. */
  readonly families: readonly (4 | 6)[];
  /** Whether one of them is a global IPv6 address (2000::/3, RFC 4291). */
  readonly globalIpv6: boolean;
};

/** The ways out of this machine, by its own routing table. */
export const defaultRoutes: Fact<Record<never, never>, DefaultRoutes> = defineFact<Record<never, never>, DefaultRoutes>({
  id: 'network/default-routes',
  gather: async (): Promise<DefaultRoutes> => {
    const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []).filter(({ internal, address }) => !internal && !/^(?:fe[89ab]|169\.254\.)/i.test(address));
    const families = ([4, 6] as const).filter((family) => addresses.some((one) => one.family === `IPv${family}`));
    const globalIpv6 = addresses.some(({ family, address }) => family === 'IPv6' && /^[23]/.test(address));
    if (process.platform !== 'linux') return { families, globalIpv6 };
    const [v4, v6] = await Promise.all([readProcFile('/proc/net/route'), readProcFile('/proc/net/ipv6_route')]);
    return { families, globalIpv6, routes: [...parseRoutes4(v4, endianness() === 'LE'), ...parseRoutes6(v6)].slice(0, 8) };
  },
  exhibit: (value) => value,
});
