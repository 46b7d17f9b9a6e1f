import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isToolError } from '@culprit/core';
import { afterAll, describe, expect, test } from 'vitest';
import { codeAt, timeStep } from '../src/codes/one-time-code.ts';
import manifest from '../src/manifest.ts';
import { defaultPolicy } from '../src/policy.ts';
import { readStoredRecoveryCodes } from '../src/recovery/recovery-codes.ts';
import { decodeBase32, encodeBase32 } from '../src/secret/base32.ts';
import { migrationUri } from './migration-uri.ts';

const directory = await mkdtemp(join(tmpdir(), 'culprit-mfa-commands-'));
afterAll(() => rm(directory, { recursive: true, force: true }));

const secretText = 'KRSXG5CTMVRXEZLUKN2HE2LOM4QSC7ZK';
const secret = decodeBase32(secretText)?.bytes ?? new Uint8Array();
const current = (delta = 0): string => codeAt(secret, timeStep(Date.now(), defaultPolicy) + delta, defaultPolicy);

/** Runs a command with lines on its standard input. */
async function command(name: string, options: { readonly [name: string]: unknown } = {}, input: readonly string[] = [], positionals: readonly string[] = []): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const loaded = await manifest.commands.find((entry) => entry.name === name)?.load();
  let [out, err] = ['', ''];
  async function* stdin(): AsyncGenerator<string> {
    for (const line of input) yield `${line}\n`;
  }
  const io = { stdin: stdin(), stdout: (text: string) => void (out += text), stderr: (text: string) => void (err += text), color: false, interactive: false, columns: 100 };
  const code = await loaded?.run({ positionals, options: { format: 'json', timeout: 30_000, ...options }, locale: 'en', io, signal: new AbortController().signal, env: { TOTP: secretText }, plugins: [manifest] });
  return { code: code ?? 70, out, err };
}

const given = { secret: { $secret: 'env:TOTP' } };

test('the current code of a secret that is referred to, or stands on the standard input', async () => {
  const shown = await command('totp code', given);
  expect([current(-1), current(), current(1)]).toContain((JSON.parse(shown.out) as { readonly code: string }).code);
  expect((await command('totp code', {}, [secretText])).code).toBe(0);
});

test('nothing secret is taken from arguments, and a refusal does not repeat it', async () => {
  const error = await command('totp code', {}, [], [secretText]).catch((reason: unknown) => reason);
  expect(isToolError(error) && [error.code, JSON.stringify(error.text).includes(secretText)]).toEqual(['SECRET_IN_ARGUMENT', false]);
  const malformed = await command('totp code', {}, ['not1a1secret']).catch((reason: unknown) => reason);
  expect(isToolError(malformed) && malformed.text.en).not.toContain('not1a1secret');
});

test('a code is checked, and with a state counts once', async () => {
  const state = join(directory, 'state');
  const typed = current();
  expect((await command('totp check', given, [typed])).code).toBe(0);
  expect((await command('totp check', { ...given, state, account: 'alice' }, [typed])).out).toContain('"accepted"');
  expect(await command('totp check', { ...given, state, account: 'alice' }, [typed])).toMatchObject({ code: 1, out: '{"outcome":"reused"}\n' });
});

test('a refused code is diagnosed without a word of the secret', async () => {
  const { code, out } = await command('totp diagnose', { ...given, offline: true }, [current(-20), current(-19)]);
  expect(code).toBe(1);
  const { diagnoses: [diagnosis] } = JSON.parse(out) as { readonly diagnoses: readonly { readonly params: { readonly seconds: number } }[] };
  expect(diagnosis).toMatchObject({ cause: 'mfa/authenticator-clock', confidence: 'likely' });
  // A step of 30 seconds may begin between making the codes and judging them.
  expect([-600, -630]).toContain(diagnosis?.params.seconds);
  expect(out).not.toContain(secretText);
});

describe('an enrolment', () => {
  // Each takes more than ten slow hashes, so each stands in a test of its own.
  const enroll = async (name: string, keeps: boolean): Promise<{ readonly code: number | undefined; readonly output: string; readonly recovery: string }> => {
    const [output, recovery] = [join(directory, name), join(directory, `${name}-recovery`)];
    const loaded = await manifest.commands.find((one) => one.name === 'totp enroll')?.load();
    let screen = '';
    async function* answer(): AsyncGenerator<string> {
      const bytes = decodeBase32((/(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}/.exec(screen)?.[0] ?? '').replaceAll(' ', ''))?.bytes ?? new Uint8Array();
      yield `${codeAt(bytes, timeStep(Date.now(), defaultPolicy), defaultPolicy)}\n`;
      yield 'AAAAA-AAAAA\n';
      if (keeps) yield `${/^[0-9A-Z]{5}-[0-9A-Z]{5}$/m.exec(screen)?.[0]}\n`;
    }
    const io = { stdin: answer(), stdout: (text: string) => void (screen += text), stderr: () => {}, color: false, interactive: false, columns: 100 };
    const code = await loaded?.run({ positionals: [], options: { issuer: '火山引擎', account: 'alice', output, recovery }, locale: 'zh-CN', io, signal: new AbortController().signal, env: {}, plugins: [manifest] });
    return { code, output, recovery };
  };

  test('without the code that confirms it keeps nothing', async () => {
    const output = join(directory, 'unconfirmed');
    expect((await command('totp enroll', { issuer: '火山引擎', account: 'alice', output, recovery: `${output}-recovery` }, ['000000'])).code).toBe(1);
    await expect(stat(output)).rejects.toThrow('ENOENT');
  });

  test('without a recovery code that is typed back keeps nothing', async () => {
    const { code, output, recovery } = await enroll('untyped', false);
    expect(code).toBe(1);
    await expect(stat(output)).rejects.toThrow('ENOENT');
    await expect(stat(recovery)).rejects.toThrow('ENOENT');
  });

  test('with both keeps the secret and what is stored of the recovery codes', async () => {
    const { code, output, recovery } = await enroll('enrolled', true);
    expect(code).toBe(0);
    expect(readStoredRecoveryCodes(JSON.parse(await readFile(recovery, 'utf8')))?.codes).toHaveLength(10);
    expect([await readFile(output, 'utf8'), (await stat(output)).mode & 0o777]).toEqual([expect.stringMatching(/^otpauth:\/\/totp\/%E7%81%AB/), 0o600]);
  });
});

test('accounts of an export are listed without their secrets, and missing parts are named', async () => {
  const account = { type: 'totp', algorithm: 'SHA1', digits: 6, periodSeconds: 30, secret, issuer: 'ACME', account: 'alice' } as const;
  const { code, out } = await command('totp import', {}, [migrationUri([account], { part: 1, parts: 2 })]);
  expect([code, JSON.parse(out)]).toMatchObject([1, { accounts: [{ issuer: 'ACME', account: 'alice', secretBits: 160 }], missingParts: [2] }]);
  expect(out).not.toContain(encodeBase32(secret));
  expect((await command('totp uri', { ...given, issuer: 'ACME', account: 'alice' })).out).toBe(`otpauth://totp/ACME:alice?secret=${secretText}&issuer=ACME\n`);
});

test('a recovery code is used up once', async () => {
  const file = join(directory, 'recovery.json');
  const codes = (await command('recovery-codes generate', { output: file })).out.trim().split('\n');
  expect(codes).toHaveLength(10);
  expect((await command('recovery-codes check', { file }, [codes[0] ?? ''])).out).toBe('{"outcome":"accepted","remaining":9}\n');
  expect((await command('recovery-codes check', { file, use: true }, [codes[0] ?? ''])).code).toBe(0);
  expect(await command('recovery-codes check', { file, use: true }, [codes[0] ?? ''])).toMatchObject({ code: 1, out: '{"outcome":"used","remaining":9}\n' });
});
