import { type GatherContext, type Route, type SecretReader, monotonicMs } from '@culprit/core';
import { resolutionFor, wayOf } from '../connection/destination.ts';
import { isPrivateName } from '../dns/name-scope.ts';
import { httpExchange, type HttpExchange, type HttpExchangeInput } from '../facts/http-exchange.ts';
import { proxyTunnel } from '../facts/proxy-tunnel.ts';
import { hopOf, locationOf, type Hop, type HopFailure, type RedirectChain, type RedirectChainInput, type RedirectChainNeeds } from '../facts/redirect-chain.ts';
import { tcpConnection } from '../facts/tcp-connection.ts';
import { tlsHandshake } from '../facts/tls-handshake.ts';
import { originOf } from '../targets/http-resource.ts';
import { shownUrl } from './shown-url.ts';
import { mayCarryCredential } from './withheld-headers.ts';

/** RFC 9110 §15.4 names no number; clients follow 5 to 50. */
const maxHops = 10;

/** Goes where redirects lead, from an answer that is one. Fields of the caller go to no other origin. */
export async function followRedirects(context: GatherContext<RedirectChainInput, RedirectChainNeeds, never>): Promise<RedirectChain> {
  const { input, patienceMs } = context;
  const begun = monotonicMs();
  const hops: Hop[] = [];
  const seen = new Set<string>();
  let url = input.url;
  let downgraded = false;
  let answer: HttpExchange | undefined = context.facts.first;
  const end = (outcome: RedirectChain['outcome'], last: string, failure?: HopFailure): RedirectChain => ({
    hops, outcome, last: shownUrl(last), downgraded,
    credentialLeft: url !== input.url && new URL(url).origin !== new URL(input.url).origin && mayCarryCredential(input.headers),
    ...(failure === undefined ? {} : { failure }),
  });
  for (;;) {
    if (answer === undefined || answer.outcome !== 'answered') {
      return end('failed', url, answer === undefined ? await failureOf(context, url) : { step: 'http', how: answer.outcome });
    }
    const location = locationOf(answer);
    hops.push(hopOf(url, answer));
    if (location === undefined) return end('ended', url);
    const next = resolveLocation(location, url);
    if (next === undefined) return end('invalid-location', location);
    seen.add(url);
    if (seen.has(next)) return end('loop', next);
    if (hops.length >= maxHops) return end('too-many', next);
    if (input.within === 'origin' && new URL(next).origin !== new URL(input.url).origin) return end('elsewhere', next);
    if (!isPrivateName(originOf(input.url).host) && isPrivateName(originOf(next).host)) return end('private', next);
    if (monotonicMs() - begun > patienceMs) return end('failed', next);
    concealTokens(next, context.secrets);
    downgraded ||= url.startsWith('https:') && next.startsWith('http:');
    answer = await context.ask(httpExchange.of(requestTo(input, next)));
    url = next;
  }
}

/** Finds the step at which a hop failed. All of it was asked for the hop already: nothing is asked anew. */
async function failureOf({ input, ask }: GatherContext<RedirectChainInput, RedirectChainNeeds, never>, url: string): Promise<HopFailure | undefined> {
  const { secure, host, port } = originOf(url);
  const { route } = requestTo(input, url);
  const way = { host, port, ...(route === undefined ? {} : { route }), ...(secure ? {} : { scheme: 'http' as const }) };
  const resolution = await ask(resolutionFor(way));
  if (resolution !== undefined && !('addresses' in resolution)) return { step: 'name', how: resolution.outcome };
  const connection = await ask(tcpConnection.of(wayOf(way)));
  if (connection !== undefined && connection.outcome !== 'connected') return { step: 'connection', how: connection.outcome };
  const tunnel = await ask(proxyTunnel.of(way));
  if (tunnel !== undefined && tunnel.outcome !== 'direct' && tunnel.outcome !== 'open') return { step: 'tunnel', how: tunnel.outcome };
  const { scheme: _scheme, ...encrypted } = way;
  const handshake = secure ? await ask(tlsHandshake.of(encrypted)) : undefined;
  return handshake === undefined || handshake.outcome === 'completed' ? undefined : { step: 'tls', how: handshake.outcome };
}

/** What a redirect hands over in its query is somebody's (`X-Amz-Signature`, `code`): it stays out of the report. */
function concealTokens(url: string, secrets: SecretReader): void {
  for (const [name, value] of new URL(url).searchParams) if (value.length >= 16) secrets.conceal(`redirect ${name}`.slice(0, 60), value);
}

/** `undefined` unless it is an http or https URL, absolute or relative, without user-info. */
function resolveLocation(location: string, base: string): string | undefined {
  if (!URL.canParse(location, base)) return undefined;
  const next = new URL(location, base);
  if ((next.protocol !== 'http:' && next.protocol !== 'https:') || next.username !== '' || next.password !== '') return undefined;
  next.hash = '';
  return next.href;
}

function requestTo({ url: first, method, headers, route }: RedirectChainInput, url: string): HttpExchangeInput {
  const sameOrigin = new URL(first).origin === new URL(url).origin;
  const way = sameOrigin ? route : elsewhere(route);
  return {
    url,
    ...(method === undefined ? {} : { method: method === 'HEAD' ? 'HEAD' : 'GET' }),
    ...(headers === undefined || !sameOrigin ? {} : { headers }),
    ...(way === undefined ? {} : { route: way }),
  };
}

/** The way to another origin: the same resolver and proxy, but neither the fixed address nor the client's certificate. */
function elsewhere(route: Route | undefined): Route | undefined {
  if (route === undefined) return undefined;
  const { connectTo: _connectTo, clientCertificate: _clientCertificate, ...rest } = route;
  return rest;
}
