import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { getCACertificates } from 'node:tls';
import type { Memory } from '@culprit/core';
import { certificatesOfPem, pemOf } from '../der/certificates-in.ts';

/**
 * Where a root is trusted: named by the target's route (`given`), by this process (`default`: what is bundled, with
 * NODE_EXTRA_CA_CERTS and NODE_USE_SYSTEM_CA), by the Mozilla list that Node carries, or by the operating system.
 */
export type TrustStore = 'given' | 'default' | 'bundled' | 'system';

/** A certificate of a store. */
interface StoredCertificate {
  readonly der: Uint8Array;
  readonly stores: readonly TrustStore[];
}

/** The stores of this machine by fingerprint (SHA-256 of the DER, base64). */
export type TrustStores = ReadonlyMap<string, StoredCertificate>;

/** SHA-256, base64: the key of {@link TrustStores}. */
export const fingerprintOf = (der: Uint8Array): string => createHash('sha256').update(der).digest('base64');

/** A store of this machine, whatever the target. */
export type LocalStore = Exclude<TrustStore, 'given'>;

export const localStores: readonly LocalStore[] = ['default', 'bundled', 'system'];

/** Reads stores, once per memory. That of the system alone takes as long as the rest of a look at a broken certificate. */
export function trustStores(memory: Memory, wanted: readonly LocalStore[] = localStores): TrustStores {
  return memory.recall(`certificate/trust-stores ${wanted.join()}`, () => readTrustStores(wanted));
}

function readTrustStores(wanted: readonly LocalStore[]): TrustStores {
  const stores = new Map<string, { readonly der: Uint8Array; readonly stores: TrustStore[] }>();
  for (const store of wanted) {
    for (const [fingerprint, der] of decoded(storedIn(store))) {
      const known = stores.get(fingerprint);
      if (known === undefined) stores.set(fingerprint, { der, stores: [store] });
      else if (!known.stores.includes(store)) known.stores.push(store);
    }
  }
  return stores;
}

/** Node holds its lists as long as the process lasts, so they are decoded once. */
const decodedLists = new WeakMap<readonly string[], ReadonlyMap<string, Uint8Array>>();

/** By fingerprint: stores hold most roots several times. */
function decoded(list: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const ready = decodedLists.get(list) ?? new Map([...new Set(list)].flatMap((pem) => certificatesOfPem(pem)).map((der) => [fingerprintOf(der), der]));
  decodedLists.set(list, ready);
  return ready;
}

function storedIn(store: LocalStore): readonly string[] {
  try {
    const held = getCACertificates(store);
    if (store === 'system' && held.length === 0 && process.platform === 'linux') return bundleOfDistribution();
    return held;
  } catch {
    // No system store can be read, as in a container without ca-certificates.
    return [];
  }
}

/** Where distributions keep the file that curl and Go read: Debian and Alpine, Fedora and RHEL, openSUSE, Alpine (crypto/x509/root_linux.go). */
const distributionBundles: readonly string[] = [
  '/etc/ssl/certs/ca-certificates.crt', '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/ca-bundle.pem',
  '/var/lib/ca-certificates/ca-bundle.pem', '/etc/ssl/cert.pem',
];

/** Node looks only where the OpenSSL inside it was told to, which few distributions agree with. */
function bundleOfDistribution(): readonly string[] {
  if (process.env['SSL_CERT_FILE'] !== undefined || process.env['SSL_CERT_DIR'] !== undefined) return [];
  for (const file of distributionBundles) {
    try {
      const found = certificatesOfPem(readFileSync(file, 'latin1'));
      if (found.length > 0) return found.map(pemOf);
    } catch {
      continue;
    }
  }
  return [];
}
