import { assert, asyncProperty, string } from 'fast-check';
import { expect, test } from 'vitest';
import { readToken } from '../src/token/read-token.ts';

/** RFC 7519 §3.1 and RFC 7515 A.1. */
const rfc7519 = 'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
/** RFC 7519 §6.1: an unsecured JWT. */
const unsecured = 'eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.';
/** The header of RFC 7519 A.1 (RSA1_5, A128CBC-HS256) before four made-up parts. */
const encrypted = 'eyJhbGciOiJSU0ExXzUiLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.QR1Owv2ug2WyPBnbQrRARTeEk9kDO2w8.AxY8DCtDaGlsbGljb3RoZQ.MKOle7UQrG6nSxTLX6Mqwt0orbHvAKeWnDYvpIAeZ72deHxz3roJDXQyhxx0wKaM.fiK51VwhsxJ-siBMR-YFiA';

test('the examples of RFC 7515 and RFC 7519 are read', async () => {
  expect(await readToken(rfc7519)).toEqual({ kind: 'jws', algorithm: 'HS256', type: 'JWT', issuer: 'joe', expires: 1_300_819_380, claims: ['iss', 'exp', 'http://example.com/is_root'] });
  expect(await readToken(unsecured)).toMatchObject({ kind: 'jws', algorithm: 'none', issuer: 'joe' });
  expect(await readToken(encrypted)).toEqual({ kind: 'jwe', algorithm: 'RSA1_5' });
});

test.for([
  ['', 'empty', undefined], ['b5b1c3d4', 'opaque', undefined], [rfc7519.slice(0, 60), 'malformed', 'parts'], [`${rfc7519.slice(0, 80)}\n${rfc7519.slice(80)}`, 'malformed', 'whitespace'],
  [`${rfc7519.split('.')[0]}.e30.`, 'malformed', 'signature'], [`eyJhbGciOi.${rfc7519.split('.')[1]}.AAAA`, 'malformed', 'header'], [`${rfc7519.split('.')[0]}.bm90anNvbg.AAAA`, 'malformed', 'payload'], [rfc7519.replaceAll('-', '+'), 'malformed', 'base64url'],
] as const)('%j is %s', async ([raw, kind, fault]) => {
  expect(await readToken(raw)).toMatchObject({ kind, ...(fault === undefined ? {} : { fault }) });
});

test('Bearer before it and milliseconds within it are told', async () => {
  const token = `e30.${Buffer.from('{"exp":1793000000000,"nbf":"soon"}').toString('base64url')}.AAAA`;
  expect(await readToken(`Bearer ${token}`)).toMatchObject({ bearer: true, milliseconds: ['exp'], expires: 1_793_000_000, notNumeric: ['nbf'] });
});

test('any text is read without a throw', async () => {
  await assert(asyncProperty(string({ unit: 'binary' }), async (text) => (await readToken(`ey${text}`)).kind !== 'empty'));
  expect(await readToken('ey')).toMatchObject({ kind: 'opaque' });
});
