import * as fc from 'fast-check';
import { startDnsServer } from '@culprit/lab';
import { expect, test } from 'vitest';
import { isPrivateAddress, isPrivateName, isThirdPartyResolver } from '../src/dns/name-scope.ts';
import { readResolver } from '../src/dns/resolver-address.ts';
import { secondOpinion } from '../src/dns/second-opinion.ts';
import { configuredResolution } from '../src/facts/configured-resolution.ts';
import { referenceResolution } from '../src/facts/reference-resolution.ts';
import { gather } from './gather.ts';

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
