import { createAuthority, selfSigned } from '@culprit/lab';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { shown, summarize } from '../src/certificate-summary.ts';

test('a certificate is read with its names, key, signature and usages', async () => {
  const root = await createAuthority({ name: 'Test Root', keyAlgorithm: 'rsa-2048' });
  const leaf = await root.issue({ names: ['a.test', '*.b.test', '192.0.2.1', '2001:db8::1'], caIssuers: 'http://ca.test/root.crt', serialNumber: '0a0b' });
  expect(summarize(leaf.der)).toMatchObject({
    subject: { text: 'CN=a.test', commonName: 'a.test' }, issuer: { commonName: 'Test Root' }, serialNumber: '0A0B',
    dnsNames: ['a.test', '*.b.test'], ipAddresses: ['192.0.2.1', '2001:DB8:0:0:0:0:0:1'], nameCount: 4,
    keyType: 'ec', keyBits: 256, signatureAlgorithm: 'sha256WithRSAEncryption', isAuthority: false, selfIssued: false,
    extendedKeyUsage: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'], caIssuers: 'http://ca.test/root.crt',
  });
  expect(summarize(root.der)).toMatchObject({ isAuthority: true, selfIssued: true, keyType: 'rsa', keyBits: 2048 });
});

test('of very many names all that are needed to find one are read', async () => {
  const names = Array.from({ length: 3_000 }, (_, index) => `host-${index}.test`);
  const { der } = await selfSigned({ names });
  const summary = summarize(der);
  expect(summary).toMatchObject({ nameCount: 3_000 });
  expect('dnsNames' in summary && summary.dnsNames.at(-1)).toBe('host-2999.test');
});

test('an issuer location that is not plain http is left alone', async () => {
  const root = await createAuthority({ name: 'Test Root' });
  const { der } = await root.issue({ names: ['a.test'], caIssuers: 'ldap://ca.test/cn=root' });
  expect(summarize(der)).not.toHaveProperty('caIssuers');
});

test('arbitrary bytes are malformed and never an exception', () => {
  expect(() => fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => 'malformed' in summarize(bytes)))).not.toThrow();
});

test('a certificate with flipped, missing or added bytes is read or malformed, never an exception', async () => {
  const { der } = await selfSigned({ names: ['a.test', 'b.test'], caIssuers: 'http://ca.test/' });
  expect(() => fc.assert(fc.property(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }), fc.nat(20), (at, flip, cut) => {
    const bytes = Buffer.from(der.subarray(0, der.length - cut));
    if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ flip;
    const summary = summarize(bytes);
    return 'malformed' in summary || summary.fingerprint256.length === 64;
  }), { numRuns: 500 })).not.toThrow();
  expect(summarize(Buffer.concat([der, der]))).toEqual({ malformed: 'not-der', bytes: 2 * der.length });
});

test('a text for a terminal has no control and no direction characters', () => {
  expect(() => fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/.test(shown(text)) && shown(text).length <= 200))).not.toThrow();
});
