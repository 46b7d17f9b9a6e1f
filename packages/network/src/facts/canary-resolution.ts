import { defineFact, type Blocked, type Fact, type GatherContext } from '@culprit/core';
import { isThirdPartyResolver } from '../dns/name-scope.ts';
import { nameResolution } from './name-resolution.ts';

/** As in `Route.resolver` and `Route.ca`; without a resolver: getaddrinfo. */
export type CanaryResolutionInput = { readonly resolver?: string; readonly ca?: string };

export type CanaryResolution = { readonly answers: readonly { readonly name: string; readonly addresses: readonly string[] }[] };

/** Nobody can register names below these (RFC 6761 §6.4, §6.5). systemd-resolved answers for `invalid` itself, and not for `example`. */
const reserved = ['invalid', 'example'];
const maxAddresses = 8;

/** What names resolve to that can't exist: to nothing, unless somebody makes addresses up. */
export const canaryResolution: Fact<CanaryResolutionInput, CanaryResolution, never> = defineFact({
  id: 'network/canary-resolution',
  thirdParties: ({ resolver }: CanaryResolutionInput) => (resolver !== undefined && isThirdPartyResolver(resolver) ? [resolver] : []),
  gather: async ({ input, ask }: GatherContext<CanaryResolutionInput, Record<never, never>, never>): Promise<CanaryResolution | Blocked> => {
    const token = crypto.randomUUID().slice(0, 8);
    const answers = await Promise.all(reserved.map(async (suffix) => {
      // The final dot keeps getaddrinfo from the search domains.
      const name = `culprit-canary-${token}.${suffix}`;
      const resolution = await ask(nameResolution.of({ host: input.resolver === undefined ? `${name}.` : name, ...input }));
      return { name, addresses: resolution !== undefined && 'addresses' in resolution ? resolution.addresses.slice(0, maxAddresses).map(({ address }) => address) : [] };
    }));
    return { answers };
  },
  exhibit: (value) => value,
});
