import type { KnownError, PossibleCause } from '@culprit/core';
import {
  addressBlock, botChallenge, captivePortal, cdnOriginFailure, clientCertificate, firewall, forbidden, gatewayError, legalBlock, misdirected, notFound, overloaded, paymentRequired, proxyAuthentication, rateLimited, regionBlock, serverError,
  unauthorized, upstreamProxyAuthentication,
} from './possible-causes.ts';

/**
 * A status (RFC 9110 §15) as programs write it: `403 Forbidden`, `HTTP/1.1 403`, `status code 403`, `"status":403`,
 * `HTTP Error 403`, `returned error: 403`, `403 Client Error: … for url: …`, and access logs.
 */
function status(code: number, reason: string, causes: readonly PossibleCause[], nearMiss: string, ofNginx?: string): KnownError {
  // What a proxy answers to CONNECT is no answer of the service; 407 always is the proxy's.
  const notOfAProxy = code === 407 ? '' : String.raw`(?<!\btunnel\b.{0,200})`;
  // nginx has words of its own for some statuses, and its pages are what people see.
  const named = [reason, ...ofNginx === undefined ? [] : [ofNginx]].map((words) => words.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|');
  return {
    id: `network/http-${code}`,
    program: 'http',
    literals: [String(code)],
    pattern: new RegExp(String.raw`(?:\bHTTP\/\d(?:\.\d)?"? |\bHTTP(?: Error| status| code)? |\bERROR (?=\d{3}: )|\bstatus(?:[ _-]?code)?["']?(?: is| of|:|=)? {0,2}|\breturned error: |\bError: |\bresponded with |\bserver response: )${code}\b(?! ?ms)${notOfAProxy}|\b${code} (?:(?:Client|Server) Error: )?(?:${named})${notOfAProxy}(?: for url: (?<url>\S{1,2000}))?`, 'i'),
    causes,
    examples: {
      matches: [`${code} ${reason}`, `HTTP/1.1 ${code} ${reason}`, `AxiosError: Request failed with status code ${code}`, `requests.exceptions.HTTPError: ${code} ${code < 500 ? 'Client' : 'Server'} Error: ${reason} for url: https://api.example.com/v1/models`, `ERROR ${code}: ${reason}.`, `"GET /v1 HTTP/1.1" ${code} 162`, ...ofNginx === undefined ? [] : [`<title>${code} ${ofNginx}</title>`]],
      nearMisses: [nearMiss, `took ${code} ms`, ...(code === 407 ? [] : [`Tunnel connection failed: ${code} ${reason}`])],
    },
  };
}

/** Statuses in texts of any program. */
export const errors: readonly KnownError[] = [
  status(401, 'Unauthorized', [unauthorized], 'listening on port 401'),
  status(402, 'Payment Required', [paymentRequired], '402 packages are looking for funding'),
  status(403, 'Forbidden', [forbidden, firewall, botChallenge, regionBlock], 'commit 403f0b1: Forbidden words removed'),
  status(404, 'Not Found', [notFound], 'found 404 files'),
  status(407, 'Proxy Authentication Required', [proxyAuthentication, upstreamProxyAuthentication], 'line 407: Proxy settings'),
  status(421, 'Misdirected Request', [misdirected], 'page 421'),
  status(429, 'Too Many Requests', [rateLimited], '429 requests in 5 s'),
  status(451, 'Unavailable For Legal Reasons', [legalBlock, forbidden], 'Fahrenheit 451'),
  status(495, 'SSL Certificate Error', [clientCertificate], 'row 495'),
  status(496, 'SSL Certificate Required', [clientCertificate], 'row 496'),
  status(500, 'Internal Server Error', [serverError], 'limit: 500 rows'),
  status(502, 'Bad Gateway', [gatewayError], '502 of 900 done'),
  status(503, 'Service Unavailable', [overloaded, gatewayError], 'pid 503', 'Service Temporarily Unavailable'),
  status(504, 'Gateway Timeout', [gatewayError], '504 tests passed', 'Gateway Time-out'),
  status(511, 'Network Authentication Required', [captivePortal], 'build 511'),
  status(520, 'Web Server Returned an Unknown Error', [cdnOriginFailure], 'offset 520'),
  status(521, 'Web Server Is Down', [cdnOriginFailure], 'offset 521'),
  status(522, 'Connection Timed Out', [cdnOriginFailure], 'offset 522'),
  status(523, 'Origin Is Unreachable', [cdnOriginFailure], 'offset 523'),
  status(524, 'A Timeout Occurred', [cdnOriginFailure], 'offset 524'),
  status(525, 'SSL Handshake Failed', [cdnOriginFailure], 'offset 525'),
  status(526, 'Invalid SSL Certificate', [cdnOriginFailure], 'offset 526'),
  {
    id: 'network/cloudflare-1xxx',
    program: 'http',
    literals: ['error code: 10'],
    pattern: /\berror code: 10(?:05|06|07|08|09|10|12|20)\b/i,
    causes: [firewall, regionBlock, addressBlock],
    examples: { matches: ['openai.PermissionDeniedError: error code: 1020', '403 error code: 1010'], nearMisses: ['exited with error code: 1', 'error code: 10061'] },
  },
  {
    id: 'network/challenge-page',
    program: 'http',
    literals: ['Just a moment...', 'Attention Required! | Cloudflare', 'cf-mitigated: challenge', 'x-amzn-waf-action'],
    pattern: /<title>Just a moment\.\.\.|\bAttention Required! \| Cloudflare|\bcf-mitigated: challenge\b|\bx-amzn-waf-action: (?:challenge|captcha)\b/i,
    causes: [botChallenge, firewall],
    examples: { matches: ['<title>Attention Required! | Cloudflare</title>', '<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title>', 'cf-mitigated: challenge', 'x-amzn-waf-action: challenge'], nearMisses: ['Just a moment... loading the model'] },
  },
  {
    id: 'network/region-not-supported',
    program: 'http',
    literals: ['unsupported_country_region_territory', 'territory not supported', 'User location is not supported'],
    pattern: /\bunsupported_country_region_territory\b|\bCountry, region, or territory not supported\b|\bUser location is not supported for the API use\b/i,
    causes: [regionBlock],
    examples: { matches: ["{'error': {'code': 'unsupported_country_region_territory'}}", 'google.api_core.exceptions.FailedPrecondition: 400 User location is not supported for the API use.', 'Country, region, or territory not supported'], nearMisses: ['Country, region, or territory: CN'] },
  },
];
