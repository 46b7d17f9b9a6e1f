import { createAuthority } from '@culprit/lab';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { certificatesIn, certificatesOfPem, pemOf } from '../src/der/certificates-in.ts';
import { readObjectIdentifier } from '../src/der/read-der.ts';
import { certsOnly, der } from './certs-only.ts';

const first = await createAuthority({ name: 'First' });
const second = await createAuthority({ name: 'Second' });
const texts = (certificates: readonly Uint8Array[] | undefined): readonly string[] | undefined => certificates?.map((one) => Buffer.from(one).toString('hex'));

test('DER, PEM and certs-only PKCS #7 are told apart', () => {
  expect(texts(certificatesIn(first.der)?.certificates)).toEqual(texts([first.der]));
  expect(certificatesIn(first.der)?.encoding).toBe('der');
  const pem = certificatesIn(Buffer.from(`# comment\n${first.certificate}${second.certificate}`));
  expect([pem?.encoding, texts(pem?.certificates)]).toEqual(['pem', texts([first.der, second.der])]);
  const bundle = certificatesIn(certsOnly([first.der, second.der]));
  expect([bundle?.encoding, texts(bundle?.certificates)]).toEqual(['pkcs7', texts([first.der, second.der])]);
  const armoured = `-----BEGIN PKCS7-----\n${certsOnly([first.der]).toString('base64')}\n-----END PKCS7-----\n`;
  expect(texts(certificatesIn(Buffer.from(armoured))?.certificates)).toEqual(texts([first.der]));
});

test('a page, nothing, a key and another PKCS #7 are no certificates', () => {
  const key = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';
  const data = der(0x30, der(0x06, Buffer.from('2a864886f70d010701', 'hex')), der(0xa0, der(0x04)));
  for (const bytes of [Buffer.from('<html></html>'), Buffer.alloc(0), Buffer.from(key), data]) expect(certificatesIn(bytes)).toBeUndefined();
});

test('arbitrary bytes end in an answer', () => {
  expect(() => fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, sequence) => {
    const found = certificatesIn(sequence ? Buffer.concat([Buffer.of(0x30), bytes]) : bytes);
    return found === undefined || found.certificates.length > 0 || found.encoding === 'pkcs7';
  }), { numRuns: 1_000 })).not.toThrow();
});

test('PEM goes there and back', () => {
  expect(() => fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => texts(certificatesOfPem(pemOf(bytes)))?.[0] === Buffer.from(bytes).toString('hex')))).not.toThrow();
  expect(pemOf(first.der)).toBe(first.certificate);
});

test('object identifiers read as people write them', () => {
  expect(readObjectIdentifier(Buffer.from('2a864886f70d01010b', 'hex'))).toBe('1.2.840.113549.1.1.11');
  expect(readObjectIdentifier(Buffer.from('551d11', 'hex'))).toBe('2.5.29.17');
});
