import { X509Certificate, type KeyObject } from 'node:crypto';
import { summaryOf, type CertificateSummary } from '../certificate-summary.ts';
import { fingerprintOf, type TrustStore, type TrustStores } from './trust-stores.ts';
import { readCertificate, type CertificateFields } from '../der/read-certificate.ts';
import { comparableName, type ComparableName } from './distinguished-name.ts';
import { readExtensions, type PathExtensions } from './read-extensions.ts';

/** How a certificate came into the pool. */
export type Origin = 'sent' | 'fetched' | 'store';

/** A certificate that a path may lead over. */
export interface PoolCertificate {
  readonly certificate: X509Certificate;
  /** SHA-256, base64. */
  readonly fingerprint: string;
  readonly origin: Origin;
  /** The stores that hold it; empty: it is trusted by nobody here. */
  readonly stores: readonly TrustStore[];
  /** Whether a store holds it. */
  readonly isAnchor: boolean;
  readonly summary: CertificateSummary;
  /** As names are compared. */
  readonly subject: string;
  readonly issuer: string;
  readonly subjectName: ComparableName;
  readonly fields: CertificateFields;
  /** These two are read when first asked for. `undefined`: OpenSSL can't read the key. */
  readonly publicKey: KeyObject | undefined;
  readonly extensions: PathExtensions;
}

/** All certificates that may stand in a path, found by subject. */
export interface CertificatePool {
  /** Adds a certificate; the first origin counts. `undefined`: it can't be read. */
  add(der: Uint8Array, origin: 'sent' | 'fetched'): PoolCertificate | undefined;
  withSubject(subject: string): readonly PoolCertificate[];
}

/** A pool of this machine's stores and those given with the target. */
export function createPool(stores: TrustStores, given: readonly Uint8Array[]): CertificatePool {
  const known = new Map<string, PoolCertificate>();
  const bySubject = new Map<string, PoolCertificate[]>();
  const givenFingerprints = new Set(given.map(fingerprintOf));
  const trustedBy = (fingerprint: string): readonly TrustStore[] =>
    [...(givenFingerprints.has(fingerprint) ? ['given' as const] : []), ...(stores.get(fingerprint)?.stores ?? [])];
  const add = (der: Uint8Array, origin: Origin): PoolCertificate | undefined => {
    const fingerprint = fingerprintOf(der);
    const existing = known.get(fingerprint);
    if (existing !== undefined) return existing;
    const added = readPoolCertificate(der, fingerprint, givenFingerprints.has(fingerprint) ? 'store' : origin, trustedBy(fingerprint));
    if (added === undefined) return undefined;
    known.set(fingerprint, added);
    const same = bySubject.get(added.subject);
    if (same === undefined) bySubject.set(added.subject, [added]);
    else same.push(added);
    return added;
  };
  // A bundle holds a hundred and more, of which a path leads over one: those alone are read that have the subject.
  const lists = [Map.groupBy(given, subjectOf), storeSubjects(stores)];
  return {
    add,
    withSubject: (subject) => {
      for (const list of lists) for (const der of list.get(subject) ?? []) add(der, 'store');
      return bySubject.get(subject) ?? [];
    },
  };
}

type Subjects = ReadonlyMap<string, readonly Uint8Array[]>;
const subjectsOfStores = new WeakMap<TrustStores, Subjects>();

/** The stores by subject, computed once for each set of stores. */
function storeSubjects(stores: TrustStores): Subjects {
  const ready = subjectsOfStores.get(stores) ?? Map.groupBy([...stores.values()].map(({ der }) => der), subjectOf);
  subjectsOfStores.set(stores, ready);
  return ready;
}

const subjects = new WeakMap<Uint8Array, string>();

/** The subject as names are compared; what can't be read has one that nobody looks for. */
function subjectOf(der: Uint8Array): string {
  const ready = subjects.get(der) ?? joined(comparableName(readCertificate(der)?.subject ?? der));
  subjects.set(der, ready);
  return ready;
}

const joined = (name: ComparableName): string => name.join('/');

function readPoolCertificate(der: Uint8Array, fingerprint: string, origin: Origin, stores: readonly TrustStore[]): PoolCertificate | undefined {
  const fields = readCertificate(der);
  if (fields === undefined) return undefined;
  try {
    const certificate = new X509Certificate(der);
    const summary = summaryOf(certificate);
    const subjectName = comparableName(fields.subject);
    let extensions: PathExtensions | undefined;
    let key: { readonly read: KeyObject | undefined } | undefined;
    return {
      certificate, fingerprint, origin, stores, summary, fields, subjectName,
      isAnchor: stores.length > 0,
      subject: joined(subjectName),
      issuer: joined(comparableName(fields.issuer)),
      get publicKey() {
        key ??= { read: publicKeyOf(certificate) };
        return key.read;
      },
      get extensions() {
        extensions ??= readExtensions(fields);
        return extensions;
      },
    };
  } catch {
    return undefined;
  }
}

function publicKeyOf(certificate: X509Certificate): KeyObject | undefined {
  try {
    return certificate.publicKey;
  } catch {
    return undefined;
  }
}
