import * as fc from 'fast-check';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { defineCheck, defineFact, defineManifest, definePlugin, defineTarget, run, secret, secretSourcesOf, type RunEvent, type SecretReader, type SecretRef } from '../src/index.ts';
import { createSecretKeeper } from '../src/run/secrets.ts';

const canary = 'cAn@ry/57+secret=';

afterEach(() => {
  delete process.env['CULPRIT_TEST_SECRET'];
});

describe('a secret', () => {
  test('prints its label wherever it is printed', () => {
    const held = secret('env:TOKEN', canary);
    for (const text of [`${held}`, JSON.stringify({ held }), inspect(held), inspect({ deep: { held } }, { depth: 9, showHidden: true }), String(held)]) {
      expect(text).not.toContain(canary);
      expect(text).toContain('[secret env:TOKEN]');
    }
    expect(held.reveal()).toBe(canary);
  });

  test('can not be cloned out', () => {
    expect(() => structuredClone(secret('env:TOKEN', canary))).toThrow(/could not be cloned/);
  });
});

describe('a plugin', () => {
  test('brings a source of secrets that is loaded when a reference names its scheme', async () => {
    let loaded = 0;
    const plugin = defineManifest({
      name: '@x/safe', version: '1.0.0', api: 1, targets: [], checks: [], causes: [], knownErrors: [], commands: [],
      secretSources: [{ scheme: 'safe', load: async () => { loaded += 1; return { scheme: 'safe', resolve: async (name) => (name === 'token' ? canary : undefined) }; } }],
    });
    const keeper = createSecretKeeper(secretSourcesOf([plugin]));
    expect(loaded).toBe(0);
    expect((await keeper.read({ $secret: 'safe:token' })).reveal()).toBe(canary);
    await expect(keeper.read({ $secret: 'safe:other' })).rejects.toMatchObject({ code: 'SECRET_UNRESOLVED' });
    expect(loaded).toBeGreaterThan(0);
  });
});

describe('the keeper', () => {
  test('reads the environment and files, without the line break that editors add', async () => {
    process.env['CULPRIT_TEST_SECRET'] = canary;
    const path = join(await mkdtemp(join(tmpdir(), 'culprit-')), 'token');
    await writeFile(path, `${canary}\n`);
    const keeper = createSecretKeeper([]);
    expect((await keeper.read({ $secret: 'env:CULPRIT_TEST_SECRET' })).reveal()).toBe(canary);
    expect((await keeper.read({ $secret: `file:${path}` })).reveal()).toBe(canary);
  });

  test('what a fact came by is read under its label for the rest of the run, and never in place of a source', async () => {
    const keeper = createSecretKeeper([{ scheme: 'lab', resolve: async () => 'correct-horse' }]);
    keeper.conceal('session:1', canary);
    keeper.conceal('lab:key', canary);
    expect((await keeper.read({ $secret: 'session:1' })).reveal()).toBe(canary);
    expect((await keeper.read({ $secret: 'lab:key' })).reveal()).toBe('correct-horse');
    // What a label held before stays out of reports, too.
    keeper.conceal('session:1', 'another value');
    expect(keeper.conceal(`${canary} and another value`)).toBe('[secret session:1] and [secret session:1]');
    await expect(keeper.read({ $secret: 'session:2' })).rejects.toMatchObject({ code: 'SECRET_UNRESOLVED' });
  });

  test('a source that makes one secret of another keeps both out of reports', async () => {
    const shout = { scheme: 'shout', resolve: async (name: string, secrets: SecretReader) => (await secrets.read({ $secret: name })).reveal().toUpperCase() };
    const keeper = createSecretKeeper([shout, { scheme: 'lab', resolve: async () => 'correct-horse' }]);
    expect((await keeper.read({ $secret: 'shout:lab:key' })).reveal()).toBe('CORRECT-HORSE');
    expect(keeper.conceal('correct-horse and CORRECT-HORSE')).toBe('[secret lab:key] and [secret shout:lab:key]');
  });

  test('says what is missing, and which sources there are', async () => {
    const keeper = createSecretKeeper([{ scheme: 'vault', resolve: async () => undefined }]);
    await expect(keeper.read({ $secret: 'env:CULPRIT_TEST_SECRET' })).rejects.toMatchObject({ code: 'SECRET_UNRESOLVED', message: expect.stringContaining('env:CULPRIT_TEST_SECRET') });
    await expect(keeper.read({ $secret: 'me:hunter2' })).rejects.toMatchObject({ message: expect.stringContaining('vault:, env:, file:') });
    await expect(keeper.read({ $secret: 'me:hunter2' })).rejects.not.toMatchObject({ message: expect.stringContaining('hunter2') });
  });

  test('blots out every common form, in keys and values, and in either half of a Basic pair', () => {
    const arbitrarySecret = fc.string({ minLength: 8, maxLength: 60 }).filter((value) => value.trim().length >= 8);
    fc.assert(fc.property(arbitrarySecret, fc.string({ maxLength: 10 }), (value, other) => {
      const keeper = createSecretKeeper([]);
      keeper.conceal('env:S', value);
      const bytes = Buffer.from(value);
      const forms = [value, encodeURIComponent(value), bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex'), JSON.stringify(value), Buffer.from(`${other}:${value}`).toString('base64'), Buffer.from(`${value}:${other}`).toString('base64')];
      const cleaned = forms.map((form) => JSON.stringify(keeper.conceal({ [`k${form}`]: [`x ${form} y`] })));
      for (const text of cleaned.slice(0, 6)) if (text.includes(value) && !'[secret env:S]'.includes(value)) throw new Error(`leaked ${value}`);
      for (const text of cleaned.slice(6)) {
        const encoded = /x ([A-Za-z0-9+/=]+) y/.exec(text)?.[1];
        if (encoded !== undefined && Buffer.from(encoded, 'base64').toString().includes(value)) throw new Error(`leaked in base64 ${value}`);
      }
    }));
  });
});

test('a careless fact leaks nothing: not in the report, not in an event', async () => {
  process.env['CULPRIT_TEST_SECRET'] = canary;
  const vault = defineTarget<{ readonly key: SecretRef }>({
    kind: 'vault', text: { en: 'A vault', 'zh-CN': '保险库' }, label: () => 'vault', schema: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value: value as { key: SecretRef } }) } },
  });
  const careless = defineFact({
    id: 'leak/everything',
    gather: async ({ input, secrets }: { readonly input: { readonly key: SecretRef }; readonly secrets: { read(ref: SecretRef): Promise<{ reveal(): string }> } }) => {
      const key = (await secrets.read(input.key)).reveal();
      return { raw: key, url: `https://x/?k=${encodeURIComponent(key)}`, basic: Buffer.from(`user:${key}`).toString('base64'), hex: Buffer.from(key).toString('hex') };
    },
    exhibit: (value) => value,
  });
  const check = defineCheck({
    id: 'leak/check', layer: 'account', target: vault, findings: { bad: { outcome: 'fail', severity: 'major', owner: 'account' } },
    text: { en: { title: 'x', why: 'x', findings: { bad: 'Saw {raw}' } }, 'zh-CN': { title: '某', why: '某', findings: { bad: '见 {raw}' } } },
    needs: (target) => ({ all: careless.of(target) }),
    evaluate: ({ facts, conclude }) => conclude('bad', { raw: facts.all.raw }),
  });
  const events: RunEvent[] = [];
  const report = await run({ plugins: [definePlugin({ name: '@test/leak', version: '1.0.0', api: 1, targets: [vault], checks: [check] })], targets: [vault.of({ key: { $secret: 'env:CULPRIT_TEST_SECRET' } })] }, { on: (event) => events.push(event) });
  for (const text of [JSON.stringify(report), JSON.stringify(events)]) {
    for (const form of [canary, encodeURIComponent(canary), Buffer.from(`user:${canary}`).toString('base64').slice(8), Buffer.from(canary).toString('hex')]) expect(text).not.toContain(form);
  }
  expect(report.findings[0]?.params).toEqual({ raw: '[secret env:CULPRIT_TEST_SECRET]' });
});
