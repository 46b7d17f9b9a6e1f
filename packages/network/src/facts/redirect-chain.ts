import { defineFact, type Fact, type GatherContext, type Request, type Route, type SecretReader } from '@culprit/core';
import { shownUrl } from '../http/shown-url.ts';
import { httpExchange, type HttpExchange, type HttpExchangeInput } from './http-exchange.ts';

export type RedirectChainInput = HttpExchangeInput & {
  /** Follow within the origin only, and contact nobody else. */
  readonly within?: 'origin';
};

/** One answer on the way; the URL as it may be shown. */
type Hop = { readonly url: string; readonly status: number };

export type RedirectChain = {
  /** The answers, the first included. */
  readonly hops: readonly Hop[];
  /** `failed`: the last hop leads to where nothing answers. `elsewhere`: to another origin, which was not asked. */
  readonly outcome: 'ended' | 'elsewhere' | 'loop' | 'too-many' | 'invalid-location' | 'failed';
  /** Where it led: the URL that ended it, failed, or came back. */
  readonly last: string;
};

type Needs = { readonly first: Request<HttpExchange, never> };

/** RFC 9110 §15.4 names no number; clients follow 5 to 50. */
const maxHops = 10;

/** Where the redirects of an answer lead. Fields of the caller go to no other origin. */
export const redirectChain: Fact<RedirectChainInput, RedirectChain, never> = defineFact<RedirectChainInput, RedirectChain, Needs, never>({
  id: 'network/redirect-chain',
  patienceMs: 10_000,
  needs: ({ within: _within, ...input }) => ({ first: httpExchange.of(input) }),
  gather,
  exhibit: ({ hops, ...rest }) => ({ ...rest, hops }),
});

async function gather(context: GatherContext<RedirectChainInput, Needs, never>): Promise<RedirectChain> {
  const { input, patienceMs } = context;
  const begun = performance.now();
  const hops: Hop[] = [];
  const seen = new Set<string>();
  let url = input.url;
  let answer: HttpExchange | undefined = context.facts.first;
  for (;;) {
    if (answer === undefined || answer.outcome !== 'answered') return { hops, outcome: 'failed', last: shownUrl(url) };
    const location = isRedirect(answer.status) ? answer.headers['location'] : undefined;
    hops.push({ url: shownUrl(url), status: answer.status });
    if (location === undefined) return { hops, outcome: 'ended', last: shownUrl(url) };
    const next = resolveLocation(location, url);
    if (next === undefined) return { hops, outcome: 'invalid-location', last: shownUrl(location) };
    seen.add(url);
    if (seen.has(next)) return { hops, outcome: 'loop', last: shownUrl(next) };
    if (hops.length >= maxHops) return { hops, outcome: 'too-many', last: shownUrl(next) };
    if (input.within === 'origin' && new URL(next).origin !== new URL(input.url).origin) return { hops, outcome: 'elsewhere', last: shownUrl(next) };
    if (performance.now() - begun > patienceMs) return { hops, outcome: 'failed', last: shownUrl(next) };
    concealTokens(next, context.secrets);
    answer = await context.ask(httpExchange.of(follow(input, next)));
    url = next;
  }
}

/** What a redirect hands over in its query is somebody's (`X-Amz-Signature`, `code`): it stays out of the report. */
function concealTokens(url: string, secrets: SecretReader): void {
  for (const [name, value] of new URL(url).searchParams) if (value.length >= 16) secrets.conceal(`redirect ${name}`.slice(0, 60), value);
}

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

/** `undefined` unless it is an http or https URL, absolute or relative, without user-info. */
function resolveLocation(location: string, base: string): string | undefined {
  if (!URL.canParse(location, base)) return undefined;
  const next = new URL(location, base);
  if ((next.protocol !== 'http:' && next.protocol !== 'https:') || next.username !== '' || next.password !== '') return undefined;
  next.hash = '';
  return next.href;
}

function follow({ url: first, method, headers, route }: RedirectChainInput, url: string): HttpExchangeInput {
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
