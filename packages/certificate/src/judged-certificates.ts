import { isMalformed, nameOf, onceForEach, type CertificateSummary } from './certificate-summary.ts';
import type { CertificateChain } from './facts/chain.ts';
import type { CertificatePath, PathStep } from './facts/path.ts';

type Sent = CertificateChain['certificates'];

/** A certificate that a verifying client has to look at. */
export type JudgedCertificate = Omit<CertificateSummary, 'dnsNames' | 'ipAddresses' | 'nameCount'> & {
  /** 1 is the server's own. */
  readonly position: number;
  /** The end of a path: nobody looks at its signature. */
  readonly isRoot: boolean;
};

/**
 * The certificates of the path that a client would use: dates, strength and usage of others that a server sends along
 * don't matter. Where the runtime verified, those that it was sent and that link to each other stand for it.
 */
export function judgedCertificates(chain: CertificateChain, path: CertificatePath | undefined): readonly JudgedCertificate[] {
  if (path?.outcome === 'trusted' && path.by !== 'runtime') return positioned(path.steps);
  if (path?.outcome === 'untrusted') {
    const [furthest] = path.broken;
    // What the wrong signature was blamed on isn't part of the path.
    if (furthest !== undefined) return positioned(furthest.fault === 'signature' ? furthest.steps.slice(0, furthest.at + 1) : furthest.steps);
  }
  return judgedAsSent(chain.certificates);
}

/** Several checks ask for the same. */
const judgedAsSent = onceForEach((certificates: Sent): readonly JudgedCertificate[] => positioned(linked(certificates)));

const positioned = (steps: readonly (CertificateSummary | PathStep)[]): readonly JudgedCertificate[] =>
  steps.map((step, index) => ({ ...step, position: index + 1, isRoot: index > 0 && step.selfIssued }));

/** How what a server sends differs from its own certificate, its issuer, and so on (RFC 5246 §7.4.2; RFC 8446 §4.4.2 allows any order). */
export type SentOrder = {
  /** Where the certificates that link to each other stand, counted from 1, where they don't stand one after the other. */
  readonly misplaced?: string;
  /** How many others were sent. */
  readonly superfluous: number;
  /** The root that was sent along, which a client has anyway. */
  readonly root?: string;
};

/** `undefined` where there is no certificate to be in order. */
export const sentOrder = ({ certificates }: CertificateChain): SentOrder | undefined => orderOf(certificates);

const orderOf = onceForEach((certificates: Sent): SentOrder | undefined => {
  const links = linked(certificates);
  const last = links.at(-1);
  // Where a root is sent is of no consequence.
  const places = links.filter((link) => link !== last || !last.selfIssued || links.length === 1).map((link) => certificates.indexOf(link) + 1);
  if (last === undefined) return undefined;
  return {
    superfluous: certificates.length - links.length,
    ...(places.every((place, index) => place === index + 1) ? {} : { misplaced: places.join(', ') }),
    ...(links.length > 1 && last.selfIssued ? { root: nameOf(last.subject) } : {}),
  };
});

function linked(certificates: Sent): readonly CertificateSummary[] {
  const [leaf, ...rest] = certificates;
  const others = rest.flatMap((entry) => (isMalformed(entry) ? [] : [entry]));
  const links: CertificateSummary[] = [];
  for (let next = leaf === undefined || isMalformed(leaf) ? undefined : leaf; next !== undefined && !links.includes(next);) {
    links.push(next);
    const { issuer } = next;
    next = next.selfIssued ? undefined : others.find(({ subject }) => subject.text === issuer.text);
  }
  return links;
}
