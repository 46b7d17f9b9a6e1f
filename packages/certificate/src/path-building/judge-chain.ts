import { matchHostName } from '../host-name-match.ts';
import { namesOf } from '../listed-names.ts';
import { wrongUsage } from '../purpose.ts';
import { weaknesses } from '../strength.ts';
import { firstInvalid } from '../validity-period.ts';
import { buildPaths, type Path, type PathFault, type PathSearch } from './build-paths.ts';
import { createPool, type PoolCertificate } from './certificate-pool.ts';
import { serverRules, type PathRules } from './judge-path.ts';
import type { TrustStores } from './trust-stores.ts';

/** All that a verdict over a chain rests on: nothing else is read and nobody asked. */
export interface ChainQuestion {
  /** DER, as sent, the peer's own first. */
  readonly chain: readonly Uint8Array[];
  /** DER: more certificates that may stand in between, fetched or remembered. */
  readonly fetched?: readonly Uint8Array[];
  /** DER: what is trusted. */
  readonly anchors: readonly Uint8Array[];
  /** The stores of a machine that are trusted as well. */
  readonly stores?: TrustStores;
  /** The name or address that the certificate has to be for; absent: any. */
  readonly host?: string;
  readonly now: Date;
  readonly rules?: PathRules;
}

/** A cause that a client has to refuse the chain for. */
export interface ChainFault {
  /** The id of the cause, e.g. `certificate/expired`, or of the finding where no cause claims it. */
  readonly cause: string;
  /** Which certificate of the path, counted from 0. */
  readonly at: number;
  /** What was seen, for a reader who knows the field: an object identifier, a name, an algorithm. */
  readonly detail?: string;
}

export interface ChainVerdict {
  /** Whether nothing speaks against it. */
  readonly accepted: boolean;
  /** In the order in which a client meets them. */
  readonly faults: readonly ChainFault[];
  /** The path that they are about. */
  readonly path: readonly PoolCertificate[];
  /** `undefined` where the first certificate can't be read. */
  readonly search?: Pick<PathSearch, 'gaveUp' | 'steps' | 'signatureChecks'>;
}

/** The cause that stands behind each thing that breaks a path. No TLS client that gets here demands policies. */
const causeOf: { readonly [F in PathFault]: string } = {
  'issuer-not-found': 'certificate/incomplete-chain', 'untrusted-root': 'certificate/unknown-root', signature: 'certificate/wrong-issuer-key', 'too-deep': 'certificate/trust#invalid-path',
  malformed: 'certificate/malformed-certificate', 'critical-extension': 'certificate/unknown-critical-extension',
  'not-an-authority': 'certificate/wrong-usage', 'may-not-sign': 'certificate/wrong-usage', 'key-usage': 'certificate/wrong-usage',
  'path-length': 'certificate/path-length', 'name-constraint': 'certificate/name-constraint', policy: 'certificate/trust#invalid-path',
};

/** Chain before dates before names before the rest: the one whose repair is of any use comes first. */
const order: readonly string[] = [
  'certificate/malformed-certificate', 'certificate/self-signed', 'certificate/incomplete-chain', 'certificate/unknown-root', 'certificate/wrong-issuer-key',
  'certificate/expired', 'certificate/not-yet-valid', 'certificate/name-mismatch', 'certificate/common-name-only',
];

/**
 * The verdict over a chain (RFC 5280 §6.1, RFC 9525): the best path from the first certificate to something trusted, and
 * everything that speaks against it. Revocation is another question. Pure and bounded, whatever the certificates are.
 */
export function judgeChain({ chain, fetched = [], anchors, stores = new Map(), host, now, rules = serverRules }: ChainQuestion): ChainVerdict {
  const pool = createPool(stores, anchors);
  const [leaf] = chain.slice(0, 1).map((der) => pool.add(der, 'sent'));
  for (const der of chain.slice(1)) pool.add(der, 'sent');
  for (const der of fetched) pool.add(der, 'fetched');
  if (leaf === undefined) return { accepted: false, faults: [{ cause: 'certificate/malformed-certificate', at: 0, detail: 'structure' }], path: [] };
  const { trusted: [best], broken: [furthest], selfSigned, ...search } = buildPaths(leaf, pool, now, rules);
  const path = best ?? furthest;
  const steps = path?.fault?.by === 'signature' ? path.certificates.slice(0, path.fault.at + 1) : path?.certificates ?? [leaf];
  const faults = [...pathFaults(path, selfSigned), ...dateFaults(steps, now), ...nameFaults(leaf, host), ...usageFaults(steps, rules), ...algorithmFaults(steps)];
  const rank = ({ cause }: ChainFault): number => (order.includes(cause) ? order.indexOf(cause) : order.length);
  return { accepted: best !== undefined && faults.length === 0, faults: faults.toSorted((a, b) => rank(a) - rank(b)), path: steps, search };
}

function pathFaults(path: Path | undefined, selfSigned: boolean): readonly ChainFault[] {
  if (path === undefined) return [{ cause: 'certificate/trust#invalid-path', at: 0 }];
  if (path.fault === undefined) return [];
  const { by, at, detail } = path.fault;
  const cause = by === 'untrusted-root' && selfSigned ? 'certificate/self-signed' : causeOf[by];
  return [{ cause, at, ...(detail === undefined ? { detail: by } : { detail: `${by}: ${detail}` }) }];
}

function dateFaults(steps: readonly PoolCertificate[], now: Date): readonly ChainFault[] {
  const invalid = firstInvalid(judged(steps), now);
  return invalid === undefined ? [] : [{ cause: `certificate/${invalid.state}`, at: invalid.certificate.position - 1 }];
}

function nameFaults({ summary }: PoolCertificate, host: string | undefined): readonly ChainFault[] {
  const match = host === undefined ? undefined : matchHostName(host, namesOf(summary));
  return match === undefined || match.matches ? [] : [{ cause: match.why === 'common-name-only' ? 'certificate/common-name-only' : 'certificate/name-mismatch', at: 0, detail: match.why }];
}

function usageFaults(steps: readonly PoolCertificate[], rules: PathRules): readonly ChainFault[] {
  const at = steps.findIndex(({ summary }) => wrongUsage(summary, rules));
  return at < 0 ? [] : [{ cause: 'certificate/wrong-usage', at, detail: 'extended-key-usage' }];
}

const algorithmFaults = (steps: readonly PoolCertificate[]): readonly ChainFault[] =>
  weaknesses(judged(steps)).map((weak) => ({
    cause: `certificate/weak-${weak.of}`, at: weak.certificate.position - 1, detail: weak.of === 'key' ? `${weak.keyType} ${weak.keyBits}` : weak.algorithm,
  }));

const judged = (steps: readonly PoolCertificate[]): Parameters<typeof weaknesses>[0] =>
  steps.map(({ summary, isAnchor }, index) => ({ ...summary, position: index + 1, isRoot: index > 0 && (isAnchor || summary.selfIssued) }));
