import { causeTable, type CauseCase, type CauseRow, type Conformance } from '@culprit/testkit';
import { credentialLostInRedirect } from '../../src/causes/credential-lost-in-redirect.ts';
import { insecureRedirect } from '../../src/causes/insecure-redirect.ts';
import { redirectLoop } from '../../src/causes/redirect-loop.ts';
import { redirectTargetFailure } from '../../src/causes/redirect-target-failure.ts';
import type { RedirectChain } from '../../src/facts/redirect-chain.ts';
import { httpResource } from '../../src/targets/http-resource.ts';
import { answered, unanswered } from './seen.ts';

const [from, to, insecure] = ['https://service.example/a', 'https://other.example/b', 'http://service.example/b'];
const targets = [httpResource.of({ url: from })];
/** What a first redirect led to, and the status that came there. */
const led = (last: string, status: number, more: Partial<RedirectChain> = {}): CauseCase['facts'] => ({
  chain: { outcome: 'ended', hops: [{ url: from, status: 302 }, { url: last, status }], downgraded: false, credentialLeft: false, last, ...more } satisfies RedirectChain,
});
const stopped = (outcome: RedirectChain['outcome'], more: Partial<RedirectChain> = {}): CauseCase['facts'] => led(to, 302, { outcome, hops: [{ url: from, status: 302 }], ...more });
const back = (...urls: readonly string[]): CauseCase['facts'] => stopped('loop', { hops: urls.map((url) => ({ url, status: 301 })), last: from });
const arrived = led(to, 200);
const nothing: CauseRow = ['open', 'not-observed', {}];

export const causes: NonNullable<Conformance['causes']> = {
  [credentialLostInRedirect.id]: causeTable(targets, [
    ['confirmed', 'other-host', led(to, 401, { credentialLeft: true }), { confidence: 'likely' }],
    ['confirmed', 'other-scheme', led(insecure, 403, { credentialLeft: true }), { confidence: 'likely' }],
    ['ruled-out', 'same-origin', led('https://service.example/b', 401)],
    ['ruled-out', 'let-in', led(to, 200, { credentialLeft: true })],
    nothing,
  ]),
  [insecureRedirect.id]: causeTable(targets, [
    ['confirmed', 'proxy-unaware', { ...led(insecure, 200, { downgraded: true }), encrypted: answered(404) }],
    ['confirmed', 'to-http', { ...led(insecure, 200, { downgraded: true }), encrypted: unanswered('reset') }],
    ['confirmed', 'to-http', { ...led('http://other.example/b', 200, { downgraded: true }), encrypted: answered(200) }],
    ['ruled-out', 'encrypted', { ...arrived, encrypted: answered(200) }],
    ['open', 'not-observed', { encrypted: answered(200) }],
  ]),
  [redirectLoop.id]: causeTable(targets, [
    ['confirmed', 'loop', back(from)],
    ['confirmed', 'loop', back(from, to)],
    ['confirmed', 'scheme-loop', back(from, 'http://service.example/a')],
    // Both schemes, and yet never the same address by both.
    ['confirmed', 'loop', back(from, insecure)],
    ['confirmed', 'too-many', stopped('too-many')],
    ['confirmed', 'invalid-location', stopped('invalid-location', { last: 'ftp://other.example/' })],
    ['confirmed', 'no-location', led(to, 302)],
    ['ruled-out', 'ends', led(to, 304)],
    ['ruled-out', 'ends', stopped('failed')],
    nothing,
  ]),
  [redirectTargetFailure.id]: causeTable(targets, [
    ...(['name', 'connection', 'tunnel', 'tls', 'http'] as const).map((step): CauseRow => ['confirmed', step, stopped('failed', { failure: { step, how: 'timed-out' } })]),
    ['confirmed', 'unanswered', stopped('failed'), { confidence: 'likely' }],
    ['confirmed', 'error-status', led(to, 502)],
    ['confirmed', 'refused', led(to, 403, { hops: [{ url: from, status: 302 }, { url: to, status: 403, refusedBy: 'Akamai' }] })],
    ['confirmed', 'private-address', stopped('private')],
    ['ruled-out', 'arrives', led(to, 404)],
    ['ruled-out', 'arrives', stopped('loop')],
    nothing,
  ]),
};
