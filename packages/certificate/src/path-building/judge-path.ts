import type { Malformation } from '../der/read-certificate.ts';
import type { PoolCertificate } from './certificate-pool.ts';
import { maxComparisons, violationOf } from './name-constraints.ts';
import { policyFault, type PolicyDemands } from './valid-policies.ts';

/** What breaks a path that leads to a trusted root, whatever the dates, names and algorithms say (RFC 5280 §6.1). */
export type RuleFault =
  /** A certificate whose bytes or extensions are not as they should be; `detail` says what. */
  | 'malformed'
  /** A critical extension that nobody processes; `detail` is its object identifier. */
  | 'critical-extension'
  /** The issuer's certificate isn't one of an authority: basicConstraints without cA. */
  | 'not-an-authority'
  /** The issuer's key usage lacks keyCertSign. */
  | 'may-not-sign'
  /** More intermediates follow than pathLenConstraint allows; `detail` is how many it does. */
  | 'path-length'
  /** An authority issued for a name that one above it excludes or doesn't permit; `detail` is the name. */
  | 'name-constraint'
  /** A certificate policy is demanded, and none is left. */
  | 'policy'
  /** The key usage of the server's own certificate allows nothing that TLS does. */
  | 'key-usage';

/** What is wrong with which certificate of a path, counted from 0; `by` is the one whose rule it breaks, where that is another. */
export interface PathJudgement {
  readonly fault: RuleFault;
  readonly at: number;
  readonly by?: number;
  readonly detail?: string;
}

/** What the certificate is to be used for. `any`: nothing that its extensions could forbid. */
export type Purpose = 'server' | 'client' | 'any';

/** What a path is held to besides RFC 5280. */
export interface PathRules {
  readonly purpose: Purpose;
  /** Whether a path may end in any certificate of a store, as Go and GnuTLS have it, or only in one that signed itself, as OpenSSL has it. */
  readonly anchors: 'any' | 'self-signed';
  /**
   * As OpenSSL has it and Go and GnuTLS don't: the key usage of the peer's own certificate has to allow what TLS does, and
   * anyExtendedKeyUsage doesn't stand for serverAuth.
   */
  readonly strictUsage: boolean;
  /** Deviations that are read all the same. */
  readonly tolerated: readonly Malformation[];
  /** Absent: certificate policies are not looked at, as OpenSSL has it unless it is asked to. */
  readonly policies?: PolicyDemands;
}

/** What Node demands of a server. */
export const serverRules: PathRules = { purpose: 'server', anchors: 'self-signed', strictUsage: true, tolerated: ['structure', 'version', 'serial-number'] };

/** What most clients agree on. */
export const commonRules: PathRules = { purpose: 'server', anchors: 'any', strictUsage: false, tolerated: [], policies: {} };

/** The comparisons that all paths of a search together may take, so that many of them can't multiply what one may cost. */
export interface Effort {
  comparisons: number;
}

export const newEffort = (): Effort => ({ comparisons: 4 * maxComparisons });

/** The first rule that a path breaks, in the order in which clients look: bytes, authority, names, policies, use. */
export function judgePath(path: readonly PoolCertificate[], rules: PathRules, effort: Effort = newEffort()): PathJudgement | undefined {
  const { purpose, policies, strictUsage } = rules;
  return unreadable(path, rules) ?? unauthorized(path) ?? misnamed(path, effort) ?? (policies === undefined ? undefined : withoutPolicy(path, policies)) ?? (strictUsage ? misused(path, purpose) : undefined);
}

function unreadable(path: readonly PoolCertificate[], rules: PathRules): PathJudgement | undefined {
  for (const [at, certificate] of path.entries()) {
    const [unknown] = certificate.extensions.unknownCritical;
    const malformation = malformationOf(certificate, rules);
    if (malformation !== undefined) return { fault: 'malformed', at, detail: malformation };
    if (unknown !== undefined) return { fault: 'critical-extension', at, detail: unknown };
  }
  return undefined;
}

/** Nobody reads a root again that was chosen by hand; what it demands counts all the same. */
export function malformationOf({ isAnchor, extensions: { malformation, policiesUnreadable } }: PoolCertificate, { tolerated, policies }: PathRules): Malformation | undefined {
  if (policies !== undefined && policiesUnreadable === true && !isAnchor) return 'extension';
  return malformation === undefined || isAnchor || tolerated.includes(malformation) ? undefined : malformation;
}

function unauthorized(path: readonly PoolCertificate[]): PathJudgement | undefined {
  for (const at of path.keys()) {
    const issuer = path[at + 1];
    const broken = issuer === undefined ? undefined : issuerFault(path.slice(0, at + 1), issuer);
    if (broken !== undefined) return { ...broken, at: at + 1 };
  }
  return undefined;
}

/** Whether this certificate may stand above those (RFC 5280 §6.1.4 k to n). */
export function issuerFault(below: readonly PoolCertificate[], issuer: PoolCertificate): { readonly fault: 'not-an-authority' | 'may-not-sign' | 'path-length'; readonly detail?: string } | undefined {
  const { basicConstraints, keyCertSign } = issuer.extensions;
  // A root of a store needs no extensions: who installed it made it an authority.
  const authority = basicConstraints?.authority ?? (issuer.isAnchor && issuer.subject === issuer.issuer);
  if (!authority) return { fault: 'not-an-authority' };
  if (keyCertSign === false) return { fault: 'may-not-sign' };
  const intermediates = below.slice(1).filter(({ subject, issuer: name }) => subject !== name).length;
  const limit = basicConstraints?.pathLength;
  return limit !== undefined && intermediates > limit ? { fault: 'path-length', detail: String(limit) } : undefined;
}

function misnamed(path: readonly PoolCertificate[], effort: Effort): PathJudgement | undefined {
  for (let by = path.length - 1; by > 0; by--) {
    const constraints = path[by]?.extensions.nameConstraints;
    if (constraints === undefined) continue;
    for (let at = by - 1; at >= 0; at--) {
      const certificate = path[at];
      // An authority that only renews its own key is not asked for its name (§6.1.3 b).
      if (certificate === undefined || (at > 0 && certificate.subject === certificate.issuer)) continue;
      effort.comparisons -= (constraints.permitted.length + constraints.excluded.length) * (1 + (certificate.extensions.alternativeNames?.length ?? 0));
      const violation = effort.comparisons < 0 ? { name: '-', by: 'too-many-comparisons' } : violationOf(certificate, constraints, at === 0);
      if (violation !== undefined) return { fault: 'name-constraint', at, by, detail: violation.name };
    }
  }
  return undefined;
}

function withoutPolicy(path: readonly PoolCertificate[], demands: PolicyDemands): PathJudgement | undefined {
  const at = policyFault(path, demands);
  return at === undefined ? undefined : { fault: 'policy', at };
}

/** digitalSignature, keyEncipherment, keyAgreement: what a server does in one version of TLS or another. A client signs. */
const usesOf: { readonly [P in Purpose]: number } = { server: 0b1_0101, client: 0b1_0001, any: -1 };

function misused([leaf]: readonly PoolCertificate[], purpose: Purpose): PathJudgement | undefined {
  const uses = leaf?.extensions.keyUsage;
  return purpose === 'any' || uses === undefined || (uses & usesOf[purpose]) !== 0 ? undefined : { fault: 'key-usage', at: 0 };
}
