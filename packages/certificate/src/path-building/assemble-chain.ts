import type { Memory } from '@culprit/core';
import { nameOf } from '../certificate-summary.ts';
import { certificatesOfPem, pemOf } from '../der/certificates-in.ts';
import type { AiaIssuer } from '../facts/aia-issuer.ts';
import type { AssembledCertificate, AssembledChain } from '../facts/assembled-chain.ts';
import type { PoolCertificate } from './certificate-pool.ts';
import { pathMaterial, searchPath } from './search-path.ts';

export interface ChainToAssemble {
  /** Base64 DER, the server's own first. */
  readonly chain: readonly string[];
  readonly caFile: string | undefined;
  readonly aia: AiaIssuer | undefined;
  readonly memory: Memory;
  readonly now: Date;
}

/** `undefined`: the first certificate can't be read. */
export async function assembleChain({ chain, caFile, aia, memory, now }: ChainToAssemble): Promise<AssembledChain | undefined> {
  const material = await pathMaterial(chain, caFile, memory);
  if (material === undefined) return undefined;
  const intermediates = aia?.outcome === 'completes' || aia?.outcome === 'no-path' ? aia.intermediates : [];
  for (const { pem } of intermediates) for (const der of certificatesOfPem(pem)) material.pool.add(der, 'fetched');
  const { trusted: [best], broken: [furthest] } = searchPath(material, now);
  const path = best ?? furthest;
  // What a wrong signature ties to a path does not belong to it.
  const members = path === undefined ? [material.leaf] : path.fault?.by === 'signature' ? path.certificates.slice(0, path.fault.at + 1) : path.certificates;
  const last = members.at(-1) ?? material.leaf;
  const endsInRoot = members.length > 1 && last.subject === last.issuer;
  const sent = endsInRoot ? members.slice(0, -1) : members;
  const held = chain.flatMap((text) => material.pool.add(Buffer.from(text, 'base64'), 'sent') ?? []);
  const rest = {
    certificates: sent.map(assembled),
    unused: held.filter((one) => !members.includes(one)).map(({ summary }) => nameOf(summary.subject)),
    fetched: aia?.fetched ?? [],
  };
  if (best?.trustedBy !== undefined) return { ...rest, outcome: 'complete', root: assembled(last), trustedBy: best.trustedBy };
  return endsInRoot || last.subject === last.issuer
    ? { ...rest, outcome: 'private-root', root: assembled(last) }
    : { ...rest, outcome: 'incomplete', missing: nameOf(last.summary.issuer) };
}

function assembled({ certificate, origin, summary }: PoolCertificate): AssembledCertificate {
  return { subject: nameOf(summary.subject), fingerprint256: summary.fingerprint256, from: origin === 'sent' ? 'held' : origin, pem: pemOf(certificate.raw) };
}
