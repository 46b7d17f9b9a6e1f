import type { Request, Suspicion } from '@culprit/core';
import { exchangeInput } from '../checks/exchange-input.ts';
import { httpExchange, type HttpAnswer, type HttpExchange } from '../facts/http-exchange.ts';
import { redirectChain, type RedirectChain } from '../facts/redirect-chain.ts';
import { harmlessHeaders } from '../http/withheld-headers.ts';
import { hostPort } from '../targets/host-name.ts';
import { httpResource, originOf, type HttpResource } from '../targets/http-resource.ts';

/** The resource that the failure is about. */
export function resourceOf(suspicion: Suspicion): HttpResource {
  const data = suspicion.related(httpResource);
  if (data === undefined) throw new Error('an HTTP cause was suspected without an http-resource');
  return data;
}

/** The request that failed. */
export const failedExchange = (suspicion: Suspicion): Request<HttpExchange> => httpExchange.of(exchangeInput(resourceOf(suspicion)));

/** The same request without anything that may be a credential. */
export function anonymousExchange(suspicion: Suspicion): Request<HttpExchange> {
  const { headers: _headers, ...input } = exchangeInput(resourceOf(suspicion));
  const headers = harmlessHeaders(resourceOf(suspicion).headers);
  return httpExchange.of({ ...input, ...(headers === undefined ? {} : { headers }) });
}

/** The root of the same origin: whether the whole service is concerned or only a path. */
export function rootExchange(suspicion: Suspicion): Request<HttpExchange> {
  const { url, route } = resourceOf(suspicion);
  return httpExchange.of({ url: new URL('/', url).href, ...(route === undefined ? {} : { route }) });
}

/** A browser's usual User-Agent, sent in an experiment only: whether the program is what is refused. */
const browserUserAgent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** The same request under a browser's User-Agent. It is told wherever its answer is used. */
export function browserExchange(suspicion: Suspicion): Request<HttpExchange> {
  const { headers = {}, ...input } = exchangeInput(resourceOf(suspicion));
  const others = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'user-agent');
  return httpExchange.of({ ...input, headers: { ...Object.fromEntries(others), 'User-Agent': browserUserAgent } });
}

/** The same request, as if it came from the front page of the site. */
export function referredExchange(suspicion: Suspicion): Request<HttpExchange> {
  const resource = resourceOf(suspicion);
  const input = exchangeInput(resource);
  return httpExchange.of({ ...input, headers: { ...input.headers, Referer: new URL('/', resource.url).href } });
}

/** The root of the same address, asked for under another name. */
export function underAnotherName({ url, route }: HttpResource, name: string): Request<HttpExchange> {
  const { host, port } = originOf(url);
  return httpExchange.of({ url: `http://${hostPort(name, port)}/`, route: { ...route, connectTo: route?.connectTo ?? hostPort(host, port) } });
}

/** Whether an answer lets a client in: no refusal and no error. */
export const letsIn = (answer: HttpAnswer | undefined): answer is HttpAnswer => answer !== undefined && answer.refusal === undefined && answer.status < 400;

/** Where the redirects of the failed request lead. */
export const chainOf = (suspicion: Suspicion): Request<RedirectChain> =>
  redirectChain.of({ ...exchangeInput(resourceOf(suspicion)), ...(suspicion.settings.offline ? { within: 'origin' } as const : {}) });

/** Whether the failed request is the root of its origin itself. */
export function isRoot(suspicion: Suspicion): boolean {
  const { url } = resourceOf(suspicion);
  return url === new URL('/', url).href;
}

/** The answer, if there was one. */
export const answerOf = (exchange: HttpExchange | undefined): HttpAnswer | undefined => (exchange?.outcome === 'answered' ? exchange : undefined);

/** What a request without an answer looks like where nothing was told apart. */
export const unansweredCauses: ReadonlySet<string> = new Set(['network/http-reset', 'network/empty-reply', 'network/http-silence', 'network/connection-reset']);

/** What every cause says that could not ask its request again. */
export const notAnswered = {
  en: { 'not-observed': 'The answer could not be observed; run again, with more time (--timeout)' },
  'zh-CN': { 'not-observed': '未能观察到响应；请给予更多时间（--timeout）后重试' },
} as const;

/** By what a cause of a status is ruled out. */
export const otherStatus = {
  en: { 'other-status': 'The status is {status}' },
  'zh-CN': { 'other-status': '状态码是 {status}' },
} as const;

/** Who answered, by its own word: the Server field (RFC 9110 §10.2.4); `undefined` where it names nobody. */
export const serverOf = (answer: HttpAnswer): string | undefined => answer.headers['server']?.slice(0, 60) || undefined;
