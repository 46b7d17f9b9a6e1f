import { isLoopbackAddress, isPrivateName, isThirdPartyResolver } from './name-scope.ts';
import { isEncrypted, readResolver, resolverHost } from './resolver-address.ts';

/** Resolvers that are asked in the clear are one witness where somebody intercepts port 53; the others are asked beside them. */
const maxPlain = 3;
const maxEncrypted = 2;

/**
 * The resolvers that may be asked about a name beside its own: no third party where the name is private, or where the
 * own one is on this machine and knows names that nobody else does.
 */
export function otherResolvers(name: string, own: string | undefined, resolvers: readonly string[]): readonly string[] {
  const read = own === undefined ? undefined : readResolver(own);
  const inside = isPrivateName(name) || (read !== undefined && isLoopbackAddress(resolverHost(read)));
  const allowed = resolvers.filter((other) => other !== own && !(inside && isThirdPartyResolver(other)));
  return [...allowed.filter((other) => !isEncrypted(other)).slice(0, maxPlain), ...allowed.filter(isEncrypted).slice(0, maxEncrypted)];
}
