import { isLoopbackAddress, isPrivateName, isThirdPartyResolver } from './name-scope.ts';
import { readResolver } from './resolver-address.ts';

const maxResolvers = 3;

/**
 * The resolvers that may be asked about a name beside its own: no third party where the name is private, or where the
 * own one is on this machine and knows names that nobody else does.
 */
export function otherResolvers(name: string, own: string | undefined, resolvers: readonly string[]): readonly string[] {
  const read = own === undefined ? undefined : readResolver(own);
  const inside = isPrivateName(name) || (read?.transport === 'dns' && isLoopbackAddress(read.address));
  return resolvers.filter((other) => other !== own && !(inside && isThirdPartyResolver(other))).slice(0, maxResolvers);
}
