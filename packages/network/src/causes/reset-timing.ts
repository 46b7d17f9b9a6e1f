import type { Request, Suspicion } from '@culprit/core';
import { addressSweep, type AddressSweep } from '../facts/address-sweep.ts';
import { tcpConnection, type TcpConnection } from '../facts/tcp-connection.ts';
import type { TlsHandshake } from '../facts/tls-handshake.ts';
import { endpointOf } from './tls-experiments.ts';

/** Two measures of how long a packet takes to the address and back: a SYN and its answer. */
export function roundTrips(suspicion: Suspicion): { readonly connection: Request<TcpConnection>; readonly sweep: Request<AddressSweep> } {
  const { host, port, route } = endpointOf(suspicion);
  const way = { host, port, ...(route === undefined ? {} : { route }) };
  return { connection: tcpConnection.of(way), sweep: addressSweep.of(way) };
}

type Observed = {
  readonly handshake: TlsHandshake | undefined;
  readonly again: TlsHandshake | undefined;
  readonly connection: TcpConnection | undefined;
  readonly sweep: AddressSweep | undefined;
};

export type EarlyReset = { readonly resetMs: number; readonly roundTripMs: number; readonly address: string };

/** Below this the clock of a busy machine decides, and not the path. */
const leastRoundTripMs = 10;

/**
 * Whether resets came back sooner than a packet to the address can: both of two, in less than 0.6 of the shortest round
 * trip that was measured to it. Then something nearer sent them. `undefined`: they did not, or it can't be told.
 */
export function earlyReset({ handshake, again, connection, sweep }: Observed): EarlyReset | undefined {
  if (handshake?.outcome !== 'reset' || again?.outcome !== 'reset' || again.address !== handshake.address) return undefined;
  // Through a proxy the round trip is that to the proxy.
  if (connection?.outcome !== 'connected' || connection.via !== undefined || connection.address !== handshake.address || sweep?.outcome !== 'tried') return undefined;
  const measured = [...connection.attempts, ...sweep.attempts].filter(({ address, outcome }) => address === handshake.address && outcome === 'connected').map(({ tookMs }) => tookMs);
  // One SYN that was lost and sent again would make any reset look early.
  if (measured.length < 2) return undefined;
  const roundTripMs = Math.min(...measured);
  const resetMs = Math.max(handshake.tookMs, again.tookMs);
  return roundTripMs >= leastRoundTripMs && resetMs < 0.6 * roundTripMs ? { resetMs, roundTripMs, address: handshake.address } : undefined;
}
