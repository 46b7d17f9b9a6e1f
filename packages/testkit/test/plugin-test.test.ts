import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CommandContext } from '@culprit/core';
import { describe, expect, test } from 'vitest';
import { pluginTest } from '../src/commands/plugin-test.ts';

const packaged = fileURLToPath(new URL('packaged', import.meta.url));

async function pluginTested(positionals: readonly string[], options: CommandContext['options'] = {}, locale: CommandContext['locale'] = 'en'): Promise<{ readonly code: number; readonly said: string }> {
  let said = '';
  const io = { stdin: process.stdin, stdout: (text: string) => void (said += text), stderr: () => undefined, color: false, interactive: false, columns: 100 };
  const code = await pluginTest.run({ positionals, options, locale, io, signal: new AbortController().signal, env: {}, plugins: [] });
  return { code, said };
}

describe('culprit plugin test', () => {
  test('finds the plugin of a folder and its cases, and says what to change', async () => {
    const { code, said } = await pluginTested([packaged]);
    expect(code).toBe(1);
    expect(said).toMatch(/✗ @test\/harbour, among hostile peers: judgements are pure[^\n]*\n {4}harbour\/answer calls Date\.now\(\)/);
    expect(said).toMatch(/✗ harbour\/answer: every declared finding has a case\n/);
    expect(said).toMatch(/✗ harbour\/closed-berth: has cases\n/);
    expect(said).toMatch(/@test\/harbour 1\.0\.0: \d+ of \d+ demands met\n$/);
  });
  test('is read by programs, too', async () => {
    const { said } = await pluginTested([packaged], { format: 'json' });
    expect(JSON.parse(said)).toMatchObject({ plugin: '@test/harbour', failed: expect.any(Number), cases: expect.arrayContaining([{ name: expect.stringContaining('has a target there') }]) });
  });
  test('tests a file that exports a plugin, and sums up in Chinese', async () => {
    const { said } = await pluginTested([join(packaged, 'index.ts')], { cases: join(packaged, 'test/conformance.ts') }, 'zh-CN');
    expect(said).toMatch(/@test\/harbour 1\.0\.0：\d+ 项要求中满足 \d+ 项\n$/);
  });
  test('refuses a folder without a plugin, cases that are not there and a second plugin', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'culprit-empty-'));
    await expect(pluginTested([empty])).rejects.toMatchObject({ code: 'PLUGIN_MISSING' });
    await expect(pluginTested([packaged], { cases: 'nowhere.ts' })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    await expect(pluginTested([packaged, packaged])).rejects.toMatchObject({ code: 'USAGE_INVALID' });
    rmSync(empty, { recursive: true });
  });
});
