import { defineFact, type Fact, type Request } from '@culprit/core';
import type { ResolverAnswer } from './configured-resolution.ts';
import { resolverSettings, type ResolverSettings } from './resolver-settings.ts';

export type SearchCompletionInput = { readonly host: string };

/** What became of the name with each search domain behind it; `ndots` as in resolv.conf(5). */
export type SearchCompletion = { readonly search: readonly string[]; readonly ndots: number; readonly tried: readonly { readonly name: string; readonly answer: ResolverAnswer }[] };

type Needs = { readonly settings: Request<ResolverSettings> };

/** resolv.conf(5) once allowed six; more only make every name slow. */
const maxDomains = 6;

/** What this machine is set to ask needs nobody's leave. */
const ownNameServer = (): boolean => true;

/** What the own name servers say about a name that getaddrinfo completes by the search domains of this machine. */
export const searchCompletion: Fact<SearchCompletionInput, SearchCompletion> = defineFact<SearchCompletionInput, SearchCompletion, Needs>({
  id: 'network/search-completion',
  patienceMs: 3_000,
  needs: () => ({ settings: resolverSettings.of({}) }),
  gather: async ({ input: { host }, facts: { settings: { search, ndots, nameServers } }, patienceMs, signal, memory }): Promise<SearchCompletion> => {
    const [resolver] = nameServers;
    const names = resolver === undefined ? [] : search.slice(0, maxDomains).map((domain) => `${host}.${domain.replace(/^\.|\.$/g, '')}`).filter((name) => name.length <= 253);
    const { resolveName } = await import('../dns/resolve-name.ts');
    const tried = await Promise.all(names.map(async (name) => ({ name, answer: await resolveName({ host: name, resolver: resolver ?? '', patienceMs, signal, memory, permits: ownNameServer }) })));
    return { search, ndots, tried };
  },
  exhibit: (value) => value,
});
