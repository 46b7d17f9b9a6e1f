import { isIP } from 'node:net';
import { ask, createMemory, type AskOptions, type Route } from '@culprit/core';
import { httpExchange, nameResolution, originOf, proxyTunnel, tcpConnection, tlsHandshake, type TlsHandshake } from '@culprit/network';
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

export interface ComparisonOptions extends Pick<AskOptions, 'signal' | 'timeoutMs'> {
  /** Where to connect and whom to ask for names, for every client alike. */
  readonly route: Pick<Route, 'connectTo' | 'resolver'>;
  /** Run those that are installed as well. */
  readonly confirm: boolean;
}

/** Examines a URL on every way that one of the clients takes, and judges each client by its own rules. */
export async function examineClients(url: string, chosen: readonly ClientPolicies[], { route: base, confirm, ...options }: ComparisonOptions): Promise<readonly ComparedClient[]> {
  const { secure, host, port } = originOf(url);
  const settings: AskOptions = { ...options, memory: createMemory() };
  const { resolver } = base;
  const { values: { ways } } = await ask({ ways: clientWays.of({ host, port, scheme: secure ? 'https' : 'http' }) }, settings);
  // Where the connection goes elsewhere, nobody needs the name.
  const resolution = base.connectTo === undefined
    ? (await ask({ resolution: nameResolution.of({ host, ...(resolver === undefined || isIP(host) > 0 ? {} : { resolver }) }) }, settings)).values.resolution : undefined;
  const compared = chosen.flatMap((policies) => (ways?.ways ?? []).filter(({ client }) => client === policies.client).map((way) => ({ policies, way })));
  const storeReplaced = ['SSL_CERT_FILE', 'SSL_CERT_DIR'].some((name) => (process.env[name] ?? '') !== '');
  // Clients that go the same way meet the same connection, handshake and answer.
  const keys = [...new Set(compared.map(({ way }) => wayKey(way)))];
  const addresses = resolution !== undefined && 'addresses' in resolution ? resolution.addresses : [];
  const both = keys.includes('direct') && new Set(addresses.map(({ family }) => family)).size === 2;
  const byFamily = (family: 4 | 6) => tcpConnection.of({ host, port, ...(secure ? {} : { scheme: 'http' as const }), route: { ...base, proxy: 'direct', family } });
  const [seen, families, ran] = await Promise.all([
    Promise.all(keys.map(async (key) => [key, await seenBy(url, key, base, settings)] as const)).then((entries) => new Map(entries)),
    both ? ask({ 4: byFamily(4), 6: byFamily(6) }, settings).then(({ values }) => values) : undefined,
    Promise.all(compared.map(async ({ policies: { client } }) => (confirm && client !== 'browser' ? (await ask({ run: clientRun.of({ client, url }) }, settings)).values.run : undefined))),
  ]);
  return compared.map(({ policies, way }, index): ComparedClient => {
    const on = seen.get(wayKey(way)) ?? {};
    const target = { url, secure, ...(resolution === undefined ? {} : { resolution }), named: namedFor(policies, host, on.handshake), storeReplaced, ...(families === undefined ? {} : { families }) };
    const run = ran[index];
    return { policies, way, verdict: judgeClient(policies, way, target, on), ...(run === undefined ? {} : { ran: run }) };
  });
}

/** `own`: the way that Culprit takes by itself, with the credential of the variable that it goes by. `none`: none can be told. */
const wayKey = (way: ClientWay): string => (way.way === 'direct' ? 'direct' : way.way === 'invalid' ? 'none' : way.own ? 'own' : way.proxy);

async function seenBy(url: string, key: string, base: Route, settings: AskOptions): Promise<SeenOnWay> {
  if (key === 'none') return {};
  const { secure, host, port } = originOf(url);
  const route = key === 'own' ? base : { ...base, proxy: key };
  const way = { host, port, route };
  const reached = { connection: tcpConnection.of(secure ? way : { ...way, scheme: 'http' }), tunnel: proxyTunnel.of(secure ? way : { ...way, scheme: 'http' }), exchange: httpExchange.of({ url, route }) };
  return secure
    ? (await ask({ ...reached, handshake: tlsHandshake.of(way), trust: trustStoreComparison.of(way) }, settings)).values
    : (await ask(reached, settings)).values;
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
