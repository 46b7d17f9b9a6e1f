import { readFile } from 'node:fs/promises';
import type { Memory } from '@culprit/core';
import { certificatesOfPem } from '../der/certificates-in.ts';
import type { PathStep } from '../facts/path.ts';
import { buildPaths, isValidAt, onlyLeafAtFault, sameEntity, type Path, type PathSearch } from './build-paths.ts';
import { createPool, type CertificatePool, type PoolCertificate } from './certificate-pool.ts';
import { serverRules, type PathRules } from './judge-path.ts';
import { localStores, trustStores, type LocalStore } from './trust-stores.ts';

/** What a path is looked for with. */
export interface PathMaterial {
  readonly leaf: PoolCertificate;
  readonly pool: CertificatePool;
  /** Why the file that the route names as `ca` added nothing. */
  readonly caFile?: 'unreadable' | 'no-certificate';
}

/** The pool for a chain as sent (base64 DER), with the stores and the route's own file. `undefined`: the first certificate can't be read. */
export async function pathMaterial(chain: readonly string[], caFile: string | undefined, memory: Memory, stores: readonly LocalStore[] = localStores): Promise<PathMaterial | undefined> {
  const given = caFile === undefined ? [] : await readGiven(caFile);
  const pool = createPool(trustStores(memory, stores), given ?? []);
  const [leaf] = chain.map((text) => pool.add(Buffer.from(text, 'base64'), 'sent'));
  if (leaf === undefined) return undefined;
  if (given === undefined) return { leaf, pool, caFile: 'unreadable' };
  return caFile !== undefined && given.length === 0 ? { leaf, pool, caFile: 'no-certificate' } : { leaf, pool };
}

async function readGiven(file: string): Promise<readonly Uint8Array[] | undefined> {
  try {
    return certificatesOfPem(await readFile(file, 'latin1'));
  } catch {
    return undefined;
  }
}

/**
 * Looks for paths for a chain as sent: first in what the route gives, or else what this process trusts, then in all stores,
 * unless a path has no fault but those of the server's own certificate, which is part of every path. `undefined`: that
 * certificate can't be read.
 */
export async function findPath(chain: readonly string[], caFile: string | undefined, memory: Memory, now: Date): Promise<{ readonly material: PathMaterial; readonly search: PathSearch } | undefined> {
  for (const stores of [caFile === undefined ? ['default' as const] : [], localStores]) {
    const material = await pathMaterial(chain, caFile, memory, stores);
    if (material === undefined) return undefined;
    const search = searchPath(material, now);
    if (stores === localStores || search.gaveUp || search.trusted.some((path) => onlyLeafAtFault(path, now))) return { material, search };
  }
  return undefined;
}

/** Looks for paths from the server's own certificate. */
export function searchPath({ leaf, pool }: PathMaterial, now: Date, rules: PathRules = serverRules): PathSearch {
  return buildPaths(leaf, pool, now, rules);
}

/** The certificates of a path as a fact holds them. */
export function stepsOf({ certificates }: Path, pool: CertificatePool, now: Date): readonly PathStep[] {
  return certificates.map((certificate) => {
    const { dnsNames: _dns, ipAddresses: _ip, nameCount: _count, ...step } = certificate.summary;
    return { ...step, origin: certificate.origin, ...(hasOwnRoot(certificate, pool, now) ? { crossSigned: true } : {}) };
  });
}

/** Whether an authority that another one certified is known as a root of its own, too. */
function hasOwnRoot(certificate: PoolCertificate, pool: CertificatePool, now: Date): boolean {
  if (certificate.subject === certificate.issuer) return false;
  return pool.withSubject(certificate.subject).some((twin) =>
    twin.issuer === twin.subject && isValidAt(twin, now) && sameEntity(certificate, twin));
}
