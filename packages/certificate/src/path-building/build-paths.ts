import { wrongUsage } from '../purpose.ts';
import { hasWeakness } from '../strength.ts';
import type { CertificatePool, Origin, PoolCertificate } from './certificate-pool.ts';
import { issuerFault, judgePath, malformationOf, newEffort, serverRules, type PathRules, type RuleFault } from './judge-path.ts';
import type { TrustStore } from './trust-stores.ts';

/** The first thing that breaks a path (RFC 5280 §6.1). */
export type PathFault =
  /** Nobody here holds a certificate of the issuer. */
  | 'issuer-not-found'
  /** The path ends in a certificate that signed itself and that no store holds. */
  | 'untrusted-root'
  /** The certificate of that name didn't make this signature. */
  | 'signature'
  | 'too-deep'
  | RuleFault;

export interface Path {
  /** The server's own certificate first. */
  readonly certificates: readonly PoolCertificate[];
  /** The store that trusts its last certificate; the one that most clients share first. */
  readonly trustedBy?: TrustStore;
  /** What breaks it and which certificate is at fault, counted from 0; `rule`: the one whose rule it breaks. */
  readonly fault?: { readonly by: PathFault; readonly at: number; readonly rule?: number; readonly detail?: string };
}

export interface PathSearch {
  /** Best first: a store that this process uses before one that it doesn't, then what nothing speaks against, then the shortest. */
  readonly trusted: readonly Path[];
  /** Those that reach a trusted root and break a rule first, then the longest. */
  readonly broken: readonly Path[];
  /** Whether the server's own certificate is signed by its own key, and no store holds it; an equal subject and issuer prove nothing. */
  readonly selfSigned: boolean;
  /** Whether the search was given up: the certificates form too large a graph. */
  readonly gaveUp: boolean;
  /** What it took. */
  readonly steps: number;
  readonly signatureChecks: number;
}

/** Half a second at worst: an RSA signature of 4,096 bits takes a third of a millisecond to check, one on P-521 a half. */
const maxSignatureChecks = 1_000;
const maxDepth = 24;
const maxSteps = 5_000;
const maxRemembered = 500;
const maxBroken = 16;
const storeOrder: readonly TrustStore[] = ['given', 'default', 'bundled', 'system'];

/**
 * Looks for paths from a certificate to a root that a store holds (RFC 4158) and judges each that gets there. Dates,
 * extended key usage and weak algorithms don't break a path: they are told by checks of their own, and whoever judges dates
 * knows whether the clock can be believed. Ends at the first path that this process trusts and nothing speaks against.
 */
export function buildPaths(leaf: PoolCertificate, pool: CertificatePool, now: Date, rules: PathRules = serverRules): PathSearch {
  const trusted: Path[] = [];
  const broken: Path[] = [];
  const signatures = new Map<string, boolean>();
  const effort = newEffort();
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
  const breakOff = (certificates: readonly PoolCertificate[], by: PathFault, at: number, detail?: string): void => {
    if (broken.length < maxRemembered) broken.push({ certificates, fault: { by, at, ...(detail === undefined ? {} : { detail }) } });
  };

  /** Whether the search can end: something was found that nothing speaks against, or it takes too much. */
  const extend = (below: readonly PoolCertificate[], last: PoolCertificate): boolean => {
    const path = [...below, last];
    if (++steps > maxSteps) gaveUp = true;
    if (gaveUp) return true;
    const selfSigned = isSelfSigned(last);
    const trustedBy = storeOrder.find((store) => last.stores.includes(store));
    if ((selfSigned || rules.anchors === 'any') && trustedBy !== undefined) {
      const judgement = judgePath(path, rules, effort);
      if (judgement !== undefined) {
        const { fault: by, at, by: rule, detail } = judgement;
        if (broken.length < maxRemembered) broken.push({ certificates: path, trustedBy, fault: { by, at, ...(rule === undefined ? {} : { rule }), ...(detail === undefined ? {} : { detail }) } });
        if (selfSigned) return false;
      } else {
        const found: Path = { certificates: path, trustedBy };
        trusted.push(found);
        if (isOfThisProcess(trustedBy) && isFlawless(found, now, rules)) return true;
        if (selfSigned) return false;
      }
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
        const malformation = malformationOf(issuer, rules);
        const rule = issuerFault(path, issuer);
        const signed = malformation === undefined && rule === undefined && issuer.publicKey !== undefined && signedBy(last, issuer);
        if (gaveUp) return true;
        if (malformation !== undefined) breakOff([...path, issuer], 'malformed', path.length, malformation);
        else if (rule !== undefined) breakOff([...path, issuer], rule.fault, path.length, rule.detail);
        else if (issuer.publicKey === undefined) breakOff([...path, issuer], 'malformed', path.length, 'public-key');
        // OpenSSL verifies no signature whose algorithm is not the one that was signed.
        else if (!signed && last.extensions.malformation === 'signature-algorithm') breakOff([...path, issuer], 'malformed', path.length - 1, 'signature-algorithm');
        else if (!signed) breakOff([...path, issuer], 'signature', path.length - 1);
        else if (extend(path, issuer)) return true;
      }
    }
    return false;
  };

  extend([], leaf);
  const ranks = new Map(trusted.map((path) => [path, rank(path, now, rules)]));
  return {
    trusted: trusted.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0) || a.certificates.length - b.certificates.length),
    broken: broken.toSorted(longestFirst).slice(0, maxBroken),
    selfSigned: leaf.stores.length === 0 && isSelfSigned(leaf),
    gaveUp,
    steps,
    signatureChecks: signatures.size,
  };
}

const longestFirst = (a: Path, b: Path): number =>
  Number(b.trustedBy !== undefined) - Number(a.trustedBy !== undefined) || soundLength(b) - soundLength(a);

/** How far a broken path holds: what a wrong signature ties to it doesn't belong to it. */
const soundLength = ({ certificates, fault }: Path): number => (fault?.by === 'signature' ? certificates.length - 1.5 : certificates.length);

const isOfThisProcess = (store: TrustStore | undefined): boolean => store === 'given' || store === 'default';

function rank(path: Path, now: Date, rules: PathRules): number {
  const { trustedBy } = path;
  return (isOfThisProcess(trustedBy) ? 0 : storeOrder.indexOf(trustedBy ?? 'system')) * 2 + (isFlawless(path, now, rules) ? 0 : 1);
}

/** Whether neither dates nor usage nor algorithms speak against a path, from a place in it upwards. */
const isFlawless = ({ certificates }: Path, now: Date, rules: PathRules, from = 0): boolean =>
  certificates.every((certificate, index) => index < from
    || isValidAt(certificate, now) && !wrongUsage(certificate.summary, rules) && !hasWeakness(certificate.summary, index > 0 && certificate.isAnchor));

/** Whether no other path can be better than this one: this process trusts it, and nothing speaks against it but its first certificate. */
export const onlyLeafAtFault = (path: Path, now: Date, rules: PathRules = serverRules): boolean => isOfThisProcess(path.trustedBy) && isFlawless(path, now, rules, 1);

/** Whether a moment lies in its validity period. */
export const isValidAt = ({ summary }: PoolCertificate, now: Date): boolean =>
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
export function sameEntity(a: PoolCertificate, b: PoolCertificate): boolean {
  if (a.fingerprint === b.fingerprint) return true;
  return a.subject === b.subject && a.publicKey !== undefined && b.publicKey !== undefined && a.publicKey.equals(b.publicKey);
}

function verify(child: PoolCertificate, issuer: PoolCertificate): boolean {
  if (issuer.publicKey === undefined) return false;
  try {
    return child.certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}
