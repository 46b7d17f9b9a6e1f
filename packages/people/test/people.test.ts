import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeAt, defaultPolicy, readSecret, timeStep } from '@culprit/mfa';
import { openSqliteStore } from '@culprit/watch';
import type { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { hashPassword, passwordCost, verifyPassword, weaknessOf } from '../src/password.ts';
import { createPeople, type LogIn, type People } from '../src/people.ts';
import { peopleMigrations, type PeopleTables } from '../src/people-tables.ts';
import { openSeal } from '../src/sealed.ts';

const password = 'correct horse battery';
const from = { address: '192.0.2.1', agent: 'a browser' };

interface Workplace extends AsyncDisposable {
  readonly people: People;
  readonly database: Kysely<PeopleTables>;
  readonly folder: string;
  at: number;
  steady: number;
  setUp(): Promise<void>;
  logIn(given?: Partial<LogIn>): ReturnType<People['logIn']>;
}

async function workplace(): Promise<Workplace> {
  const folder = mkdtempSync(join(tmpdir(), 'culprit-people-'));
  const store = await openSqliteStore({ path: join(folder, 'culprit.db') });
  await store.migrate(peopleMigrations);
  const database = store.database.withTables<PeopleTables>();
  const work: Workplace = {
    folder, database, at: Date.UTC(2026, 10, 22), steady: 0,
    people: createPeople({ database, seal: openSeal(join(folder, 'key')), now: () => work.at, steady: () => work.steady, cost: { logN: 4, r: 8, p: 1 } }),
    async setUp() {
      expect(await work.people.setUp(await work.people.setUpToken() ?? '', 'mara', password)).toMatchObject({ name: 'mara', role: 'admin' });
    },
    logIn: (given = {}) => work.people.logIn({ name: 'mara', password, ...from, ...given }),
    async [Symbol.asyncDispose]() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
  return work;
}

/** The code that an authenticator shows. */
const codeOf = (groups: string, at: number): string => {
  const read = readSecret(groups);
  if (read.outcome !== 'read') throw new Error('no secret');
  return codeAt(read.bytes, timeStep(at, defaultPolicy), defaultPolicy);
};

test('the first administrator is made with the token of this start, once', async () => {
  await using work = await workplace();
  expect(await work.people.setUp('wrong', 'mara', password)).toBeUndefined();
  const token = await work.people.setUpToken() ?? '';
  expect(await work.people.setUp(token, 'mara', 'mara mara mara')).toBe('holds-name');
  const both = await Promise.all([work.people.setUp(token, 'mara', password), work.people.setUp(token, 'ines', password)]);
  expect(both.filter((made) => typeof made === 'object')).toHaveLength(1);
  expect([await work.people.setUpToken(), await work.people.setUp(token, 'late', password)]).toEqual([undefined, undefined]);
});

test('a wrong password, an unknown name and a disabled account look the same', async () => {
  await using work = await workplace();
  await work.setUp();
  const made = await work.people.accounts.create({ name: 'ines', password, role: 'viewer' });
  await work.people.accounts.change(typeof made === 'object' ? made.id : '', { disabled: true });
  for (const given of [{ password: 'wrong horse battery' }, { name: 'nobody' }, { name: 'ines' }]) expect(await work.logIn(given)).toEqual({ outcome: 'refused' });
  expect(await work.logIn({ name: 'MARA' })).toMatchObject({ outcome: 'accepted' });
});

test('whoever guesses waits longer and longer, and even the right password waits', async () => {
  await using work = await workplace();
  await work.setUp();
  for (let guess = 0; guess < 5; guess += 1) expect(await work.logIn({ password: `wrong guess ${guess}` })).toEqual({ outcome: 'refused' });
  expect(await work.logIn()).toEqual({ outcome: 'wait', retryAfterMs: 1_000 });
  work.at += 3_600_000;
  expect(await work.logIn()).toEqual({ outcome: 'wait', retryAfterMs: 1_000 });
  work.steady += 1_000;
  expect(await work.logIn({ password: 'wrong again and again' })).toEqual({ outcome: 'refused' });
  expect(await work.logIn()).toEqual({ outcome: 'wait', retryAfterMs: 2_000 });
  work.at -= 7_200_000;
  work.steady += 2_000;
  expect(await work.logIn()).toMatchObject({ outcome: 'accepted' });
  expect((await work.people.audit.list(10)).map(({ action }) => action)).toEqual(['log-in', ...Array.from({ length: 6 }, () => 'log-in-failed')]);
});

const guessFrom = (work: Workplace, address: string): ReturnType<People['logIn']> => work.logIn({ address, password: 'wrong horse battery' });

test('who guesses from one address keeps nobody waiting elsewhere', async () => {
  await using work = await workplace();
  await work.setUp();
  for (let guess = 0; guess < 30; guess += 1) await guessFrom(work, '203.0.113.1');
  expect(await work.logIn({ address: '203.0.113.1' })).toMatchObject({ outcome: 'wait' });
  expect(await work.logIn({ address: '192.0.2.9' })).toMatchObject({ outcome: 'accepted' });
});

test('guesses from many addresses make strangers wait, and not a browser that was in before', async () => {
  await using work = await workplace();
  await work.setUp();
  const first = await work.logIn();
  const device = first.outcome === 'accepted' ? first.device : '';
  const outcomes: string[] = [];
  for (let guess = 0; guess < 60; guess += 1) outcomes.push((await guessFrom(work, `203.0.113.${guess}`)).outcome);
  expect([outcomes.indexOf('wait'), new Set(outcomes.slice(50))]).toEqual([50, new Set(['wait'])]);
  expect(await work.logIn({ address: '192.0.2.9' })).toMatchObject({ outcome: 'wait' });
  expect(await work.logIn({ address: '192.0.2.9', device })).toMatchObject({ outcome: 'accepted' });
  // Whoever was let in by that lets no stranger in.
  expect(await guessFrom(work, '203.0.113.99')).toMatchObject({ outcome: 'wait' });
});

test('what a browser is known by lets nobody guess on, serves one name alone, and not for ever', async () => {
  await using work = await workplace();
  await work.setUp();
  await work.people.accounts.create({ name: 'ines', password, role: 'viewer' });
  const first = await work.logIn();
  const device = first.outcome === 'accepted' ? first.device : '';
  expect(device).not.toContain('mara');
  for (let guess = 0; guess < 5; guess += 1) expect(await work.logIn({ device, address: `203.0.113.${guess}`, password: 'wrong horse battery' })).toEqual({ outcome: 'refused' });
  expect(await work.logIn({ device })).toMatchObject({ outcome: 'wait' });
  for (let guess = 0; guess < 50; guess += 1) await work.logIn({ name: 'ines', address: `203.0.113.${guess}`, password: 'wrong horse battery' });
  for (const stranger of [device, `${device.slice(0, -2)}AA`, 'x'.repeat(5_000), '']) expect(await work.logIn({ name: 'ines', device: stranger, address: '192.0.2.9' })).toMatchObject({ outcome: 'wait' });
  for (let guess = 0; guess < 50; guess += 1) await guessFrom(work, `198.51.100.${guess}`);
  work.steady += 1_000;
  work.at += 400 * 86_400_000;
  for (let guess = 0; guess < 2; guess += 1) await guessFrom(work, '198.51.100.77');
  expect(await work.logIn({ device, address: '192.0.2.9' })).toMatchObject({ outcome: 'wait' });
});

test('guesses under many names at once pile up only so far, and afterwards the right password gets in', async () => {
  await using work = await workplace();
  await work.setUp();
  const outcomes = (await Promise.all(Array.from({ length: 100 }, (_, guess) => work.logIn({ name: `name${guess}` })))).map(({ outcome }) => outcome);
  expect(outcomes).toContain('wait');
  expect(outcomes.filter((outcome) => outcome === 'refused').length).toBeGreaterThanOrEqual(64);
  expect(await work.logIn()).toMatchObject({ outcome: 'accepted' });
});

test('a session is new at every log-in, ends the one before, and runs out', async () => {
  await using work = await workplace();
  await work.setUp();
  const first = await work.logIn();
  const before = first.outcome === 'accepted' ? first.session : '';
  const second = await work.logIn({ before });
  const session = second.outcome === 'accepted' ? second.session : '';
  expect(session).not.toBe(before);
  expect(await work.people.sessions.read(before)).toBeUndefined();
  expect(await work.people.sessions.read(session)).toMatchObject({ address: '192.0.2.1', agent: 'a browser' });
  expect(await work.people.sessions.read('chosen-by-somebody-else')).toBeUndefined();
  work.at += 25 * 3_600_000;
  expect(await work.people.sessions.read(session)).toBeUndefined();
  await work.people.prune();
  expect(await work.database.selectFrom('sessions').selectAll().execute()).toEqual([]);
});

test('another password, role or a disabled account ends the sessions', async () => {
  await using work = await workplace();
  await work.setUp();
  const [mara] = await work.people.accounts.list();
  const session = async (): Promise<string> => {
    const loggedIn = await work.logIn();
    return loggedIn.outcome === 'accepted' ? loggedIn.session : '';
  };
  const old = await session();
  expect(await work.people.accounts.changePassword(mara?.id ?? '', 'not the present one', 'another long password')).toBe('wrong-password');
  expect(await work.people.accounts.changePassword(mara?.id ?? '', password, 'short')).toBe('too-short');
  expect(await work.people.sessions.read(old)).toBeDefined();
  expect(await work.people.accounts.changePassword(mara?.id ?? '', password, 'another long password')).toBeUndefined();
  expect(await work.people.sessions.read(old)).toBeUndefined();
});

test('one session of several can be ended, and nobody else\'s', async () => {
  await using work = await workplace();
  await work.setUp();
  const ines = await work.people.accounts.create({ name: 'ines', password, role: 'viewer' });
  await work.logIn();
  await work.logIn();
  const mara = (await work.people.accounts.list()).find(({ name }) => name === 'mara');
  const [one] = await work.people.sessions.list(mara?.id ?? '');
  await work.people.sessions.end(typeof ines === 'object' ? ines.id : '', one?.id);
  expect(await work.people.sessions.list(mara?.id ?? '')).toHaveLength(2);
  await work.people.sessions.end(mara?.id ?? '', one?.id);
  expect(await work.people.sessions.list(mara?.id ?? '')).toHaveLength(1);
});

test('there is always an administrator', async () => {
  await using work = await workplace();
  await work.setUp();
  const [mara] = await work.people.accounts.list();
  const id = mara?.id ?? '';
  expect([await work.people.accounts.change(id, { role: 'viewer' }), await work.people.accounts.change(id, { disabled: true }), await work.people.accounts.remove(id)]).toEqual(['last-admin', 'last-admin', 'last-admin']);
  await work.people.accounts.create({ name: 'ines', password, role: 'admin' });
  expect(await work.people.accounts.remove(id)).toBeUndefined();
});

test('a password is stored with its cost, which may grow', async () => {
  const stored = await hashPassword(password, { logN: 10, r: 8, p: 1 });
  expect(stored).toMatch(/^\$scrypt\$ln=10,r=8,p=1\$/);
  expect(await Promise.all([verifyPassword(password, stored, passwordCost), verifyPassword(`${password} `, stored, passwordCost), verifyPassword(password, undefined, passwordCost), verifyPassword('x'.repeat(10_000), stored, passwordCost)])).toEqual([true, false, false, false]);
  expect(['short', 'x'.repeat(300), 'aaaaaaaaaaaaaaaa', 'my name is Mara!', 'très long mot de passe'].map((one) => weaknessOf(one, 'mara'))).toEqual(['too-short', 'too-long', 'repetitive', 'holds-name', undefined]);
});

test('a second factor is asked for once it is confirmed, and each code counts once', async () => {
  await using work = await workplace();
  await work.setUp();
  const [mara] = await work.people.accounts.list();
  const id = mara?.id ?? '';
  const { secondFactor } = work.people;
  const { groups, uri } = await secondFactor.begin(id, 'mara');
  expect(uri).toMatch(/^otpauth:\/\/totp\/Culprit/);
  expect(await work.logIn()).toMatchObject({ outcome: 'accepted' });
  expect(await secondFactor.confirm(id, '000000')).toBe('wrong');
  const codes = await secondFactor.confirm(id, codeOf(groups, work.at));
  expect(codes).toHaveLength(10);
  expect(await work.logIn()).toMatchObject({ outcome: 'accepted' });
  const [recoveryCode = ''] = Array.isArray(codes) ? codes : [];
  expect([await secondFactor.activate(id, '00000-00000'), await secondFactor.activate(id, recoveryCode), await secondFactor.activate(id, recoveryCode)]).toEqual(['wrong', undefined, 'nothing-pending']);
  expect(await work.logIn()).toEqual({ outcome: 'code-needed' });
  expect(await work.logIn({ code: codeOf(groups, work.at) })).toEqual({ outcome: 'code-needed', reason: 'reused' });
  work.at += 30_000;
  const code = codeOf(groups, work.at);
  expect(await work.logIn({ password: 'wrong horse battery', code })).toEqual({ outcome: 'refused' });
  expect(await work.logIn({ code })).toMatchObject({ outcome: 'accepted' });
  expect(await work.logIn({ code })).toEqual({ outcome: 'code-needed', reason: 'reused' });
  expect(await work.logIn({ recoveryCode })).toMatchObject({ outcome: 'accepted', recoveryCodesLeft: 9 });
  expect(await work.logIn({ recoveryCode })).toEqual({ outcome: 'code-needed', reason: 'wrong' });
  const row = await work.database.selectFrom('users').selectAll().executeTakeFirstOrThrow();
  expect(JSON.stringify(row)).not.toContain(groups.replaceAll(' ', ''));
  await secondFactor.remove(id);
  expect(await work.logIn()).toMatchObject({ outcome: 'accepted' });
});

test('what is sealed opens with the same key for the same user alone', async () => {
  await using work = await workplace();
  const [seal, again, other] = [openSeal(join(work.folder, 'one')), openSeal(join(work.folder, 'one')), openSeal(join(work.folder, 'two'))];
  const sealed = seal.seal('a secret', 'mara');
  expect([again.open(sealed, 'mara'), again.open(sealed, 'ines'), other.open(sealed, 'mara'), again.open(`${sealed.startsWith('A') ? 'B' : 'A'}${sealed.slice(1)}`, 'mara'), again.open('', 'mara')]).toEqual(['a secret', undefined, undefined, undefined, undefined]);
});

test('a token is known by its hash, limited to its scopes, and runs out', async () => {
  await using work = await workplace();
  await work.setUp();
  const [mara] = await work.people.accounts.list();
  const user = mara?.id ?? '';
  const { token, secret } = await work.people.tokens.create({ user, name: 'ci', scopes: ['read', 'events'], expiresAt: work.at + 1_000 });
  expect(await work.people.tokens.read(secret)).toMatchObject({ id: token.id, scopes: ['read', 'events'] });
  expect(JSON.stringify(await work.database.selectFrom('tokens').selectAll().execute())).not.toContain(secret.split('_').at(-1));
  for (const wrong of [`${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`, token.id, '', 'culprit_0000000000000000_x']) expect(await work.people.tokens.read(wrong)).toBeUndefined();
  work.at += 1_000;
  expect(await work.people.tokens.read(secret)).toBeUndefined();
  expect([await work.people.tokens.remove(token.id, 'somebody else'), await work.people.tokens.remove(token.id, user)]).toEqual([false, true]);
});
