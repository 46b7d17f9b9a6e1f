import type { Request, Suspicion, Target } from '@culprit/core';
import { serverHello, tlsEndpoint, tlsHandshake, type TlsEndpoint, type TlsHandshake, type TlsHandshakeInput } from '@culprit/network';
import { certificateFileContents, type CertificateFileContents, type CertificateFileInput } from './facts/certificate-file-contents.ts';
import type { CertificateFile } from './targets/certificate-file.ts';

/** Where certificates are shown: in a handshake, or in a file. */
export type ChainInput = TlsHandshakeInput | CertificateFileInput;

/** The kinds of targets whose certificates are judged, beside `tls-endpoint`. By name: the others are loaded when they are met. */
export const filesToo: readonly string[] = ['certificate-file'];

const isFile = <Of extends object>(input: Of | CertificateFileInput): input is CertificateFileInput => 'file' in input;

/** What is asked about a target of either kind. */
export function chainInput(target: TlsEndpoint | CertificateFile): ChainInput {
  if (isFile(target)) return target;
  return handshakeInput(target);
}

/**
 * The handshake that an endpoint is judged by, for what only a server can show.
 * @public
 */
export function handshakeInput({ host, port, serverName, startTls, route }: TlsEndpoint): TlsHandshakeInput {
  return { host, port, ...(serverName === undefined ? {} : { serverName }), ...(startTls === undefined ? {} : { startTls }), ...(route === undefined ? {} : { route }) };
}

/** What showed the certificates. */
export function presentation(input: ChainInput): Request<TlsHandshake | CertificateFileContents> {
  return isFile(input) ? certificateFileContents.of(input) : tlsHandshake.of(input);
}

/** Why this Node went no further than the handshake, where its own OpenSSL and not the certificate may be the reason. */
const refusals: ReadonlySet<string> = new Set(['protocol-version', 'alert', 'failed', 'closed']);

/**
 * The certificates that were shown, base64 DER. A server that this Node can't shake hands with shows them to a ClientHello
 * of our own, so that who it is can be judged all the same.
 */
export async function shownChain(shown: TlsHandshake | CertificateFileContents, input: ChainInput, ask: <Asked>(request: Request<Asked>) => Promise<Asked | undefined>): Promise<readonly string[]> {
  if (shown.chain.length > 0 || isFile(input) || !refusals.has(shown.outcome)) return shown.chain;
  const { host, port, serverName, startTls, route, ...experiment } = input;
  if (Object.keys(experiment).length > 0) return shown.chain;
  const hello = await ask(serverHello.of({ ...handshakeInput({ host, port, ...(serverName === undefined ? {} : { serverName }), ...(startTls === undefined ? {} : { startTls }), ...(route === undefined ? {} : { route }) }), offer: 'every-suite' }));
  return hello?.outcome === 'answered' ? hello.chain : shown.chain;
}

/** The name that a client compares with the certificate; empty where a file is for no host in particular. */
export const referenceName = ({ host, serverName }: { readonly host?: string; readonly serverName?: string }): string => serverName ?? host ?? '';

/** What a finding of this plugin is about. */
export function suspectedInput(suspicion: Suspicion): ChainInput {
  return suspicion.targets.find(isFileTarget)?.data ?? handshakeInput(suspectedEndpoint(suspicion));
}

/** The endpoint that a finding of this plugin is about. @throws Error where it is about a file */
function suspectedEndpoint(suspicion: Suspicion): TlsEndpoint {
  const endpoint = suspicion.related(tlsEndpoint);
  if (endpoint === undefined) throw new Error('a finding about a certificate belongs to no tls-endpoint');
  return endpoint;
}

/** The file that a finding of this plugin is about. @throws Error where it is about an endpoint */
export function suspectedFile(suspicion: Suspicion): CertificateFileInput {
  const file = suspicion.targets.find(isFileTarget)?.data;
  if (file === undefined) throw new Error('a finding about a file belongs to no certificate-file');
  return file;
}

const isFileTarget = (target: Target): target is Target<CertificateFile> => target.kind === 'certificate-file';
