import { causeTable, type Conformance } from '@culprit/testkit';
import { gatewayError } from '../../src/causes/gateway-error.ts';
import { htmlInsteadOfData } from '../../src/causes/html-instead-of-data.ts';
import { httpForbidden } from '../../src/causes/http-forbidden.ts';
import { httpNotFound } from '../../src/causes/http-not-found.ts';
import { httpPaymentRequired } from '../../src/causes/http-payment-required.ts';
import { httpUnauthorized } from '../../src/causes/http-unauthorized.ts';
import { legalBlock } from '../../src/causes/legal-block.ts';
import { misdirectedRequest } from '../../src/causes/misdirected-request.ts';
import { rateLimited } from '../../src/causes/rate-limited.ts';
import { requestHeaderRule } from '../../src/causes/request-header-rule.ts';
import { serverError } from '../../src/causes/server-error.ts';
import { serviceOverloaded } from '../../src/causes/service-overloaded.ts';
import { upstreamProxyAuthentication } from '../../src/causes/upstream-proxy-authentication.ts';
import { wrongCharset } from '../../src/causes/wrong-charset.ts';
import type { HttpAnswer } from '../../src/facts/http-exchange.ts';
import { httpResource } from '../../src/targets/http-resource.ts';
import { answered, unanswered } from './seen.ts';

const headers = { Authorization: 'Bearer env:KEY' };
const targets = [httpResource.of({ url: 'https://service.example/v1/models', headers })];
const root = [httpResource.of({ url: 'https://service.example/' })];
const lost = unanswered('reset');
const named = { server: 'nginx' };
const likely = { confidence: 'likely' } as const;

const text = (charset?: HttpAnswer['body']['charset']): HttpAnswer => ({ ...answered(200), body: { text: 'x', bytes: 1, complete: true, ...(charset === undefined ? {} : { charset }) } });
const page = answered(200, {}, '<html><title>Welcome</title></html>');
const direct = { outcome: 'direct', because: 'no-variable' };
const tunnel = { outcome: 'open', proxy: 'http://127.0.0.1:3128', from: 'HTTPS_PROXY', tookMs: 3, credentialSent: false };
const proxied = { selection: { outcome: 'proxied', proxy: tunnel.proxy, from: tunnel.from, scheme: 'http' }, tunnel };

export const causes: NonNullable<Conformance['causes']> = {
  [gatewayError.id]: causeTable(targets, [
    ['confirmed', 'whole-backend', { exchange: answered(502), root: answered(504) }],
    ['confirmed', 'whole-backend-server', { exchange: answered(502, named), root: answered(504) }],
    ['confirmed', 'one-backend', { exchange: answered(502), root: answered(404) }],
    ['confirmed', 'one-backend-server', { exchange: answered(502, named), root: answered(404) }],
    ['confirmed', 'backend-unknown', { exchange: answered(504), root: lost }],
    ['confirmed', 'backend-unknown-server', { exchange: answered(504, named), root: answered(504, named) }, { targets: root }],
    ['ruled-out', 'other-status', { exchange: answered(500), root: answered(502) }],
    ['open', 'not-observed', { exchange: lost, root: answered(200) }],
  ]),
  [htmlInsteadOfData.id]: causeTable(targets, [
    ['confirmed', 'prefix-missing', { exchange: page, prefixed: answered(401, {}, '{}') }],
    ['confirmed', 'titled-page', { exchange: page, prefixed: page }, likely],
    ['confirmed', 'titled-page', { exchange: page, prefixed: answered(404, {}, '{}') }, likely],
    ['confirmed', 'untitled-page', { exchange: answered(200, {}, '<html>'), prefixed: page }, likely],
    ['ruled-out', 'no-page', { exchange: answered(200, {}, '{}'), prefixed: page }],
    ['ruled-out', 'page-wanted', { exchange: page, prefixed: page }, { targets: root }],
    ['open', 'not-observed', { exchange: lost }],
  ]),
  [httpForbidden.id]: causeTable(targets, [
    ['confirmed', 'right-lacking', { exchange: answered(403), anonymous: answered(401) }],
    ['confirmed', 'whoever-asks', { exchange: answered(403), anonymous: answered(403), browser: answered(403) }, likely],
    ['confirmed', 'forbidden-unasked', { exchange: answered(403) }, likely],
    ['ruled-out', 'other-status', { exchange: answered(401) }],
    ['ruled-out', 'by-header', { exchange: answered(403), anonymous: answered(403), browser: answered(200), referred: answered(403) }],
    ['open', 'not-observed', { exchange: lost, anonymous: answered(200) }],
  ]),
  [httpNotFound.id]: causeTable(targets, [
    ['confirmed', 'doubled-segment', { exchange: answered(404), root: answered(200) }, { targets: [httpResource.of({ url: 'https://service.example/v1/v1/models' })] }],
    ['confirmed', 'no-such-path', { exchange: answered(410), root: answered(200) }],
    ['confirmed', 'no-such-path-alone', { exchange: answered(404), root: lost }],
    // Twice, and yet no part of a base URL.
    ['confirmed', 'no-such-path', { exchange: answered(404), root: answered(200) }, { targets: [httpResource.of({ url: 'https://service.example/a/a' })] }],
    ['ruled-out', 'other-status', { exchange: answered(405), root: answered(200) }],
    ['open', 'not-observed', { exchange: lost }],
  ]),
  [httpPaymentRequired.id]: causeTable(targets, [
    ['confirmed', 'asks-for-payment', { exchange: answered(402) }],
    ['ruled-out', 'other-status', { exchange: answered(429) }],
    ['open', 'not-observed', { exchange: lost }],
  ]),
  [httpUnauthorized.id]: causeTable(targets, [
    ['confirmed', 'credential-refused', { exchange: answered(401), anonymous: answered(200) }],
    ['confirmed', 'same-without', { exchange: answered(401), anonymous: answered(401) }],
    ['confirmed', 'same-without-scheme', { exchange: answered(401, { 'www-authenticate': 'Basic realm="x"' }), anonymous: answered(401) }],
    ['confirmed', 'refused-unasked', { exchange: answered(401) }, likely],
    ['confirmed', 'refused-unasked-scheme', { exchange: answered(401, { 'www-authenticate': 'Basic realm="x"' }), anonymous: lost }, likely],
    ['ruled-out', 'other-status', { exchange: answered(403), anonymous: answered(401) }],
    ['open', 'not-observed', { exchange: lost, anonymous: answered(401) }],
  ]),
  [legalBlock.id]: causeTable(targets, [
    ['confirmed', 'by-status', { exchange: answered(451, { link: '<https://law.example/>; rel="related"' }) }],
    ['confirmed', 'blocker-named', { exchange: answered(451, { link: '<https://isp.example/>; rel="blocked-by"' }) }],
    ['ruled-out', 'other-status', { exchange: answered(403) }],
    ['open', 'not-observed', { exchange: lost }],
  ]),
  [misdirectedRequest.id]: causeTable(targets, [
    ['confirmed', 'by-address', { exchange: answered(421) }],
    ['confirmed', 'by-connect-to', { exchange: answered(421) }, { targets: [httpResource.of({ url: 'https://service.example/', route: { connectTo: '192.0.2.9:443' } })] }],
    ['ruled-out', 'other-status', { exchange: answered(404) }],
    ['open', 'not-observed', { exchange: lost }],
  ]),
  [rateLimited.id]: causeTable(targets, [
    ['confirmed', 'retry-after', { exchange: answered(429, { 'retry-after': '30', 'x-ratelimit-reset': '90' }) }],
    ['confirmed', 'limit-reset', { exchange: answered(429, { 'x-ratelimit-reset-requests': '1m30s' }) }],
    ['confirmed', 'no-retry-after', { exchange: answered(429, { 'retry-after': 'later' }) }],
    ['ruled-out', 'other-status', { exchange: answered(503, { 'retry-after': '30' }) }],
    ['open', 'not-observed', { exchange: lost }],
  ]),
  [requestHeaderRule.id]: causeTable(targets, [
    ['confirmed', 'user-agent', { exchange: answered(403), browser: answered(200), referred: answered(403) }],
    ['confirmed', 'user-agent', { exchange: { ...answered(403), refusal: { kind: 'region', by: 'the service' } }, browser: answered(200) }, { findings: ['network/http-response#region-refused'] }],
    ['confirmed', 'referer', { exchange: answered(403), browser: answered(403), referred: answered(200) }],
    ['ruled-out', 'same-without', { exchange: answered(403), browser: answered(403), referred: answered(404) }],
    ['ruled-out', 'other-status', { exchange: answered(404), browser: answered(200) }, { findings: ['network/http-response#unexpected-status'] }],
    ['open', 'not-tried', { exchange: answered(403), browser: lost, referred: lost }],
    ['open', 'not-observed', { exchange: lost, browser: answered(200) }],
  ]),
  [serverError.id]: causeTable(targets, [
    ['confirmed', 'everywhere', { exchange: answered(500), root: answered(500) }],
    ['confirmed', 'this-path', { exchange: answered(500, named), root: answered(404) }],
    ['confirmed', 'path-unknown', { exchange: answered(500), root: lost }],
    ['confirmed', 'path-unknown-server', { exchange: answered(500, named), root: answered(500, named) }, { targets: root }],
    ['ruled-out', 'other-status', { exchange: answered(404), root: answered(500) }],
    ['open', 'not-observed', { exchange: lost, root: answered(500) }],
  ]),
  [serviceOverloaded.id]: causeTable(targets, [
    ['confirmed', 'come-back', { exchange: answered(503, { 'retry-after': '30' }) }],
    ['ruled-out', 'other-status', { exchange: answered(503) }],
    ['ruled-out', 'other-status', { exchange: answered(429, { 'retry-after': '30' }) }],
    ['open', 'not-observed', { exchange: lost }],
  ]),
  [upstreamProxyAuthentication.id]: causeTable(targets, [
    ['confirmed', 'no-proxy-here', { exchange: answered(407), selection: direct, tunnel: { outcome: 'direct' } }],
    ['confirmed', 'no-proxy-here-server', { exchange: answered(407, named), selection: direct, tunnel: { outcome: 'direct' } }],
    ['confirmed', 'behind-tunnel', { exchange: answered(407), ...proxied }],
    ['confirmed', 'behind-tunnel-server', { exchange: answered(407, named), ...proxied }],
    ['ruled-out', 'own-proxy', { exchange: answered(407), ...proxied, tunnel: { ...tunnel, forwards: true } }],
    ['ruled-out', 'other-status', { exchange: answered(401), ...proxied }],
    ['open', 'not-observed', { exchange: answered(407) }],
    ['open', 'not-observed', { exchange: lost, ...proxied }],
  ]),
  [wrongCharset.id]: causeTable(targets, [
    ['confirmed', 'fits-another', { exchange: text({ declared: 'utf-8', fits: 'gb18030' }) }, likely],
    ['confirmed', 'fits-none', { exchange: text({ declared: 'utf-8' }) }],
    ['ruled-out', 'sound', { exchange: text() }],
    ['open', 'not-observed', { exchange: lost }],
  ]),
};
