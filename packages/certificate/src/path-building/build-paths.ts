import type { CertificatePool, Origin, PoolCertificate } from './certificate-pool.ts';
import type { TrustStore } from './trust-stores.ts';

/** The first thing that breaks a path (RFC 5280 §6.1). */
export type PathFault =
  /** Nobody here holds a certificate of the issuer. */
  | 'issuer-not-found'
  /** The path ends in a certificate that signed itself and that no store holds. */
  | 'untrusted-root'
  /** The issuer's certificate isn't one of an authority: basicConstraints without cA. */
  | 'not-an-authority'
  /** The issuer's key usage lacks keyCertSign. */
  | 'may-not-sign'
  /** More intermediates follow than pathLenConstraint allows. */
  | 'path-length'
  /** The certificate of that name didn't make this signature. */
  | 'signature'
  | 'too-deep';

export interface Path {
  /** The server's own certificate first. */
  readonly certificates: readonly PoolCertificate[];
  /** The store that trusts its last certificate; the one that most clients share first. */
  readonly trustedBy?: TrustStore;
  /** What breaks it and which certificate is at fault, counted from 0. */
  readonly fault?: { readonly by: PathFault; readonly at: number };
}

export interface PathSearch {
  /** Best first: a store that this process uses before one that it doesn't, valid dates before others, then the shortest. */
  readonly trusted: readonly Path[];
  /** The longest first. */
  readonly broken: readonly Path[];
  /** Whether the server's own certificate is signed by its own key; an equal subject and issuer prove nothing. */
  readonly selfSigned: boolean;
  /** Whether the search was given up: the certificates form too large a graph. */
  readonly gaveUp: boolean;
}

const maxSignatureChecks = 1_000;
const maxDepth = 10;
const maxSteps = 5_000;
const maxRemembered = 500;
const maxBroken = 16;
const storeOrder: readonly TrustStore[] = ['given', 'default', 'bundled', 'system'];

/**
 * Looks for paths from a certificate to a root that a store holds (RFC 4158). Dates don't break a path: whoever judges
 * them knows whether the clock can be believed. Ends at the first path that this process trusts and whose dates are valid.
 */
export function buildPaths(leaf: PoolCertificate, pool: CertificatePool, now: Date): PathSearch {
  const trusted: Path[] = [];
  const broken: Path[] = [];
  const signatures = new Map<string, boolean>();
  let steps = 0;
  let gaveUp = false;

  const signedBy = (child: PoolCertificate, issuer: PoolCertificate): boolean => {
    const key = `${child.fingerprint} ${issuer.fingerprint}`;
    const known = signatures.get(key);
    if (known !== undefined) return known;
    if (signatures.size >= maxSignatureChecks) {
      gaveUp = true;
      return false;
    }
    const verified = verify(child, issuer);
    signatures.set(key, verified);
    return verified;
  };
  const isSelfSigned = (certificate: PoolCertificate): boolean => certificate.subject === certificate.issuer && signedBy(certificate, certificate);
  const breakOff = (certificates: readonly PoolCertificate[], by: PathFault, at: number): void => {
    if (broken.length < maxRemembered) broken.push({ certificates, fault: { by, at } });
  };

  /** Whether the search can end. */
  const extend = (below: readonly PoolCertificate[], last: PoolCertificate): boolean => {
    const path = [...below, last];
    if (++steps > maxSteps) gaveUp = true;
    if (gaveUp) return true;
    const selfSigned = isSelfSigned(last);
    const trustedBy = storeOrder.find((store) => last.stores.includes(store));
    if (selfSigned && trustedBy !== undefined) {
      trusted.push({ certificates: path, trustedBy });
      return (trustedBy === 'given' || trustedBy === 'default') && path.every((certificate) => isValidAt(certificate, now));
    }
    if (selfSigned && path.length > 1) {
      breakOff(path, 'untrusted-root', path.length - 1);
      return false;
    }
    const issuers = pool.withSubject(last.issuer).filter((issuer) => !path.some((step) => sameEntity(step, issuer)));
    if (issuers.length === 0) breakOff(path, selfSigned ? 'untrusted-root' : 'issuer-not-found', path.length - 1);
    else if (path.length >= maxDepth) breakOff(path, 'too-deep', path.length - 1);
    else {
      for (const issuer of likeliestFirst(issuers, last, now)) {
        const fault = issuerFault(path, issuer) ?? (signedBy(last, issuer) ? undefined : 'signature');
        if (gaveUp) return true;
        if (fault !== undefined) breakOff([...path, issuer], fault, fault === 'signature' ? path.length - 1 : path.length);
        else if (extend(path, issuer)) return true;
      }
    }
    return false;
  };

  extend([], leaf);
  return {
    trusted: trusted.toSorted((a, b) => rank(a, now) - rank(b, now) || a.certificates.length - b.certificates.length),
    broken: broken.toSorted(longestFirst).slice(0, maxBroken),
    selfSigned: isSelfSigned(leaf),
    gaveUp,
  };
}

const longestFirst = (a: Path, b: Path): number => soundLength(b) - soundLength(a);

/** How far a broken path holds: what a wrong signature ties to it doesn't belong to it. */
const soundLength = ({ certificates, fault }: Path): number => (fault?.by === 'signature' ? certificates.length - 1.5 : certificates.length);

function rank({ certificates, trustedBy }: Path, now: Date): number {
  const store = trustedBy === 'given' || trustedBy === 'default' ? 0 : storeOrder.indexOf(trustedBy ?? 'system');
  return store * 2 + (certificates.every((certificate) => isValidAt(certificate, now)) ? 0 : 1);
}

const isValidAt = ({ summary }: PoolCertificate, now: Date): boolean =>
  Date.parse(summary.notBefore) <= now.getTime() && now.getTime() <= Date.parse(summary.notAfter);

function likeliestFirst(issuers: readonly PoolCertificate[], child: PoolCertificate, now: Date): readonly PoolCertificate[] {
  const wanted = child.extensions.authorityKeyIdentifier;
  const weight = (issuer: PoolCertificate): number => {
    const offered = issuer.extensions.subjectKeyIdentifier;
    const keyMatches = wanted === undefined || offered === undefined ? 1 : wanted === offered ? 0 : 2;
    return keyMatches * 8 + (issuer.stores.length > 0 ? 0 : 4) + (isValidAt(issuer, now) ? 0 : 2) + origins.indexOf(issuer.origin) / 3;
  };
  return issuers.map((issuer) => ({ issuer, weight: weight(issuer) })).toSorted((a, b) => a.weight - b.weight).map(({ issuer }) => issuer);
}

const origins: readonly Origin[] = ['sent', 'store', 'fetched'];

/** A certificate and a cross-signed twin of it are one entity: a path that led over both would lead in a circle (RFC 4158 §5.2). */
function sameEntity(a: PoolCertificate, b: PoolCertificate): boolean {
  if (a.fingerprint === b.fingerprint) return true;
  if (a.subject !== b.subject) return false;
  try {
    return a.certificate.publicKey.equals(b.certificate.publicKey);
  } catch {
    return false;
  }
}

function issuerFault(below: readonly PoolCertificate[], issuer: PoolCertificate): PathFault | undefined {
  const { basicConstraints, keyCertSign } = issuer.extensions;
  // A root of a store needs no extensions: who installed it made it an authority.
  const authority = basicConstraints?.authority ?? issuer.stores.length > 0;
  if (!authority) return 'not-an-authority';
  if (keyCertSign === false) return 'may-not-sign';
  const intermediates = below.slice(1).filter(({ subject, issuer: name }) => subject !== name).length;
  return basicConstraints?.pathLength !== undefined && intermediates > basicConstraints.pathLength ? 'path-length' : undefined;
}

function verify(child: PoolCertificate, issuer: PoolCertificate): boolean {
  try {
    return child.certificate.verify(issuer.certificate.publicKey);
  } catch {
    return false;
  }
}
