import type { Conclusion, Param } from '@culprit/core';
import type { HttpAnswer, HttpExchange } from '../facts/http-exchange.ts';
import { mayCarryCredential } from '../http/withheld-headers.ts';
import type { RefusalKind } from '../http/refusal.ts';
import { portalOf } from '../http/portal.ts';
import { retryAfterSeconds } from '../http/retry-after.ts';
import { shownUrl } from '../http/shown-url.ts';
import type { HttpResource } from '../targets/http-resource.ts';

/** What an answer means for a client that wants in. Statuses: RFC 9110 §15 and those it registers. */
export function judgeResponse(target: HttpResource, exchange: HttpExchange): Conclusion {
  if (exchange.outcome !== 'answered') return judgeFailure(exchange);
  const { status, headers, body } = exchange;
  const reason = exchange.reason.slice(0, 100);
  // The reason phrase may be empty (RFC 9112 §4).
  const params = { status, reason, answer: reason === '' ? String(status) : `${status} ${reason}` };
  const portal = portalOf(target.url, exchange);
  if (portal !== undefined) return { finding: 'portal', params: { portal } };
  if (body.truncated === 'closed-early') return { finding: 'truncated', params: { bytes: body.bytes } };
  // nginx: the handshake went through without a certificate, the request does not (status 496 inside, 400 outside).
  if (status === 496 || (status === 400 && /No required SSL certificate was sent/.test(body.text))) return { finding: 'client-certificate-required', params: {} };
  if (exchange.refusal !== undefined && target.expectStatus?.includes(status) !== true) {
    const { kind, by } = exchange.refusal;
    return { finding: refusalFindings[kind], params: { ...params, by } };
  }
  const always = judgeAlways(exchange, params);
  if (always !== undefined) return always;
  const { expectStatus } = target;
  if (expectStatus?.includes(status) === true) return { finding: 'answered', params };
  const credential = mayCarryCredential(target.headers) && exchange.withheldHeaders === undefined;
  if (credential && status === 401) return { finding: 'unauthorized', params };
  if (credential && status === 403) return { finding: 'forbidden', params };
  if (expectStatus !== undefined) return { finding: 'unexpected-status', params: { ...params, expected: expectStatus.join(', ') } };
  if ([301, 302, 303, 307, 308].includes(status) && headers['location'] === undefined) return { finding: 'no-location', params };
  if (status >= 300 && status < 400 && headers['location'] !== undefined) {
    return { finding: 'redirected', params: { ...params, to: shownUrl(headers['location']) } };
  }
  if (status === 400 && plainHttpToTls.test(body.text)) return { finding: 'client-error', params };
  if (status < 400 && body.charset !== undefined) return { finding: 'mis-encoded', params: { ...params, declared: body.charset.declared } };
  if (status < 400) return exchange.kind === 'html' && expectsData(target) ? { finding: 'html-instead-of-data', params } : { finding: 'answered', params };
  const { pathname, search } = new URL(target.url);
  // A bare host was asked whether somebody answers; no one said that anything is served there.
  if (pathname === '/' && search === '') return { finding: 'answered', params };
  if (status === 401 || status === 403) return { finding: 'not-judged', params };
  if (status === 404 || status === 410) return { finding: 'not-found', params };
  return { finding: 'client-error', params };
}

const refusalFindings: { readonly [K in RefusalKind]: string } = {
  challenge: 'challenged', firewall: 'firewalled', address: 'address-refused', region: 'region-refused',
  'block-page': 'blocked', origin: 'origin-unreachable', edge: 'edge-error',
};

/** How nginx, Go's net/http and Apache answer a plain request on a port that speaks TLS: nobody gets in there, whatever was asked for. */
const plainHttpToTls = /plain HTTP request was sent to HTTPS port|sent an HTTP request to an HTTPS server|speaking plain HTTP to an SSL-enabled server port/i;

/** Statuses that keep a client out whatever it asked for. */
function judgeAlways(exchange: HttpAnswer, params: { readonly [name: string]: Param }): Conclusion | undefined {
  const { status, headers } = exchange;
  switch (status) {
    case 402: return { finding: 'payment-required', params };
    case 407: return { finding: 'proxy-authentication-required', params };
    case 421: return { finding: 'misdirected', params };
    case 429: return { finding: 'rate-limited', params };
    case 451: return { finding: 'legal', params };
    case 502:
    case 504: return { finding: 'gateway-error', params };
    case 503: {
      const seconds = retryAfterSeconds(headers['retry-after'], exchange.receivedAt);
      return seconds === undefined ? { finding: 'server-error', params } : { finding: 'overloaded', params: { ...params, retryAfterSeconds: seconds } };
    }
    default: return status >= 500 ? { finding: 'server-error', params } : undefined;
  }
}

function judgeFailure(exchange: Exclude<HttpExchange, HttpAnswer>): Conclusion {
  const code = exchange.code ?? '';
  switch (exchange.outcome) {
    case 'timed-out': return { finding: 'timed-out', params: { tookMs: Math.round(exchange.tookMs), phase: exchange.phase } };
    case 'closed': return { finding: exchange.firstByteMs === undefined ? 'empty' : 'closed', params: {} };
    case 'failed': return { finding: code.startsWith('ERR_INVALID_') || code === 'ERR_RESERVED_HEADER' ? 'not-sent' : 'malformed', params: { code } };
    case 'undecodable':
    case 'malformed': return { finding: exchange.outcome, params: { code } };
    default: return { finding: exchange.outcome, params: { phase: exchange.phase } };
  }
}

/** Whether a program rather than a browser asks: by Accept, or by a path of the kind that APIs have. */
export function expectsData({ url, headers = {} }: HttpResource): boolean {
  const given = Object.entries(headers).find(([name]) => name.toLowerCase() === 'accept')?.[1];
  const accept = typeof given === 'string' ? given.toLowerCase() : '';
  if (accept.includes('text/html')) return false;
  const { pathname } = new URL(url);
  return accept.includes('json') || pathname.endsWith('.json') || /\/(?:v1|api)\//.test(`${pathname}/`);
}
