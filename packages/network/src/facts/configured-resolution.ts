import { defineFact, type Fact, type Request } from '@culprit/core';
import type { resolveName } from '../dns/resolve-name.ts';
import { isPrivateName } from '../dns/name-scope.ts';
import { configuredResolvers, type ConfiguredResolvers } from './configured-resolvers.ts';
import { nameResolution, type NameResolution } from './name-resolution.ts';

/** One name server's own answer. */
export type ResolverAnswer = Awaited<ReturnType<typeof resolveName>>;

/** `resolver`: the one that the route names in place of the configured ones. */
export type ConfiguredResolutionInput = { readonly host: string; readonly resolver?: string; readonly family?: 4 | 6 };

export type ConfiguredResolution =
  | { readonly outcome: 'asked'; readonly answers: readonly ResolverAnswer[]; /** Whether the name belongs to a search domain of this machine. */ readonly internal: boolean }
  | { readonly outcome: 'no-resolver' };

type Needs = { readonly configured: Request<ConfiguredResolvers> };

/**
 * What each configured name server itself answers. getaddrinfo folds several answers into one code; this tells them apart.
 */
export const configuredResolution: Fact<ConfiguredResolutionInput, ConfiguredResolution> = defineFact<ConfiguredResolutionInput, ConfiguredResolution, Needs>({
  id: 'network/configured-resolution',
  needs: () => ({ configured: configuredResolvers.of({}) }),
  patienceMs: 3_000,
  gather: async ({ input: { host, resolver, family }, facts: { configured }, patienceMs, signal, ask }): Promise<ConfiguredResolution> => {
    const known = configured.outcome === 'read' ? configured : { nameServers: [], search: [] };
    const internal = isPrivateName(host, known.search);
    if (resolver !== undefined) {
      // The client asked it directly: its answer is there already.
      const answer = await ask(nameResolution.of({ host, resolver, ...(family === undefined ? {} : { family }) }));
      return answer === undefined || !isDirect(answer) ? { outcome: 'no-resolver' } : { outcome: 'asked', answers: [answer], internal };
    }
    if (known.nameServers.length === 0) return { outcome: 'no-resolver' };
    const { resolveName: resolve } = await import('../dns/resolve-name.ts');
    const answers = await Promise.all(known.nameServers.map((nameServer) => resolve({ host, resolver: nameServer, family, patienceMs, signal })));
    return { outcome: 'asked', answers, internal };
  },
  exhibit: (value) => value,
});

const isDirect = (answer: NameResolution): answer is ResolverAnswer => !['literal', 'not-found', 'temporary-failure'].includes(answer.outcome);
