import type { TcpConnection } from '@culprit/network';
import { scopeOf, type AddressScope } from './address-scope.ts';

/** How far a target reaches. Behind a proxy the connection tells nothing of it; a name counts as public then. */
export function reachOf(host: string, connection: TcpConnection | undefined): AddressScope {
  if (connection?.outcome === 'connected' && connection.via === undefined) return scopeOf(connection.address);
  const literal = scopeOf(host);
  return literal === 'forbidden' ? 'public' : literal;
}
