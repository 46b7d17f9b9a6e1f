import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { secret } from '@culprit/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnoseDogeCloudSignature, type CapturedRequest, type SignatureDiagnosis } from '../src/dogecloud/diagnose-signature.ts';
import { dogeCloudAuthorization, signDogeCloud, uriAsFetchSends, type DogeCloudKeys } from '../src/dogecloud/sign.ts';
import { officialVector, rightVectors, wrongVectors } from './dogecloud-vectors.ts';

const keysOf = (accessKey: string, secretKey: string): DogeCloudKeys => ({ accessKey: secret('access key', accessKey), secretKey: secret('secret key', secretKey) });
const keys = keysOf('AK', 'SK');
const hmac = (key: string, text: string): string => createHmac('sha1', key).update(text).digest('hex');

/** What was done instead, in one text. */
function mistakesOf(diagnosis: SignatureDiagnosis): string {
  return diagnosis.outcome === 'mistaken' ? diagnosis.mistakes.join(' + ') : diagnosis.outcome;
}

describe('signing', () => {
  test.for(rightVectors)('%s', ([, uri, body, hex]) => {
    expect(signDogeCloud({ uri, body }, keys.secretKey)).toBe(hex);
  });

  test("DogeCloud's own vector", () => {
    const { accessKey, secretKey, uri, hex } = officialVector;
    expect(dogeCloudAuthorization({ uri }, keysOf(accessKey, secretKey))).toBe(`TOKEN ${accessKey}:${hex}`);
  });

  test('bytes are signed as they are', () => {
    expect(signDogeCloud({ uri: '/x', body: Buffer.from([0xff, 0x00]) }, keys.secretKey)).toBe(createHmac('sha1', 'SK').update(Buffer.from([0x2f, 0x78, 0x0a, 0xff, 0x00])).digest('hex'));
  });

  test('fetch rewrites the address before it sends it', () => {
    expect(uriAsFetchSends("/auth/upload.json?filename=~!*'()")).toBe('/auth/upload.json?filename=~!*%27()');
    expect(uriAsFetchSends('/a?')).toBe('/a');
    expect(uriAsFetchSends('/a?x=%e6')).toBe('/a?x=%e6');
  });
});

describe('diagnosing', () => {
  test.for(rightVectors.filter(([name]) => name !== 'V1b'))('%s is right', ([, uri, body, hex]) => {
    expect(diagnoseDogeCloudSignature({ uri, body, authorization: `TOKEN AK:${hex}` }, keys).outcome).toBe('right');
  });

  // Each of these kept a pattern busy for a minute that tried every split of the blanks.
  test.for([' '.repeat(4_000), `TOKEN${' '.repeat(3_900)}`, `${' '.repeat(2_000)}AK ${' '.repeat(1_900)}`])('a field of blanks is read at once, and is none', (authorization) => {
    expect(mistakesOf(diagnoseDogeCloudSignature({ uri: '/cdn/domain/list.json', authorization }, keys))).not.toBe('right');
  });

  test.for(wrongVectors)('%s', ([mistake, signature]) => {
    expect(mistakesOf(diagnoseDogeCloudSignature({ method: 'GET', uri: '/cdn/domain/list.json', authorization: `TOKEN AK:${signature}` }, keys))).toBe(mistake);
  });

  /** Two vectors of the same request: what was sent, and the form that was signed. */
  test.for([
    ['V3', 'V2', 'query-sorted'], ['V4', 'V4c', 'lower-case-escapes'], ['V4c', 'V4', 'upper-case-escapes'], ['V4', 'V4b', 'decoded'], ['V5', 'V5b', 'space-as-plus'], ['V5b', 'V5', 'plus-as-space'],
    ['V5d', 'V5c', 'decoded'], ['what fetch sends for V5c', 'V5c', 'decoded'], ['V5c', 'V5d', 'query-strictly-encoded'], ['V5c', 'what fetch sends for V5c', 'rewritten-by-url-parser'],
    ['V6', 'V6b', 'json-with-spaces'], ['V6b', 'V6', 'json-compact'], ['V6', 'V7', 'form-instead-of-json'], ['V8', 'V8b', 'json-escaped'], ['V8b', 'V8', 'json-unescaped'], ['V9', 'V10', 'form-instead-of-json'],
    ['V13', 'V14', 'body-left-out'], ['V14', 'V13', 'body-empty-object'],
  ])('%s was sent with the signature of %s: %s', ([sent, signed, mistake]) => {
    const [, uri = '', body = ''] = rightVectors.find(([name]) => name === sent) ?? [];
    const [, , , hex = ''] = rightVectors.find(([name]) => name === signed) ?? [];
    expect(mistakesOf(diagnoseDogeCloudSignature({ uri, body, authorization: `TOKEN AK:${hex}` }, keys))).toBe(mistake);
  });

  const request: CapturedRequest = { uri: '/cdn/cert/bind.json?domain=b&action=a', body: '{"id":1,"domain":"证书/x"}' };
  const text = `${request.uri}\n${request.body ?? ''}`;
  const [access, plain] = ['a1b2c3d4e5f60718', '0f1e2d3c4b5a69788796a5b4c3d2e1f0'];
  const account = keysOf(access, plain);

  test.for([
    ['swapped', `TOKEN ${plain}:${hmac(access, text)}`],
    ['secret-as-access-key', `TOKEN ${plain}:${hmac(plain, text)}`],
    ['swapped', `TOKEN ${plain}:${hmac('something else', text)}`],
    ['secret-quoted', `TOKEN ${access}:${hmac(`"${plain}"`, text)}`],
    ['secret-cut', `TOKEN ${access}:${hmac(plain.slice(1), text)}`],
    ['secret-cut', `TOKEN ${access}:${hmac(plain.slice(0, -2), text)}`],
    ['secret-line-end', `TOKEN ${access}:${hmac(`${plain}\r\n`, text)}`],
    ['access-key-edges', `TOKEN "${access}":${hmac(plain, text)}`],
    ['other-access-key', `TOKEN someone:${hmac(plain, text)}`],
    ['upper-case-hex', `TOKEN ${access}:${hmac(plain, text).toUpperCase()}`],
    ['base64-of-hex', `TOKEN ${access}:${Buffer.from(hmac(plain, text)).toString('base64')}`],
    ['scheme', `Bearer ${access}:${hmac(plain, text)}`],
    ['field-form', `TOKEN ${access}: ${hmac(plain, text)}`],
    ['unexplained', `TOKEN ${access}:${hmac('an older secret', text)}`],
    ['no-signature', `TOKEN ${access}`],
    ['no-signature', `TOKEN ${access}:zz`],
    ['no-authorization', ''],
  ] as const)('%s: %#', ([expected, authorization]) => {
    const diagnosis = diagnoseDogeCloudSignature({ ...request, authorization }, account);
    expect(mistakesOf(diagnosis)).toBe(expected);
  });

  test('several mistakes at once are named together', () => {
    const signature = Buffer.from(hmac(`${plain}\n`, 'cdn/cert/bind.json?domain=b&action=a\r\n'), 'hex').toString('base64');
    expect(mistakesOf(diagnoseDogeCloudSignature({ uri: request.uri, authorization: `TOKEN ${access}:${signature}` }, account))).toBe('base64 + no-leading-slash + crlf + secret-line-end');
  });

  test('keys with quotes and line ends around them are said, even where the signature is right for them', () => {
    const odd = keysOf(`"${access}"`, `${plain}\n`);
    const diagnosis = diagnoseDogeCloudSignature({ ...request, authorization: dogeCloudAuthorization(request, odd) }, odd);
    expect(diagnosis).toEqual({ outcome: 'right', edges: { accessKey: ['quotes'], secretKey: ['line-end'] } });
  });

  test('no key and no signature is in what comes back', () => {
    const diagnosis = diagnoseDogeCloudSignature({ ...request, authorization: `TOKEN ${access}:${hmac('old', text)}` }, account);
    expect(inspect({ diagnosis, account }, { depth: 9 })).not.toMatch(/0f1e2d3c|a1b2c3d4/);
  });

  test('whatever is signed as documented is right, and a changed body never is', () => {
    const path = fc.string({ unit: fc.constantFrom('a', '/', '%20', '+', '=', '&', '?', 'é', "'") }).map((tail) => `/${tail}`);
    fc.assert(fc.property(path, fc.string(), fc.string({ minLength: 1 }), (uri, body, added) => {
      const authorization = dogeCloudAuthorization({ uri, body }, account);
      expect(diagnoseDogeCloudSignature({ uri, body, authorization }, account).outcome).toBe('right');
      expect(diagnoseDogeCloudSignature({ uri, body: `${body}${added}`, authorization }, account).outcome).not.toBe('right');
    }), { numRuns: 30 });
  });

  test('whatever stands in the field, it ends', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (authorization, uri) => {
      expect(['no-authorization', 'no-signature', 'unexplained', 'mistaken']).toContain(diagnoseDogeCloudSignature({ uri, authorization }, account).outcome);
    }), { numRuns: 100 });
  });
});
