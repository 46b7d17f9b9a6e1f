import { causeTable, type Conformance } from '@culprit/testkit';
import { doubledScheme } from '../../src/causes/doubled-scheme.ts';
import { lyingResolver } from '../../src/causes/lying-resolver.ts';
import { malformedDnsAnswer } from '../../src/causes/malformed-dns-answer.ts';
import { noAddressRecord } from '../../src/causes/no-address-record.ts';
import { nxdomain } from '../../src/causes/nxdomain.ts';
import { resolverFailure } from '../../src/causes/resolver-failure.ts';
import { resolverRefusal } from '../../src/causes/resolver-refusal.ts';
import { resolverTimeout } from '../../src/causes/resolver-timeout.ts';
import { slowResolution } from '../../src/causes/slow-resolution.ts';
import { zoneFailure } from '../../src/causes/zone-failure.ts';
import type { ResolverAnswer } from '../../src/facts/configured-resolution.ts';
import { host } from '../../src/targets/host.ts';
import { httpResource } from '../../src/targets/http-resource.ts';
import { notFound } from './seen.ts';

// What resolvers say.
const own = '192.168.1.1';
const says = (outcome: ResolverAnswer['outcome'], resolver = own, canonicalNames: readonly string[] = []): ResolverAnswer =>
  outcome === 'resolved'
    ? { outcome, resolver, tookMs: 3, addresses: [{ address: '192.0.2.1', family: 4 }], canonicalNames, answers: 1 }
    : { outcome, resolver, tookMs: 3, code: outcome.toUpperCase(), canonicalNames };
const asked = (...answers: ResolverAnswer[]) => ({ outcome: 'asked', answers, internal: false });
const noneAsked = { outcome: 'withheld', reason: 'nobody-to-ask' };
const opinions = (direct: ResolverAnswer | undefined, ...others: readonly ResolverAnswer['outcome'][]) => ({
  resolution: notFound,
  direct: direct === undefined ? { outcome: 'no-resolver' } : asked(direct),
  reference: others.length === 0 ? noneAsked : asked(...others.map((outcome, index) => says(outcome, `1.1.1.${index + 1}`))),
});
const name = [host.of({ host: 'service.example' })];

const ofFamily6 = [host.of({ host: 'service.example', route: { family: 6 } })];
const twice = [host.of({ host: 'https' }), httpResource.of({ url: 'https://https//service.example/v1?a=b' })];

export const causes: NonNullable<Conformance['causes']> = {
  [nxdomain.id]: causeTable(name, [
    // Asked over plain UDP, one interception answers for all of them.
    ['confirmed', 'everywhere-in-clear', opinions(says('nxdomain'), 'nxdomain', 'timed-out'), { confidence: 'likely' }],
    ['confirmed', 'everywhere', { resolution: notFound, direct: asked(says('nxdomain')), reference: asked(says('nxdomain', '1.1.1.1'), says('nxdomain', 'https://dns.example/dns-query')) }],
    ['confirmed', 'everywhere', { resolution: notFound, direct: asked(says('nxdomain')), reference: asked(says('nxdomain', '127.0.0.1:5353')) }],
    ['confirmed', 'everywhere-in-clear', { ...opinions(undefined, 'nxdomain'), resolution: says('nxdomain') }, { confidence: 'likely', targets: [host.of({ host: 'service.example', route: { resolver: own } })] }],
    ['confirmed', 'others-only-in-clear', opinions(undefined, 'nxdomain'), { confidence: 'likely' }],
    ['confirmed', 'others-only', { resolution: notFound, direct: { outcome: 'no-resolver' }, reference: asked(says('nxdomain', '[::1]:5353')) }],
    ['confirmed', 'dangling-alias', opinions(says('nxdomain', own, ['gone.example']), 'nxdomain'), { confidence: 'likely' }],
    ['confirmed', 'one-resolver', opinions(says('nxdomain')), { confidence: 'likely' }],
    ['ruled-out', 'exists-elsewhere', opinions(says('nxdomain'), 'resolved', 'nxdomain')],
    ['ruled-out', 'exists', opinions(says('no-address'))],
    ['ruled-out', 'resolves', opinions(says('resolved'), 'nxdomain')],
    ['ruled-out', 'known-elsewhere', opinions(undefined, 'no-address')],
    ['ruled-out', 'scheme-as-host', opinions(says('nxdomain')), { targets: [host.of({ host: 'https' }), httpResource.of({ url: 'https://https//service.example/' })] }],
    ['open', 'disagreement', opinions(says('nxdomain'), 'no-address')],
    ['open', 'nobody-answered', opinions(undefined)],
  ]),
  [lyingResolver.id]: causeTable(name, [
    ['confirmed', 'denied', opinions(says('nxdomain'), 'resolved')],
    ['confirmed', 'some-deny', opinions(says('no-address'), 'resolved', 'nxdomain'), { confidence: 'likely' }],
    ['ruled-out', 'agreed', opinions(says('nxdomain'), 'nxdomain')],
    ['ruled-out', 'scheme-as-host', opinions(says('nxdomain')), { targets: [host.of({ host: 'https' })] }],
    ['ruled-out', 'resolves', opinions(says('resolved'), 'resolved')],
    ['ruled-out', 'injected', { ...opinions(says('nxdomain'), 'resolved'), race: asked({ ...says('nxdomain'), heard: [{ type: 'A', afterMs: 3, says: 'NXDOMAIN', addresses: [], edns: false }, { type: 'A', afterMs: 9, says: 'NOERROR', addresses: ['192.0.2.1'], edns: true }] }) }],
    ['ruled-out', 'intercepted', { ...opinions(says('nxdomain')), reference: asked(says('nxdomain', '8.8.8.8'), says('resolved', 'https://dns.example/dns-query')) }],
    ['open', 'no-control', opinions(says('nxdomain'))],
    ['open', 'nobody-answered', opinions(undefined, 'resolved')],
  ]),
  [noAddressRecord.id]: causeTable(name, [
    ['confirmed', 'everywhere-in-clear', opinions(says('no-address'), 'no-address'), { confidence: 'likely' }],
    ['confirmed', 'everywhere', { ...opinions(says('no-address')), reference: asked(says('no-address', 'tls://1.1.1.1')) }],
    ['confirmed', 'dangling-alias', { ...opinions(says('no-address', own, ['gone.example'])), reference: asked(says('no-address', 'tls://1.1.1.1', ['gone.example'])) }],
    ['confirmed', 'dangling-alias', opinions(says('no-address', own, ['gone.example'])), { confidence: 'likely' }],
    ['confirmed', 'one-resolver', opinions(says('no-address'), 'timed-out'), { confidence: 'likely' }],
    ['confirmed', 'other-family-only', { ...opinions(says('no-address')), 'other-family': says('resolved') }, { targets: ofFamily6 }],
    ['ruled-out', 'address-elsewhere', opinions(says('no-address'), 'resolved')],
    ['ruled-out', 'nonexistent', opinions(says('nxdomain'))],
    ['ruled-out', 'scheme-as-host', opinions(says('no-address')), { targets: [host.of({ host: 'http' })] }],
    ['ruled-out', 'resolves', opinions(says('resolved'))],
    ['open', 'nobody-answered', opinions(undefined)],
  ]),
  [resolverFailure.id]: causeTable(name, [
    ['confirmed', 'this-resolver', opinions(says('servfail'), 'resolved')],
    ['confirmed', 'this-resolver', opinions(says('servfail'), 'nxdomain')],
    ['confirmed', 'one-resolver', opinions(says('servfail')), { confidence: 'likely' }],
    ['ruled-out', 'fails-everywhere', opinions(says('servfail'), 'servfail')],
    ['ruled-out', 'answers', opinions(says('resolved'))],
    ['ruled-out', 'other-failure', opinions(says('refused'))],
    ['open', 'nobody-asked', opinions(undefined)],
  ]),
  [zoneFailure.id]: causeTable(name, [
    ['confirmed', 'everywhere-in-clear', opinions(says('servfail'), 'servfail'), { confidence: 'likely' }],
    ['confirmed', 'everywhere', { ...opinions(says('servfail')), reference: asked(says('servfail', '1.1.1.1'), says('servfail', 'https://dns.example/dns-query')) }],
    ['ruled-out', 'answers-elsewhere', opinions(says('servfail'), 'resolved', 'servfail')],
    ['ruled-out', 'answers', opinions(says('refused'), 'servfail')],
    ['open', 'no-control', opinions(says('servfail'))],
  ]),
  [resolverRefusal.id]: causeTable(name, [
    ['confirmed', 'this-resolver', opinions(says('refused'), 'resolved')],
    ['confirmed', 'refused', opinions(says('refused'))],
    ['ruled-out', 'not-refused', opinions(says('servfail'), 'resolved')],
    ['open', 'nobody-asked', opinions(undefined, 'resolved')],
  ]),
  [resolverTimeout.id]: causeTable(name, [
    ['confirmed', 'only-own', opinions(says('timed-out'), 'resolved')],
    ['confirmed', 'only-own', opinions(says('unreachable'), 'nxdomain')],
    ['confirmed', 'nobody', opinions(says('timed-out'), 'timed-out')],
    ['confirmed', 'answered-by-another', { ...opinions(says('timed-out'), 'resolved'), race: asked({ ...says('timed-out'), heard: [{ type: 'A', afterMs: 3, says: 'NOERROR', addresses: ['192.0.2.1'], edns: true, from: '192.168.1.2' }] }) }],
    ['confirmed', 'own', opinions(says('timed-out')), { confidence: 'likely' }],
    ['ruled-out', 'answers', opinions(says('servfail'), 'resolved')],
    ['ruled-out', 'unreadable', opinions(says('malformed'), 'resolved')],
    ['open', 'nobody-asked', opinions(undefined)],
    ['open', 'nobody-asked', { ...opinions(undefined), resolution: { outcome: 'unreachable', resolver: 'dns.example', tookMs: 0, code: 'RESOLVER_INVALID' } }],
  ]),
  [malformedDnsAnswer.id]: causeTable(name, [
    ['confirmed', 'only-own', opinions(says('malformed'), 'nxdomain')],
    ['confirmed', 'all-alike', opinions(says('malformed'), 'malformed'), { confidence: 'likely' }],
    ['confirmed', 'own', opinions(says('malformed'), 'timed-out'), { confidence: 'likely' }],
    ['ruled-out', 'readable', opinions(says('servfail'), 'malformed')],
    ['open', 'nobody-asked', opinions(undefined, 'resolved')],
  ]),
  [slowResolution.id]: causeTable(name, [
    ['confirmed', 'dead-server', { direct: asked(says('timed-out'), says('resolved', '192.168.1.2')) }],
    ['confirmed', 'slow-server', { direct: asked({ ...says('resolved'), tookMs: 2_500 }), reference: asked(says('resolved', '1.1.1.1')) }],
    ['ruled-out', 'all-answer', { direct: asked(says('resolved')) }],
    ['open', 'not-compared', { direct: asked({ ...says('resolved'), tookMs: 2_500 }), reference: asked({ ...says('resolved', '1.1.1.1'), tookMs: 2_600 }) }],
    ['open', 'not-compared', { direct: asked(says('timed-out')) }],
  ]),
  [doubledScheme.id]: causeTable(twice, [
    ['confirmed', 'meant-exists', { resolution: notFound, meant: says('resolved') }],
    ['confirmed', 'meant-read', { resolution: notFound, meant: notFound }, { confidence: 'likely' }],
    ['confirmed', 'host-only', { resolution: notFound, meant: notFound }, { targets: [host.of({ host: 'https' })], confidence: 'likely' }],
    ['ruled-out', 'ordinary-host', { resolution: notFound }, { targets: name }],
    ['open', 'not-asked', { resolution: says('resolved') }],
  ]),
};
