import { createHash, X509Certificate } from 'node:crypto';
import { getCACertificates } from 'node:tls';
import type { Memory } from '@culprit/core';

/**
 * Where a root is trusted: named by the target's route (`given`), by this process (`default`: what is bundled, with
 * NODE_EXTRA_CA_CERTS and NODE_USE_SYSTEM_CA), by the Mozilla list that Node carries, or by the operating system.
 */
export type TrustStore = 'given' | 'default' | 'bundled' | 'system';

/** A certificate of a store. */
export interface StoredCertificate {
  readonly certificate: X509Certificate;
  readonly stores: readonly TrustStore[];
}

/** The stores of this machine by fingerprint (SHA-256 of the DER, base64). */
export type TrustStores = ReadonlyMap<string, StoredCertificate>;

/** SHA-256, base64: the key of {@link TrustStores}. */
export const fingerprintOf = (der: Uint8Array): string => createHash('sha256').update(der).digest('base64');

/** Reads the stores, once per memory: the system store alone takes tens of milliseconds and holds most roots several times. */
export function trustStores(memory: Memory): TrustStores {
  return memory.recall('certificate/trust-stores', readTrustStores);
}

function readTrustStores(): TrustStores {
  const stores = new Map<string, { readonly certificate: X509Certificate; readonly stores: TrustStore[] }>();
  for (const store of ['default', 'bundled', 'system'] as const) {
    for (const pem of new Set(storedIn(store))) {
      const certificate = read(pem);
      if (certificate === undefined) continue;
      const key = fingerprintOf(certificate.raw);
      const known = stores.get(key);
      if (known === undefined) stores.set(key, { certificate, stores: [store] });
      else if (!known.stores.includes(store)) known.stores.push(store);
    }
  }
  return stores;
}

function storedIn(store: 'default' | 'bundled' | 'system'): readonly string[] {
  try {
    return getCACertificates(store);
  } catch {
    // No system store can be read, as in a container without ca-certificates.
    return [];
  }
}

function read(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
