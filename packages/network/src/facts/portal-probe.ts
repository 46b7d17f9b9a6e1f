import { defineFact, type Fact, type GatherContext } from '@culprit/core';
import { isExpectedAnswer } from '../http/portal-probes.ts';
import { shownUrl } from '../http/shown-url.ts';
import { hostPort } from '../targets/host-name.ts';
import { originOf } from '../targets/http-resource.ts';
import { httpExchange, type HttpAnswer } from './http-exchange.ts';

export type PortalProbeInput = { readonly url: string };

/**
 * `open`: the known answer came. `replaced`: something else came in its place, with the log-in page where the network
 * names it. `unreachable`: no answer, or one that nobody knows.
 */
export type PortalProbe =
  | { readonly outcome: 'open' | 'unreachable' }
  | { readonly outcome: 'replaced'; readonly status: number; readonly portal?: string };

/** Asks, over plain HTTP, for something whose answer is known, as clients do to find a captive portal (RFC 8952 §2.6). */
export const portalProbe: Fact<PortalProbeInput, PortalProbe, never> = defineFact({
  id: 'network/portal-probe',
  gather: async ({ input: { url }, ask }: GatherContext<PortalProbeInput, Record<never, never>, never>): Promise<PortalProbe> => {
    const answer = await ask(httpExchange.of({ url: new URL(url).href }));
    const expected = answer?.outcome === 'answered' ? isExpectedAnswer(url, answer) : undefined;
    if (answer?.outcome !== 'answered' || expected === undefined) return { outcome: 'unreachable' };
    // A server that is down for a while does not stand for a network.
    if (!expected && answer.status >= 500 && answer.status !== 511) return { outcome: 'unreachable' };
    return expected ? { outcome: 'open' } : { outcome: 'replaced', status: answer.status, ...portalIn(answer) };
  },
  exhibit: (value) => value,
  thirdParties: ({ url }) => {
    const { host, port } = originOf(url);
    return [hostPort(host, port)];
  },
});

/** Where the network says that one logs in: a redirect, or a page that goes on by itself. */
function portalIn({ headers, body: { text } }: HttpAnswer): { readonly portal?: string } {
  const next = headers['location'] ?? /<meta[^>]{0,100}http-equiv=["']?refresh["']?[^>]{0,100}url=([^"'>\s]{1,500})/i.exec(text)?.[1]
    ?? /location(?:\.href)?\s*=\s*["'](https?:\/\/[^"']{1,500})/.exec(text)?.[1];
  return next === undefined ? {} : { portal: shownUrl(next) };
}
