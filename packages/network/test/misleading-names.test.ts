import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import * as fc from 'fast-check';
import { startDnsServer, startDohServer, createAuthority } from '@culprit/lab';
import { describe, expect, test } from 'vitest';
import { forgedAddress } from '../src/causes/forged-address.ts';
import { raceIn } from '../src/dns/doubted-answer.ts';
import { synthesisOf } from '../src/dns/fake-ip.ts';
import { questionFor } from '../src/dns/message.ts';
import { codec } from '../src/dns/codec.ts';
import { specialPurpose } from '../src/dns/special-purpose.ts';
import type { ResolverAnswer } from '../src/facts/configured-resolution.ts';
import { canaryResolution } from '../src/facts/canary-resolution.ts';
import { nameResolution, type NameResolution } from '../src/facts/name-resolution.ts';
import { addressesOf, canaries } from './cases/seen.ts';
import { gather } from './gather.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

test.each([
  ['0.0.0.0', 'this-host'], ['127.8.9.10', 'loopback'], ['::1', 'loopback'], ['10.1.2.3', 'private-use'], ['172.31.255.255', 'private-use'], ['172.32.0.0', undefined], ['100.100.100.200', 'shared'],
  ['198.19.255.255', 'benchmarking'], ['198.20.0.0', undefined], ['203.0.113.9', 'documentation'], ['3fff:0::1', 'documentation'], ['fe80::1%eth0', 'link-local'], ['fd00::1', 'unique-local'],
  ['::ffff:10.0.0.1', 'private-use'], ['255.255.255.255', 'reserved'], ['239.1.1.1', 'multicast'], ['192.0.0.9', undefined], ['8.8.8.8', undefined], ['2606:4700::1111', undefined], ['nonsense', undefined],
  ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'transition'], ['2002:7f00:1::', 'transition'], ['2001:1::1', undefined], ['2001:2::1', 'benchmarking'], ['2001:1ff::1', 'protocol'], ['fec0::1', 'reserved'], ['::127.0.0.1', 'reserved'],
  ['::ffff:7f00:1', 'loopback'], ['64:ff9b::a9fe:a9fe', 'link-local'], ['64:ff9b::', 'this-host'], ['64:ff9b::808:808', undefined], ['64:ff9b:1::808:808', 'local-translation'],
])('%s is set aside for %s', (address, purpose) => expect(specialPurpose(address)).toBe(purpose));

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

const doh = 'https://1.1.1.1/dns-query';

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
