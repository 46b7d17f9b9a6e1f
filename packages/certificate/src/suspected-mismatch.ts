import { isIP } from 'node:net';
import type { JsonObject, Request, Suspicion } from '@culprit/core';
import { isMalformed, type CertificateSummary } from './certificate-summary.ts';
import { referenceName, suspectedInput } from './endpoint-input.ts';
import { certificateChain, type CertificateChain } from './facts/chain.ts';
import { certificatePath, type CertificatePath } from './facts/path.ts';
import { matchHostName, type HostNameMatch } from './host-name-match.ts';
import { namesOf } from './listed-names.ts';

export type NameControls = { readonly chain: Request<CertificateChain> };

export const nameControls = (suspicion: Suspicion): NameControls => ({ chain: certificateChain.of(suspectedInput(suspicion)) });

/** What the server shows to a client that names no host. An address is never named (RFC 6066 §3): there it is the same question. */
export function defaultCertificateControl(suspicion: Suspicion): { readonly unnamed: Request<CertificateChain> } {
  const input = suspectedInput(suspicion);
  // A file shows the same to everybody.
  if (!('port' in input)) return { unnamed: certificateChain.of(input) };
  const { serverName: _name, ...unnamed } = input;
  return { unnamed: certificateChain.of(isIP(referenceName(input)) > 0 ? input : { ...unnamed, sni: 'none' }) };
}

/** The host, the certificate and how they fail to fit; `undefined` where no certificate could be read. */
export function suspectedMismatch(suspicion: Suspicion, chain: CertificateChain | undefined): { readonly host: string; readonly leaf: CertificateSummary; readonly match: HostNameMatch } | undefined {
  const [leaf] = chain?.certificates ?? [];
  if (leaf === undefined || isMalformed(leaf)) return undefined;
  const host = referenceName(suspectedInput(suspicion));
  return { host, leaf, match: matchHostName(host, namesOf(leaf)) };
}

export type OtherHostFacts = { readonly chain: Request<CertificateChain>; readonly path: Request<CertificatePath> };

/** A handshake with another host on the same port and way: nothing is sent but its name. For a file: the same file for another host. */
export function otherHost(suspicion: Suspicion, host: string): OtherHostFacts {
  const suspected = suspectedInput(suspicion);
  const { route } = suspected;
  const startTls = 'port' in suspected && suspected.startTls !== undefined ? { startTls: suspected.startTls } : {};
  const input = 'port' in suspected ? { host, port: suspected.port, ...startTls, ...(route === undefined ? {} : { route }) } : { ...suspected, host };
  return { chain: certificateChain.of(input), path: certificatePath.of(input) };
}

/** Whether that host shows a trusted certificate for its name. */
export function admits(host: string, { chain, path }: { readonly chain: CertificateChain | undefined; readonly path: CertificatePath | undefined }): boolean | undefined {
  const [leaf] = chain?.certificates ?? [];
  if (leaf === undefined || path === undefined) return undefined;
  return !isMalformed(leaf) && matchHostName(host, namesOf(leaf)).matches && path.outcome === 'trusted' && (path.by === 'runtime' || path.authorizationError === undefined);
}

/** A parameter of a confirmation as text. */
export const textParam = (params: JsonObject, name: string): string => {
  const value = params[name];
  return typeof value === 'string' ? value : '';
};
