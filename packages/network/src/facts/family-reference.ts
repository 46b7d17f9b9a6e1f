import { isIP } from 'node:net';
import { defineFact, type Fact } from '@culprit/core';
import { isPrivateName } from '../dns/name-scope.ts';
import { hostPort } from '../targets/host-name.ts';
import { tcpConnection } from './tcp-connection.ts';

/** `origins`: well-known web servers with addresses of both families, such as `http://www.example.com`. */
export type FamilyReferenceInput = { readonly origins: readonly string[]; readonly resolver?: string };

/** The hosts that were reached over IPv6, and those that were not although IPv4 reached them. */
export type FamilyReference = { readonly overIpv6: readonly string[]; readonly overIpv4Only: readonly string[] };

const maxOrigins = 2;

/** Whether IPv6 leads anywhere from here: other hosts that have both families are connected to by each. */
export const familyReference: Fact<FamilyReferenceInput, FamilyReference> = defineFact<FamilyReferenceInput, FamilyReference>({
  id: 'network/family-reference',
  thirdParties: ({ origins }) => destinations(origins).filter(({ host }) => isIP(host) > 0 || !isPrivateName(host)).map(({ host, port }) => hostPort(host, port)),
  gather: async ({ input: { origins, resolver }, ask }): Promise<FamilyReference> => {
    const compared = await Promise.all(destinations(origins).map(async (destination) => {
      const by = (family: 4 | 6) => ask(tcpConnection.of({ ...destination, route: { proxy: 'direct', family, ...(resolver === undefined ? {} : { resolver }) } }));
      const [ipv6, ipv4] = await Promise.all([by(6), by(4)]);
      return { host: destination.host, ipv6: ipv6?.outcome, ipv4: ipv4?.outcome };
    }));
    return {
      overIpv6: compared.filter(({ ipv6 }) => ipv6 === 'connected').map(({ host }) => host),
      // A host without an IPv6 address says nothing: there was no attempt.
      overIpv4Only: compared.filter(({ ipv6, ipv4 }) => ipv6 !== undefined && ipv6 !== 'connected' && ipv4 === 'connected').map(({ host }) => host),
    };
  },
  exhibit: (value) => value,
});

function destinations(origins: readonly string[]): readonly { readonly host: string; readonly port: number }[] {
  return origins.filter((origin) => URL.canParse(origin)).slice(0, maxOrigins).map((origin) => {
    const { hostname, port, protocol } = new URL(origin);
    return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) };
  });
}
