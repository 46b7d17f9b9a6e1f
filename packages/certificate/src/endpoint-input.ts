import type { Suspicion } from '@culprit/core';
import { tlsEndpoint, type TlsEndpoint, type TlsHandshakeInput } from '@culprit/network';

/** The handshake that an endpoint is judged by. */
export function handshakeInput({ host, port, serverName, route }: TlsEndpoint): TlsHandshakeInput {
  return { host, port, ...(serverName === undefined ? {} : { serverName }), ...(route === undefined ? {} : { route }) };
}

/** The name that a client compares with the certificate. */
export const referenceName = ({ host, serverName }: Pick<TlsHandshakeInput, 'host' | 'serverName'>): string => serverName ?? host;

/** The endpoint that a finding of this plugin is about. */
export function suspectedEndpoint(suspicion: Suspicion): TlsEndpoint {
  const endpoint = suspicion.related(tlsEndpoint);
  if (endpoint === undefined) throw new Error('a finding about a certificate belongs to no tls-endpoint');
  return endpoint;
}

/** The same as the input of its facts. */
export const suspectedInput = (suspicion: Suspicion): TlsHandshakeInput => handshakeInput(suspectedEndpoint(suspicion));
