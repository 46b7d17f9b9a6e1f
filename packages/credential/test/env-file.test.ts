import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keyCompare } from '../src/commands/key-compare.ts';
import { readEnvFile } from '../src/key-reading/env-file.ts';

test.for([
  ['a plain line', 'KEY=abc\n', { docker: 'abc', node: 'abc', shell: 'abc' }],
  ['quotes', 'KEY="abc"\n', { docker: '"abc"', node: 'abc', shell: 'abc' }],
  ['an inline comment', 'KEY=abc # mine\n', { docker: 'abc # mine', node: 'abc', shell: 'abc' }],
  ['export', 'export KEY=abc\n', { docker: undefined, node: 'abc', shell: 'abc' }],
  ['a carriage return', 'KEY=abc\r\n', { docker: 'abc', node: 'abc', shell: 'abc\r' }],
  ['a byte order mark', '\uFEFFKEY=abc\n', { docker: 'abc', node: undefined, shell: undefined }],
  ['a later line of the same name', 'KEY=a\nKEY=b\n', { docker: 'b', node: 'b', shell: 'b' }],
] as const)('%s is read by each program in its own way', ([, text, values]) => {
  expect(readEnvFile(text, 'KEY')).toEqual(values);
});

test('the comparison names what differs and shows no value', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-env-'));
  const file = join(folder, '.env');
  await writeFile(file, 'GROQ_API_KEY="canary-aB3daB3d-canary"\n');
  let shown = '';
  const io = { stdin: (async function* none() { yield ''; })(), stdout: (text: string) => { shown += text; }, stderr: () => {}, color: false, interactive: false, columns: 80 };
  const exitCode = await keyCompare.run({ positionals: [file, 'GROQ_API_KEY'], options: {}, locale: 'en', io, signal: new AbortController().signal, env: {}, plugins: [] });
  await rm(folder, { recursive: true });
  expect(exitCode).toBe(1);
  expect(shown).toContain('1 U+0022');
  expect(shown).toContain('They do not see the same key');
  expect(shown).not.toContain('canary');
});
