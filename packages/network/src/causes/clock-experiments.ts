import { X509Certificate } from 'node:crypto';
import type { Request, Suspicion } from '@culprit/core';
import { tlsHandshake, type TlsHandshake } from '../facts/tls-handshake.ts';
import { handshakeInput } from '../checks/tls-handshake.ts';
import { tlsEndpoint } from '../targets/tls-endpoint.ts';

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
