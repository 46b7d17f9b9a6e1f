import { defineFact, type Fact, type GatherContext } from '@culprit/core';
import { selectionFor } from '../connection/destination.ts';
import { isSocks } from '../proxy/proxy-address.ts';
import { originOf } from '../targets/http-resource.ts';
import { httpExchange, type HttpAnswer, type HttpExchangeInput } from './http-exchange.ts';

/**
 * Whether the proxy on the way hands header fields on, the caller's and the service's. `alike`: the status is the same by a way
 * that the proxy can't look into; `lost` and `changed` name the fields that the answer has there, and not as they are here. `lost`: by that way the request is answered otherwise, and without these fields just as through the
 * proxy. `different`: another answer that no single field accounts for.
 */
export type HeaderPassage =
  | { readonly outcome: 'not-proxied' | 'not-compared' }
  | { readonly outcome: 'alike'; readonly proxy: string; readonly from: string; readonly by: Reference; readonly status: number; readonly lost: readonly string[]; readonly changed: readonly string[] }
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
      if (status === other) {
        const { lost, changed } = alterations(reference, passed);
        if (lost.length + changed.length === 0) return { outcome: 'alike', proxy, from, by, status, lost, changed };
        // What differs between two answers by one way, a nonce or a node, says nothing of the proxy.
        const again = await answered({ ...way, headers: { ...input.headers, 'Cache-Control': 'no-cache' } });
        const steady = (name: string): boolean => again !== undefined && again.headers[name] === reference.headers[name];
        return { outcome: 'alike', proxy, from, by, status, lost: lost.filter(steady), changed: changed.filter(steady) };
      }
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

/** What a proxy may write, take out or put in: RFC 9110 §7.6, what goes with another form of the body (§7.7), RFC 9111 §5. */
const ofTheWay: ReadonlySet<string> = new Set([
  'connection', 'keep-alive', 'proxy-connection', 'proxy-authenticate', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'via', 'content-length', 'content-encoding', 'vary', 'accept-ranges', 'etag',
  'age', 'date', 'expires', 'warning', 'alt-svc', 'x-cache', 'x-cache-lookup', 'x-cache-hits', 'set-cookie',
]);
const mostNamed = 12;

/** The fields of an answer that another one lacks, and those that it has otherwise; names only, as values may be secrets. */
function alterations(reference: HttpAnswer, passed: HttpAnswer): { readonly lost: readonly string[]; readonly changed: readonly string[] } {
  const names = Object.keys(reference.headers).filter((name) => !ofTheWay.has(name) && passed.headers[name] !== reference.headers[name]);
  const lost = names.filter((name) => passed.headers[name] === undefined);
  return { lost: lost.slice(0, mostNamed), changed: names.filter((name) => !lost.includes(name)).slice(0, mostNamed) };
}
