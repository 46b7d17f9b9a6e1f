import type { Memory } from '@culprit/core';
import type { PoolCertificate } from '../path-building/certificate-pool.ts';
import { pathMaterial, searchPath } from '../path-building/search-path.ts';
import { readStatusSubject, type StatusSubject } from './status-subject.ts';

/** A certificate and the one whose key signed it. */
export type IssuerLink = { readonly subject: StatusSubject; readonly issuer: StatusSubject; readonly position: number; readonly name: PoolCertificate['summary']['subject'] };

const maxLinks = 6;

/** The certificates of the path that a client would use, below its root, each with its issuer; those that nobody signed here are left out. */
export async function issuerLinks({ chain, caFile, memory, now }: {
  readonly chain: readonly string[]; readonly caFile: string | undefined; readonly memory: Memory; readonly now: Date;
}): Promise<readonly IssuerLink[]> {
  const material = await pathMaterial(chain, caFile, memory);
  if (material === undefined) return [];
  const { trusted: [best], broken: [furthest] } = searchPath(material, now);
  const sound = furthest?.fault?.by === 'signature' ? furthest.certificates.slice(0, furthest.fault.at + 1) : furthest?.certificates ?? [];
  const path = best?.certificates ?? sound;
  return path.slice(0, maxLinks).flatMap((below, index): readonly IssuerLink[] => {
    const above = path[index + 1];
    if (above === undefined) return [];
    const [subject, issuer] = [readStatusSubject(below.certificate.raw), readStatusSubject(above.certificate.raw)];
    return subject === undefined || issuer === undefined ? [] : [{ subject, issuer, position: index + 1, name: below.summary.subject }];
  });
}
