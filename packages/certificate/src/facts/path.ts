import { defineFact, type Blocked, type Fact, type GatherContext, type Json } from '@culprit/core';
import { shown, type CertificateSummary } from '../certificate-summary.ts';
import { presentation, shownChain, type ChainInput } from '../endpoint-input.ts';
import type { Path, PathFault } from '../path-building/build-paths.ts';
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

type Needs = { readonly handshake: ReturnType<typeof presentation> };

const exhibitedPaths = 5;

/** Path building of its own (RFC 4158, RFC 5280 §6.1) over everything that is known; a connection that was verified costs nothing. */
export const certificatePath: Fact<ChainInput, CertificatePath> = defineFact<ChainInput, CertificatePath, Needs>({
  id: 'certificate/path',
  needs: (input: ChainInput) => ({ handshake: presentation(input) }),
  gather: (context) => {
    const { handshake } = context.facts;
    return handshake.outcome === 'completed' && handshake.authorized ? { outcome: 'trusted', by: 'runtime' } : search(context);
  },
  exhibit: (path): Json => {
    if (path.outcome === 'unreadable' || (path.outcome === 'trusted' && path.by === 'runtime')) return path;
    if (path.outcome === 'trusted') return { ...path, steps: path.steps.map(exhibitStep) };
    return { ...path, broken: path.broken.slice(0, exhibitedPaths).map((broken) => ({ ...broken, steps: broken.steps.map(exhibitStep) })) };
  },
});

async function search({ input, facts: { handshake }, memory, now, ask, blocked }: GatherContext<ChainInput, Needs, never>): Promise<CertificatePath | Blocked> {
  const chain = await shownChain(handshake, input, ask);
  if (chain.length === 0) return blocked('handshake');
  const { findPath, stepsOf } = await import('../path-building/search-path.ts');
  const found = await findPath(chain, input.route?.ca, memory, now());
  if (found === undefined) return { outcome: 'unreadable' };
  const { material, search: { trusted: [best], broken, selfSigned, gaveUp } } = found;
  const authorizationError = handshake.outcome === 'completed' && handshake.authorizationError !== undefined
    ? { authorizationError: handshake.authorizationError }
    : {};
  if (best?.trustedBy !== undefined) return { outcome: 'trusted', by: best.trustedBy, steps: stepsOf(best, material.pool, now()), ...authorizationError };
  const paths = broken.flatMap((path): readonly BrokenPath[] =>
    path.fault === undefined ? [] : [brokenPath(stepsOf(path, material.pool, now()), path.fault)]);
  return {
    outcome: 'untrusted', reason: selfSigned ? 'self-signed' : gaveUp ? 'gave-up' : reasonOf(paths), broken: paths,
    ...(material.caFile === undefined ? {} : { caFile: material.caFile }), ...authorizationError,
  };
}

function brokenPath(steps: readonly PathStep[], { by, at, rule, detail }: NonNullable<Path['fault']>): BrokenPath {
  return { steps, fault: by, at, ...(rule === undefined ? {} : { rule }), ...(detail === undefined ? {} : { detail: shown(detail) }) };
}

/** A missing issuer and a strange root leave room for other paths; a rule that is broken on the way to a root does not. */
function reasonOf(paths: readonly BrokenPath[]): 'untrusted-root' | 'issuer-not-found' | 'invalid' {
  const [furthest] = paths;
  if (furthest?.fault === 'untrusted-root') return 'untrusted-root';
  return furthest === undefined || furthest.fault === 'issuer-not-found' || furthest.fault === 'signature' ? 'issuer-not-found' : 'invalid';
}

const exhibitStep = ({ subject, issuer, origin, notBefore, notAfter, fingerprint256 }: PathStep): Json =>
  ({ subject: subject.text, issuer: issuer.text, origin, notBefore, notAfter, fingerprint256 });
