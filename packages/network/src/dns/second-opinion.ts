import type { Request, Suspicion } from '@culprit/core';
import { destinationOf, resolutionFor } from '../connection/destination.ts';
import { configuredResolution, type ConfiguredResolution, type ResolverAnswer } from '../facts/configured-resolution.ts';
import type { NameResolution } from '../facts/name-resolution.ts';
import { referenceResolution, type ReferenceResolution } from '../facts/reference-resolution.ts';
import { host as hostKind } from '../targets/host.ts';
import { isLoopbackAddress } from './name-scope.ts';
import { otherResolvers } from './other-resolvers.ts';
import { caFor, isEncrypted, readResolver, resolverHost } from './resolver-address.ts';

/** The controls for a name that does not resolve. */
export type SecondOpinion = {
  /** What the client met. */
  readonly resolution: Request<NameResolution>;
  /** What its own name servers say themselves. */
  readonly direct: Request<ConfiguredResolution>;
  /** What others say. */
  readonly reference: Request<ReferenceResolution>;
};

/** The name that did not resolve: the target's or, with `connectTo`, the one in its place. */
export function nameInQuestion(suspicion: Suspicion): string {
  const data = suspicion.related(hostKind);
  return data === undefined ? '' : destinationOf({ port: 443, ...data }).host;
}

/** Asks the own name servers directly and others too. Private names are no third party's business. */
export function secondOpinion(suspicion: Suspicion): SecondOpinion {
  const data = suspicion.related(hostKind) ?? { host: '' };
  const name = nameInQuestion(suspicion);
  const { resolver, family } = data.route ?? {};
  const ofFamily = family === undefined ? {} : { family };
  const resolvers = otherResolvers(name, resolver, suspicion.settings.controls.resolvers);
  return {
    resolution: resolutionFor({ port: 443, ...data }),
    direct: configuredResolution.of({ host: name, ...ofFamily, ...(resolver === undefined ? {} : { resolver, ...caFor([resolver], data.route) }) }),
    reference: referenceResolution.of({ host: name, ...ofFamily, resolvers, ...caFor(resolvers, data.route) }),
  };
}

type OwnAnswer = { readonly outcome: ResolverAnswer['outcome']; readonly resolver: string; readonly code: string; readonly canonicalNames: readonly string[] };

/** What came of the controls, sorted by what it says. */
export type Opinions = {
  /** The own name server's answer; `undefined` where none could be asked. */
  readonly own: OwnAnswer | undefined;
  /** The controls that `own` and the others were read from. */
  readonly witness: readonly ('resolution' | 'direct' | 'reference')[];
  readonly others: { readonly [O in 'resolved' | 'nxdomain' | 'no-address' | 'servfail' | 'malformed']: readonly string[] } & {
    /** Those that answered at all. */
    readonly heard: readonly string[];
    readonly asked: readonly string[];
  };
};

export function readOpinions({ resolution, direct, reference }: {
  readonly resolution: NameResolution | undefined;
  readonly direct: ConfiguredResolution | undefined;
  readonly reference: ReferenceResolution | undefined;
}): Opinions {
  const answers = reference?.outcome === 'asked' ? reference.answers : [];
  const saying = (outcome: ResolverAnswer['outcome']): readonly string[] => answers.filter((answer) => answer.outcome === outcome).map(({ resolver }) => resolver);
  const bySystem = resolution === undefined || !('resolver' in resolution) || resolution.resolver === 'system';
  const own = bySystem ? ofConfigured(direct) : ownAnswer(resolution);
  return {
    own,
    witness: [...(resolution === undefined ? [] : ['resolution'] as const), ...(bySystem && own !== undefined ? ['direct'] as const : []), ...(answers.length > 0 ? ['reference'] as const : [])],
    others: {
      resolved: saying('resolved'), nxdomain: saying('nxdomain'), 'no-address': saying('no-address'), servfail: saying('servfail'), malformed: saying('malformed'),
      heard: answers.filter(({ outcome }) => ['resolved', 'nxdomain', 'no-address', 'servfail', 'refused'].includes(outcome)).map(({ resolver }) => resolver),
      asked: answers.map(({ resolver }) => resolver),
    },
  };
}

// A stub resolver takes the first name server's word and goes on to the next only where there is none.
function ofConfigured(direct: ConfiguredResolution | undefined): OwnAnswer | undefined {
  if (direct?.outcome !== 'asked') return undefined;
  const answer = direct.answers.find(({ outcome }) => ['resolved', 'nxdomain', 'no-address'].includes(outcome))
    ?? direct.answers.find(({ outcome }) => outcome === 'servfail' || outcome === 'refused') ?? direct.answers[0];
  return answer === undefined ? undefined : ownAnswer(answer);
}

function ownAnswer(answer: NameResolution): OwnAnswer | undefined {
  if (answer.outcome === 'literal' || answer.outcome === 'not-found' || answer.outcome === 'temporary-failure') return undefined;
  const { outcome, resolver, canonicalNames = [] } = answer;
  return { outcome, resolver, canonicalNames, code: 'code' in answer ? answer.code ?? outcome : outcome };
}

/** Whether nothing between the two can answer for a resolver: it is asked over TLS or HTTPS, or is on this machine. */
function isBeyondInterception(resolver: string): boolean {
  const read = readResolver(resolver);
  return isEncrypted(resolver) || (read !== undefined && isLoopbackAddress(resolverHost(read)));
}

/** Whether resolvers that agree are more than one witness: whoever intercepts port 53 answers for all that are asked in the clear. */
export const areIndependent = (resolvers: readonly string[]): boolean => resolvers.some(isBeyondInterception);

/** For texts: `1.1.1.1, 8.8.8.8`. */
export const listed = (resolvers: readonly string[]): string => resolvers.join(', ');
