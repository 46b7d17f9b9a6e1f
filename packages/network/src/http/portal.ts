import type { HttpAnswer } from '../facts/http-exchange.ts';
import { shownUrl } from './shown-url.ts';

/** Words that captive portals have in their addresses. */
const portalWords = /(?:^|[^a-z])(?:captive|portal|hotspot|login|logon|signin|wifi|wlan|guest|eportal|ac_portal|srun)(?:[^a-z]|$)/i;

/**
 * The log-in page that a network put in the place of an answer; `undefined` if it does not look like that. Plain HTTP
 * only: nobody can do it to an https target without a certificate for it.
 */
export function portalOf(url: string, { status, headers }: Pick<HttpAnswer, 'status' | 'headers'>): string | undefined {
  // 511 is for the networks in between alone (RFC 6585 §6).
  if (status === 511) return shownUrl(headers['location'] ?? url);
  const location = headers['location'];
  if (status < 300 || status >= 400 || location === undefined || !URL.canParse(location, url)) return undefined;
  const asked = new URL(url);
  if (asked.protocol !== 'http:') return undefined;
  const next = new URL(location, url);
  if (next.hostname === asked.hostname || siteOf(next.hostname) === siteOf(asked.hostname)) return undefined;
  // Single sign-on looks alike, yet says what it is: OpenID Connect, SAML 2.0, WS-Federation.
  if (/[?&](?:client_id|redirect_uri|response_type|SAMLRequest|wa)=/.test(next.search)) return undefined;
  return portalWords.test(`${next.hostname}${next.pathname}`) ? shownUrl(next.href) : undefined;
}

/** The last two labels: near enough to tell a company's own log-in host from a stranger. */
const siteOf = (host: string): string => (/^[\d.]+$|:/.test(host) ? host : host.split('.').slice(-2).join('.'));
