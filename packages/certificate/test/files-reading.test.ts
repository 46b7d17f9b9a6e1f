import { generateKeyPairSync } from 'node:crypto';
import { createAuthority } from '@culprit/lab';
import { describe, expect, test } from 'vitest';
import type { CertificateFileContents } from '../src/facts/certificate-file-contents.ts';
import { readDer, readDerChildren } from '../src/der/read-der.ts';
import { certsOnly, der } from './certs-only.ts';
import { contentsOf, useFolder } from './files.ts';
import { pkcs12Samples } from './pkcs12-samples.ts';

const root = await createAuthority({ name: 'Root' });
const issuer = await root.intermediate({ name: 'Issuer' });
const leaf = await issuer.issue({ names: ['shop.test'] });
const other = await issuer.issue({ names: ['other.test'] });
const [leafPem = '', issuerPem = ''] = leaf.chain;
const folder = useFolder();

const names = (contents: CertificateFileContents): readonly string[] => {
  const known = new Map([[leaf.der.toString('base64'), 'leaf'], [issuer.der.toString('base64'), 'issuer'], [root.der.toString('base64'), 'root'], [other.der.toString('base64'), 'other']]);
  return contents.chain.map((der) => known.get(der) ?? '?');
};
const faults = (contents: CertificateFileContents): readonly string[] =>
  ('problems' in contents ? contents.problems.map(({ fault, line }) => `${fault}:${line}`) : [contents.outcome === 'unreadable' || contents.outcome === 'locked' ? contents.why : '']);
const readText = (text: string | Uint8Array): Promise<CertificateFileContents> => contentsOf({ file: folder.write('given', text) });
const base64 = leaf.der.toString('base64');
const request = '-----BEGIN CERTIFICATE REQUEST-----\nMIHOMHYCAQAwFDESMBAGA1UEAwwJc2hvcC50ZXN0MFkwEwYHKoZIzj0CAQYIKoZI\nzj0DAQcDQgAEhZkCgbESK5D2DG8PKzpPWXoSmQeT43CSF+fQ2fsaLSDY0Ju4jBSZ\naoqomFrguEn/wtQgIovatnOW8vLP301jiaAAMAoGCCqGSM49BAMCA0gAMEUCIA6m\nVSU6wOPbYYMWLdZOFDvFiPvNQOc0PDUOvbQdA6QIAiEAm4hWuNj+0dJhIjqqeHX0\nY5RRCg18a28spWm9vtZrn/o=\n-----END CERTIFICATE REQUEST-----\n';

describe('certificates are read', () => {
  test.for<readonly [name: string, text: string | Uint8Array, names: readonly string[], problems: readonly string[]]>([
    ['as PEM', leafPem + issuerPem, ['leaf', 'issuer'], []],
    ['in any order, the one for the server first', root.certificate + issuerPem + leafPem, ['leaf', 'root', 'issuer'], []],
    ['with text around them', `Bag Attributes\n  friendlyName: x\nsubject=CN = shop\n${leafPem}\n# issuer\n${issuerPem}thanks\n`, ['leaf', 'issuer'], []],
    ['with Windows line ends', leafPem.replaceAll('\n', '\r\n'), ['leaf'], []],
    ['with old Macintosh line ends', leafPem.replaceAll('\n', '\r'), ['leaf'], []],
    ['without a last line break', leafPem.trimEnd(), ['leaf'], []],
    ['as one long line of base64', `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----`, ['leaf'], []],
    ['as DER', leaf.der, ['leaf'], []],
    ['as DER with a line break behind it', Buffer.concat([leaf.der, Buffer.from('\n')]), ['leaf'], []],
    ['as certs-only PKCS #7', certsOnly([issuer.der, leaf.der]), ['leaf', 'issuer'], []],
    ['as PKCS #7 in PEM', `-----BEGIN PKCS7-----\n${certsOnly([leaf.der, issuer.der]).toString('base64')}\n-----END PKCS7-----\n`, ['leaf', 'issuer'], []],
    ['as base64 without BEGIN and END', base64, ['leaf'], []],
    ['behind a byte order mark, which others stumble over', `\uFEFF${leafPem}${issuerPem}`, ['leaf', 'issuer'], ['byte-order-mark:1']],
    ['as UTF-16', Buffer.from(`\uFEFF${leafPem}`, 'utf16le'), ['leaf'], ['utf-16:1']],
    ['with END and BEGIN on one line', leafPem.trimEnd() + issuerPem, ['leaf', 'issuer'], [`joined:${leafPem.trimEnd().split('\n').length}`]],
    ['where BEGIN is indented', `cert: |\n${leafPem.replace(/^(?=.)/gm, '  ')}`, ['leaf'], ['indented:2']],
    ['with \\n in the place of line breaks', leafPem.trimEnd().replaceAll('\n', '\\n'), ['leaf'], ['escaped-line-breaks:1']],
    ['between long dashes', leafPem.replaceAll('-----', '——-'), ['leaf'], ['typographic-dashes:1']],
    ['under the label of OpenSSL\'s trusted form', leafPem.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE'), ['leaf'], ['unusual-label:1']],
    ['under a label of nobody\'s', leafPem.replaceAll('CERTIFICATE', 'CERT'), ['leaf'], ['unusual-label:1']],
    ['beside a damaged one', `${leafPem}-----BEGIN CERTIFICATE-----\nMIIB*broken\n-----END CERTIFICATE-----\n`, ['leaf'], [`bad-base64:${leafPem.split('\n').length + 1}`]],
    ['before one that breaks off', `${leafPem}-----BEGIN CERTIFICATE-----\nMIIB`, ['leaf'], [`no-end:${leafPem.split('\n').length}`]],
  ])('%s', async ([, text, expected, problems]) => {
    const contents = await readText(text);
    expect({ names: names(contents), faults: faults(contents) }).toEqual({ names: expected, faults: problems });
  });
});

describe('what holds no certificate is named', () => {
  test.for<readonly [what: string, text: string | Uint8Array]>([
    ['private-key', leaf.key], ['request', request], ['html', '<!DOCTYPE html><html></html>'], ['html', ' \n<html>'], ['json', '{"error":"denied"}'],
    ['java-keystore', Buffer.from('feedfeed0000000200000000', 'hex')], ['ssh-key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI me@host'], ['archive', Buffer.from('PK\u0003\u0004zip')],
    ['unknown', 'certificate = none\n'], ['damaged', '-----BEGIN CERTIFICATE-----\nMIIB'], ['public-key', generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' })],
  ])('%s', async ([what, text]) => {
    const contents = await readText(text);
    expect(contents).toMatchObject({ outcome: 'no-certificate', form: what });
  });

  test('an empty file, one that is too large, a folder and none at all', async () => {
    expect(faults(await readText(''))).toEqual(['empty']);
    expect(faults(await readText(Buffer.alloc(4 * 1_024 * 1_024 + 1, 'A')))).toEqual(['too-large']);
    expect(faults(await contentsOf({ file: folder.path }))).toEqual(['directory']);
    expect(faults(await contentsOf({ file: `${folder.path}/nothing` }))).toEqual(['absent']);
  });
});

describe('PKCS #12', () => {
  process.env['TEST_P12_RIGHT'] = 'correct';
  process.env['TEST_P12_WRONG'] = 'horse';
  const sample = (name: string): string => folder.write(`${name}.p12`, Buffer.from(pkcs12Samples[name] ?? '', 'base64'));
  const password = (name: string) => ({ password: { $secret: `env:${name}` } });

  test.for(['pbes2', 'rc2', 'tripleDes', 'withoutMac'])('%s opens with its password, and the key fits', async (name) => {
    expect(await contentsOf({ file: sample(name), ...password('TEST_P12_RIGHT') })).toMatchObject({ outcome: 'read', encoding: 'pkcs12', leaf: 'Lab', key: { outcome: 'fits', at: 0 } });
  });

  test.for(['pbes2', 'rc2', 'tripleDes', 'withoutMac'])('%s stays shut with another, and without any', async (name) => {
    expect(faults(await contentsOf({ file: sample(name), ...password('TEST_P12_WRONG') }))).toEqual(['wrong-password']);
    expect(faults(await contentsOf({ file: sample(name) }))).toEqual(['password-needed']);
  });

  test('an empty password needs none', async () => {
    expect(await contentsOf({ file: sample('emptyPassword') })).toMatchObject({ outcome: 'read', key: { outcome: 'fits' } });
  });

  test('one without a key is read', async () => {
    expect(await contentsOf({ file: sample('withoutKey'), ...password('TEST_P12_RIGHT') })).toMatchObject({ outcome: 'read', key: { outcome: 'none' } });
  });

  test('one that asks for a billion rounds is left alone', async () => {
    const [version, safe, mac] = readDerChildren(readDer(Buffer.from(pkcs12Samples['rc2'] ?? '', 'base64'))?.content ?? Buffer.alloc(0)) ?? [];
    const [digest, salt] = readDerChildren(mac?.content ?? Buffer.alloc(0)) ?? [];
    const parts = [version, safe, digest, salt].map((element) => element?.whole ?? Buffer.alloc(0));
    const costly = der(0x30, ...parts.slice(0, 2), der(0x30, ...parts.slice(2), der(0x02, Buffer.from('3b9aca00', 'hex'))));
    expect(faults(await contentsOf({ file: folder.write('costly.p12', costly), ...password('TEST_P12_RIGHT') }))).toEqual(['too-costly']);
  });
});

describe('keys', () => {
  test.for<readonly [name: string, key: string | undefined, outcome: object]>([
    ['the right one', leaf.key, { outcome: 'fits', at: 0, from: 'key-file' }],
    ['one of another certificate', other.key, { outcome: 'fits-none', keyType: 'ec', from: 'key-file' }],
    ['none in the file', undefined, { outcome: 'none' }],
    ['a certificate in its place', leafPem, { outcome: 'absent', why: 'no-key' }],
    ['an encrypted one', generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString(), { outcome: 'password-needed', from: 'key-file' }],
    ['a damaged one', leaf.key.replace(/\n../, '\n**'), { outcome: 'unreadable', from: 'key-file' }],
  ])('%s', async ([, key, outcome]) => {
    const contents = await contentsOf({ file: folder.write('site.pem', leafPem + issuerPem), ...(key === undefined ? {} : { key: folder.write('key.pem', key) }) });
    expect(contents).toMatchObject({ key: outcome });
  });

  test('tell which certificate is the server\'s, wherever it stands', async () => {
    const contents = await contentsOf({ file: folder.write('site.pem', issuerPem + leafPem + other.certificate), key: folder.write('key.pem', other.key) });
    expect(contents).toMatchObject({ leaf: 'other.test', leafAt: 2, key: { outcome: 'fits', at: 2 } });
    expect(names(contents)).toEqual(['other', 'issuer', 'leaf']);
  });

  test('are in no value and no exhibit', async () => {
    const { ask } = await import('@culprit/core');
    const { certificateFileContents } = await import('../src/facts/certificate-file-contents.ts');
    const { values, evidence } = await ask({ contents: certificateFileContents.of({ file: folder.write('both.pem', leafPem + leaf.key) }) });
    const secret = leaf.key.split('\n')[1] ?? '-';
    expect(JSON.stringify([values, evidence])).not.toContain(secret.slice(0, 20));
  });
});

test('issuers from another file complete the chain behind the certificates', async () => {
  const contents = await contentsOf({ file: folder.write('alone.pem', leafPem), issuer: folder.write('issuer.pem', issuerPem) });
  expect(contents).toMatchObject({ issuers: 1, places: [{ line: 1 }] });
  expect(names(contents)).toEqual(['leaf', 'issuer']);
});
