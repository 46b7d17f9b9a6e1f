import { createAuthority } from '@culprit/lab';
import { AsnConvert } from '@peculiar/asn1-schema';
import { BasicConstraints, Certificate, id_ce_basicConstraints, id_ce_keyUsage, KeyUsage, KeyUsageFlags } from '@peculiar/asn1-x509';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCertificate } from '../src/der/read-certificate.ts';
import { readExtensions } from '../src/path-building/read-extensions.ts';

const root = await createAuthority({ name: 'Root', pathLength: 3 });
const leaf = await root.issue({ names: ['a.test', '192.0.2.1'], caIssuers: 'http://ca.test/', ocsp: 'http://ocsp.test/', crl: 'http://ca.test/crl' });
const certificates = [root.der, leaf.der, (await root.intermediate({ name: 'Inner' })).der];

test.each(certificates)('a certificate is read as @peculiar/asn1-x509 reads it', (der) => {
  const fields = readCertificate(der);
  const { tbsCertificate } = AsnConvert.parse(der, Certificate);
  const theirs = tbsCertificate.extensions ?? [];
  expect(fields?.version).toBe(tbsCertificate.version + 1);
  expect(fields?.malformation).toBeUndefined();
  expect(fields?.extensions.map(({ oid, critical, value }) => ({ oid, critical, value: Buffer.from(value).toString('hex') })))
    .toEqual(theirs.map(({ extnID, critical, extnValue }) => ({ oid: extnID, critical, value: Buffer.from(extnValue.buffer).toString('hex') })));
  const ours = fields === undefined ? undefined : readExtensions(fields);
  const constraints = theirs.find(({ extnID }) => extnID === id_ce_basicConstraints);
  const usage = theirs.find(({ extnID }) => extnID === id_ce_keyUsage);
  const { cA, pathLenConstraint } = AsnConvert.parse(constraints?.extnValue.buffer ?? new ArrayBuffer(0), BasicConstraints);
  expect(ours?.basicConstraints).toEqual({ authority: cA, ...(pathLenConstraint === undefined ? {} : { pathLength: pathLenConstraint }) });
  expect(ours?.keyCertSign).toBe((AsnConvert.parse(usage?.extnValue.buffer ?? new ArrayBuffer(0), KeyUsage).toNumber() & KeyUsageFlags.keyCertSign) !== 0);
  expect(ours).toMatchObject({ unknownCritical: [] });
});

test('whatever bytes come, reading them ends in an answer', () => {
  expect(() => fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
    const fields = readCertificate(bytes);
    return fields === undefined || readExtensions(fields).unknownCritical.length >= 0;
  }), { numRuns: 1_000 })).not.toThrow();
});

test('a certificate with any bytes overwritten, cut out or doubled is read, malformed or nothing, never an exception', () => {
  const anywhere = fc.record({ der: fc.constantFrom(...certificates), at: fc.nat(1_000), drop: fc.nat(5), put: fc.uint8Array({ maxLength: 5 }) });
  expect(() => fc.assert(fc.property(anywhere, ({ der, at, drop, put }) => {
    const bytes = Buffer.concat([der.subarray(0, at % der.length), put, der.subarray((at % der.length) + drop)]);
    const fields = readCertificate(bytes);
    return fields === undefined || readExtensions(fields).version <= 256;
  }), { numRuns: 3_000 })).not.toThrow();
});

test('a length in more octets than it takes is malformed', () => {
  const long = Buffer.concat([Buffer.of(0x30, 0x83, 0), root.der.subarray(2)]);
  expect(readCertificate(long)?.malformation).toBe('structure');
  expect(readCertificate(Buffer.concat([root.der, Buffer.of(0)]))?.malformation).toBe('trailing-data');
});
