import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { codeAt } from '../src/codes/one-time-code.ts';
import { defaultPolicy } from '../src/policy.ts';
import { createFileStore } from '../src/verification/file-store.ts';
import { createMemoryStore } from '../src/verification/memory-store.ts';
import { openSqliteStore } from '../src/verification/sql-store.ts';
import { verifyCode, type Verification } from '../src/verification/verify-code.ts';

const directory = await mkdtemp(join(tmpdir(), 'culprit-mfa-'));
const database = await openSqliteStore(join(directory, 'states.db'));
afterAll(async () => {
  database[Symbol.dispose]();
  await rm(directory, { recursive: true, force: true });
});

const secret = Buffer.from('12345678901234567890');
const hotp = { ...defaultPolicy, type: 'hotp' } as const;
const at = (seconds: number): (() => Date) => () => new Date(seconds * 1_000);
const moment = 1_800_000_000;
const step = moment / 30;
const codeOf = (delta: number): string => codeAt(secret, step + delta, defaultPolicy);
const attempt = (given: Partial<Verification>): Verification => ({ secret, policy: defaultPolicy, code: codeOf(0), account: 'alice', store: createMemoryStore(), now: at(moment), ...given });

test('codes of the window are accepted, those beyond it are wrong', async () => {
  const outcomes = await Promise.all([-2, -1, 0, 1, 2].map((delta) => verifyCode(attempt({ code: codeOf(delta) }))));
  expect(outcomes.map((verified) => (verified.outcome === 'accepted' ? verified.delta : verified.outcome))).toEqual(['wrong', -1, 0, 1, 'wrong']);
});

test('a code counts once, and an older one not after a newer', async () => {
  const store = createMemoryStore();
  const outcomes: string[] = [];
  for (const delta of [0, 0, -1, 1]) outcomes.push((await verifyCode(attempt({ store, code: codeOf(delta) }))).outcome);
  expect(outcomes).toEqual(['accepted', 'reused', 'reused', 'accepted']);
});

test('a clock that was set back is told from a used code', async () => {
  const store = createMemoryStore();
  await verifyCode(attempt({ store }));
  expect(await verifyCode(attempt({ store, now: at(moment - 3_600), code: codeOf(-120) }))).toEqual({ outcome: 'clock-set-back', seconds: 3_600 });
});

test('after five wrong codes none is taken for a while, not even the right one', async () => {
  const store = createMemoryStore();
  for (let count = 0; count < 5; count += 1) expect(await verifyCode(attempt({ store, code: '000000', now: at(moment + count) }))).toEqual({ outcome: 'wrong' });
  expect(await verifyCode(attempt({ store, now: at(moment + 10) }))).toEqual({ outcome: 'rate-limited', retryAfterMs: 290_000 });
  expect(await verifyCode(attempt({ store, now: at(moment + 300), code: codeOf(10) }))).toMatchObject({ outcome: 'accepted' });
});

test('what is no code counts neither as wrong nor as used', async () => {
  const store = createMemoryStore();
  expect(await verifyCode(attempt({ store, code: 'hello' }))).toEqual({ outcome: 'malformed', reason: 'not-digits' });
  expect(await store.read('alice')).toMatchObject({ version: 0 });
});

describe('a counter', () => {
  const codes = (from: number): string => codeAt(secret, from, hotp);
  test('is found a little ahead, and goes on from there', async () => {
    const store = createMemoryStore();
    expect(await verifyCode(attempt({ policy: hotp, store, code: codes(3) }))).toEqual({ outcome: 'accepted', counter: 3, delta: 3 });
    expect(await verifyCode(attempt({ policy: hotp, store, code: codes(3) }))).toEqual({ outcome: 'reused' });
    expect(await verifyCode(attempt({ policy: hotp, store, code: codes(4) }))).toEqual({ outcome: 'accepted', counter: 4, delta: 0 });
  });

  test('far ahead is found by two consecutive codes, and by no others', async () => {
    expect(await verifyCode(attempt({ policy: hotp, code: codes(60) }))).toEqual({ outcome: 'wrong' });
    expect(await verifyCode(attempt({ policy: hotp, code: codes(60), secondCode: codes(61) }))).toEqual({ outcome: 'accepted', counter: 61, delta: 60, resynchronised: true });
    expect(await verifyCode(attempt({ policy: hotp, code: codes(60), secondCode: codes(62) }))).toEqual({ outcome: 'wrong' });
  });
});

const stores = { memory: () => createMemoryStore(), file: () => createFileStore(join(directory, 'states')), sql: () => database };

test.for(['memory', 'file', 'sql'] as const)('of 50 uses of one code at the same time exactly one is accepted: %s', async (name) => {
  const own = stores[name]();
  // Several clients of the same files, as several processes are.
  const store = (): typeof own => (name === 'file' ? stores.file() : own);
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => verifyCode(attempt({ store: store(), account: `${name}-50`, rateLimit: { refusals: 100, withinMs: 1_000 } }))));
  const accepted = outcomes.filter(({ outcome }) => outcome === 'accepted').length;
  expect([accepted, outcomes.length - accepted - outcomes.filter(({ outcome }) => outcome === 'reused').length]).toEqual([1, 0]);
});

test.for(['memory', 'file', 'sql'] as const)('a state is only written over the version that was read: %s', async (name) => {
  const store = stores[name]();
  const state = { lastCounter: 7, refusedMs: [1, 2] };
  expect(await store.compareAndSet(`${name}-cas`, 0, state)).toBe(true);
  expect(await store.compareAndSet(`${name}-cas`, 0, { ...state, lastCounter: 8 })).toBe(false);
  expect(await store.read(`${name}-cas`)).toEqual({ state, version: 1 });
  expect(await store.compareAndSet(`${name}-cas`, 1, { ...state, lastCounter: 9 })).toBe(true);
  expect(await store.read(`${name}-cas`)).toMatchObject({ state: { lastCounter: 9 }, version: 2 });
});

test('the file store keeps few versions and no leavings', async () => {
  const folder = join(directory, 'few');
  const store = createFileStore(folder);
  for (let version = 0; version < 70; version += 1) await store.compareAndSet('alice', version, { lastCounter: version, refusedMs: [] });
  const [account = ''] = await readdir(folder);
  const names = await readdir(join(folder, account));
  expect([names.length, names.filter((name) => !name.endsWith('.json')), (await store.read('alice')).version]).toEqual([64, [], 70]);
});
