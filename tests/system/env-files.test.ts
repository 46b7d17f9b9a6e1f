import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvFile } from '@culprit/credential';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apt, because, firstReason } from './requirements.ts';

const reason = firstReason(apt('python3-dotenv'));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'culprit-env-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const pieces = ['abc', '"', "'", ' ', '#', ' # c', '\\', '\\n', '$', '${A}', '${B:-d}', '=', '\t', 'ü'];
const starts = ['KEY=', 'export KEY=', 'KEY = ', ' KEY=', '\uFEFFKEY=', "'KEY'="];

/** Every start with every pair of pieces, and what comes after. */
const files: readonly string[] = starts.flatMap((start, index) => pieces.flatMap((one) => pieces.map((other) => `${index % 2 === 0 ? 'A=1\n' : ''}${start}${one}${other}x${one}${index % 3 === 0 ? '\r\n' : '\n'}`)));

test.skipIf(reason !== undefined)(`env files are read as python-dotenv reads them${because(reason)}`, () => {
  writeFileSync(join(folder, 'files.json'), JSON.stringify(files));
  const program = 'import io, json, sys, logging; logging.disable(50); from dotenv import dotenv_values; print(json.dumps([dotenv_values(stream=io.StringIO(text, newline="")).get("KEY") for text in json.load(open(sys.argv[1]))]))';
  const { stdout } = spawnSync('/usr/bin/python3', ['-c', program, join(folder, 'files.json')], { encoding: 'utf8', env: { PATH: '/usr/bin' } });
  const theirs = JSON.parse(stdout) as readonly (string | null)[];
  const differing = files.flatMap((text, index) => {
    const ours = readEnvFile(text, 'KEY').python ?? null;
    return ours === theirs[index] ? [] : [{ text, ours, theirs: theirs[index] }];
  });
  expect(differing).toEqual([]);
  expect(files.length).toBeGreaterThan(1_000);
});

test('and as node --env-file and a shell read them', () => {
  for (const text of files.filter((_, index) => index % 29 === 0)) {
    const path = join(folder, 'one.env');
    writeFileSync(path, text);
    const values = readEnvFile(text, 'KEY');
    const node = spawnSync(process.execPath, [`--env-file=${path}`, '-p', 'JSON.stringify(process.env.KEY ?? null)'], { encoding: 'utf8', env: {} });
    expect([text, JSON.parse(node.stdout)]).toEqual([text, values.node ?? null]);
    // Expansions stay as they are written on our side.
    if (text.includes('$')) continue;
    const shell = spawnSync('/bin/sh', ['-c', '. "$1" 2>/dev/null; printf %s "${KEY-unset}"', 'sh', path], { encoding: 'utf8', env: {} });
    if (shell.status === 0) expect([text, shell.stdout]).toEqual([text, values.shell ?? 'unset']);
  }
});
