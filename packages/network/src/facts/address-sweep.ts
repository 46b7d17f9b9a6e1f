import { defineFact, type Fact, type Request } from '@culprit/core';
import { destinationOf, resolutionFor, selectionFor, type TcpConnectionInput } from '../connection/destination.ts';
import { alternateFamilies, dial, type Attempt } from '../connection/dial.ts';
import type { Address, NameResolution } from './name-resolution.ts';
import type { ProxySelection } from './proxy-selection.ts';

export type AddressSweep =
  /** In the order in which clients try them; `untried`: how many more the name has. */
  | { readonly outcome: 'tried'; readonly attempts: readonly Attempt[]; readonly untried: number }
  /** A proxy connects to the target, and none of its addresses is seen here. */
  | { readonly outcome: 'proxied'; readonly proxy: string };

type Needs = { readonly selection: Request<ProxySelection>; readonly resolution: Request<NameResolution> };

const maxAddresses = 16;

/**
 * Whether each address of the target accepts a TCP connection, all of them tried side by side. `network/tcp-connection`
 * stops at the first success (RFC 8305 §5), as clients do, so that a dead address stays unseen for long.
 */
export const addressSweep: Fact<TcpConnectionInput, AddressSweep> = defineFact<TcpConnectionInput, AddressSweep, Needs>({
  id: 'network/address-sweep',
  needs: (input) => ({ selection: selectionFor(input), resolution: resolutionFor(input) }),
  gather: async ({ input, facts: { selection, resolution }, patienceMs, signal, permits, blocked }) => {
    if (selection.outcome === 'invalid') return blocked('selection');
    if (selection.outcome === 'proxied') return { outcome: 'proxied', proxy: selection.proxy };
    if (!('addresses' in resolution)) return blocked('resolution');
    const addresses = alternateFamilies(distinct(resolution.addresses));
    const { host, port } = destinationOf(input);
    const attempts = await Promise.all(addresses.slice(0, maxAddresses).map(async (address) => {
      const dialled = await dial([address], port, { patienceMs, signal, permits, host });
      if (dialled.outcome === 'connected') dialled.socket.destroy();
      return dialled.attempts;
    }));
    return { outcome: 'tried', attempts: attempts.flat(), untried: Math.max(0, addresses.length - maxAddresses) };
  },
  exhibit: (value) => value,
});

const distinct = (addresses: readonly Address[]): readonly Address[] => [...new Map(addresses.map((address) => [address.address, address])).values()];
