import type { Blocked, GatherContext } from '@culprit/core';
import { shown } from '../certificate-summary.ts';
import { shownChain, type ChainInput } from '../endpoint-input.ts';
import type { BrokenPath, CertificatePath, PathNeeds, PathStep } from '../facts/path.ts';
import type { Path } from './build-paths.ts';
import { findPath, stepsOf } from './search-path.ts';

/** Looks for a path where the handshake's own verification found none. */
export async function gatherPath({ input, facts: { handshake }, memory, now, ask, blocked }: GatherContext<ChainInput, PathNeeds, never>): Promise<CertificatePath | Blocked> {
  const chain = await shownChain(handshake, input, ask);
  if (chain.length === 0) return blocked('handshake');
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
