import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { startDnsServer } from '@culprit/lab';
import { expect, test } from 'vitest';
import { isPrivateAddress, isPrivateName, isThirdPartyResolver } from '../src/dns/name-scope.ts';
import { parseResolvConf } from '../src/dns/resolv-conf.ts';
import { readResolver } from '../src/dns/resolver-address.ts';
import { secondOpinion } from '../src/dns/second-opinion.ts';
import { configuredResolution } from '../src/facts/configured-resolution.ts';
import { configuredResolvers } from '../src/facts/configured-resolvers.ts';
import { referenceResolution } from '../src/facts/reference-resolution.ts';
import { gather } from './gather.ts';

test('resolv.conf is read as resolv.conf(5) says', () => {
  expect(parseResolvConf('# local\nnameserver 192.0.2.1 # first\nnameserver 2001:db8::1\nnameserver nonsense\nsearch one.example\nsearch two.example Three.Example\noptions rotate ndots:5\n'))
    .toEqual({ nameServers: ['192.0.2.1', '2001:db8::1'], search: ['two.example', 'three.example'], ndots: 5 });
  expect(parseResolvConf('domain corp.example extra\noptions ndots:99')).toEqual({ nameServers: [], search: ['corp.example'], ndots: 15 });
});

test('no text makes the reader of resolv.conf throw or grow', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.constant('nameserver 192.0.2.1'), fc.domain().map((name) => `search ${name}`))), (lines) => {
    const { nameServers, search, ndots } = parseResolvConf(lines.join('\n'));
    expect(nameServers.length).toBeLessThanOrEqual(3);
    expect(search.length).toBeLessThanOrEqual(16);
    expect(ndots).toBeLessThanOrEqual(15);
  }));
});

test('the name servers of a file are found, and a missing file is no crash', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'resolv-'));
  const file = join(folder, 'resolv.conf');
  await writeFile(file, 'nameserver 192.0.2.53\n');
  expect((await gather(configuredResolvers.of({ file }))).value).toEqual({ outcome: 'read', source: file, nameServers: ['192.0.2.53'], search: [], ndots: 1 });
  expect((await gather(configuredResolvers.of({ file: join(folder, 'absent') }))).value).toMatchObject({ outcome: expect.stringMatching(/^(?:read|unavailable)$/) });
  await rm(folder, { recursive: true });
});

test.each([
  ['192.0.2.1', { transport: 'dns', address: '192.0.2.1', port: 53 }],
  ['192.0.2.1:5353', { transport: 'dns', address: '192.0.2.1', port: 5353 }],
  ['2001:db8::1', { transport: 'dns', address: '2001:db8::1', port: 53 }],
  ['[2001:db8::1]:5353', { transport: 'dns', address: '2001:db8::1', port: 5353 }],
  ['https://dns.example/dns-query', { transport: 'https', url: 'https://dns.example/dns-query' }],
  ['https://dns.example/dns-query{?dns}', { transport: 'https', url: 'https://dns.example/dns-query' }],
  ['tls://192.0.2.1', { transport: 'tls', address: '192.0.2.1', port: 853 }],
  ['tls://[2001:db8::1]:8853#DNS.example', { transport: 'tls', address: '2001:db8::1', port: 8853, name: 'dns.example' }],
  ['tls://dns.example', undefined], ['tls://192.0.2.1#no name', undefined],
  ['dns.example', undefined], ['192.0.2.1:0', undefined], ['192.0.2.1:x', undefined], ['', undefined],
])('the resolver %s is read', (text, read) => {
  expect(readResolver(text)).toEqual(read);
});

test('no text makes the readers of resolvers and names throw', () => {
  fc.assert(fc.property(fc.string(), (text) => {
    readResolver(text);
    expect(typeof isPrivateName(text) === 'boolean' && typeof isThirdPartyResolver(text) === 'boolean' && typeof isPrivateAddress(text) === 'boolean').toBe(true);
  }));
});

test.each([
  ['printer', true], ['nas.local', true], ['api.internal', true], ['router.home.arpa', true], ['192.0.2.1', true], ['git.corp.example', true],
  ['corp.example.org', false], ['notlocal', true], ['a.notlocal', false], ['www.example.com', false],
])('%s stays inside: %s', (name, stays) => {
  expect(isPrivateName(name, ['corp.example'])).toBe(stays);
});

const suspicionOf = (host: string, resolvers: readonly string[], resolver?: string): never => ({
  settings: { controls: { resolvers } },
  related: () => ({ host, ...(resolver === undefined ? {} : { route: { resolver } }) }),
}) as never;
const referencesOf = (...given: Parameters<typeof suspicionOf>) => secondOpinion(suspicionOf(...given)).reference.input['resolvers'];

test('other resolvers are asked about public names only, and not beside a resolver on this machine', () => {
  expect(referencesOf('www.example.com', ['1.1.1.1', '8.8.8.8'])).toEqual(['1.1.1.1', '8.8.8.8']);
  expect(referencesOf('www.example.com', ['1.1.1.1', '8.8.8.8'], '8.8.8.8')).toEqual(['1.1.1.1']);
  expect(referencesOf('nas.local', ['1.1.1.1', '192.168.0.1'])).toEqual(['192.168.0.1']);
  expect(referencesOf('www.example.com', ['1.1.1.1', '127.0.0.1:5300'], '127.0.0.1:5353')).toEqual(['127.0.0.1:5300']);
  expect(referenceResolution.thirdParties({ host: 'www.example.com', resolvers: ['1.1.1.1', '192.168.0.1'] })).toEqual(['1.1.1.1']);
});

test('the resolver of the route is the one that is asked directly', async () => {
  await using dns = await startDnsServer({ answers: { 'service.example': {} } });
  const resolver = `127.0.0.1:${dns.port}`;
  expect((await gather(configuredResolution.of({ host: 'service.example', resolver }))).value).toMatchObject({ outcome: 'asked', answers: [{ outcome: 'no-address', resolver }] });
  expect((await gather(referenceResolution.of({ host: 'service.example', resolvers: [resolver] }))).value).toMatchObject({ outcome: 'asked', answers: [{ outcome: 'no-address', resolver }] });
  expect((await gather(referenceResolution.of({ host: 'service.example', resolvers: [] }))).value).toEqual({ outcome: 'withheld', reason: 'nobody-to-ask' });
});
