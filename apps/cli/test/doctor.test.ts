import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@culprit/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { culprit } from './culprit.ts';

let home = '';
beforeAll(async () => { home = await mkdtemp(join(tmpdir(), 'culprit-doctor-')); });
afterAll(() => rm(home, { recursive: true, force: true }));

/** What does not depend on the machine that runs the tests. */
const only = ['--only', 'network/variable-names', '--only', 'network/verification-settings', '--only', 'network/authority-variables', '--only', 'network/mirror-settings'];
const doctor = (args: readonly string[], env: { readonly [name: string]: string } = {}): ReturnType<typeof culprit> =>
  culprit(['doctor', ...only, ...args], { cwd: home, env: { HOME: home, ...env } });

describe('culprit doctor', () => {
  test('is quiet on a healthy machine: a line of each check', async () => {
    const { code, stdout, stderr } = await doctor([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n').filter((line) => line.startsWith('  ✓'))).toHaveLength(4);
    expect(stdout).not.toContain('FIX');
  });

  test('says what is wrong, where, and what to type', async () => {
    await writeFile(join(home, '.npmrc'), 'strict-ssl=false\n');
    const { code, stdout } = await doctor([]);
    await rm(join(home, '.npmrc'));
    expect(code).toBe(1);
    expect(stdout).toContain('npm accepts any certificate: npm strict-ssl (~/.npmrc:1)');
    expect(stdout).toContain('Take npm strict-ssl away');
  });

  test('a misspelled variable is a notice, from the environment and from .env', async () => {
    await writeFile(join(home, '.env'), 'A=1\nHTTP_PROXYS=http://proxy-canary:1\n');
    const { code, stdout } = await doctor([], { HF_ENDPIONT: 'https://value-canary' });
    await rm(join(home, '.env'));
    expect(code).toBe(0);
    expect(stdout).toContain('.env:2 sets HTTP_PROXYS');
    expect(stdout).toContain('HF_ENDPOINT instead of HF_ENDPIONT');
    expect(stdout).not.toContain('canary');
  });

  test('speaks Chinese and JSON', async () => {
    const { stdout } = await doctor(['--lang', 'zh-CN'], { SSL_CERT_FILE: '/nowhere/ca.pem' });
    expect(stdout).toContain('SSL_CERT_FILE 指向 /nowhere/ca.pem，但该文件不存在');
    const { code, stdout: json } = await doctor(['--format', 'json'], { SSL_CERT_FILE: '/nowhere/ca.pem' });
    const report = JSON.parse(json) as Report;
    expect({ code, targets: report.targets.map(({ kind }) => kind), causes: report.diagnoses.map(({ cause }) => cause), third: report.thirdParties }).toEqual({
      code: 1, targets: ['machine'], causes: ['network/authority-variables#missing'], third: [],
    });
  });

  test('takes no target', async () => {
    const { code, stderr } = await doctor(['https://example.com']);
    expect(code).toBe(2);
    expect(stderr).toContain('culprit https://example.com');
  });
});
