import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMalformed, summarize } from '../src/certificate-summary.ts';
import { certificatesOfPem } from '../src/der/certificates-in.ts';
import type { ParityClient } from '@culprit/network/client-ways';
import { matchHostName, type CertificateNames, type HostNameMatch } from '../src/host-name-match.ts';
import { namesOf } from '../src/listed-names.ts';
import { clients } from '../src/parity/clients.ts';
import { coversHost } from '../src/parity/host-name-rules.ts';

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

/**
 * GnuTLS has these behind `#ifdef SUPPORT_COMPLEX_WILDCARDS` and is built without: the real one refuses each
 * (tests/system/host-names.test.ts).
 */
const notBuilt: ReadonlySet<string> = new Set(['gnutls::pem6::16', 'gnutls::pem7::19', 'gnutls::pem7::20']);

/** What clients take beyond RFC 9525, and by whose rules we say so too. */
const lenient: { readonly [id: string]: ParityClient } = {
  // A wildcard for a whole top-level domain.
  'go::matchhostnames::26': 'go', 'go::matchhostnames::27': 'go',
  // The common name alone.
  'gnutls::pem2::6': 'curl',
};

const corpus = join(process.env['CULPRIT_CORPORA'] ?? join(import.meta.dirname, '../../../../shared/corpora'), 'certificate/hostnames.jsonl');

test.skipIf(!existsSync(corpus))('agrees with the host name tests of Go and GnuTLS, where these deviate from RFC 9525 by the rules of such clients (skipped where the corpus is absent)', () => {
  const cases = readFileSync(corpus, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as HostNameCase);
  const differing = cases.filter((one) => {
    const expected = notBuilt.has(one.id) ? false : one.match;
    const client = lenient[one.id];
    const policies = clients.find((candidate) => candidate.client === client);
    const names = namesIn(one);
    if (policies === undefined) return matchHostName(one.host, names).matches !== expected;
    return matchHostName(one.host, names).matches || coversHost(one.host, names, policies.names.rules) !== expected;
  });
  expect(differing.map(({ id, host, names }) => `${id}: ${host} against ${String(names)}`)).toEqual([]);
  expect(cases.length).toBeGreaterThan(80);
});

function namesIn({ cert, names }: HostNameCase): CertificateNames {
  if (cert === null) return { dns: names ?? [], ip: [] };
  const summary = summarize(certificatesOfPem(cert)[0] ?? new Uint8Array(0));
  return isMalformed(summary) ? { dns: [], ip: [] } : namesOf(summary);
}
