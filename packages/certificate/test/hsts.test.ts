import { run, type Report } from '@culprit/core';
import { httpHandler, startHttpServer, startTlsServer, type HttpReply, type IssuedCertificate } from '@culprit/lab';
import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { preloadedSuffix, preloadGaps, readHstsPolicy } from '../src/hsts/read-policy.ts';
import manifest from '../src/manifest.ts';
import { targetsOnly, useWorld, withoutBugs } from './examine.ts';

const world = useWorld();
const policy = { outcome: 'policy', includeSubDomains: false, preload: false, repeated: false };

test.each([
  ['max-age=31536000', { ...policy, maxAgeSeconds: 31_536_000 }],
  ['Max-Age="63072000" ; includeSubDomains; preload', { ...policy, maxAgeSeconds: 63_072_000, includeSubDomains: true, preload: true }],
  ['max-age=0;', { ...policy, maxAgeSeconds: 0 }],
  [';; max-age=5; foo="a;b, c\\"d"; bar', { ...policy, maxAgeSeconds: 5 }],
  ['max-age=5, max-age=6', { ...policy, maxAgeSeconds: 5, repeated: true }],
  ['includeSubDomains', { outcome: 'invalid', why: 'no-max-age' }],
  ['max-age', { outcome: 'invalid', why: 'no-max-age' }],
  ['max-age=-1', { outcome: 'invalid', why: 'max-age' }],
  ['max-age=1y', { outcome: 'invalid', why: 'max-age' }],
  ['max-age=5; max-age=6', { outcome: 'invalid', why: 'repeated-directive' }],
  ['max-age:31536000', { outcome: 'invalid', why: 'syntax' }],
  ['max-age=5; "x"', { outcome: 'invalid', why: 'syntax' }],
])('%s is read as %j', (value, expected) => {
  expect(readHstsPolicy(value)).toEqual(expected);
});

test('whatever a server sends is a policy or none', () => {
  assert(property(string({ unit: 'binary', maxLength: 200 }), (value) => {
    expect(['policy', 'invalid']).toContain(readHstsPolicy(value).outcome);
  }));
});

test('the preload list wants a year, subdomains and consent', () => {
  const gaps = (value: string): readonly string[] => {
    const read = readHstsPolicy(value);
    return read.outcome === 'policy' ? preloadGaps(read) : [];
  };
  expect(gaps('max-age=31536000; includeSubDomains; preload')).toEqual([]);
  expect(gaps('max-age=300')).toEqual(['max-age=31536000', 'includeSubDomains', 'preload']);
  expect([preloadedSuffix('app.dev'), preloadedSuffix('dev.example.com')]).toEqual(['dev', undefined]);
});

/** Examines a service that sends this field, with a certificate that is fine or not. */
async function hsts(field: string | undefined, { host = 'service.test', certificate, trusted = true }: { readonly host?: string; readonly certificate?: IssuedCertificate; readonly trusted?: boolean } = {}): Promise<readonly string[]> {
  const own = certificate ?? await world().root.issue({ names: [host] });
  const reply: HttpReply = { body: 'ok', ...(field === undefined ? {} : { headers: { 'Strict-Transport-Security': field } }) };
  await using server = await startTlsServer({ ...own, http: httpHandler({ fallback: reply }) });
  const report = await run({
    plugins: [targetsOnly, manifest], controls: { resolvers: [], timeSources: [], sni: [] },
    targets: [{ kind: 'http-resource', url: `https://${host}/`, route: { proxy: 'direct', connectTo: `${server.host}:${server.port}`, ...(trusted ? { ca: world().ca } : {}) } }],
  }, { depth: 'full', only: ['certificate/hsts'] });
  return about(report);
}

const about = (report: Report): readonly string[] => withoutBugs(report).findings.filter(({ check }) => check === 'certificate/hsts').map(({ id }) => id.replace('certificate/hsts#', ''));

test.each([
  [undefined, 'absent'], ['max-age=31536000; includeSubDomains', 'in-force'], ['max-age=0', 'withdrawn'], ['max-age=10, max-age=20', 'repeated'],
  ['max-age=oops', 'invalid'], ['max-age=300; preload', 'not-preloadable'], ['max-age=31536000; includeSubDomains; preload', 'in-force'],
])('a sound service that sends %s: %s', async (field, finding) => {
  expect(await hsts(field)).toEqual([finding]);
});

test('a certificate that browsers refuse locks out whoever was here before', async () => {
  const field = 'max-age=31536000';
  expect(await hsts(field, { trusted: false })).toEqual(['locks-in']);
  expect(await hsts(field, { certificate: await world().root.issue({ names: ['other.test'] }) })).toEqual(['locks-in']);
  expect(await hsts(field, { certificate: await world().root.issue({ names: ['service.test'], notBefore: new Date(Date.now() - 9e9), notAfter: new Date(Date.now() - 9e7) }) })).toEqual(['locks-in']);
  expect(await hsts('max-age=0', { trusted: false })).toEqual(['withdrawn']);
  expect(await hsts(undefined, { trusted: false })).toEqual(['absent']);
});

test('a refused certificate under a preloaded top-level domain locks everybody out, field or not', async () => {
  expect(await hsts(undefined, { host: 'shop.dev', trusted: false })).toEqual(['suffix-locks-in']);
  expect(await hsts(undefined, { host: 'shop.dev' })).toEqual(['absent']);
});

test('over plain HTTP and for an address the field counts for nothing', async () => {
  await using server = await startHttpServer({ fallback: { body: 'ok', headers: { 'Strict-Transport-Security': 'max-age=300' } } });
  const look = async (host: string): Promise<readonly string[]> => about(await run({
    plugins: [targetsOnly, manifest], controls: { resolvers: [], timeSources: [], sni: [] },
    targets: [{ kind: 'http-resource', url: `http://${host}/`, route: { proxy: 'direct', connectTo: `${server.host}:${server.port}` } }],
  }, { depth: 'full', only: ['certificate/hsts'] }));
  expect([await look('service.test'), await look('127.0.0.1')]).toEqual([['over-http'], ['for-an-address']]);
});
