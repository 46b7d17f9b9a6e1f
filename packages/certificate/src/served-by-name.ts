import { isIP } from 'node:net';
import type { Request, Suspicion } from '@culprit/core';
import type { TlsHandshake } from '@culprit/network';
import { isMalformed, nameOf } from './certificate-summary.ts';
import { presentation, referenceName, suspectedInput, type ChainInput } from './endpoint-input.ts';
import type { CertificateFileContents } from './facts/certificate-file-contents.ts';
import { certificateChain, type CertificateChain } from './facts/chain.ts';
import { certificatePath, type CertificatePath } from './facts/path.ts';
import { matchHostName } from './host-name-match.ts';
import { namesOf } from './listed-names.ts';

type Presentation = Request<TlsHandshake | CertificateFileContents>;

/** What one address shows to a client that asks for the host, for no host, and for another one. */
export type NameComparison = {
  readonly chain: Request<CertificateChain>;
  readonly handshake: Presentation;
  readonly unnamed: Request<CertificateChain>;
  readonly unnamedPath: Request<CertificatePath>;
  readonly unnamedHandshake: Presentation;
  readonly otherName: Request<CertificateChain>;
  readonly otherNamePath: Request<CertificatePath>;
  readonly otherNameHandshake: Presentation;
};

/** An address or a file shows the same to everybody: there all three are one question. */
export function nameComparison(suspicion: Suspicion): NameComparison {
  const input = suspectedInput(suspicion);
  const host = referenceName(input);
  const { unnamed, other } = otherInputs(input, suspicion.settings.controls.sni.find((name) => name !== host));
  return {
    chain: certificateChain.of(input), handshake: presentation(input),
    unnamed: certificateChain.of(unnamed), unnamedPath: certificatePath.of(unnamed), unnamedHandshake: presentation(unnamed),
    otherName: certificateChain.of(other), otherNamePath: certificatePath.of(other), otherNameHandshake: presentation(other),
  };
}

function otherInputs(input: ChainInput, otherName: string | undefined): { readonly unnamed: ChainInput; readonly other: ChainInput } {
  if (!('port' in input) || isIP(referenceName(input)) > 0) return { unnamed: input, other: input };
  const { serverName: _name, ...rest } = input;
  const unnamed: ChainInput = { ...rest, sni: 'none' };
  return { unnamed, other: otherName === undefined ? unnamed : { ...rest, serverName: otherName } };
}

type Observed = { readonly [N in keyof NameComparison]: (NameComparison[N] extends Request<infer Value> ? Value : never) | undefined };

/** A trusted certificate for the host that the same address shows to who doesn't ask for it. */
export interface Counterpart {
  readonly issuer: string;
  readonly by: 'unnamed' | 'otherName';
}

/**
 * Pure: whether the host's certificate was replaced for who asks for it by name: the same address has another one, for the
 * same host and trusted, which it shows to all others. A default certificate for other hosts proves nothing.
 */
export function counterpart(suspicion: Suspicion, { chain, handshake, unnamed, unnamedPath, unnamedHandshake, otherName, otherNamePath, otherNameHandshake }: Observed): Counterpart | undefined {
  const host = referenceName(suspectedInput(suspicion));
  const [own] = chain?.certificates ?? [];
  if (own === undefined || isMalformed(own)) return undefined;
  const shown = [{ by: 'unnamed', of: unnamed, path: unnamedPath, from: unnamedHandshake }, { by: 'otherName', of: otherName, path: otherNamePath, from: otherNameHandshake }] as const;
  for (const { by, of, path, from } of shown) {
    const [leaf] = of?.certificates ?? [];
    if (leaf === undefined || isMalformed(leaf) || leaf.fingerprint256 === own.fingerprint256 || !sameAddress(handshake, from)) continue;
    const trusted = path?.outcome === 'trusted' && (path.by === 'runtime' || path.authorizationError === undefined);
    if (trusted && matchHostName(host, namesOf(leaf)).matches) return { issuer: nameOf(leaf.issuer), by };
  }
  return undefined;
}

/** Another address may be another server. */
const sameAddress = (one: TlsHandshake | CertificateFileContents | undefined, other: TlsHandshake | CertificateFileContents | undefined): boolean =>
  one !== undefined && other !== undefined && 'address' in one && 'address' in other && one.address === other.address;
