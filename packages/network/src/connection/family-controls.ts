import { isIP } from 'node:net';
import type { Request, Suspicion } from '@culprit/core';
import { familyReference, type FamilyReference } from '../facts/family-reference.ts';
import type { LentSocket } from '../connection/lent-socket.ts';
import { tcpConnection, type TcpConnection } from '../facts/tcp-connection.ts';
import { wayBy, wayTo } from './way.ts';

export type FamilyComparison = {
  readonly connection: Request<TcpConnection, LentSocket>;
  readonly ipv6: Request<TcpConnection, LentSocket>;
  readonly ipv4: Request<TcpConnection, LentSocket>;
  /** Other hosts over both families. */
  readonly reference: Request<FamilyReference>;
};

/** The same target over each family, and others where one family was seen to fail: nobody else is asked before. */
export function familyComparison(suspicion: Suspicion): FamilyComparison {
  const way = wayTo(suspicion);
  const { resolver, family } = way.route ?? {};
  const suspicious = family === 6 || isIP(way.host) === 6 || suspicion.findings.some(({ id }) => id === 'network/connection#one-family-broken' || id === 'network/addresses#one-family-fails');
  return {
    connection: tcpConnection.of(way),
    ipv6: tcpConnection.of(wayBy(way, { family: 6 })),
    ipv4: tcpConnection.of(wayBy(way, { family: 4 })),
    reference: familyReference.of({ origins: suspicious ? suspicion.settings.controls.timeSources : [], ...(resolver === undefined ? {} : { resolver }) }),
  };
}

/** Whether IPv6 leads to any of the other hosts, and to which; `undefined`: that could not be seen. */
export function ipv6Elsewhere(reference: FamilyReference | undefined): { readonly works: boolean; readonly hosts: string } | undefined {
  if (reference === undefined) return undefined;
  const { overIpv6, overIpv4Only } = reference;
  if (overIpv6.length > 0) return { works: true, hosts: overIpv6.join(', ') };
  return overIpv4Only.length > 0 ? { works: false, hosts: overIpv4Only.join(', ') } : undefined;
}
