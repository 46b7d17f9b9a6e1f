import { defineFact, type Fact, type Request } from '@culprit/core';
import { destinationOf, firstHopOf, resolutionFor, selectionFor, type TcpConnectionInput } from '../connection/destination.ts';
import { dial, type Attempt } from '../connection/dial.ts';
import { lendSocket, type LentSocket } from '../connection/lent-socket.ts';
import type { ConnectFailure } from '../connection/connect-error.ts';
import type { NameResolution } from './name-resolution.ts';
import type { ProxySelection } from './proxy-selection.ts';

export type { TcpConnectionInput } from '../connection/destination.ts';
export type { Attempt } from '../connection/dial.ts';
export type { LentSocket } from '../connection/lent-socket.ts';

/** The proxy that a connection goes to first, without user-info, and what named it. */
type Hop = { readonly proxy: string; readonly from: string };

export type TcpConnection =
  | {
    readonly outcome: 'connected';
    readonly address: string;
    readonly family: 4 | 6;
    /** The address of this machine that the connection leaves from. */
    readonly localAddress: string;
    readonly tookMs: number;
    readonly attempts: readonly Attempt[];
    readonly via?: Hop;
  }
  | { readonly outcome: ConnectFailure; readonly attempts: readonly Attempt[]; readonly tookMs: number; readonly code: string; readonly via?: Hop };

type Needs = { readonly selection: Request<ProxySelection>; readonly resolution: Request<NameResolution> };

/**
 * Whether the first hop accepts a TCP connection: the target or, where a proxy is used, the proxy (`via`).
 * Lends the connected socket.
 */
export const tcpConnection: Fact<TcpConnectionInput, TcpConnection, LentSocket> = defineFact<TcpConnectionInput, TcpConnection, Needs, LentSocket>({
  id: 'network/tcp-connection',
  needs: (input) => ({ selection: selectionFor(input), resolution: resolutionFor(input) }),
  gather: async ({ input, facts, previous, patienceMs, signal, permits, lend, blocked }) => {
    const { selection, resolution } = facts;
    if (selection.outcome === 'invalid') return blocked('selection');
    if (!('addresses' in resolution)) return blocked('resolution');
    const { host, port } = selection.outcome === 'proxied' ? firstHopOf(input) : destinationOf(input);
    const via = selection.outcome === 'proxied' ? { via: { proxy: selection.proxy, from: selection.from } } : {};
    // Opened once more it leads to the same machine: what is compared over it can't be told by addresses that differ.
    const addresses = previous?.outcome === 'connected' ? [{ address: previous.address, family: previous.family }] : resolution.addresses;
    const dialled = await dial(addresses, port, { patienceMs, signal, permits, host });
    if (dialled.outcome !== 'connected') return { ...dialled, ...via };
    const { socket, address, attempts, tookMs } = dialled;
    const value: TcpConnection = { outcome: 'connected', ...address, localAddress: socket.localAddress ?? '', tookMs, attempts, ...via };
    lend(lendSocket(socket));
    return value;
  },
  exhibit: (value) => value,
});
