import { isMalformed, type CertificateSummary } from './certificate-summary.ts';
import type { CertificateChain } from './facts/chain.ts';
import type { CertificatePath, PathStep } from './facts/path.ts';

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
  return positioned(linked(chain));
}

const positioned = (steps: readonly (CertificateSummary | PathStep)[]): readonly JudgedCertificate[] =>
  steps.map((step, index) => ({ ...step, position: index + 1, isRoot: index > 0 && step.selfIssued }));

function linked({ certificates }: CertificateChain): readonly CertificateSummary[] {
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
