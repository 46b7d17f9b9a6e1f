import type { Request, Suspicion } from '@culprit/core';
import { clockComparison, type ClockComparison } from '../facts/clock-comparison.ts';
import { hostPort } from '../targets/host-name.ts';
import { httpResource } from '../targets/http-resource.ts';
import { tcpEndpoint, type TcpEndpoint } from '../targets/tcp-endpoint.ts';
import { tlsEndpoint } from '../targets/tls-endpoint.ts';

/** This machine's clock against the target's own and those of the time sources, who learn nothing about the target. */
export function clocks(suspicion: Suspicion): Request<ClockComparison> {
  const resource = suspicion.related(httpResource);
  const endpoint = suspicion.related(tlsEndpoint);
  const plain = endpoint === undefined ? plainHttp(suspicion) : undefined;
  const own = resource?.url ?? (endpoint === undefined ? plain?.url : `https://${hostPort(endpoint.host, endpoint.port)}/`);
  const route = resource?.route ?? endpoint?.route ?? plain?.route;
  return clockComparison.of({
    sources: suspicion.settings.controls.timeSources,
    ...(own === undefined ? {} : { own }), ...(route === undefined ? {} : { route }),
  });
}

/** Where a port is known to speak plain HTTP. */
function plainHttp(suspicion: Suspicion): { readonly url: string; readonly route: TcpEndpoint['route'] } | undefined {
  const endpoint = suspicion.related(tcpEndpoint);
  return endpoint?.scheme === 'http' ? { url: `http://${hostPort(endpoint.host, endpoint.port)}/`, route: endpoint.route } : undefined;
}
