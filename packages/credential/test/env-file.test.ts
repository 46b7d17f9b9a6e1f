import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyCompare } from '../src/commands/key-compare.ts';
import { readAssignment, readConfigValue } from '../src/key-reading/assignment.ts';
import { composeVariables, readEnvFile } from '../src/key-reading/env-file.ts';

const all = (value: string | undefined) => ({ docker: value, compose: value, node: value, python: value, shell: value });

test.for([
  ['a plain line', 'KEY=abc\n', all('abc')],
  ['quotes', 'KEY="abc"\n', { ...all('abc'), docker: '"abc"' }],
  ['an inline comment', 'KEY=abc # mine\n', { ...all('abc'), docker: 'abc # mine' }],
  ['export', 'export KEY=abc\n', { ...all('abc'), docker: undefined }],
  ['a carriage return', 'KEY=abc\r\n', { ...all('abc'), shell: 'abc\r' }],
  ['a byte order mark', '\uFEFFKEY=abc\n', { docker: 'abc', compose: 'abc', node: undefined, python: undefined, shell: undefined }],
  ['a later line of the same name', 'KEY=a\nKEY=b\n', all('b')],
  ['a dollar sign', 'KEY=a$bc\n', { ...all('a$bc'), compose: 'a' }],
  ['a variable of the file', 'A=1\nKEY=a${A}\n', { ...all('a${A}'), compose: 'a1', python: 'a1' }],
  ['single quotes around a dollar sign', "KEY='a$bc'\n", { ...all('a$bc'), docker: "'a$bc'" }],
  ['spaces around the equals sign', 'KEY = abc\n', { docker: undefined, compose: 'abc', node: 'abc', python: 'abc', shell: undefined }],
  ['a colon', 'KEY: abc\n', { docker: undefined, compose: 'abc', node: undefined, python: undefined, shell: undefined }],
] as const)('%s is read by each program in its own way', ([, text, values]) => {
  expect(readEnvFile(text, 'KEY')).toEqual(values);
});

test('any text is read by all of them without an error', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('KEY=', '"', "'", '\\', '$', '${', '}', ' #', '\n', '\r\n', 'export ', '\uFEFF')), { maxLength: 20 }), (parts) => {
    const text = parts.join('');
    for (const value of Object.values(readEnvFile(text, 'KEY'))) expect(['string', 'undefined']).toContain(typeof value);
    for (const { line, column } of readAssignment(text, 'KEY')) expect(line * column).toBeGreaterThan(0);
  }), { numRuns: 500 });
});

test('what is read in several ways is told by its place', () => {
  expect(readAssignment('A=1\nKEY=old\n  export KEY = "a$b\\c"  # mine\r\n', 'KEY')).toEqual([
    { what: 'export', line: 3, column: 3 }, { what: 'space-at-equals', line: 3, column: 13 }, { what: 'quotes', line: 3, column: 16 }, { what: 'comment', line: 3, column: 25 },
    { what: 'dollar', line: 3, column: 18 }, { what: 'backslash', line: 3, column: 20 }, { what: 'carriage-return', line: 3, column: 31 }, { what: 'earlier-line', line: 2, column: 1 },
  ]);
  expect(readAssignment('KEY=abc\n', 'KEY')).toEqual([]);
  expect(readAssignment('\uFEFFKEY=abc\n', 'KEY')).toEqual([{ what: 'byte-order-mark', line: 1, column: 1 }]);
});

describe('a config', () => {
  test.for([
    ['a text', 'llm:\n  api_key: "0123"\n', { written: '0123', 'yaml-1.2': '0123', 'yaml-1.1': '0123' }, []],
    ['digits that begin with 0', 'llm:\n  api_key: 0123\n', { written: '0123', 'yaml-1.2': '123', 'yaml-1.1': '83' }, [{ what: 'not-a-text', line: 2, column: 12 }]],
    ['a number with an exponent', 'api_key: 12e5\n', { written: '12e5', 'yaml-1.2': '1200000', 'yaml-1.1': '1200000' }, [{ what: 'not-a-text', line: 1, column: 10 }]],
    ['JSON', '{"api_key": "abc"}', { written: 'abc', 'yaml-1.2': 'abc', 'yaml-1.1': 'abc' }, []],
    ['another name', 'key: a\n', { written: undefined, 'yaml-1.2': undefined, 'yaml-1.1': undefined }, []],
  ] as const)('with %s is read as its version of YAML has it', async ([, text, values, notes]) => {
    expect(await readConfigValue(text, 'api_key')).toEqual({ values, notes });
  });

  test('that is none is refused', async () => {
    expect(await readConfigValue('a: [', 'a')).toBeUndefined();
  });
});

async function compare(name: string, text: string, variable: string): Promise<{ readonly exitCode: number; readonly shown: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-env-'));
  const file = join(folder, name);
  await writeFile(file, text);
  let shown = '';
  const io = { stdin: (async function* none() { yield ''; })(), stdout: (part: string) => { shown += part; }, stderr: () => {}, color: false, interactive: false, columns: 80 };
  const exitCode = await keyCompare.run({ positionals: [file, variable], options: {}, locale: 'en', io, signal: new AbortController().signal, env: {}, plugins: [] }).finally(() => rm(folder, { recursive: true }));
  return { exitCode, shown };
}

describe('the comparison', () => {
  test('names what differs, where and why, and shows no value', async () => {
    const { exitCode, shown } = await compare('.env', 'A=1\nGROQ_API_KEY="canary-aB3daB3d-canary"\n', 'GROQ_API_KEY');
    expect(exitCode).toBe(1);
    expect(shown).toContain('1 U+0022');
    expect(shown).toContain('line 2, column 14: quotation marks: docker run keeps them');
    expect(shown).toContain('They do not see the same key');
    expect(shown).not.toContain('canary');
  });

  test('of a shell profile asks the shell alone', async () => {
    const { exitCode, shown } = await compare('.bashrc', 'export GROQ_API_KEY="canary-aB3daB3d-canary"\n', 'GROQ_API_KEY');
    expect([exitCode, shown.includes('docker run --env-file')]).toEqual([0, false]);
  });

  test('of a config names the line whose value is no text', async () => {
    const { exitCode, shown } = await compare('config.yaml', 'llm:\n  api_key: 0123456789\n', 'api_key');
    expect(exitCode).toBe(1);
    expect(shown).toContain('line 2, column 12: the value is written without quotes');
    expect(shown).not.toContain('123456789');
  });
});

test('compose fills an env file in from the shell first, and a bare name takes what the shell has', () => {
  const text = 'A=file\nKEY=${A}-${B:-none}-${C}\nB\nD\n';
  expect(composeVariables(text)).toEqual({ A: 'file', KEY: 'file-none-' });
  expect(composeVariables(text, { A: 'shell', B: 'b', C: undefined })).toEqual({ A: 'file', KEY: 'shell-b-', B: 'b' });
});

test('a byte order mark below the first line is part of a name to docker', () => {
  expect(readEnvFile('A=1\n\uFEFFKEY=x\n', 'KEY').docker).toBeUndefined();
  expect(readEnvFile('\uFEFFKEY=x\n', 'KEY').docker).toBe('x');
});
