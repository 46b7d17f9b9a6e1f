import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { run, type Report } from '@culprit/core';
import { afterEach, describe, expect, test } from 'vitest';
import { formats } from '../src/ciphertext/formats.ts';
import { fernetTime } from '../src/ciphertext/formats/fernet.ts';
import { openXchacha } from '../src/ciphertext/formats/lmnr.ts';
import { readKeyText } from '../src/ciphertext/key-text.ts';
import { rowsOf } from '../src/ciphertext/read-rows.ts';
import manifest from '../src/manifest.ts';

const published = '0123456789abcdef'.repeat(4);
const nonce = '000102030405060708090a0b0c0d0e0f1011121314151617';
const own = '7c'.repeat(32);
const folders: string[] = [];
const variables: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  for (const name of variables.splice(0)) delete process.env[name];
});

function secretly(name: string, value: string): { readonly $secret: string } {
  process.env[name] = value;
  variables.push(name);
  return { $secret: `env:${name}` };
}

async function examined(rows: string | readonly object[], { key, previous, ...rest }: { readonly key?: string; readonly previous?: string; readonly format?: string; readonly column?: string } = {}): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'culprit-rows-'));
  folders.push(folder);
  const file = join(folder, 'rows');
  writeFileSync(file, typeof rows === 'string' ? rows : JSON.stringify(rows));
  return run({ plugins: [manifest], targets: [{ kind: 'ciphertext-table', file, ...rest, ...(key === undefined ? {} : { key: secretly('CULPRIT_TEST_KEY', key) }), ...(previous === undefined ? {} : { previous: secretly('CULPRIT_TEST_EARLIER', previous) }) }] });
}

const failures = ({ findings }: Report): readonly string[] => findings.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id.replace('credential/', ''));
const causeOf = ({ diagnoses }: Report): string | undefined => diagnoses[0] === undefined ? undefined : `${diagnoses[0].text.replace('credential/', '')} ${diagnoses[0].confidence}`;

/** A row of LMNR, sealed as it does. */
async function sealed(key: string, name: string, plain: string, more: object = {}): Promise<object> {
  const { xchacha20poly1305 } = await import('@noble/ciphers/chacha.js');
  return { id: name, name, nonce_hex: nonce, value: Buffer.from(xchacha20poly1305(Buffer.from(key, 'hex'), Buffer.from(nonce, 'hex'), Buffer.from(name)).encrypt(Buffer.from(plain))).toString('hex'), ...more };
}

describe('formats open what their programs sealed', () => {
  test.each([
    ['OPENAI_API_KEY', 'sk-test-1234567890', 'cdad4b909cdc74f59e047d9fdf0da561987d03a59e2f70f10649d4d250955817ff8a'],
    ['GEMINI_API_KEY', 'AIzaSyTEST', 'ff8f1c85aad6549dfc621ff88c114fa11937579a623e6b124bc0'],
    ['00000000-0000-0000-0000-000000000000', 'http://localhost:80', 'd6b21294c3802fb4c0552fc78254e12d9b75ee7c2b1ff0e29ab65f85c3df73478cf19e'],
    ['T0123', 'xoxb-slack', 'c6a91e86d4dc6cb9cc5d98009155a5cfbd87b2e2d061317fe9ed'],
    ['OPENAI_API_KEY', '', '87bcaa286985c1a55ff61cc1722a4550'],
  ])('LMNR, bound to %s: %s', async (boundTo, plain, value) => {
    expect((await openXchacha(Buffer.from(published, 'hex'), Buffer.from(nonce, 'hex'), Buffer.from(value, 'hex'), Buffer.from(boundTo)))?.toString()).toBe(plain);
  });

  const iv = '000102030405060708090a0b0c0d0e0f';
  test.each([
    ['fernet', 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=', 'gAAAAABlU_EAAAECAwQFBgcICQoLDA0ODzEWFDN0Z80DjVlimzorXDItbalqiDJcOwg8bYBgxtw-48PpRAtpq3VnH6GsbFvRLkX1zHgLbVHf6oi4SN7GxLE=', 'postgres://u:p@h/db'],
    ['salted-cbc', 'n8n-test-key', 'U2FsdGVkX18AAQIDBAUGB/2HLtzEYa4O1EGYXdd8XZZP/ENptS6sT4AoP9fKkkPS', '{"apiKey":"sk-test"}'],
    ['n8n-gcm', published, 'AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fAS+BLOVWCAkvp4trENh8ST5xD380riqz+hxiCxBxMzEcWiVS', '{"apiKey":"sk-test"}'],
    ['langfuse', published, '000102030405060708090a0b:f26fb7716789456eefb8ac:6cf3f3a061bc6960e3795e0a9b32f32a', 'sk-langfuse'],
    ['litellm-v2', 'sk-salt-1234', 'v2:gcm:AAECAwQFBgcICQoL63wyuHB5jLoxsZnuQuOagWiOFPMypjEZBIzc', 'sk-upstream'],
    ['librechat-v2', published, `${iv}:57f52af9e136ac6629fb0b1a79f2be29`, 'sk-libre'],
    ['librechat-v3', published, `v3:${iv}:440895d9c90bab67`, 'sk-libre'],
    ['rails', '000102030405060708090a0b0c0d0e0f', 'l2Tu7Hxokjc5txXVXcYJV9FHaYNpzZyUhSv3FxIB9g==--AAECAwQFBgcICQoL--kfphAs8lr1U+lOkV7iA8Rg==', 'secret_key_base: abc\n'],
  ])('%s', async (id, key, text, plain) => {
    const format = formats.find((one) => one.recognises(text));
    expect(format?.id).toBe(id);
    expect(format?.fault({ text })).toBeUndefined();
    const opened = await Promise.all((format?.keys(key) ?? []).map((one) => format?.open({ text }, one.bytes, '')));
    expect(opened.some((one) => one?.toString('latin1').includes(plain) === true)).toBe(true);
  });

  test('librechat-v1, with the nonce that all values share', () => {
    const format = formats.find(({ id }) => id === 'librechat-v1');
    expect(format?.open({ text: '57f52af9e136ac6629fb0b1a79f2be29', nonce: iv }, Buffer.from(published, 'hex'), '')?.toString()).toBe('sk-libre');
  });

  test('Open WebUI hashes a secret of another length into its Fernet key', () => {
    const keys = formats.find(({ id }) => id === 'fernet')?.keys('t0p-s3cr3t').map(({ bytes }) => bytes.toString('base64'));
    expect(keys).toContain('EDp1DbQrIWg0QwQWlrWQNCJRuls7Xj+BGjm8TsEL7TI=');
  });

  test('a Fernet token says when it was made', () => {
    expect(fernetTime('gAAAAABlU_EAAAECAwQF')).toBe('2023-11-14T22:13:20.000Z');
  });

  test('texts of any kind crash no format', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...formats), fc.oneof(fc.string(), fc.base64String(), fc.stringMatching(/^[0-9a-f:]{0,90}$/)), async (format, text) => {
      format.recognises(text);
      if (format.fault({ text, nonce }) !== undefined) return;
      for (const { bytes } of format.keys(published)) await format.open({ text, nonce }, bytes, '');
    }), { numRuns: 300 });
  });
});

describe('rows', () => {
  test.each([
    ['a JSON list', '[{"name":"A","value":"x","n":1}]'], ['lines of JSON', '{"name":"A","value":"x","n":1}\n{"name":"B","value":"y","n":2}'],
    ['JSON in a wrapper', '{"rows":[{"name":"A","value":"x","n":1}]}'], ['CSV', 'name,value,n\nA,x,1\n'], ['CSV of a spreadsheet', '\u{FEFF}name,value,n\r\n"A","x","1"\r\n'],
  ])('%s', async (_, text) => {
    expect((await rowsOf(text))[0]).toEqual({ name: 'A', value: 'x', n: '1' });
  });
});

describe('stored values of LMNR', () => {
  test('with the right key all is well, whatever the export', async () => {
    const rows = [await sealed(own, 'OPENAI_API_KEY', 'sk-a'), await sealed(own, 'GEMINI_API_KEY', 'b')];
    expect((await examined(rows, { key: own })).exitCode).toBe(0);
    const [first] = rows as readonly { readonly name: string; readonly nonce_hex: string; readonly value: string }[];
    expect((await examined(`name,nonce_hex,value\n${first?.name},${first?.nonce_hex},${first?.value}\n`, { key: own })).exitCode).toBe(0);
  });

  test('slack and data plane tables are bound to their team and workspace', async () => {
    const rows = [{ id: '1', team_id: 'T0123', nonce_hex: nonce, token: 'c6a91e86d4dc6cb9cc5d98009155a5cfbd87b2e2d061317fe9ed' }, { workspace_id: '00000000-0000-0000-0000-000000000000', data_plane_url: 'd6b21294c3802fb4c0552fc78254e12d9b75ee7c2b1ff0e29ab65f85c3df73478cf19e', data_plane_url_nonce: nonce }];
    expect(failures(await examined(rows, { key: published }))).toEqual(['encryption-key#published']);
  });

  test('an earlier key that opens them proves the change', async () => {
    const report = await examined([await sealed(own, 'OPENAI_API_KEY', 'sk-a')], { key: 'aa'.repeat(32), previous: own });
    expect(causeOf(report)).toBe('encryption-key-changed#previous-key-opens certain');
  });

  test('one value that stays shut proves nothing; three do', async () => {
    const rows = await Promise.all(['A_KEY', 'B_KEY', 'C_KEY'].map((name) => sealed('bb'.repeat(32), name, 'x')));
    expect((await examined(rows.slice(0, 1), { key: own })).diagnoses[0]?.cause).toBe('credential/ciphertext-opening#all-closed');
    expect(causeOf(await examined(rows, { key: own }))).toBe('encryption-key-changed#all-closed likely');
  });

  test('values before a day fail and later ones open: the day is named', async () => {
    const rows = await Promise.all([['A', 'bb', 1], ['B', 'bb', 2], ['C', '7c', 8], ['D', '7c', 9]].map(([name, byte, day]) => sealed(String(byte).repeat(32), `${name}_KEY`, 'x', { created_at: `2026-03-0${day} 10:00:00+00` })));
    const report = await examined(rows, { key: own });
    expect(causeOf(report)).toBe('encryption-key-changed#before-a-date likely');
    expect(report.diagnoses[0]?.params['which']).toBe('2026-03-08T10:00:00.000Z');
  });

  test('one damaged row among good ones is not blamed on the key', async () => {
    const bad = await sealed(own, 'C_KEY', 'x') as { readonly value: string };
    const rows = [await sealed(own, 'A_KEY', 'x'), await sealed(own, 'B_KEY', 'x'), { ...bad, value: `00${bad.value.slice(2)}` }];
    const report = await examined(rows, { key: own });
    expect(report.diagnoses.map(({ cause }) => cause)).toEqual(['credential/ciphertext-opening#some-closed']);
    expect(report.diagnoses[0]?.remedies.map(({ id }) => id)).toEqual(['credential/enter-secret-again']);
  });

  test('the example key of the repository is named', async () => {
    expect(causeOf(await examined([await sealed(published, 'OPENAI_API_KEY', 'sk-a')], { key: own }))).toBe('example-key-in-use#example-key-opens certain');
  });

  test('a renamed row is told with the name that it had', async () => {
    const row = await sealed(own, 'OPENAI_API_KEY', 'sk-a');
    const report = await examined([{ ...row, name: 'MY_KEY' }], { key: own });
    expect(causeOf(report)).toBe('renamed-row#other-name-opens certain');
    expect(report.diagnoses[0]?.params).toMatchObject({ example: '#1 MY_KEY', boundTo: 'OPENAI_API_KEY' });
  });

  test.each([
    ['cut', { value: 'cdad4' }, 'odd-hex'], ['in base64', { value: 'q83vEjRWeJA=' }, 'base64-for-hex'], ['with a nonce that is too short', { nonce_hex: 'ab' }, 'nonce-length'],
    ['in the other column', { value: nonce, nonce_hex: 'ab'.repeat(40) }, 'columns-swapped'], ['without a nonce', { nonce_hex: '' }, 'nonce-missing'],
  ])('a value that is %s is told without any key', async (_, change, fault) => {
    const report = await examined([{ ...await sealed(own, 'A_KEY', 'xyz'), ...change }], { key: own });
    expect(failures(report)).toEqual(['ciphertext-form#malformed']);
    expect(report.findings.find(({ id }) => id.endsWith('#malformed'))?.params['fault']).toBe(fault);
  });

  test('a key that was stored in the clear is told, and not repeated', async () => {
    const report = await examined([{ name: 'OPENAI_API_KEY', nonce_hex: nonce, value: 'sk-proj-cAn4ryInTheClear' }], { key: own });
    expect(failures(report)).toEqual(['ciphertext-form#plaintext']);
    expect(JSON.stringify(report)).not.toContain('cAn4ry');
  });

  test.each([['quotes', `"${own}"`], ['0x', `0x${own}`], ['a line break', `${own}\n`]])('%s around the key is told, and the values open all the same', async (_, key) => {
    const report = await examined([await sealed(own, 'A_KEY', 'x')], { key });
    expect(failures(report)).toEqual(['encryption-key#wrapped']);
    expect(report.exitCode).toBe(0);
  });

  test('no key at all is never green', async () => {
    expect((await examined([await sealed(own, 'A_KEY', 'x')])).exitCode).toBe(3);
  });
});

describe('formats without a tag', () => {
  const row = { name: 'x', data: 'U2FsdGVkX18AAQIDBAUGB/2HLtzEYa4O1EGYXdd8XZZP/ENptS6sT4AoP9fKkkPS' };
  test('sensible text is said to prove nothing, garbage to be very likely another key', async () => {
    expect((await examined([row], { key: 'n8n-test-key' })).findings.map(({ id }) => id)).toContain('credential/ciphertext-opening#cannot-be-proven');
    expect(failures(await examined([row], { key: 'another' }))).toEqual(['ciphertext-opening#garbage']);
    expect(failures(await examined([{ id: '1', secret_value: `v3:000102030405060708090a0b0c0d0e0f:440895d9c90bab67` }], { key: own }))).toEqual(['ciphertext-opening#garbage']);
  });
});

test('no report holds a key or a plain value', async () => {
  const plain = 'sk-cAn4ry-57-plain-value';
  for (const report of [await examined([await sealed(own, 'A_KEY', plain)], { key: own }), await examined([await sealed(own, 'A_KEY', plain)], { key: `${own}0` }), await examined([await sealed(own, 'A_KEY', plain)], { key: 'aa'.repeat(32), previous: own })]) {
    expect(JSON.stringify(report)).not.toContain(plain);
    expect(JSON.stringify(report)).not.toContain(own);
  }
});

test('the text of a key is read as what it is', () => {
  expect(readKeyText(`${own.slice(2)}`)).toEqual({ outcome: 'wrong-length', encoding: 'hex', length: 62 });
  expect(readKeyText(`${own.slice(0, 11)}\u200B${own.slice(11)}`)).toEqual({ outcome: 'wrong-character', position: 12, codePoint: 'U+200B' });
  expect(readKeyText('${AEAD_SECRET_KEY}')).toEqual({ outcome: 'no-key', what: 'variable' });
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => { expect(readKeyText(text)).toHaveProperty('outcome'); }));
});
