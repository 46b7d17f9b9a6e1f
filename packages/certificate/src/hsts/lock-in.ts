import { isIP } from 'node:net';
import { optional, type Cause, type Request, type Suspicion } from '@culprit/core';
import { httpExchange, httpResource, type HttpExchange } from '@culprit/network';
import { inspectBrowserHsts } from '../remedies/inspect-browser-hsts.ts';
import { preloadedSuffix, readHstsPolicy } from './read-policy.ts';

/**
 * The same cause of a certificate that browsers refuse. Where they hold the host to HTTPS its confirmation says for how long
 * (`host`, `lockedInDays`), and a remedy why there is no button to go on.
 */
export function withLockIn(cause: Cause): Cause {
  return {
    ...cause,
    remedies: [...cause.remedies, inspectBrowserHsts],
    controls: (suspicion) => ({ ...cause.controls(suspicion), ...answerOf(suspicion) }),
    judge: (context) => {
      const judgement = cause.judge(context);
      if (judgement.verdict !== 'confirmed') return judgement;
      const { hsts } = context.facts as { readonly hsts?: HttpExchange };
      return { ...judgement, params: { ...judgement.params, ...lockIn(context.suspicion, hsts) } };
    },
  };
}

/** The answer that the target was asked for anyway; nothing where it is no resource. */
function answerOf(suspicion: Suspicion): { readonly hsts?: Request<HttpExchange | undefined> } {
  const resource = suspicion.related(httpResource);
  if (resource === undefined || !resource.url.startsWith('https:')) return {};
  const { url, method, headers, route } = resource;
  return { hsts: optional(httpExchange.of({ url, ...(method === undefined ? {} : { method }), ...(headers === undefined ? {} : { headers }), ...(route === undefined ? {} : { route }) })) };
}

/** Pure: for how many days a browser that was here before lets nobody click through (RFC 6797 §12.1); nothing where HSTS is not in force. */
function lockIn(suspicion: Suspicion, exchange: HttpExchange | undefined): { readonly host: string; readonly lockedInDays: number } | Record<never, never> {
  const resource = suspicion.related(httpResource);
  if (resource === undefined || !resource.url.startsWith('https:')) return {};
  const host = new URL(resource.url).hostname;
  if (isIP(host.replace(/^\[|\]$/g, '')) > 0) return {};
  const field = exchange?.outcome === 'answered' ? exchange.headers['strict-transport-security'] : undefined;
  const policy = field === undefined ? undefined : readHstsPolicy(field);
  const days = policy?.outcome === 'policy' ? Math.floor(policy.maxAgeSeconds / 86_400) : 0;
  return days > 0 || preloadedSuffix(host) !== undefined ? { host, lockedInDays: days } : {};
}
