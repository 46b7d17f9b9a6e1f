import { defineFact, type Fact } from '@culprit/core';
import { isThirdPartyResolver } from '../dns/name-scope.ts';
import { resolveBySystem } from './name-resolution.ts';

/** As in `Route.resolver` and `Route.ca`; without a resolver: getaddrinfo. */
export type CanaryResolutionInput = { readonly resolver?: string; readonly ca?: string };

export type CanaryResolution = { readonly answers: readonly { readonly name: string; readonly addresses: readonly string[] }[] };

/** Nobody can register names below these (RFC 6761 §6.4, §6.5). systemd-resolved answers for `invalid` itself, and not for `example`. */
const reserved = ['invalid', 'example'];
const maxAddresses = 8;

/** What names resolve to that can't exist: to nothing, unless somebody makes addresses up. */
export const canaryResolution: Fact<CanaryResolutionInput, CanaryResolution> = defineFact<CanaryResolutionInput, CanaryResolution>({
  id: 'network/canary-resolution',
  // Whoever makes addresses up does so at once; a name server that is silent need not be waited for.
  patienceMs: 1_500,
  thirdParties: ({ resolver }) => (resolver !== undefined && isThirdPartyResolver(resolver) ? [resolver] : []),
  gather: async ({ input: { resolver, ca }, patienceMs, signal, memory, permits }): Promise<CanaryResolution> => {
    const token = crypto.randomUUID().slice(0, 8);
    const answers = await Promise.all(reserved.map(async (suffix) => {
      const name = `culprit-canary-${token}.${suffix}`;
      // The final dot keeps getaddrinfo from the search domains.
      const resolution = resolver === undefined ? await resolveBySystem(`${name}.`, undefined, patienceMs, signal)
        : await import('../dns/resolve-name.ts').then(({ resolveName }) => resolveName({ host: name, resolver, ca, patienceMs, signal, memory, permits }));
      return { name, addresses: 'addresses' in resolution ? resolution.addresses.slice(0, maxAddresses).map(({ address }) => address) : [] };
    }));
    return { answers };
  },
  exhibit: (value) => value,
});
