import { readFile } from 'node:fs/promises';
import { getCACertificates } from 'node:tls';
import type { Memory } from '@culprit/core';
import { nameOf } from '../certificate-summary.ts';
import { certificatesOfPem } from '../der/certificates-in.ts';
import type { ComparedStore, StoreOpinion, StoreVerdict, TrustStoreComparison } from '../facts/trust-store-comparison.ts';
import { validityAt } from '../validity-period.ts';
import { buildPaths, type Path, type PathSearch } from './build-paths.ts';
import { createPool, type CertificatePool } from './certificate-pool.ts';
import type { ClientStore } from './client-stores.ts';
import { serverRules, type PathRules } from './judge-path.ts';
import { pathMaterial, searchPath } from './search-path.ts';
import { trustStores, type TrustStores } from './trust-stores.ts';

export interface StoreQuestion {
  /** As sent, base64 DER, the server's own first. */
  readonly chain: readonly string[];
  readonly caFile: string | undefined;
  /** Whether the handshake's own verification found a path. */
  readonly verified: boolean;
  readonly memory: Memory;
  readonly now: Date;
  /** The lists of programs other than this one. */
  readonly clients?: readonly ClientStore[];
}

/** Whom a store trusts is one question, what its certificates may be used for another. */
const trustRules: PathRules = { ...serverRules, strictUsage: false };

/** Builds paths from one chain with one store at a time: neither borrows an intermediate certificate from another. */
export async function compareStores({ chain, caFile, verified, memory, now, clients = [] }: StoreQuestion): Promise<TrustStoreComparison> {
  const material = await pathMaterial(chain, caFile, memory);
  if (material === undefined) return { outcome: 'unreadable' };
  const ofRuntime = (search: PathSearch): PathSearch => ({ ...search, trusted: search.trusted.filter(({ trustedBy }) => trustedBy === 'given' || trustedBy === 'default') });
  const own = verdictOf(ofRuntime(searchPath(material, now, trustRules)), now);
  const extra = extraRoots();

  const opinion = (store: ComparedStore, pool: CertificatePool): StoreOpinion => {
    const [leaf] = chain.map((text) => pool.add(Buffer.from(text, 'base64'), 'sent'));
    return leaf === undefined ? { store, outcome: 'rejects' } : { store, ...verdictOf(buildPaths(leaf, pool, now, trustRules), now) };
  };
  const ofRoots = (store: ComparedStore, roots: readonly Uint8Array[]): StoreOpinion =>
    (roots.length === 0 ? { store, outcome: 'empty' } : opinion(store, createPool(new Map(), roots)));
  const ofStore = (store: 'bundled' | 'system'): StoreOpinion => {
    const held = rootsOf(store, memory);
    return held.size === 0 ? { store, outcome: 'empty' } : opinion(store, createPool(held, []));
  };
  return {
    outcome: 'compared',
    subject: nameOf(material.leaf.summary.subject),
    runtime: verified ? 'accepts' : own.outcome,
    ...(own.root === undefined ? {} : { root: own.root }),
    stores: [
      ofStore('bundled'), ofStore('system'),
      ...clients.map(({ store, roots }) => ofRoots(store, roots)),
      ...(extra === undefined ? [] : [ofRoots('NODE_EXTRA_CA_CERTS', extra)]),
      ...(caFile === undefined ? [] : [ofRoots('route.ca', await rootsIn(caFile))]),
    ],
  };
}

/** A path with valid dates counts before one without; dates alone are judged elsewhere. */
function verdictOf({ trusted, gaveUp }: PathSearch, now: Date): { readonly outcome: StoreVerdict; readonly root?: string } {
  const path = trusted.find((candidate) => isCurrent(candidate, now)) ?? trusted[0];
  if (path === undefined) return { outcome: gaveUp ? 'undecided' : 'rejects' };
  const end = path.certificates.at(-1);
  return { outcome: isCurrent(path, now) ? 'accepts' : 'out-of-date', ...(end === undefined ? {} : { root: nameOf(end.summary.subject) }) };
}

const isCurrent = ({ certificates }: Path, now: Date): boolean => certificates.every(({ summary }) => validityAt(summary, now) === 'valid');

/** What of all stores this one holds. */
const rootsOf = (store: 'bundled' | 'system', memory: Memory): TrustStores =>
  memory.recall(`certificate/trust-stores/${store}`, () => new Map([...trustStores(memory)].filter(([, { stores }]) => stores.includes(store))));

/** What Node read from NODE_EXTRA_CA_CERTS when this process began; `undefined` where it is not set. */
function extraRoots(): readonly Uint8Array[] | undefined {
  const pem = getCACertificates('extra');
  if (pem.length > 0) return certificatesOfPem(pem.join('\n'));
  return process.env['NODE_EXTRA_CA_CERTS'] ? [] : undefined;
}

async function rootsIn(file: string): Promise<readonly Uint8Array[]> {
  try {
    return certificatesOfPem(await readFile(file, 'latin1'));
  } catch {
    return [];
  }
}
