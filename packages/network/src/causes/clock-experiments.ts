import { X509Certificate } from 'node:crypto';
import type { Request, Suspicion } from '@culprit/core';
import { clockComparison, type ClockComparison } from '../facts/clock-comparison.ts';
import { tlsHandshake, type TlsHandshake } from '../facts/tls-handshake.ts';
import { handshakeInput } from '../checks/tls-handshake.ts';
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

/** The handshake whose certificate looks expired or not yet valid; absent on a target without TLS. */
export function certificateHandshake(suspicion: Suspicion): { readonly [name: string]: Request<TlsHandshake> } {
  const endpoint = suspicion.related(tlsEndpoint);
  return endpoint === undefined ? {} : { handshake: tlsHandshake.of(handshakeInput(endpoint)) };
}

/** Whether the peer's own certificate is within its dates at a moment; `undefined` if there is none to look at. */
export function validAt(handshake: TlsHandshake | undefined, moment: number): boolean | undefined {
  const leaf = handshake?.chain[0];
  if (leaf === undefined) return undefined;
  try {
    const { validFromDate, validToDate } = new X509Certificate(Buffer.from(leaf, 'base64'));
    return validFromDate.getTime() <= moment && moment <= validToDate.getTime();
  } catch {
    return undefined;
  }
}
