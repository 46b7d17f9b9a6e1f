import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeAt, secondsLeft, timeStep, truncatedValue } from '../src/codes/one-time-code.ts';
import { readCode } from '../src/codes/read-code.ts';
import { sameCode } from '../src/codes/same-code.ts';
import { decodeBase32 } from '../src/secret/base32.ts';
import { defaultPolicy, incompatibleParameters, type Algorithm } from '../src/policy.ts';

const seed = Buffer.from('1234567890'.repeat(7), 'latin1');
const secretOf = { SHA1: seed.subarray(0, 20), SHA256: seed.subarray(0, 32), SHA512: seed.subarray(0, 64) };

const steam = { ...defaultPolicy, type: 'steam', digits: 5 } as const;

// RFC 4226 Appendix D: the truncated value in full, so that every number of digits follows.
const truncated = [1_284_755_224, 1_094_287_082, 137_359_152, 1_726_969_429, 1_640_338_314, 868_254_676, 1_918_287_922, 82_162_583, 673_399_871, 645_520_489];

test.for([6, 7, 8])('RFC 4226 Appendix D with %i digits', (digits) => {
  const codes = truncated.map((_, counter) => codeAt(secretOf.SHA1, counter, { ...defaultPolicy, type: 'hotp', digits }));
  expect(codes).toEqual(truncated.map((value) => String(value).padStart(10, '0').slice(-digits)));
});

// RFC 6238 Appendix B, with the seeds of its erratum 2866.
const table: readonly (readonly [number, Algorithm, string])[] = [
  [59, 'SHA1', '94287082'], [59, 'SHA256', '46119246'], [59, 'SHA512', '90693936'],
  [1_111_111_109, 'SHA1', '07081804'], [1_111_111_109, 'SHA256', '68084774'], [1_111_111_109, 'SHA512', '25091201'],
  [1_111_111_111, 'SHA1', '14050471'], [1_111_111_111, 'SHA256', '67062674'], [1_111_111_111, 'SHA512', '99943326'],
  [1_234_567_890, 'SHA1', '89005924'], [1_234_567_890, 'SHA256', '91819424'], [1_234_567_890, 'SHA512', '93441116'],
  [2_000_000_000, 'SHA1', '69279037'], [2_000_000_000, 'SHA256', '90698825'], [2_000_000_000, 'SHA512', '38618901'],
  [20_000_000_000, 'SHA1', '65353130'], [20_000_000_000, 'SHA256', '77737706'], [20_000_000_000, 'SHA512', '47863826'],
];

test.for(table)('RFC 6238 Appendix B at %i with %s, 6 to 8 digits', ([seconds, algorithm, code]) => {
  for (const digits of [6, 7, 8]) {
    const parameters = { ...defaultPolicy, algorithm, digits };
    expect(codeAt(secretOf[algorithm], timeStep(seconds * 1_000, parameters), parameters)).toBe(code.slice(-digits));
  }
});

// The vectors of pyotp's own tests (pyauth/pyotp, test.py, SteamTest).
test.for([
  ['BASE32SECRET3232', ['2TC8B', 'YKKK4', 'M4HQB', 'DTVB3']],
  ['FMXNK4QEGKVPULRTADY6JIDK5VHUBGZW', ['C5V56', 'QJY8Y', 'R3WQY', 'JG3T3']],
] as const)('Steam shows five letters and digits: %s', ([secret, codes]) => {
  const bytes = decodeBase32(secret)?.bytes ?? new Uint8Array();
  expect([0, 1, 2, 3].map((counter) => codeAt(bytes, counter, steam))).toEqual(codes);
});

test('a code of Steam is read in small letters too', () => {
  expect(readCode(' 2tc8b ', steam)).toEqual({ outcome: 'read', code: '2TC8B', notes: [] });
  expect(readCode('123456', steam)).toMatchObject({ outcome: 'refused', reason: 'too-long' });
});

test('a code holds to the end of its period', () => {
  expect(secondsLeft(0, defaultPolicy)).toBe(30);
  expect(secondsLeft(29_999, defaultPolicy)).toBe(1);
  expect(timeStep(29_999, defaultPolicy)).toBe(0);
});

const typed: readonly (readonly [string, string, readonly string[]])[] = [
  ['123456', '123456', []], [' 123456\n', '123456', []], ['123 456', '123456', ['separators']], ['123-456', '123456', ['separators']], ['123\u00a0456', '123456', ['full-width', 'separators']],
  ['１２３４５６', '123456', ['full-width']], ['１２３　４５６', '123456', ['full-width', 'separators']], ['١٢٣٤٥٦', '123456', ['other-digits']], ['१२३४५६', '123456', ['other-digits']],
  ['\u200b123456', '123456', ['invisible-characters']], ['Your code is 123456.', '123456', ['surrounding-text']], ['您的验证码是 123456，请勿泄露', '123456', ['full-width', 'surrounding-text']],
  ['l23O56', '123056', ['letters-for-digits']], ['12345', '12345', []],
];

test.for(typed)('a code typed as %j is read', ([text, code, notes]) => {
  expect(readCode(text, defaultPolicy)).toEqual({ outcome: 'read', code, notes });
});

test.for([
  ['', 'empty'], ['   ', 'empty'], ['12', 'too-short'], ['12345678901', 'too-long'], ['123456234567', 'several-codes'], ['hello', 'not-digits'],
  ['otpauth://totp/a?secret=AAAA', 'uri-instead'], ['JBSWY3DPEHPK3PXP', 'secret-instead'], ['ab3k9-x7q2m', 'recovery-code-instead'], ['old 123456 new 654321', 'several-codes'],
] as const)('%j is no code: %s', ([text, reason]) => {
  expect(readCode(text, defaultPolicy)).toMatchObject({ outcome: 'refused', reason });
});

test('no text makes the reader fail, and what it reads is digits', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    const read = readCode(text, defaultPolicy);
    if (read.outcome === 'read') expect(read.code).toMatch(/^\d{4,10}$/);
  }));
});

test('codes are equal only when they are', () => {
  expect([sameCode('123456', '123456'), sameCode('123456', '123457'), sameCode('123456', '12345')]).toEqual([true, false, false]);
});

test('anything but SHA1, 6 and 30 names the authenticators that ignore it', () => {
  expect(incompatibleParameters(defaultPolicy)).toEqual([]);
  expect(incompatibleParameters({ type: 'totp', algorithm: 'SHA256', digits: 8, periodSeconds: 60 }).map(({ parameter, value, used }) => [parameter, value, used])).toEqual([['algorithm', 'SHA256', 'SHA1'], ['digits', '8', '6'], ['period', '60', '30']]);
  expect(incompatibleParameters({ type: 'hotp', algorithm: 'SHA1', digits: 6, periodSeconds: 45 }).map(({ parameter }) => parameter)).toEqual(['type']);
  expect(incompatibleParameters({ type: 'steam', algorithm: 'SHA1', digits: 5, periodSeconds: 30 })).toHaveLength(1);
});

/** RFC 4226 §5.3, written down once more. */
function byTheStandard(secret: Uint8Array, counter: number, algorithm: Algorithm): number {
  const moving = Buffer.alloc(8);
  moving.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac(algorithm, secret).update(moving).digest();
  return mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7f_ff_ff_ff;
}

test('what a search and a verification compute is what the standard says, for counters beyond 32 bits too', () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 80 }), fc.nat(), fc.constantFrom<Algorithm>('SHA1', 'SHA256', 'SHA512'), (secret, counter, algorithm) => {
    for (const at of [counter, counter + 2 ** 32]) expect(truncatedValue(secret, at, algorithm)).toBe(byTheStandard(secret, at, algorithm));
  }));
});
