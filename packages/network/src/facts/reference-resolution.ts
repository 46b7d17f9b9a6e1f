import { defineFact, type Fact, type Request } from '@culprit/core';
import { isPrivateName, isThirdPartyResolver } from '../dns/name-scope.ts';
import type { ResolverAnswer } from './configured-resolution.ts';
import { resolverSettings, type ResolverSettings } from './resolver-settings.ts';

/** `resolvers`: none where nobody may be asked about this name. */
export type ReferenceResolutionInput = { readonly host: string; readonly resolvers: readonly string[]; readonly family?: 4 | 6; /** As in `Route.ca`. */ readonly ca?: string };

export type ReferenceResolution =
  | { readonly outcome: 'asked'; readonly answers: readonly ResolverAnswer[] }
  | { readonly outcome: 'withheld'; readonly reason: 'nobody-to-ask' | 'search-domain' };

type Needs = { readonly configured: Request<ResolverSettings> };

/** What other resolvers say about a name: the control for the answer of the configured ones. */
export const referenceResolution: Fact<ReferenceResolutionInput, ReferenceResolution> = defineFact<ReferenceResolutionInput, ReferenceResolution, Needs>({
  id: 'network/reference-resolution',
  needs: () => ({ configured: resolverSettings.of({}) }),
  // A second opinion that takes long is worth little.
  patienceMs: 3_000,
  thirdParties: ({ resolvers }) => resolvers.filter(isThirdPartyResolver),
  gather: async ({ input: { host, resolvers, family, ca }, facts: { configured }, patienceMs, signal, memory, permits }): Promise<ReferenceResolution> => {
    if (resolvers.length === 0) return { outcome: 'withheld', reason: 'nobody-to-ask' };
    const internal = isPrivateName(host, configured.search);
    const allowed = internal ? resolvers.filter((resolver) => !isThirdPartyResolver(resolver)) : resolvers;
    if (allowed.length === 0) return { outcome: 'withheld', reason: 'search-domain' };
    const { resolveName } = await import('../dns/resolve-name.ts');
    return { outcome: 'asked', answers: await Promise.all(allowed.map((resolver) => resolveName({ host, resolver, family, patienceMs, signal, memory, permits, ca }))) };
  },
  exhibit: (value) => value,
});
