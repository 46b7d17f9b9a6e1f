import type { Route, Suspicion } from '@culprit/core';
import { hostPort } from '../targets/host-name.ts';
import { host } from '../targets/host.ts';
import { tcpEndpoint } from '../targets/tcp-endpoint.ts';
import { wayOf, type TcpConnectionInput } from './destination.ts';

/** The endpoint that a suspicion is about, as the input of the facts that lead to it. */
export function wayTo(suspicion: Pick<Suspicion, 'related'>): TcpConnectionInput {
  return wayOf(suspicion.related(tcpEndpoint) ?? { host: '', port: 0 });
}

/** The same for a suspicion about a name: its endpoint or, where only a host is examined, the usual port of it. */
export const endpointOrHost = (suspicion: Pick<Suspicion, 'related'>): TcpConnectionInput =>
  wayOf(suspicion.related(tcpEndpoint) ?? { host: '', port: 443, ...suspicion.related(host) });

/** The same endpoint by another route: an experiment. */
export const wayBy = (way: TcpConnectionInput, change: Route): TcpConnectionInput => ({ ...way, route: { ...way.route, ...change } });

/** `host:port` of a way's target. */
export const endpointOf = ({ host, port }: TcpConnectionInput): string => hostPort(host, port);
