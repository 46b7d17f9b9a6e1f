import { defineFact, type Fact, type Request } from '@culprit/core';
import { shownUrl } from '../http/shown-url.ts';
import { httpExchange, type HttpAnswer, type HttpExchange, type HttpExchangeInput } from './http-exchange.ts';

export type RedirectChainInput = HttpExchangeInput & {
  /** Follow within the origin only, and contact nobody else. */
  readonly within?: 'origin';
};

/** One answer on the way; the URL as it may be shown. `refusedBy`: who refused in place of the service. */
export type Hop = { readonly url: string; readonly status: number; readonly refusedBy?: string };

/** What of a hop did not work: the name, the connection, the proxy's tunnel, TLS or the exchange, and how. */
export type HopFailure = { readonly step: 'name' | 'connection' | 'tunnel' | 'tls' | 'http'; readonly how: string };

export type RedirectChain = {
  /** The answers, the first included. */
  readonly hops: readonly Hop[];
  /**
   * `failed`: the last hop leads to where nothing answers. `elsewhere`: to another origin, which was not asked.
   * `private`: from a public name to an address of a private network, which nobody asks on a stranger's word.
   */
  readonly outcome: 'ended' | 'elsewhere' | 'loop' | 'too-many' | 'invalid-location' | 'private' | 'failed';
  /** Where one could be found. */
  readonly failure?: HopFailure;
  /** Whether a hop led from https to http. */
  readonly downgraded: boolean;
  /** Whether fields of the caller that may be a credential were left behind at another origin. */
  readonly credentialLeft: boolean;
  /** Where it led: the URL that ended it, failed, or came back. */
  readonly last: string;
};

export type RedirectChainNeeds = { readonly first: Request<HttpExchange, never> };

/** Where the redirects of an answer lead. Fields of the caller go to no other origin. */
export const redirectChain: Fact<RedirectChainInput, RedirectChain, never> = defineFact<RedirectChainInput, RedirectChain, RedirectChainNeeds, never>({
  id: 'network/redirect-chain',
  patienceMs: 10_000,
  needs: ({ within: _within, ...input }) => ({ first: httpExchange.of(input) }),
  gather: (context) => {
    const { input, facts: { first } } = context;
    const here = { last: shownUrl(input.url), downgraded: false, credentialLeft: false };
    if (first.outcome !== 'answered') return { ...here, hops: [], outcome: 'failed', failure: { step: 'http', how: first.outcome } };
    if (locationOf(first) === undefined) return { ...here, hops: [hopOf(input.url, first)], outcome: 'ended' };
    return import('../http/follow-redirects.ts').then(({ followRedirects }) => followRedirects(context));
  },
  exhibit: (value) => value,
});

/** Where an answer leads, as it says itself. */
export const locationOf = ({ status, headers }: HttpAnswer): string | undefined => (isRedirect(status) ? headers['location'] : undefined);

export const hopOf = (url: string, { status, refusal }: HttpAnswer): Hop => ({ url: shownUrl(url), status, ...(refusal === undefined ? {} : { refusedBy: refusal.by }) });

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);
