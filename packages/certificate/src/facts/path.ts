import { defineFact, type Fact, type Json } from '@culprit/core';
import type { CertificateSummary } from '../certificate-summary.ts';
import { presentation, type ChainInput } from '../endpoint-input.ts';
import type { PathFault } from '../path-building/build-paths.ts';
import type { Origin } from '../path-building/certificate-pool.ts';
import type { TrustStore } from '../path-building/trust-stores.ts';

/** One certificate of a path and where it came from. */
export type PathStep = Omit<CertificateSummary, 'dnsNames' | 'ipAddresses' | 'nameCount'> & {
  readonly origin: Origin;
  /** Another authority certified it, and a valid root with the same name and key is known here as well. */
  readonly crossSigned?: true;
};

/** A path that was tried, the server's own certificate first, and what breaks it. */
export type BrokenPath = {
  readonly steps: readonly PathStep[];
  readonly fault: PathFault;
  /** Which certificate breaks it, counted from 0. */
  readonly at: number;
  /** The one whose rule it breaks, where that is another. */
  readonly rule?: number;
  /** What exactly: a name, the object identifier of an extension. */
  readonly detail?: string;
};

/** Whether a path leads from the server's certificate to a root that somebody here trusts. Dates are left to others. */
export type CertificatePath =
  /** The handshake's own verification found one. */
  | { readonly outcome: 'trusted'; readonly by: 'runtime' }
  | { readonly outcome: 'trusted'; readonly by: TrustStore; readonly steps: readonly PathStep[]; readonly authorizationError?: string }
  | {
    readonly outcome: 'untrusted';
    /** `self-signed`: by the server's own key. `invalid`: every path to a trusted root breaks a rule. */
    readonly reason: 'self-signed' | 'untrusted-root' | 'issuer-not-found' | 'invalid' | 'gave-up';
    /** The one that got furthest first. */
    readonly broken: readonly BrokenPath[];
    readonly caFile?: 'unreadable' | 'no-certificate';
    readonly authorizationError?: string;
  }
  | { readonly outcome: 'unreadable' };

export type PathNeeds = { readonly handshake: ReturnType<typeof presentation> };

const exhibitedPaths = 5;

/** Path building of its own (RFC 4158, RFC 5280 §6.1) over everything that is known; a connection that was verified costs nothing. */
export const certificatePath: Fact<ChainInput, CertificatePath> = defineFact<ChainInput, CertificatePath, PathNeeds>({
  id: 'certificate/path',
  needs: (input: ChainInput) => ({ handshake: presentation(input) }),
  gather: (context) => {
    const { handshake } = context.facts;
    if (handshake.outcome === 'completed' && handshake.authorized) return { outcome: 'trusted', by: 'runtime' };
    return import('../path-building/gather-path.ts').then(({ gatherPath }) => gatherPath(context));
  },
  exhibit: (path): Json => {
    if (path.outcome === 'unreadable' || (path.outcome === 'trusted' && path.by === 'runtime')) return path;
    if (path.outcome === 'trusted') return { ...path, steps: path.steps.map(exhibitStep) };
    return { ...path, broken: path.broken.slice(0, exhibitedPaths).map((broken) => ({ ...broken, steps: broken.steps.map(exhibitStep) })) };
  },
});

const exhibitStep = ({ subject, issuer, origin, notBefore, notAfter, fingerprint256 }: PathStep): Json =>
  ({ subject: subject.text, issuer: issuer.text, origin, notBefore, notAfter, fingerprint256 });
