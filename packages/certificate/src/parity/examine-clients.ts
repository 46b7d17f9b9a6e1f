import { isIP } from 'node:net';
import type { Asker, Route } from '@culprit/core';
import { httpExchange, nameResolution, originOf, proxyTunnel, tcpConnection, tlsHandshake, withRoute, type HttpResource, type TlsHandshake } from '@culprit/network';
import { clientWays, type ClientWay } from '@culprit/network/client-ways';
import { isMalformed, summarize } from '../certificate-summary.ts';
import { clientRun, type ClientRun } from '../facts/client-run.ts';
import { trustStoreComparison } from '../facts/trust-store-comparison.ts';
import { matchHostName } from '../host-name-match.ts';
import { namesOf } from '../listed-names.ts';
import type { ClientPolicies } from './clients.ts';
import { coversHost } from './host-name-rules.ts';
import { judgeClient, type ParityVerdict, type SeenOfTarget, type SeenOnWay } from './judge-client.ts';

/** What becomes of the request with one client and, where it was run, what it really made of it. */
export type ComparedClient = { readonly policies: ClientPolicies; readonly way: ClientWay; readonly verdict: ParityVerdict; readonly ran?: ClientRun | undefined };

/** What is asked for; its route holds for every client alike, but for the proxy. */
export type ComparedRequest = Pick<HttpResource, 'url' | 'method' | 'headers' | 'route'>;

/**
 * Examines a request on every way that one of the clients takes, and judges each client by its own rules. `confirm`: runs
 * those that are installed as well. What Culprit's own way shows is asked as an examination asks it, so that one run asks it once.
 */
export async function examineClients(request: ComparedRequest, chosen: readonly ClientPolicies[], ask: Asker, confirm: boolean): Promise<readonly ComparedClient[]> {
  const { url, route: base = {} } = request;
  const { secure, host, port } = originOf(url);
  const { resolver } = base;
  const { values: { ways } } = await ask({ ways: clientWays.of({ host, port, scheme: secure ? 'https' : 'http' }) });
  // Where the connection goes elsewhere, nobody needs the name.
  const resolution = base.connectTo === undefined
    ? (await ask({ resolution: nameResolution.of({ host, ...(resolver === undefined || isIP(host) > 0 ? {} : { resolver }) }) })).values.resolution : undefined;
  const compared = chosen.flatMap((policies) => (ways?.ways ?? []).filter(({ client }) => client === policies.client).map((way) => ({ policies, way })));
  const storeReplaced = ['SSL_CERT_FILE', 'SSL_CERT_DIR'].some((name) => (process.env[name] ?? '') !== '');
  // Clients that go the same way meet the same connection, handshake and answer.
  const own = base.proxy === undefined ? ways?.own : base.proxy === 'direct' ? 'direct' : 'given';
  const proxyOn = (way: ClientWay): string | undefined => (way.way === 'direct' ? (own === 'direct' ? base.proxy : 'direct') : way.way === 'proxied' ? (own === 'proxied' && way.own ? undefined : way.proxy) : undefined);
  // Of each way its route; of a setting that can't be followed there is none.
  const keyed = compared.flatMap(({ way }) => (way.way === 'invalid' ? [] : [[wayKey(way), withProxy(base, proxyOn(way))] as const]));
  const routes = new Map(keyed);
  const addresses = resolution !== undefined && 'addresses' in resolution ? resolution.addresses : [];
  const both = routes.has('direct') && new Set(addresses.map(({ family }) => family)).size === 2;
  const byFamily = (family: 4 | 6) => tcpConnection.of({ host, port, ...(secure ? {} : { scheme: 'http' as const }), route: { ...base, proxy: 'direct', family } });
  const [seen, families, ran] = await Promise.all([
    Promise.all(Array.from(routes, async ([key, route]) => [key, await seenBy(request, route, ask)] as const)).then((entries) => new Map(entries)),
    both ? ask({ 4: byFamily(4), 6: byFamily(6) }).then(({ values }) => values) : undefined,
    Promise.all(compared.map(async ({ policies: { client } }) => (confirm && client !== 'browser' ? (await ask({ run: clientRun.of({ client, url }) })).values.run : undefined))),
  ]);
  return compared.map(({ policies, way }, index): ComparedClient => {
    const on = seen.get(wayKey(way)) ?? {};
    const target = { url, secure, ...(resolution === undefined ? {} : { resolution }), named: namedFor(policies, host, on.handshake), storeReplaced, ...(families === undefined ? {} : { families }) };
    const run = ran[index];
    return { policies, way, verdict: judgeClient(policies, way, target, on), ...(run === undefined ? {} : { ran: run }) };
  });
}

/** Clients of one key go the same way. */
const wayKey = (way: ClientWay): string => (way.way === 'proxied' ? (way.own ? 'own' : way.proxy) : way.way);

function withProxy({ proxy: _given, ...route }: Route, proxy: string | undefined): Route {
  return proxy === undefined ? route : { ...route, proxy };
}

async function seenBy({ url, method, headers }: ComparedRequest, route: Route, ask: Asker): Promise<SeenOnWay> {
  const { secure, host, port } = originOf(url);
  const way = withRoute({ host, port }, route);
  const hop = secure ? way : { ...way, scheme: 'http' as const };
  const exchange = httpExchange.of(withRoute({ url, ...(method === undefined ? {} : { method }), ...(headers === undefined ? {} : { headers }) }, route));
  const reached = { connection: tcpConnection.of(hop), tunnel: proxyTunnel.of(hop), exchange };
  return secure ? (await ask({ ...reached, handshake: tlsHandshake.of(way), trust: trustStoreComparison.of(way) })).values : (await ask(reached)).values;
}

/** Whether the certificate is for the host; where none was seen, or none that can be read, its name is nothing against it. */
function namedFor({ names: { rules } }: ClientPolicies, host: string, handshake: TlsHandshake | undefined): SeenOfTarget['named'] {
  const [leaf] = handshake?.chain ?? [];
  const certificate = leaf === undefined ? undefined : summarize(Buffer.from(leaf, 'base64'));
  if (certificate === undefined || isMalformed(certificate)) return 'yes';
  const names = namesOf(certificate);
  if (matchHostName(host, names).matches) return 'yes';
  return coversHost(host, names, rules) ? 'leniently' : 'no';
}
