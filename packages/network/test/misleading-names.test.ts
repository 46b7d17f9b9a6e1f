import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import * as fc from 'fast-check';
import { startDnsServer, startDohServer, createAuthority } from '@culprit/lab';
import type { Cause, Target } from '@culprit/core';
import { causeCases, type CauseCase } from '@culprit/testkit';
import { register } from '@culprit/testkit/vitest';
import { describe, expect, test } from 'vitest';
import { fakeIpProxyFailure } from '../src/causes/fake-ip-proxy-failure.ts';
import { forgedAddress } from '../src/causes/forged-address.ts';
import { ghostAnswer } from '../src/causes/ghost-answer.ts';
import { hostsOverride } from '../src/causes/hosts-override.ts';
import { injectedAnswer } from '../src/causes/injected-answer.ts';
import { interceptedDns } from '../src/causes/intercepted-dns.ts';
import { searchDomainCompletion } from '../src/causes/search-domain-completion.ts';
import { raceIn } from '../src/dns/doubted-answer.ts';
import { synthesisOf } from '../src/dns/fake-ip.ts';
import { questionFor } from '../src/dns/message.ts';
import { codec } from '../src/dns/codec.ts';
import { specialPurpose } from '../src/dns/special-purpose.ts';
import type { ResolverAnswer } from '../src/facts/configured-resolution.ts';
import { canaryResolution, type CanaryResolution } from '../src/facts/canary-resolution.ts';
import { nameResolution, type Address, type HeardAnswer, type NameResolution } from '../src/facts/name-resolution.ts';
import { tcpEndpoint } from '../src/targets/tcp-endpoint.ts';
import { tlsEndpoint } from '../src/targets/tls-endpoint.ts';
import { gather } from './gather.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

test.each([
  ['0.0.0.0', 'this-host'], ['127.8.9.10', 'loopback'], ['::1', 'loopback'], ['10.1.2.3', 'private-use'], ['172.31.255.255', 'private-use'], ['172.32.0.0', undefined], ['100.100.100.200', 'shared'],
  ['198.19.255.255', 'benchmarking'], ['198.20.0.0', undefined], ['203.0.113.9', 'documentation'], ['3fff:0::1', 'documentation'], ['fe80::1%eth0', 'link-local'], ['fd00::1', 'unique-local'],
  ['::ffff:10.0.0.1', 'private-use'], ['255.255.255.255', 'reserved'], ['239.1.1.1', 'multicast'], ['192.0.0.9', undefined], ['8.8.8.8', undefined], ['2606:4700::1111', undefined], ['nonsense', undefined],
])('%s is set aside for %s', (address, purpose) => expect(specialPurpose(address)).toBe(purpose));

const addressesOf = (...list: readonly string[]): readonly Address[] => list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
const canaries = (...lists: readonly (readonly string[])[]): CanaryResolution => ({ answers: lists.map((addresses, index) => ({ name: `canary.${['invalid', 'example'][index]}`, addresses })) });

describe('addresses that somebody made up', () => {
  test.each([
    ['lie in a range that proxies use, as the canary does', '198.18.0.5', canaries([], ['198.18.3.1']), 'fake-ip'],
    ['do so with IPv6', 'fc00::5', canaries(['fc00::6']), 'fake-ip'],
    ['may lie anywhere, if every name has its own nearby', '10.20.0.5', canaries(['10.20.0.6'], ['10.20.0.7']), 'fake-ip'],
    ['are one for all names where a resolver answers anything', '10.20.0.5', canaries(['10.20.0.5'], ['10.20.0.5']), 'answers-anything'],
    ['are not proved by their range', '198.18.0.5', canaries([], []), undefined],
    ['are not proved by a canary far away', '10.20.0.5', canaries(['10.30.0.6'], ['10.30.0.7']), undefined],
    ['are not proved by one canary near by', '10.20.0.5', canaries(['10.20.0.6'], []), undefined],
  ] as const)('%s', (_what, address, canary, kind) => expect(synthesisOf(addressesOf(address), canary)?.kind).toBe(kind));

  test('no addresses make the reader throw', () => {
    const address = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string());
    fc.assert(fc.property(fc.array(address), fc.array(address), fc.array(address), (own, one, two) => {
      synthesisOf(addressesOf(...own), canaries(one, two));
      specialPurpose(own[0] ?? '');
    }));
  });

  test('are found by asking for names that can not exist', async () => {
    await using dns = await startDnsServer({ answers: { '*.invalid': { a: ['198.18.0.9'] } } });
    const { value } = await gather(canaryResolution.of({ resolver: `127.0.0.1:${dns.port}` }));
    expect(value).toMatchObject({ answers: [{ name: expect.stringMatching(/^culprit-canary-[0-9a-f]{8}\.invalid$/), addresses: ['198.18.0.9'] }, { addresses: [] }] });
  });
});

describe('two answers to one question', () => {
  test('are kept with what tells them apart', async () => {
    await using dns = await startDnsServer({ answers: { 'a.example': { racing: [{ a: ['192.0.2.9'], ttl: 300 }, { a: ['127.0.0.1'] }] } } });
    const value = (await gather(nameResolution.of({ host: 'a.example', resolver: `127.0.0.1:${dns.port}`, family: 4, collectRacing: true }))).value as NameResolution;
    expect(value).toMatchObject({ outcome: 'resolved', heard: [{ addresses: ['192.0.2.9'], ttl: 300, edns: false, says: 'NOERROR' }, { addresses: ['127.0.0.1'], ttl: 60, edns: true }] });
    expect(raceIn([value as ResolverAnswer])).toMatchObject({ first: { addresses: ['192.0.2.9'] }, second: { addresses: ['127.0.0.1'] } });
  });

  test('by another address or under another id are kept, and not believed', async () => {
    await using dns = await startDnsServer({ answers: { 'a.example': { wrongId: { a: ['192.0.2.9'] } } } });
    const { value } = await gather(nameResolution.of({ host: 'a.example', resolver: `127.0.0.1:${dns.port}`, family: 4, collectRacing: true }), { patienceMs: 300 });
    expect(value).toMatchObject({ outcome: 'timed-out', code: 'MISMATCHED', heard: [{ says: 'wrong-id' }] });
  });
});

test('an answer from another address is kept with who sent it, and not believed', async () => {
  const [asked, stranger] = [createSocket('udp4'), createSocket('udp4')];
  asked.on('message', (bytes, peer) => {
    const { id, questions } = codec.decode(bytes);
    stranger.send(codec.encode({ id, type: 'response', flags: 0, questions, answers: [{ name: 'a.example', type: 'A', ttl: 1, data: '127.0.0.9' }] }), peer.port, peer.address);
  });
  asked.bind(0, '127.0.0.1');
  stranger.bind(0, '127.0.0.2');
  await Promise.all([once(asked, 'listening'), once(stranger, 'listening')]);
  const { value } = await gather(nameResolution.of({ host: 'a.example', resolver: `127.0.0.1:${asked.address().port}`, family: 4, collectRacing: true }), { patienceMs: 300 });
  expect(value).toMatchObject({ outcome: 'timed-out', heard: [{ from: '127.0.0.2', addresses: ['127.0.0.9'] }] });
  asked.close();
  stranger.close();
});

test('a name server that sends datagrams without end is listened to for its time, and little of it is kept', async () => {
  const flood = createSocket('udp4');
  let over = false;
  flood.on('message', (_bytes, peer) => {
    const more = (): void => {
      if (!over) flood.send(Buffer.alloc(1_400, 0xff), peer.port, peer.address, () => setImmediate(more));
    };
    more();
  });
  flood.bind(0, '127.0.0.1');
  await once(flood, 'listening');
  const { value } = await gather(nameResolution.of({ host: 'a.example', resolver: `127.0.0.1:${flood.address().port}`, family: 4, collectRacing: true }), { patienceMs: 300 });
  over = true;
  flood.close();
  expect(value).toMatchObject({ outcome: 'malformed' });
  expect((value as { readonly heard: readonly unknown[] }).heard).toHaveLength(16);
});

test('no bytes make the reader of answers throw, and none with thousands of records is read', () => {
  const { bytes, read } = questionFor(codec, 'a.example', 'A', 7);
  fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), (reply) => ['string', 'object'].includes(typeof read(reply))));
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255))), (changes) => {
    const reply = Buffer.from(bytes);
    for (const [at, value] of changes) reply[at] = value;
    return ['string', 'object'].includes(typeof read(reply));
  }));
  const many = codec.encode({ id: 7, type: 'response', flags: 0, questions: [{ name: 'a.example', type: 'A' }], answers: Array.from({ length: 600 }, () => ({ name: 'a', type: 'A', ttl: 1, data: '192.0.2.1' })) });
  expect(read(many)).toBe('malformed');
  // A name that points at itself (RFC 1035 §4.1.4).
  expect(read(Buffer.from([0, 7, 0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xc0, 12, 0, 1, 0, 1]))).toBe('malformed');
});

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
const facts = (met: Said, { direct = met, heard = [datagram(5, 'NOERROR', true, ...(typeof met === 'string' ? [] : met))], plain, encrypted, canary = canaries([], []), lines = [], ...proved }: Heard = {}): CauseCase['facts'] => ({
  resolution: typeof met === 'string' ? { outcome: 'not-found', resolver: 'system', tookMs: 3, code: 'ENOTFOUND' } : { ...answer('system', met) },
  race: { outcome: 'asked', internal: false, answers: [answer(own, direct, heard)] },
  reference: plain === undefined && encrypted === undefined ? { outcome: 'withheld', reason: 'nobody-to-ask' }
    : { outcome: 'asked', answers: [...(plain === undefined ? [] : [answer('8.8.8.8', plain)]), ...(encrypted === undefined ? [] : [answer(doh, encrypted)])] },
  proof: { outcome: 'tried', here: [{ address: here, outcome: proved.here === true ? 'verified' : 'failed' }], elsewhere: proved.there === true ? [{ address: there, outcome: 'verified' }] : [] },
  canary,
  hosts: { file: '/etc/hosts', entries: lines.map((address, index) => ({ address, line: index + 7 })) },
});
const by = (resolver: string, given: CauseCase['facts']): CauseCase['facts'] => ({ ...given, resolution: answer(resolver, [here]) });

/** Connections alone were tried: to the other address one stands. */
const dialled = (given: CauseCase['facts'], outcome: 'failed' | 'connected'): CauseCase['facts'] =>
  ({ ...given, proof: { outcome: 'tried', here: [{ address: here, outcome }], elsewhere: [{ address: there, outcome: 'connected' }] } });

type Short = readonly [verdict: CauseCase['expects']['verdict'], reason: string, facts: CauseCase['facts'], more?: Partial<CauseCase> & { readonly confidence?: 'likely' }];
function judges(cause: Cause, cases: readonly Short[], targets: readonly Target[] = [tcpEndpoint.of({ host: 'service.example', port: 443 }), tlsEndpoint.of({ host: 'service.example', port: 443 })]): void {
  register(causeCases(cause, cases.map(([verdict, reason, given, { confidence, ...more } = {}], index): CauseCase => ({
    name: `${index + 1} ${verdict} ${reason}`, targets, facts: given, ...more, expects: { verdict, reason, ...(confidence === undefined ? {} : { confidence }) },
  }))));
}

const raced = { heard: [datagram(8, 'NOERROR', false, here), datagram(70, 'NOERROR', true, there)] };
judges(injectedAnswer, [
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
]);
judges(interceptedDns, [
  ['confirmed', 'denies', facts('nxdomain', { plain: 'nxdomain', encrypted: [there] })],
  ['confirmed', 'leads-elsewhere', facts([here], { plain: [here], encrypted: [there], there: true })],
  ['ruled-out', 'encrypted-agree', facts('nxdomain', { plain: 'nxdomain', encrypted: 'nxdomain' })],
  ['ruled-out', 'encrypted-agree', facts([here], { plain: [here], encrypted: [here, there], there: true })],
  ['ruled-out', 'plain-differ', facts('nxdomain', { plain: [there], encrypted: [there] })],
  ['ruled-out', 'not-resolved-here', facts('nxdomain', { direct: 'timed-out', plain: 'nxdomain', encrypted: [there] })],
  ['open', 'no-encrypted-control', facts('nxdomain', { plain: 'nxdomain' })],
  ['open', 'no-plain-control', facts('nxdomain', { encrypted: [there] })],
  ['open', 'not-proved', facts([here], { plain: [here], encrypted: [there] })],
]);
judges(forgedAddress, [
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
]);
judges(ghostAnswer, [
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
]);
judges(hostsOverride, [
  ['confirmed', 'differs', facts([here], { direct: [there], lines: [here] })],
  ['confirmed', 'differs', facts([here], { direct: 'timed-out', plain: [there], lines: ['192.0.2.3', here] })],
  ['open', 'only-here', facts([here], { direct: 'nxdomain', lines: [here] })],
  ['ruled-out', 'asked-directly', by(own, facts([here], { lines: [here] }))],
  ['ruled-out', 'no-line', facts([here], { direct: [there], lines: ['192.0.2.3'] })],
  ['ruled-out', 'same-as-dns', facts([here], { direct: [here, there], lines: [here] })],
  ['ruled-out', 'proved-here', facts([here], { direct: [there], lines: [here], here: true })],
  ['open', 'no-control', facts([here], { direct: 'timed-out', lines: [here] })],
]);
const completed = (given: CauseCase['facts'], ...addresses: readonly string[]): CauseCase['facts'] =>
  ({ ...given, completion: { search: ['corp.example'], ndots: 1, tried: [{ name: 'service.example.corp.example', answer: answer(own, addresses.length === 0 ? 'nxdomain' : addresses) }] } });
judges(searchDomainCompletion, [
  ['confirmed', 'completed', completed(facts([here], { direct: 'nxdomain' }), here)],
  ['ruled-out', 'exists', completed(facts([here]), here)],
  ['ruled-out', 'not-completed', completed(facts([here], { direct: 'nxdomain' }))],
  ['ruled-out', 'not-completed', completed(facts([here], { direct: 'nxdomain' }), there)],
  ['ruled-out', 'asked-directly', completed(by(own, facts([here])), here)],
  ['open', 'no-control', completed(facts([here], { direct: 'timed-out' }), here)],
]);
judges(fakeIpProxyFailure, [
  ['confirmed', 'not-taken', facts(['198.18.0.5'], { canary: canaries(['198.18.0.6']) })],
  ['confirmed', 'fails-behind', facts(['198.18.0.5'], { canary: canaries(['198.18.0.6']) }), { findings: ['network/tls-handshake#closed'], confidence: 'likely' }],
  ['ruled-out', 'real-address', facts([here])],
  ['ruled-out', 'no-canary-answer', facts(['198.18.0.5'])],
  ['open', 'not-asked', { ...facts([here]), canary: undefined }],
]);
test('nobody doubts a name where the target is an address, or where a proxy looks the name up', () => {
  const doubted = (data: { readonly host: string; readonly port: number; readonly route?: { readonly proxy: string } }) =>
    forgedAddress.concerns({ findings: [], targets: [], settings: { depth: 'quick', offline: false, controls: { resolvers: ['1.1.1.1'], timeSources: [], sni: [] } }, related: () => data } as never);
  expect(doubted({ host: '192.0.2.1', port: 443 })).toBe(false);
  expect(doubted({ host: 'localhost', port: 443 })).toBe(false);
  expect(doubted({ host: 'service.example.com', port: 443, route: { proxy: 'http://127.0.0.1:3128' } })).toBe(false);
  expect(doubted({ host: 'service.example.com', port: 443 })).toBe(true);
});

test('an encrypted resolver is a third party by its address alone', async () => {
  expect(nameResolution.thirdParties({ host: 'a.example', resolver: doh })).toEqual([doh]);
  const authority = await createAuthority({ name: 'R' });
  await using server = await startDohServer({ answers: {}, ...await authority.issue({ names: ['127.0.0.1'] }) });
  expect(nameResolution.thirdParties({ host: 'a.example', resolver: server.url })).toEqual([]);
});
