import { defineFact, type Fact, type GatherContext, type Request } from '@culprit/core';
import { resolutionFor, type TcpConnectionInput } from '../connection/destination.ts';
import { wayBy } from '../connection/way.ts';
import { hostPort } from '../targets/host-name.ts';
import type { NameResolution } from './name-resolution.ts';
import { proxyTunnel, type ProxyTunnel } from './proxy-tunnel.ts';

/** The way by the proxy, to the address that this machine finds for the name. */
export type TunnelByAddress =
  | { readonly outcome: 'tried'; readonly address: string; readonly tunnel: ProxyTunnel['outcome'] }
  | { readonly outcome: 'not-resolved' }
  | { readonly outcome: 'not-tried' };

type Needs = { readonly resolution: Request<NameResolution> };

/** An experiment: the proxy is asked for an address in place of a name, so that it has nothing to look up. */
export const tunnelByAddress: Fact<TcpConnectionInput, TunnelByAddress, never> = defineFact<TcpConnectionInput, TunnelByAddress, Needs, never>({
  id: 'network/tunnel-by-address',
  patienceMs: 10_000,
  needs: (way) => ({ resolution: resolutionFor(wayBy(way, { proxy: 'direct' })) }),
  gather: async ({ input, facts: { resolution }, ask }: GatherContext<TcpConnectionInput, Needs, never>): Promise<TunnelByAddress> => {
    const [found] = 'addresses' in resolution ? resolution.addresses : [];
    if (found === undefined) return { outcome: 'not-resolved' };
    const tunnel = await ask(proxyTunnel.of(wayBy(input, { connectTo: hostPort(found.address, input.port) })));
    return tunnel === undefined ? { outcome: 'not-tried' } : { outcome: 'tried', address: found.address, tunnel: tunnel.outcome };
  },
  exhibit: (value) => value,
});
