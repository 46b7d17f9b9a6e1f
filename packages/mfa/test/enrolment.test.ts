import { describe, expect, test } from 'vitest';
import { codeAt, timeStep } from '../src/codes/one-time-code.ts';
import { createCodeSource } from '../src/secret-sources/one-time-code.ts';
import { activateEnrolment, beginEnrolment, confirmEnrolment, issueRecoveryCodes, type Enrolment } from '../src/enrolment/enrolment.ts';
import { defaultPolicy } from '../src/policy.ts';
import { checkRecoveryCode, generateRecoveryCodes, readStoredRecoveryCodes } from '../src/recovery/recovery-codes.ts';
import { decodeBase32 } from '../src/secret/base32.ts';
import { readUri } from '../src/uri/read-uri.ts';

const nowMs = 1_800_000_000_000;
const active: Enrolment = { active: { secret: 'KRSXG5CTMVRXEZLU', policy: defaultPolicy, lastCounter: 1 }, recovery: { salt: 'AAAA', codes: [{ hash: 'AAAA' }] } };
const begin = (current: Enrolment = {}) => beginEnrolment(current, { issuer: 'ACME', account: 'alice', policy: defaultPolicy, nowMs });
const secretOf = ({ pending }: Enrolment): Uint8Array => decodeBase32(pending?.factor.secret ?? '')?.bytes ?? new Uint8Array();
const codeOf = (enrolment: Enrolment): string => codeAt(secretOf(enrolment), timeStep(nowMs, defaultPolicy), defaultPolicy);

describe('an enrolment', () => {
  test('goes from a code to recovery codes to its force, and the code counts as used', async () => {
    const { enrolment, uri, groups } = begin(active);
    expect(readUri(uri)).toMatchObject({ account: { issuer: 'ACME', account: 'alice', secret: secretOf(enrolment) } });
    expect(groups).toMatch(/^(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
    expect(enrolment.active).toEqual(active.active);
    const confirmed = await confirmEnrolment(enrolment, secretOf(enrolment), codeOf(enrolment), nowMs);
    expect(confirmed).toMatchObject({ outcome: 'confirmed', enrolment: { ...active, pending: { state: 'confirmed', factor: { lastCounter: timeStep(nowMs, defaultPolicy) } } } });
    if (confirmed.outcome !== 'confirmed') return;
    const issued = await issueRecoveryCodes(confirmed.enrolment, nowMs);
    if (issued.outcome !== 'issued') throw new Error(issued.outcome);
    expect(issued.enrolment).toMatchObject(active);
    const [code = ''] = issued.codes;
    const stored: Enrolment = JSON.parse(JSON.stringify(issued.enrolment));
    const activated = await activateEnrolment(stored, code.toLowerCase(), nowMs);
    expect(activated).toEqual({ outcome: 'activated', enrolment: { active: confirmed.enrolment.pending?.factor, recovery: issued.enrolment.pending?.recovery } });
    // Typing it back did not use it up.
    expect(activated.outcome === 'activated' && await checkRecoveryCode(code, activated.enrolment.recovery ?? { salt: '', codes: [] })).toMatchObject({ outcome: 'accepted', remaining: 9 });
  });

  test('is not in force before a recovery code is typed back, and the old factor and its recovery codes hold until then', async () => {
    const { enrolment } = begin(active);
    const confirmed = await confirmEnrolment(enrolment, secretOf(enrolment), codeOf(enrolment), nowMs);
    if (confirmed.outcome !== 'confirmed') throw new Error(confirmed.outcome);
    expect(await activateEnrolment(confirmed.enrolment, '', nowMs)).toEqual({ outcome: 'no-recovery-codes', enrolment: confirmed.enrolment });
    const issued = await issueRecoveryCodes(confirmed.enrolment, nowMs);
    expect(await activateEnrolment(issued.enrolment, 'AAAAA-AAAAA', nowMs)).toEqual({ outcome: 'not-acknowledged', typed: 'wrong', enrolment: issued.enrolment });
    expect(await activateEnrolment(issued.enrolment, 'yes', nowMs)).toMatchObject({ outcome: 'not-acknowledged', typed: 'malformed', enrolment: active });
    expect(await activateEnrolment(issued.enrolment, issued.outcome === 'issued' ? issued.codes[0] ?? '' : '', nowMs + 900_000)).toEqual({ outcome: 'expired', enrolment: active });
  });

  test('keeps the old factor until a code confirms the new one', async () => {
    const { enrolment } = begin(active);
    expect(await confirmEnrolment(enrolment, secretOf(enrolment), '000000', nowMs)).toMatchObject({ outcome: 'refused', verified: { outcome: 'wrong' } });
    expect(await issueRecoveryCodes(enrolment, nowMs)).toMatchObject({ outcome: 'not-confirmed', enrolment: active });
    expect(await activateEnrolment(enrolment, '', nowMs)).toMatchObject({ outcome: 'not-confirmed', enrolment: active });
    expect(await confirmEnrolment(enrolment, secretOf(enrolment), codeOf(enrolment), nowMs + 900_000)).toEqual({ outcome: 'expired', enrolment: active });
    expect(await activateEnrolment(active, '', nowMs)).toEqual({ outcome: 'nothing-pending', enrolment: active });
  });

  test('takes the confirming code once', async () => {
    const { enrolment } = begin();
    const confirmed = await confirmEnrolment(enrolment, secretOf(enrolment), codeOf(enrolment), nowMs);
    if (confirmed.outcome !== 'confirmed') throw new Error(confirmed.outcome);
    expect(await confirmEnrolment(confirmed.enrolment, secretOf(enrolment), codeOf(enrolment), nowMs)).toMatchObject({ outcome: 'refused', verified: { outcome: 'reused' } });
  });

  test('takes no short secret', () => {
    expect(() => beginEnrolment({}, { issuer: 'a', account: 'b', policy: { ...defaultPolicy, secretBytes: 10 }, nowMs })).toThrow(RangeError);
  });
});

describe('recovery codes', () => {
  test('count once, however they are typed, and say how many are left', async () => {
    const { codes, stored } = await generateRecoveryCodes();
    expect([codes.length, new Set(codes).size, codes.every((code) => /^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/.test(code))]).toEqual([10, 10, true]);
    const [first = ''] = codes;
    expect(JSON.stringify(stored)).not.toContain(first.replace('-', ''));
    const used = await checkRecoveryCode(` ${first.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')}`, stored, new Date(nowMs));
    expect(used).toMatchObject({ outcome: 'accepted', remaining: 9 });
    const left = used.outcome === 'accepted' ? used.stored : stored;
    expect(readStoredRecoveryCodes(JSON.parse(JSON.stringify(left)))).toEqual(left);
    expect(await checkRecoveryCode(first, left)).toEqual({ outcome: 'used', usedAt: new Date(nowMs).toISOString(), remaining: 9 });
    expect(await checkRecoveryCode('AAAAA-AAAAA', left)).toEqual({ outcome: 'wrong', remaining: 9 });
    expect(await checkRecoveryCode('123456', left)).toEqual({ outcome: 'malformed' });
  });
});

test('the source totp: gives the current code of another secret', async () => {
  const reading = (value: string) => ({ read: async () => ({ label: '', reveal: () => value }), conceal: () => ({ label: '', reveal: () => '' }) });
  const source = createCodeSource({ now: () => 59_000 - 10_000 });
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  expect(await source.resolve('env:X', reading(secret))).toBe('287082');
  expect(await source.resolve('env:X', reading(`otpauth://totp/a?secret=${secret}&digits=8`))).toBe('94287082');
  expect(await source.resolve('env:X', reading('changeme'))).toBeUndefined();
});
