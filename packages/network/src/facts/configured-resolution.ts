import { defineFact, type Fact, type Request } from '@culprit/core';
import type { resolveName } from '../dns/resolve-name.ts';
import { isPrivateName, isThirdPartyResolver } from '../dns/name-scope.ts';
import { nameResolution, type NameResolution } from './name-resolution.ts';
import { resolverSettings, type ResolverSettings } from './resolver-settings.ts';

/** One name server's own answer. */
export type ResolverAnswer = Awaited<ReturnType<typeof resolveName>>;

/** `resolver`: the one that the route names in place of the configured ones. */
export type ConfiguredResolutionInput = { readonly host: string; readonly resolver?: string; readonly family?: 4 | 6; /** As in `Route.ca`. */ readonly ca?: string; /** As in `network/name-resolution`. */ readonly collectRacing?: true };

export type ConfiguredResolution =
  | { readonly outcome: 'asked'; readonly answers: readonly ResolverAnswer[]; /** Whether the name belongs to a search domain of this machine. */ readonly internal: boolean }
  | { readonly outcome: 'no-resolver' };

type Needs = { readonly configured: Request<ResolverSettings> };

/**
 * What each configured name server itself answers. getaddrinfo folds several answers into one code; this tells them apart.
 */
export const configuredResolution: Fact<ConfiguredResolutionInput, ConfiguredResolution> = defineFact<ConfiguredResolutionInput, ConfiguredResolution, Needs>({
  id: 'network/configured-resolution',
  needs: () => ({ configured: resolverSettings.of({}) }),
  patienceMs: 3_000,
  thirdParties: ({ resolver }) => (resolver !== undefined && isThirdPartyResolver(resolver) ? [resolver] : []),
  gather: async ({ input: { host, resolver, family, ca, collectRacing }, facts: { configured }, patienceMs, signal, memory, permits, ask }): Promise<ConfiguredResolution> => {
    const internal = isPrivateName(host, configured.search);
    if (resolver !== undefined && collectRacing === undefined) {
      // The client asked it directly: its answer is there already.
      const answer = await ask(nameResolution.of({ host, resolver, ...(family === undefined ? {} : { family }), ...(ca === undefined ? {} : { ca }) }));
      return answer === undefined || !isDirect(answer) ? { outcome: 'no-resolver' } : { outcome: 'asked', answers: [answer], internal };
    }
    const servers = resolver === undefined ? configured.nameServers : [resolver];
    if (servers.length === 0) return { outcome: 'no-resolver' };
    const { resolveName: resolve } = await import('../dns/resolve-name.ts');
    // What this machine is set to ask needs nobody's leave.
    const asked = resolver === undefined ? (): boolean => true : permits;
    // A race takes place while the server still answers.
    const patience = collectRacing === undefined ? patienceMs : Math.min(patienceMs, maxRaceMs);
    const answers = await Promise.all(servers.map((server) => resolve({ host, resolver: server, family, ca, patienceMs: patience, signal, memory, permits: asked, collectRacing })));
    return { outcome: 'asked', answers, internal };
  },
  exhibit: (value) => value,
});

const maxRaceMs = 1_500;

const isDirect = (answer: NameResolution): answer is ResolverAnswer => !['literal', 'not-found', 'temporary-failure'].includes(answer.outcome);
