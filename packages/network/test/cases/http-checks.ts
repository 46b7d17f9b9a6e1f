import { checkTable, type CheckCase, type CheckRow, type Conformance } from '@culprit/testkit';
import { clockCheck } from '../../src/checks/clock.ts';
import { http2 } from '../../src/checks/http2.ts';
import { httpResponse } from '../../src/checks/http-response.ts';
import { redirects } from '../../src/checks/redirects.ts';
import type { Http2Exchange } from '../../src/facts/http2-exchange.ts';
import type { HttpExchange } from '../../src/facts/http-exchange.ts';
import type { RedirectChain } from '../../src/facts/redirect-chain.ts';
import type { RefusalKind } from '../../src/http/refusal.ts';
import { answered, unanswered } from './seen.ts';

const url = 'https://service.example/v1/models';
const target = { url };
const keyed = { target: { url, headers: { Authorization: 'Bearer env:KEY' } } };
const asked = (exchange: HttpExchange): CheckCase['facts'] => ({ exchange });
const status = (...statuses: readonly (readonly [status: number, finding: string])[]): readonly CheckRow[] => statuses.map(([code, finding]): CheckRow => [String(code), finding, asked(answered(code))]);
const refusals: { readonly [K in RefusalKind]: string } = {
  challenge: 'challenged', firewall: 'firewalled', address: 'address-refused', region: 'region-refused', 'block-page': 'blocked', origin: 'origin-unreachable', edge: 'edge-error',
};
const mark = (kind: RefusalKind): HttpExchange => answered(403, {}, '', { refusal: { kind, by: 'somebody' } });
const whole = answered(200, {}, '{}').body;

const led = (chain: Partial<RedirectChain> = {}): CheckCase['facts'] => ({
  exchange: answered(302, { location: 'https://service.example/b' }),
  chain: { outcome: 'ended', hops: [{ url, status: 302 }, { url: 'https://service.example/b', status: 200 }], downgraded: false, credentialLeft: false, last: 'https://service.example/b', ...chain } satisfies RedirectChain,
});
const endedBy = (code: number): Partial<RedirectChain> => ({ hops: [{ url, status: 302 }, { url: 'https://other.example/', status: code }] });

const full = { settings: { depth: 'full' } } as const;
const second = (outcome: Exclude<Http2Exchange['outcome'], 'answered' | 'not-offered'>): CheckCase['facts'] => ({ exchange: { outcome, code: 'INTERNAL_ERROR', tookMs: 5 } satisfies Http2Exchange });

export const checks: NonNullable<Conformance['checks']> = {
  [clockCheck.id]: checkTable(target, [
    ['within what clocks differ by', 'agrees', asked(answered(200, { date: 'Thu, 01 Jan 2026 00:04:00 GMT' }))],
    ['an hour ahead', 'skewed', asked(answered(200, { date: 'Wed, 31 Dec 2025 23:00:00 GMT' })), { concludes: { finding: 'skewed', params: { here: '2026-01-01 00:00 UTC', there: '2025-12-31 23:00 UTC', offsetSeconds: 3_600 } } }],
    ['no Date', 'no-date', asked(answered(200))],
    ['no answer', 'no-date', asked(unanswered('reset'))],
    ['nothing observed', 'no-date', { exchange: undefined }],
  ]),
  [http2.id]: [
    ...checkTable(target, [
      ['an answer', 'answers', { exchange: { outcome: 'answered', status: 200, tookMs: 5 } satisfies Http2Exchange }, full],
      ['another protocol', 'not-offered', { exchange: { outcome: 'not-offered', alpn: 'http/1.1' } satisfies Http2Exchange }, full],
      ['no handshake', 'not-tried', second('no-handshake'), full],
      ...(['stream-reset', 'goaway', 'closed', 'timed-out', 'failed'] as const).map((outcome): CheckRow => [outcome, 'fails', second(outcome), full]),
    ]),
    { name: 'nobody speaks it in the clear', target: { url: 'http://service.example/' }, ...full, facts: {}, concludes: 'nothing' },
  ],
  [httpResponse.id]: [
    ...checkTable(target, [
      ['data', 'answered', asked(answered(200, {}, '{}'))],
      ['a reason', 'answered', asked({ ...answered(204), reason: 'No Content' }), { concludes: { finding: 'answered', params: { status: 204, reason: 'No Content', answer: '204 No Content' } } }],
      ['a redirect', 'redirected', asked(answered(302, { location: '/b?token=0123456789abcdef' }))],
      ['a redirect to nowhere', 'no-location', asked(answered(302))],
      ['one that was expected', 'answered', asked(answered(302)), { target: { url, expectStatus: [302] } }],
      ['nobody gave a credential', 'not-judged', asked(answered(401))],
      ['the credential is refused', 'unauthorized', asked(answered(401)), keyed],
      ['the credential may not', 'forbidden', asked(answered(403)), keyed],
      ['the credential was kept back', 'not-judged', asked({ ...answered(401), withheldHeaders: ['Authorization'] }), keyed],
      ['another status than was expected', 'unexpected-status', asked(answered(200)), { target: { url, expectStatus: [204] } }],
      ...status([402, 'payment-required'], [404, 'not-found'], [410, 'not-found'], [405, 'client-error'], [407, 'proxy-authentication-required'], [421, 'misdirected'], [429, 'rate-limited'],
        [451, 'legal'], [500, 'server-error'], [502, 'gateway-error'], [503, 'server-error'], [504, 'gateway-error'], [496, 'client-certificate-required']),
      ['a pause', 'overloaded', asked(answered(503, { 'retry-after': '30' })), { concludes: { finding: 'overloaded', params: { status: 503, reason: '', answer: '503', retryAfterSeconds: 30 } } }],
      ['a certificate is wanted by nginx', 'client-certificate-required', asked(answered(400, {}, '<title>400 No required SSL certificate was sent</title>'))],
      ...Object.entries(refusals).map(([kind, finding]): CheckRow => [kind, finding, asked(mark(kind as RefusalKind))]),
      ['a mark that was expected', 'answered', asked(mark('firewall')), { target: { url, expectStatus: [403] } }],
      ['a page instead of data', 'html-instead-of-data', asked(answered(200, {}, '<html>'))],
      ['a page for whoever wants one', 'answered', asked(answered(200, {}, '<html>')), { target: { url, headers: { Accept: 'text/html' } } }],
      ['another character set', 'mis-encoded', asked({ ...answered(200), body: { ...whole, charset: { declared: 'utf-8' } } })],
      ['broken off', 'truncated', asked({ ...answered(200), body: { ...whole, complete: false, truncated: 'closed-early' } })],
      ['longer than is read', 'answered', asked({ ...answered(200), body: { ...whole, complete: false, truncated: 'limit' } })],
      ['closed without a byte', 'empty', asked(unanswered('closed'))],
      ['closed in the head', 'closed', asked(unanswered('closed', { firstByteMs: 5 }))],
      ...(['timed-out', 'reset', 'malformed', 'undecodable', 'headers-too-large', 'client-certificate-required'] as const).map((outcome): CheckRow => [`no answer: ${outcome}`, outcome, asked(unanswered(outcome, { code: 'chunk-size' }))]),
      ['a header field that nobody can send', 'not-sent', asked(unanswered('failed', { code: 'ERR_INVALID_CHAR' }))],
      ['another failure', 'malformed', asked(unanswered('failed', { code: 'HPE_INVALID_VERSION' }))],
    ]),
    ...checkTable({ url: 'http://service.example/' }, [
      ['somebody answers', 'answered', asked(answered(404))],
      ['plain HTTP to a TLS port', 'client-error', asked(answered(400, {}, 'The plain HTTP request was sent to HTTPS port'))],
      ['a log-in page', 'portal', asked(answered(302, { location: 'http://portal.wifi.test/login' }))],
      ['the network says so', 'portal', asked(answered(511))],
      ['single sign-on', 'redirected', asked(answered(302, { location: 'http://login.wifi.test/login?client_id=a' }))],
    ]),
  ],
  [redirects.id]: checkTable(target, [
    ['an answer at once', 'none', { exchange: answered(200, {}, '{}'), chain: undefined }],
    ['nothing observed', 'none', { exchange: undefined, chain: undefined }],
    ['one that was not followed', 'none', led({ hops: [{ url, status: 302 }] })],
    ['it arrives', 'arrived', led()],
    ['offline', 'elsewhere', led({ outcome: 'elsewhere', last: 'https://other.example/' })],
    ...(['loop', 'too-many', 'invalid-location'] as const).map((outcome): CheckRow => [outcome, 'failed', led({ outcome })]),
    ['nobody there', 'target-fails', led({ outcome: 'failed' })],
    ['a private address', 'target-fails', led({ outcome: 'private' })],
    ['an error there', 'target-fails', led(endedBy(500))],
    ['somebody refuses there', 'target-fails', led({ hops: [{ url, status: 302 }, { url: 'https://other.example/', status: 403, refusedBy: 'Akamai' }] })],
    ['it arrives without the credential', 'credential-lost', led({ ...endedBy(401), credentialLeft: true })],
    ['nobody asks for the credential there', 'arrived', led({ ...endedBy(200), credentialLeft: true })],
    ['in the clear', 'downgraded', led({ downgraded: true })],
  ]),
};
