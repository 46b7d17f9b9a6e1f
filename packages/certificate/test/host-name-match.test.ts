import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMalformed, summarize } from '../src/certificate-summary.ts';
import { certificatesOfPem } from '../src/der/certificates-in.ts';
import { matchHostName, type HostNameMatch } from '../src/host-name-match.ts';
import { namesOf } from '../src/listed-names.ts';

const match = (host: string, ...dns: readonly string[]): HostNameMatch => matchHostName(host, { dns, ip: [] });
const why = (host: string, ...dns: readonly string[]): string => {
  const result = match(host, ...dns);
  return result.matches ? result.by : result.why;
};

test.each([
  ['www.example.com', '*.example.com', 'wildcard'],
  ['WWW.Example.COM.', 'www.example.com', 'dns'],
  ['example.com', '*.example.com', 'wildcard-apex'],
  ['a.b.example.com', '*.example.com', 'wildcard-too-shallow'],
  ['example.com', '*.com', 'wildcard-too-broad'],
  ['foobar.example.com', 'f*.example.com', 'partial-wildcard'],
  ['foo.bar.example.com', 'f*.example.com', 'other-names'],
  ['a.example.com', '*.*.com', 'other-names'],
  ['192.0.2.1', '192.0.2.1', 'ip-as-dns-name'],
  ['xn--bcher-kva.example', 'bücher.example', 'not-encoded'],
  ['a.xn--bcher-kva.example', '*.Bücher.example', 'not-encoded'],
  ['xn--bcher-kva.example', 'bücher.test', 'other-names'],
  ['www.example.com', 'www.example.com.', 'trailing-dot'],
  ['www.example.com', 'example.com.', 'other-names'],
  ['*.example.com', '*.example.com', 'other-names'],
  ['bucket.bucket.example.com', '*.example.com', 'doubled-label'],
  ['a.b.a.b.example.com', 'a.b.example.com', 'doubled-label'],
  ['bucket.bucket.example.com', 'elsewhere.test', 'other-names'],
])('%s against %s: %s', (host, name, expected) => {
  expect(why(host, name)).toBe(expected);
});

test('the deepest of several wildcards is the one that is too shallow', () => {
  expect(match('x.y.s3.example.com', '*.example.com', '*.s3.example.com')).toEqual({ matches: false, why: 'wildcard-too-shallow', nearest: '*.s3.example.com' });
});

test('the nearest of other names shares most labels', () => {
  expect(match('api.service.test', 'elsewhere.test', 'www.service.test')).toMatchObject({ why: 'other-names', nearest: 'www.service.test' });
});

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
const domain = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => `${labels.join('.')}.test`);

describe('for any host name', () => {
  test('its own name matches, in any case and with a trailing dot', () => {
    expect(() => fc.assert(fc.property(domain, (host) => match(`${host.toUpperCase()}.`, host).matches))).not.toThrow();
  });
  test('a wildcard covers one label more than its suffix and nothing else', () => {
    expect(() => fc.assert(fc.property(domain, fc.array(label, { maxLength: 3 }), (suffix, labels) => match([...labels, suffix].join('.'), `*.${suffix}`).matches === (labels.length === 1)))).not.toThrow();
  });
  test('a name that only ends alike never matches', () => {
    expect(() => fc.assert(fc.property(domain, label, (host, prefix) => !match(`${prefix}${host}`, host).matches))).not.toThrow();
  });
  test('whatever the certificate says, an answer comes and a mismatch names a name of the certificate', () => {
    expect(() => fc.assert(fc.property(fc.string(), fc.array(fc.string(), { maxLength: 5 }), fc.array(fc.ipV6(), { maxLength: 2 }), (host, dns, ip) => {
      const result = matchHostName(host, { dns, ip });
      return result.matches || result.nearest === undefined || [...dns, ...ip].includes(result.nearest);
    }))).not.toThrow();
  });
  test('addresses match by value and never by a wildcard', () => {
    expect(() => fc.assert(fc.property(fc.ipV4(), (address) => matchHostName(address, { dns: [], ip: [address] }).matches && !match(address, address, `*.${address.split('.').slice(1).join('.')}`).matches))).not.toThrow();
    expect(matchHostName('2001:db8::1', { dns: [], ip: ['2001:DB8:0:0:0:0:0:1'] })).toMatchObject({ matches: true, by: 'ip' });
    expect(matchHostName('::1', { dns: ['*:1'], ip: ['0:0:0:0:0:0:0:2'] })).toMatchObject({ matches: false, why: 'ip-not-listed' });
  });
});

type HostNameCase = { readonly id: string; readonly names: readonly string[] | null; readonly cert: string | null; readonly host: string; readonly match: boolean };

/** Where others deviate from RFC 9525 or from what browsers, curl and Node do, and why we don't follow. */
const deviations: { readonly [id: string]: string } = {
  'go::matchhostnames::26': 'a wildcard for a whole top-level domain',
  'go::matchhostnames::27': 'a wildcard for a whole top-level domain',
  'gnutls::pem2::6': 'the common name alone',
  'gnutls::pem6::16': 'two wildcards in one name',
  'gnutls::pem7::19': 'a wildcard inside a label',
  'gnutls::pem7::20': 'a wildcard inside a label',
};

const corpus = join(process.env['CULPRIT_CORPORA'] ?? join(import.meta.dirname, '../../../../shared/corpora'), 'certificate/hostnames.jsonl');

test.skipIf(!existsSync(corpus))('agrees with the host name tests of Go and GnuTLS (skipped where the corpus is absent)', () => {
  const cases = readFileSync(corpus, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as HostNameCase);
  const differing = cases.filter((one) => {
    const expected = one.id in deviations ? !one.match : one.match;
    return matches(one) !== expected;
  });
  expect(differing.map(({ id, host, names }) => `${id}: ${host} against ${String(names)}`)).toEqual([]);
  expect(cases.length).toBeGreaterThan(80);
});

function matches({ cert, names, host }: HostNameCase): boolean {
  if (cert === null) return match(host, ...(names ?? [])).matches;
  const summary = summarize(certificatesOfPem(cert)[0] ?? new Uint8Array(0));
  return !isMalformed(summary) && matchHostName(host, namesOf(summary)).matches;
}
