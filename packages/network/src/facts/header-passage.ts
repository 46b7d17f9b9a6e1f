import { defineFact, type Fact, type GatherContext } from '@culprit/core';
import { selectionFor } from '../connection/destination.ts';
import { isSocks } from '../proxy/proxy-address.ts';
import { originOf } from '../targets/http-resource.ts';
import { httpExchange, type HttpAnswer, type HttpExchangeInput } from './http-exchange.ts';

/**
 * Whether the proxy on the way hands the caller's header fields on. `alike`: the answer is the same by a way that the proxy
 * can't look into. `lost`: by that way the request is answered otherwise, and without these fields just as through the
 * proxy. `different`: another answer that no single field accounts for.
 */
export type HeaderPassage =
  | { readonly outcome: 'not-proxied' | 'not-compared' }
  | { readonly outcome: 'alike'; readonly proxy: string; readonly from: string; readonly by: Reference; readonly status: number }
  | { readonly outcome: 'lost'; readonly proxy: string; readonly from: string; readonly by: Reference; readonly status: number; readonly other: number; readonly fields: readonly string[] }
  | { readonly outcome: 'different'; readonly proxy: string; readonly from: string; readonly by: Reference; readonly status: number; readonly other: number };

/** The way to compare with: a tunnel of the same proxy, for plain HTTP, or the direct one. */
type Reference = 'tunnel' | 'direct';

/** A request has as many fields of a caller at most that are left out one by one. */
const mostFields = 6;

/**
 * Sends the same request past the proxy, and once more without each field. It needs no service that echoes what it got:
 * the service's own answers tell which field did not arrive.
 */
export const headerPassage: Fact<HttpExchangeInput, HeaderPassage> = defineFact<HttpExchangeInput, HeaderPassage>({
  id: 'network/header-passage',
  patienceMs: 12_000,
  gather: async ({ input, ask }: GatherContext<HttpExchangeInput, Record<never, never>, never>): Promise<HeaderPassage> => {
    const { secure, host, port } = originOf(input.url);
    const selection = await ask(selectionFor({ host, port, ...(secure ? {} : { scheme: 'http' }), ...(input.route === undefined ? {} : { route: input.route }) }));
    if (selection?.outcome !== 'proxied') return { outcome: 'not-proxied' };
    const { proxy, from } = selection;
    const answered = async (request: HttpExchangeInput): Promise<HttpAnswer | undefined> => {
      const exchange = await ask(httpExchange.of(request));
      return exchange?.outcome === 'answered' && exchange.withheldHeaders === undefined ? exchange : undefined;
    };
    const passed = await answered(input);
    if (passed === undefined) return { outcome: 'not-compared' };
    const ways: readonly (readonly [Reference, HttpExchangeInput])[] = [
      ...(secure || isSocks(selection.scheme) ? [] : [['tunnel', { ...input, form: 'tunnel' }] as const]),
      ['direct', { ...input, route: { ...input.route, proxy: 'direct' } }],
    ];
    for (const [by, way] of ways) {
      const reference = await answered(way);
      if (reference === undefined) continue;
      const [status, other] = [passed.status, reference.status];
      if (status === other) return { outcome: 'alike', proxy, from, by, status };
      const fields: string[] = [];
      for (const name of Object.keys(input.headers ?? {}).slice(0, mostFields)) {
        const { [name]: _left, ...headers } = input.headers ?? {};
        if ((await answered({ ...way, headers }))?.status === status) fields.push(name);
      }
      return fields.length === 0 ? { outcome: 'different', proxy, from, by, status, other } : { outcome: 'lost', proxy, from, by, status, other, fields };
    }
    return { outcome: 'not-compared' };
  },
  exhibit: (value) => value,
});
