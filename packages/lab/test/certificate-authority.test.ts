import 'reflect-metadata';
import { verify, X509Certificate } from 'node:crypto';
import { X509Crl } from '@peculiar/x509';
import { expect, test } from 'vitest';
import { createAuthority, selfSigned } from '../src/index.ts';

test('a leaf verifies through its intermediate up to the root', async () => {
  const root = await createAuthority({ name: 'Lab Root' });
  const middle = await root.intermediate({ name: 'Lab Intermediate', pathLength: 0 });
  const leaf = await middle.issue({ names: ['api.example', '*.api.example', '127.0.0.1', '::1'] });
  const [own, above, ...rest] = leaf.chain.map((pem) => new X509Certificate(pem));
  const top = new X509Certificate(root.certificate);
  expect(rest).toEqual([]);
  expect(own?.checkIssued(above ?? own)).toBe(true);
  expect(own?.verify((above ?? own).publicKey)).toBe(true);
  expect(above?.verify(top.publicKey)).toBe(true);
  expect(above?.ca).toBe(true);
  expect(own?.ca).toBe(false);
  expect(own?.checkHost('x.api.example')).toBe('*.api.example');
  expect(own?.checkIP('::1')).toBe('::1');
  expect(own?.subject).toBe('CN=api.example');
});

test('a certificate says what it was told to say', async () => {
  const root = await createAuthority({ name: 'Lab Root' });
  const leaf = await root.issue({
    commonName: 'Only A Name',
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date('2020-02-01T00:00:00Z'),
    usages: ['clientAuth'],
    caIssuers: 'http://127.0.0.1:1/root.der',
    ocsp: 'http://127.0.0.1:1/ocsp',
    mustStaple: true,
    serialNumber: '1234abcd',
  });
  const parsed = new X509Certificate(leaf.certificate);
  expect(parsed.subjectAltName).toBeUndefined();
  expect(parsed.validToDate.toISOString()).toBe('2020-02-01T00:00:00.000Z');
  expect(parsed.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  expect(parsed.infoAccess).toContain('CA Issuers - URI:http://127.0.0.1:1/root.der');
  expect(parsed.infoAccess).toContain('OCSP - URI:http://127.0.0.1:1/ocsp');
  expect(parsed.serialNumber.toLowerCase()).toBe(leaf.serialNumber);
  expect(leaf.der.includes(Buffer.from('06082b06010505070118', 'hex'))).toBe(true);
});

test('a self-signed certificate is signed by its own key', async () => {
  const own = new X509Certificate((await selfSigned({ names: ['api.example'] })).certificate);
  expect(own.issuer).toBe(own.subject);
  expect(own.verify(own.publicKey)).toBe(true);
});

test('weak keys and hashes can be had', async () => {
  const root = await createAuthority({ name: 'Old Root', keyAlgorithm: 'rsa-2048' });
  const weakKey = new X509Certificate((await root.issue({ names: ['a.example'], key: 'rsa-1024' })).certificate);
  const weakHash = await root.issue({ names: ['b.example'], signatureHash: 'SHA-1' });
  expect(weakKey.publicKey.asymmetricKeyDetails?.modulusLength).toBe(1024);
  expect(weakKey.verify(new X509Certificate(root.certificate).publicKey)).toBe(true);
  // sha1WithRSAEncryption, 1.2.840.113549.1.1.5
  expect(weakHash.der.includes(Buffer.from('06092a864886f70d010105', 'hex'))).toBe(true);
  const elliptic = await createAuthority({ name: 'Lab Root' });
  const sha1 = await elliptic.issue({ names: ['c.example'], signatureHash: 'SHA-1' });
  expect(sha1.der.includes(Buffer.from('06072a8648ce3d0401', 'hex'))).toBe(true);
  expect(new X509Certificate(sha1.der).verify(new X509Certificate(elliptic.der).publicKey)).toBe(true);
});

test('a cross-sign has the name and key of the other authority', async () => {
  const old = await createAuthority({ name: 'Old Root' });
  const current = await createAuthority({ name: 'New Root' });
  const crossed = new X509Certificate(await old.crossSign(current, { notAfter: new Date(Date.now() - 1_000) }));
  const other = new X509Certificate(current.certificate);
  expect(crossed.subject).toBe(other.subject);
  expect(crossed.publicKey.equals(other.publicKey)).toBe(true);
  expect(crossed.verify(new X509Certificate(old.certificate).publicKey)).toBe(true);
});

test('a serial number is the one that node shows, without a sign byte', async () => {
  const root = await createAuthority({ name: 'Lab Root' });
  for (const wanted of [undefined, undefined, undefined, undefined, 'f0000001', '0a01']) {
    const leaf = await root.issue(wanted === undefined ? {} : { serialNumber: wanted });
    const shown = new X509Certificate(leaf.certificate).serialNumber.toLowerCase();
    expect(leaf.serialNumber).toBe(shown);
    expect(wanted ?? shown).toBe(shown);
  }
});

test('an OCSP response is signed by the authority and names the status', async () => {
  for (const keyAlgorithm of ['ec-p256', 'rsa-2048'] as const) {
    const root = await createAuthority({ name: 'Lab Root', keyAlgorithm });
    const leaf = await root.issue({ names: ['api.example'] });
    const revoked = await root.ocspResponse(leaf, 'revoked');
    expect(revoked.includes(Buffer.from(leaf.serialNumber, 'hex'))).toBe(true);
    // CRLReason keyCompromise in its explicit tag
    expect(revoked.includes(Buffer.from('a0030a0101', 'hex'))).toBe(true);
    const { signed, signature } = basicResponse(revoked);
    expect(verify('sha256', signed, new X509Certificate(root.certificate).publicKey, signature)).toBe(true);
    expect(await root.ocspResponse(leaf, 'try-later')).toEqual(Buffer.from('30030a0103', 'hex'));
  }
});

test('a CRL lists what was revoked', async () => {
  const root = await createAuthority({ name: 'Lab Root' });
  const [bad, good] = [await root.issue(), await root.issue()];
  const list = new X509Crl(Uint8Array.from(await root.crl([bad])));
  expect(list.findRevoked(bad.serialNumber)).not.toBeNull();
  expect(list.findRevoked(good.serialNumber)).toBeNull();
});

/** The signed bytes and the signature of a BasicOCSPResponse inside its wrapping. */
function basicResponse(response: Buffer): { signed: Buffer; signature: Buffer } {
  const outer = children(children(response)[1] ?? Buffer.alloc(0))[0] ?? Buffer.alloc(0);
  const octets = children(outer)[1] ?? Buffer.alloc(0);
  const [signed, , bits] = children(children(octets)[0] ?? Buffer.alloc(0));
  if (signed === undefined || bits === undefined) throw new Error('no BasicOCSPResponse');
  return { signed, signature: content(bits).subarray(1) };
}

function header(element: Buffer): { start: number; length: number } {
  const first = element.readUInt8(1);
  if (first < 0x80) return { start: 2, length: first };
  const count = first & 0x7f;
  return { start: 2 + count, length: element.readUIntBE(2, count) };
}

function content(element: Buffer): Buffer {
  const { start, length } = header(element);
  return element.subarray(start, start + length);
}

function children(element: Buffer): Buffer[] {
  const inside = content(element);
  const found: Buffer[] = [];
  for (let at = 0; at < inside.length; ) {
    const { start, length } = header(inside.subarray(at));
    found.push(inside.subarray(at, at + start + length));
    at += start + length;
  }
  return found;
}
