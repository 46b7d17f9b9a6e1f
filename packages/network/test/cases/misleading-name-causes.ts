import { causeTable, type CauseRow, type Conformance } from '@culprit/testkit';
import { fakeIpProxyFailure } from '../../src/causes/fake-ip-proxy-failure.ts';
import { forgedAddress } from '../../src/causes/forged-address.ts';
import { ghostAnswer } from '../../src/causes/ghost-answer.ts';
import { hostsOverride } from '../../src/causes/hosts-override.ts';
import { injectedAnswer } from '../../src/causes/injected-answer.ts';
import { interceptedDns } from '../../src/causes/intercepted-dns.ts';
import { searchDomainCompletion } from '../../src/causes/search-domain-completion.ts';
import type { CanaryResolution } from '../../src/facts/canary-resolution.ts';
import type { ResolverAnswer } from '../../src/facts/configured-resolution.ts';
import type { HeardAnswer } from '../../src/facts/name-resolution.ts';
import { tcpEndpoint } from '../../src/targets/tcp-endpoint.ts';
import { tlsEndpoint } from '../../src/targets/tls-endpoint.ts';
import { addressesOf, canaries } from './seen.ts';

const targets = [tcpEndpoint.of({ host: 'service.example', port: 443 }), tlsEndpoint.of({ host: 'service.example', port: 443 })];
// What resolvers say. The own one is asked in the clear, two others as well, one over HTTPS.
const own = '192.168.1.1';
const doh = 'https://1.1.1.1/dns-query';
type Said = readonly string[] | 'nxdomain' | 'timed-out';
const answer = (resolver: string, said: Said, heard?: readonly HeardAnswer[]): ResolverAnswer =>
  typeof said === 'string'
    ? { outcome: said, resolver, tookMs: 3, code: said.toUpperCase(), ...(heard === undefined ? {} : { heard }) }
    : { outcome: 'resolved', resolver, tookMs: 3, addresses: addressesOf(...said), canonicalNames: [], answers: 1, ...(heard === undefined ? {} : { heard }) };
const datagram = (afterMs: number, says: string, edns: boolean, ...addresses: readonly string[]): HeardAnswer => ({ type: 'A', afterMs, says, edns, addresses });

const here = '198.51.100.7';
const there = '8.8.4.4';
interface Heard { readonly direct?: Said; readonly heard?: readonly HeardAnswer[]; readonly plain?: Said; readonly encrypted?: Said; readonly here?: boolean; readonly there?: boolean; readonly canary?: CanaryResolution; readonly lines?: readonly string[] }
/** What the client met, and the controls. Without `direct`, its name server says what the client met. */
const facts = (met: Said, { direct = met, heard = [datagram(5, 'NOERROR', true, ...(typeof met === 'string' ? [] : met))], plain, encrypted, canary = canaries([], []), lines = [], ...proved }: Heard = {}): CauseRow[2] => ({
  resolution: typeof met === 'string' ? { outcome: 'not-found', resolver: 'system', tookMs: 3, code: 'ENOTFOUND' } : { ...answer('system', met) },
  race: { outcome: 'asked', internal: false, answers: [answer(own, direct, heard)] },
  reference: plain === undefined && encrypted === undefined ? { outcome: 'withheld', reason: 'nobody-to-ask' }
    : { outcome: 'asked', answers: [...(plain === undefined ? [] : [answer('8.8.8.8', plain)]), ...(encrypted === undefined ? [] : [answer(doh, encrypted)])] },
  proof: { outcome: 'tried', here: [{ address: here, outcome: proved.here === true ? 'verified' : 'failed' }], elsewhere: proved.there === true ? [{ address: there, outcome: 'verified' }] : [] },
  canary,
  hosts: { file: '/etc/hosts', entries: lines.map((address, index) => ({ address, line: index + 7 })) },
});
const by = (resolver: string, given: CauseRow[2]): CauseRow[2] => ({ ...given, resolution: answer(resolver, [here]) });

/** Connections alone were tried: to the other address one stands. */
const dialled = (given: CauseRow[2], outcome: 'failed' | 'connected'): CauseRow[2] =>
  ({ ...given, proof: { outcome: 'tried', here: [{ address: here, outcome }], elsewhere: [{ address: there, outcome: 'connected' }] } });

const raced = { heard: [datagram(8, 'NOERROR', false, here), datagram(70, 'NOERROR', true, there)] };
const completed = (given: CauseRow[2], ...addresses: readonly string[]): CauseRow[2] =>
  ({ ...given, completion: { search: ['corp.example'], ndots: 1, tried: [{ name: 'service.example.corp.example', answer: answer(own, addresses.length === 0 ? 'nxdomain' : addresses) }] } });

export const causes: NonNullable<Conformance['causes']> = {
  [injectedAnswer.id]: causeTable(targets, [
    ['confirmed', 'forged', facts([here], { ...raced, encrypted: [there] })],
    ['confirmed', 'forged', facts([here], { ...raced, plain: [there] }), { confidence: 'likely' }],
    ['confirmed', 'forged', facts('nxdomain', { heard: [datagram(8, 'NXDOMAIN', false), datagram(70, 'NOERROR', true, there)], encrypted: [there] })],
    ['confirmed', 'without-edns', facts([here], raced), { confidence: 'likely' }],
    ['confirmed', 'contradicting', facts([here], { heard: [datagram(8, 'NOERROR', true, here), datagram(70, 'NOERROR', true, there)] }), { confidence: 'likely' }],
    ['ruled-out', 'one-answer', facts([here], { encrypted: [there] })],
    // A part of the same set, as when a resolver rotates; an answer by somebody else; one under a wrong id.
    ['ruled-out', 'one-answer', facts([here], { heard: [datagram(8, 'NOERROR', true, here, there), datagram(9, 'NOERROR', true, there)] })],
    ['ruled-out', 'one-answer', facts([here], { heard: [datagram(8, 'NOERROR', true, here), { ...datagram(9, 'NOERROR', true, there), from: '192.0.2.66' }, datagram(10, 'wrong-id', false)] })],
    ['open', 'not-listened', facts([here], { heard: [] })],
  ]),
  [interceptedDns.id]: causeTable(targets, [
    ['confirmed', 'denies', facts('nxdomain', { plain: 'nxdomain', encrypted: [there] })],
    ['confirmed', 'leads-elsewhere', facts([here], { plain: [here], encrypted: [there], there: true })],
    ['ruled-out', 'encrypted-agree', facts('nxdomain', { plain: 'nxdomain', encrypted: 'nxdomain' })],
    ['ruled-out', 'encrypted-agree', facts([here], { plain: [here], encrypted: [here, there], there: true })],
    ['ruled-out', 'plain-differ', facts('nxdomain', { plain: [there], encrypted: [there] })],
    ['ruled-out', 'not-resolved-here', facts('nxdomain', { direct: 'timed-out', plain: 'nxdomain', encrypted: [there] })],
    ['open', 'no-encrypted-control', facts('nxdomain', { plain: 'nxdomain' })],
    ['open', 'no-plain-control', facts('nxdomain', { encrypted: [there] })],
    ['open', 'not-proved', facts([here], { plain: [here], encrypted: [there] })],
  ]),
  [forgedAddress.id]: causeTable(targets, [
    ['confirmed', 'proved-elsewhere', facts([here], { plain: [there], there: true })],
    ['confirmed', 'sink', facts(['0.0.0.0'], { encrypted: [there] })],
    ['confirmed', 'sink', facts(['127.0.0.1'], { plain: [there] }), { confidence: 'likely' }],
    ['ruled-out', 'agree', facts([here], { plain: [here] })],
    // A bogon that everybody gives is no fault of a resolver.
    ['ruled-out', 'agree', facts(['127.0.0.1'], { encrypted: ['127.0.0.1'] })],
    ['ruled-out', 'proved-here', facts(['10.0.0.5'], { plain: [there], here: true })],
    ['ruled-out', 'hosts-file', facts([here], { plain: [there], there: true, lines: [here] })],
    ['ruled-out', 'made-up', facts(['198.18.0.5'], { encrypted: [there], canary: canaries(['198.18.0.6']) })],
    ['ruled-out', 'injected', facts([here], { ...raced, encrypted: [there], there: true })],
    ['ruled-out', 'intercepted', facts([here], { plain: [here], encrypted: [there], there: true })],
    ['ruled-out', 'denied-elsewhere', facts([here], { plain: 'nxdomain' })],
    // Without TLS no certificate tells; a connection does, where the own address takes none.
    ['confirmed', 'answers-elsewhere', dialled(facts(['9.9.9.9'], { plain: [there] }), 'failed'), { confidence: 'likely' }],
    ['open', 'different-addresses', dialled(facts(['9.9.9.9'], { plain: [there] }), 'connected')],
    ['open', 'no-control', facts([here])],
    ['open', 'different-addresses', facts([there], { plain: ['8.8.8.8'] })],
    ['open', 'split-horizon', facts(['10.0.0.5'], { encrypted: [there] })],
    ['open', 'split-horizon', dialled(facts(['10.0.0.5'], { encrypted: [there] }), 'failed')],
  ]),
  [ghostAnswer.id]: causeTable(targets, [
    ['confirmed', 'answers-anything', facts(['10.0.0.5'], { plain: 'nxdomain', canary: canaries(['10.0.0.5'], ['10.0.0.5']) })],
    ['confirmed', 'only-here', facts([there], { encrypted: 'nxdomain' })],
    ['confirmed', 'only-here', facts([there], { plain: 'nxdomain' }), { confidence: 'likely' }],
    ['ruled-out', 'exists-elsewhere', facts([here], { plain: [there] })],
    ['ruled-out', 'hosts-file', facts([here], { plain: 'nxdomain', lines: [here] })],
    ['ruled-out', 'made-up', facts(['198.18.0.5'], { encrypted: 'nxdomain', canary: canaries(['198.18.0.6']) })],
    ['ruled-out', 'proved-here', facts([there], { encrypted: 'nxdomain', here: true })],
    ['ruled-out', 'injected', facts([here], { ...raced, encrypted: 'nxdomain' })],
    ['open', 'no-control', facts([here])],
    ['open', 'perhaps-internal', facts(['10.0.0.5'], { encrypted: 'nxdomain' })],
  ]),
  [hostsOverride.id]: causeTable(targets, [
    ['confirmed', 'differs', facts([here], { direct: [there], lines: [here] })],
    ['confirmed', 'differs', facts([here], { direct: 'timed-out', plain: [there], lines: ['192.0.2.3', here] })],
    ['open', 'only-here', facts([here], { direct: 'nxdomain', lines: [here] })],
    ['ruled-out', 'asked-directly', by(own, facts([here], { lines: [here] }))],
    ['ruled-out', 'no-line', facts([here], { direct: [there], lines: ['192.0.2.3'] })],
    ['ruled-out', 'same-as-dns', facts([here], { direct: [here, there], lines: [here] })],
    ['ruled-out', 'proved-here', facts([here], { direct: [there], lines: [here], here: true })],
    ['open', 'no-control', facts([here], { direct: 'timed-out', lines: [here] })],
  ]),
  [searchDomainCompletion.id]: causeTable(targets, [
    ['confirmed', 'completed', completed(facts([here], { direct: 'nxdomain' }), here)],
    ['ruled-out', 'exists', completed(facts([here]), here)],
    ['ruled-out', 'not-completed', completed(facts([here], { direct: 'nxdomain' }))],
    ['ruled-out', 'not-completed', completed(facts([here], { direct: 'nxdomain' }), there)],
    ['ruled-out', 'asked-directly', completed(by(own, facts([here])), here)],
    ['open', 'no-control', completed(facts([here], { direct: 'timed-out' }), here)],
  ]),
  [fakeIpProxyFailure.id]: causeTable(targets, [
    ['confirmed', 'not-taken', facts(['198.18.0.5'], { canary: canaries(['198.18.0.6']) })],
    ['confirmed', 'fails-behind', facts(['198.18.0.5'], { canary: canaries(['198.18.0.6']) }), { findings: ['network/tls-handshake#closed'], confidence: 'likely' }],
    ['ruled-out', 'real-address', facts([here])],
    ['ruled-out', 'no-canary-answer', facts(['198.18.0.5'])],
    ['open', 'not-asked', { ...facts([here]), canary: undefined }],
  ]),
};
