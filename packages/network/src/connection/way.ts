import type { Route, Suspicion } from '@culprit/core';
import { hostPort } from '../targets/host-name.ts';
import { tcpEndpoint } from '../targets/tcp-endpoint.ts';
import type { TcpConnectionInput } from './destination.ts';

/** The endpoint that a suspicion is about, as the input of the facts that lead to it. */
export function wayTo(suspicion: Pick<Suspicion, 'related'>): TcpConnectionInput {
  const { host, port, route } = suspicion.related(tcpEndpoint) ?? { host: '', port: 0 };
  return { host, port, ...(route === undefined ? {} : { route }) };
}

/** The same endpoint by another route: an experiment. */
export const wayBy = (way: TcpConnectionInput, change: Route): TcpConnectionInput => ({ ...way, route: { ...way.route, ...change } });

/** `host:port` of a way's target. */
export const endpointOf = ({ host, port }: TcpConnectionInput): string => hostPort(host, port);
