import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, type Report } from '@culprit/core';
import { afterEach, describe, expect, test } from 'vitest';
import manifest from '../src/manifest.ts';
import { interpolated } from '../src/shared-key/interpolation.ts';

const key = '7c'.repeat(32);
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Files in a folder of their own; the result examines the key over those that are named. */
async function examined(files: { readonly [name: string]: string }, sources: readonly string[], more: { readonly variable?: string; readonly services?: readonly string[] } = {}): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'culprit-shared-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return run({ plugins: [manifest], targets: [{ kind: 'shared-key', variable: 'AEAD_SECRET_KEY', sources: sources.map((name) => (name.startsWith('pid:') ? name : join(folder, name))), ...more }] });
}

const failures = ({ findings }: Report): readonly string[] => findings.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id.replace('credential/shared-key#', ''));
const service = (name: string, environment: string): string => `  ${name}:\n    image: ghcr.io/lmnr-ai/${name}\n    environment:\n${environment}`;
const passed = '      - AEAD_SECRET_KEY=${AEAD_SECRET_KEY}\n';

describe('what a compose file passes on', () => {
  test('a service without the line never gets the key: the true cause of "Failed to decode api_key"', async () => {
    const report = await examined({ '.env': `AEAD_SECRET_KEY=${key}\n`, 'docker-compose.yml': `services:\n${service('app-server', passed)}${service('frontend', '      - A=b\n')}` }, ['docker-compose.yml']);
    expect(report.diagnoses.map(({ cause, params }) => [cause, params['service'], params['others']])).toEqual([['credential/key-not-passed', 'frontend', 'app-server']]);
    expect(JSON.stringify(report)).not.toContain(key);
  });

  test('a variable that is not set is told as blank', async () => {
    expect(failures(await examined({ 'docker-compose.yml': `services:\n${service('app-server', passed)}${service('frontend', passed)}` }, ['docker-compose.yml']))).toEqual(['blank', 'blank']);
  });

  test('a default that is the example of the repository is told', async () => {
    const line = `      AEAD_SECRET_KEY: \${AEAD_SECRET_KEY:-${'0123456789abcdef'.repeat(4)}}\n`;
    expect(failures(await examined({ 'docker-compose.yml': `services:\n${service('app-server', line)}${service('frontend', line)}` }, ['docker-compose.yml']))).toEqual(['example']);
  });

  test('quotes that Docker strips make no difference, and an env file of a service counts', async () => {
    const compose = `services:\n${service('app-server', passed)}  frontend:\n    image: ghcr.io/lmnr-ai/frontend\n    env_file: [{ path: front.env }]\n`;
    expect(failures(await examined({ '.env': `AEAD_SECRET_KEY="${key}"\n`, 'front.env': `AEAD_SECRET_KEY=${key}\n`, 'docker-compose.yml': compose }, ['docker-compose.yml']))).toEqual([]);
  });

  test('services of a program that is not known are named', async () => {
    const compose = `services:\n  a:\n    environment: { MY_KEY: ${key} }\n  b:\n    image: x\n`;
    expect((await examined({ 'docker-compose.yml': compose }, ['docker-compose.yml'], { variable: 'MY_KEY' })).exitCode).toBe(3);
    expect(failures(await examined({ 'docker-compose.yml': compose }, ['docker-compose.yml'], { variable: 'MY_KEY', services: ['a', 'b'] }))).toEqual(['not-passed']);
  });
});

test('env files of two services are compared, and running processes too', async () => {
  expect(failures(await examined({ 'a.env': `AEAD_SECRET_KEY=${key}\n`, 'b.env': `AEAD_SECRET_KEY=${key}0\n` }, ['a.env', 'b.env']))).toEqual(['different']);
  const { spawn } = await import('node:child_process');
  const child = spawn('sleep', ['30'], { env: { AEAD_SECRET_KEY: key } });
  try {
    await new Promise((resolve) => child.on('spawn', resolve));
    expect(failures(await examined({ 'a.env': `AEAD_SECRET_KEY=${key}\n` }, ['a.env', `pid:${child.pid}`]))).toEqual([]);
  } finally {
    child.kill();
  }
});

test('a container that is older than its env file is told to be recreated', async () => {
  const inspect = JSON.stringify([{ Name: '/frontend', Created: '2026-01-01T00:00:00Z', Config: { Image: 'lmnr-ai/frontend', Env: [`AEAD_SECRET_KEY=${'aa'.repeat(32)}`] } }]);
  const report = await examined({ '.env': `AEAD_SECRET_KEY=${key}\n`, 'docker-compose.yml': `services:\n${service('frontend', passed)}`, 'i.json': inspect }, ['docker-compose.yml', 'i.json']);
  expect(report.diagnoses.map(({ cause }) => cause)).toEqual(['credential/container-not-recreated']);
});

test('what can not be read is never green', async () => {
  expect(failures(await examined({ 'x.yml': 'just: text\n' }, ['x.yml', 'none.yml', 'pid:2147483647']))).toEqual(['unreadable', 'unreadable', 'unreadable']);
});

test.each([
  ['${A}', 'a', undefined], ['$A-$$B', 'a-$B', undefined], ['${N:-d}', 'd', undefined], ['${E:-d}${E-d}', 'd', undefined], ['x${N}', 'x', 'N'], ['${A:+y}${N:+y}', 'y', undefined], ['${N:?no}', '', 'N'],
])('compose fills %s in as %j', (text, filled, unset) => {
  expect(interpolated(text, { A: 'a', E: '' })).toEqual({ text: filled, ...(unset === undefined ? {} : { unset }) });
});
