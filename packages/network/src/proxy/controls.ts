import type { Finding, Request, Suspicion } from '@culprit/core';
import { resolutionFor, selectionFor } from '../connection/destination.ts';
import { wayBy, wayTo } from '../connection/way.ts';
import type { LentSocket } from '../connection/lent-socket.ts';
import type { NameResolution } from '../facts/name-resolution.ts';
import type { ProxySelection } from '../facts/proxy-selection.ts';
import { proxyTunnel, type ProxyTunnel } from '../facts/proxy-tunnel.ts';
import { tcpConnection, type TcpConnection } from '../facts/tcp-connection.ts';

/** What the client met on its way through the proxy, and the control: the same target without it. */
export type ProxyControls = {
  readonly selection: Request<ProxySelection>;
  readonly resolution: Request<NameResolution>;
  readonly connection: Request<TcpConnection, LentSocket>;
  readonly tunnel: Request<ProxyTunnel, LentSocket>;
  readonly direct: Request<TcpConnection, LentSocket>;
};

export function proxyControls(suspicion: Pick<Suspicion, 'related'>): ProxyControls {
  const way = wayTo(suspicion);
  return {
    selection: selectionFor(way),
    resolution: resolutionFor(way),
    connection: tcpConnection.of(way),
    tunnel: proxyTunnel.of(way),
    direct: tcpConnection.of(wayBy(way, { proxy: 'direct' })),
  };
}

/** What a failure of a proxy is about: the proxy or, where its setting can't be read, the setting. Targets may have several. */
export const proxyOfFinding = ({ params }: Finding): string => String(params['proxy'] ?? params['from'] ?? '');
