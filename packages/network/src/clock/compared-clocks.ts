import type { Request, Suspicion } from '@culprit/core';
import { clockComparison, type ClockComparison } from '../facts/clock-comparison.ts';
import { hostPort } from '../targets/host-name.ts';
import { httpResource } from '../targets/http-resource.ts';
import { tlsEndpoint } from '../targets/tls-endpoint.ts';

/** This machine's clock against the target's own and those of the time sources, who learn nothing about the target. */
export function clocks(suspicion: Suspicion): Request<ClockComparison> {
  const resource = suspicion.related(httpResource);
  const endpoint = suspicion.related(tlsEndpoint);
  const own = resource?.url ?? (endpoint === undefined ? undefined : `https://${hostPort(endpoint.host, endpoint.port)}/`);
  const route = resource?.route ?? endpoint?.route;
  return clockComparison.of({
    sources: suspicion.settings.controls.timeSources,
    ...(own === undefined ? {} : { own }), ...(route === undefined ? {} : { route }),
  });
}
