import { defaultControls } from '@culprit/core';
import { causeTable, type CauseCase, type CauseRow, type Conformance } from '@culprit/testkit';
import { addressBlock } from '../../src/causes/address-block.ts';
import { blockPage } from '../../src/causes/block-page.ts';
import { botChallenge } from '../../src/causes/bot-challenge.ts';
import { cdnConfiguration } from '../../src/causes/cdn-configuration.ts';
import { cdnOriginFailure } from '../../src/causes/cdn-origin-failure.ts';
import { regionBlock } from '../../src/causes/region-block.ts';
import { tlsBlockPage } from '../../src/causes/tls-block-page.ts';
import { webApplicationFirewall } from '../../src/causes/web-application-firewall.ts';
import type { HttpAnswer } from '../../src/facts/http-exchange.ts';
import type { RefusalKind } from '../../src/http/refusal.ts';
import { httpResource } from '../../src/targets/http-resource.ts';
import { tlsEndpoint } from '../../src/targets/tls-endpoint.ts';
import { answered, completed, shaken, unanswered } from './seen.ts';

const targets = [httpResource.of({ url: 'https://service.example/v1/models', headers: { Authorization: 'Bearer env:KEY' } })];
const plain = [httpResource.of({ url: 'http://service.example/' })];
const endpoint = [tlsEndpoint.of({ host: 'service.example', port: 443 })];
const likely = { confidence: 'likely' } as const;

const marked = (kind: RefusalKind, code?: string, status = 403, by = 'Cloudflare'): HttpAnswer => answered(status, {}, '', { refusal: { kind, by, ...(code === undefined ? {} : { code }) } });
/** All that was asked to compare meets the same mark, but for what is given. */
const met = (kind: RefusalKind, more: CauseCase['facts'] = {}): CauseCase['facts'] => ({ exchange: marked(kind), root: marked(kind), anonymous: marked(kind), browser: marked(kind), ...more });
const none: readonly CauseRow[] = [
  ['ruled-out', 'no-such-mark', { exchange: answered(403) }],
  ['open', 'not-observed', { exchange: unanswered('reset') }],
];
/** What the difference is over, for the kinds that it matters to. */
const over = (kind: RefusalKind): readonly CauseRow[] => [
  ['confirmed', 'user-agent', met(kind, { browser: answered(200) })],
  ['confirmed', 'credential', met(kind, { anonymous: answered(401) })],
  ['confirmed', 'path', met(kind, { root: answered(404) })],
  ['confirmed', 'everywhere', met(kind)],
  ['confirmed', 'mark', { exchange: marked(kind) }, likely],
  ['ruled-out', 'no-such-mark', { exchange: marked('origin'), browser: answered(200) }],
  ...none,
];

const compared = { settings: { controls: { ...defaultControls, timeSources: ['http://time.example'], sni: ['www.example.com'] } } };
const filtered = marked('block-page', undefined, 403, 'Fortinet');

const echoed = { settings: { controls: { ...defaultControls, egress: ['https://echo.example/'] } } };
const told = { outcome: 'told', address: '192.0.2.7' };

const inClear = shaken('not-tls', { refusal: { kind: 'block-page', by: 'Fortinet' } });

export const causes: NonNullable<Conformance['causes']> = {
  [addressBlock.id]: causeTable(targets, [
    ['confirmed', 'by-number', met('address')],
    ['confirmed', 'for-this-path', met('address', { root: answered(200) })],
    ['ruled-out', 'let-in-from-here', met('address', { browser: answered(200) })],
    ['ruled-out', 'no-such-mark', met('region')],
    ...none,
  ]),
  [blockPage.id]: causeTable(plain, [
    ['confirmed', 'name-filtered', { exchange: filtered, otherHost: answered(404), other: filtered }, compared],
    ['confirmed', 'this-site', { exchange: filtered, otherHost: filtered, other: answered(200) }, compared],
    ['confirmed', 'every-site', { exchange: filtered, otherHost: filtered, other: filtered }, compared],
    ['confirmed', 'page-alone', { exchange: filtered, otherHost: filtered, other: { outcome: 'unreachable' } }, { ...compared, ...likely }],
    ...none,
  ]),
  [botChallenge.id]: causeTable(targets, over('challenge')),
  [cdnConfiguration.id]: causeTable(targets, [
    ['confirmed', 'says-so', { exchange: marked('edge', '1001', 409) }],
    ['ruled-out', 'no-such-mark', { exchange: marked('origin', '521', 521) }],
    ...none,
  ]),
  [cdnOriginFailure.id]: causeTable(targets, [
    ...([['521', 'refused'], ['522', 'timed-out'], ['523', 'unreachable'], ['1016', 'unknown-name'], ['526', 'tls-failed'], ['520', 'bad-answer']] as const)
      .map(([code, reason]): CauseRow => ['confirmed', reason, { exchange: marked('origin', code, 530), root: marked('origin', code, 530) }]),
    ['confirmed', 'timed-out', { exchange: marked('origin', undefined, 504) }],
    ['confirmed', 'one-path', { exchange: marked('origin', '520', 520), root: answered(200) }],
    // A root that fails by itself does not speak for the way to it.
    ['confirmed', 'bad-answer', { exchange: marked('origin', '520', 520), root: answered(500) }],
    ['ruled-out', 'no-such-mark', { exchange: marked('edge', '1001', 409) }],
    ...none,
  ]),
  [regionBlock.id]: causeTable(targets, [
    ['confirmed', 'says-so', met('region')],
    ['confirmed', 'says-so', { exchange: marked('region', undefined, 403, 'the service') }, likely],
    ['confirmed', 'says-so', met('region', { egress: { outcome: 'untold' } }), echoed],
    ['confirmed', 'from-country', met('region', { egress: { ...told, country: 'CN' } }), echoed],
    ['confirmed', 'from-address', met('region', { egress: told }), echoed],
    ['ruled-out', 'let-in-from-here', met('region', { browser: answered(200), egress: told }), echoed],
    // A service that reads the key first refuses nobody without one.
    ['confirmed', 'says-so', met('region', { anonymous: answered(401) })],
    ['ruled-out', 'no-such-mark', met('address', { egress: told }), echoed],
    ...none,
  ]),
  [tlsBlockPage.id]: causeTable(endpoint, [
    ['confirmed', 'every-name', { handshake: inClear, otherName: inClear }],
    ['confirmed', 'this-name', { handshake: inClear, otherName: completed }],
    // Two addresses are not compared.
    ['confirmed', 'name-untried', { handshake: inClear, otherName: { ...completed, address: '192.0.2.2' } }],
    ['ruled-out', 'no-such-mark', { handshake: shaken('not-tls') }],
    ['open', 'unsettled', { handshake: completed }],
  ]),
  [webApplicationFirewall.id]: causeTable(targets, over('firewall')),
};
