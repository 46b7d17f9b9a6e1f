import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { emptyFolder, install, run } from './stranger.ts';

/* Who needs no object storage gets none of it; who adds it finds its commands and checks without naming it. */

type Budget = { readonly packages: number; readonly mebibytes: number };
/** What an installation may cost. Raise a number only with a reason in the commit. */
const budgets = JSON.parse(readFileSync(new URL('install-budgets.json', import.meta.url), 'utf8')) as { readonly [combination: string]: Budget };
const minimal = ['core', 'config', 'network', 'certificate', 'cli'];

let folder: string;
const culprit = (...args: readonly string[]): ReturnType<typeof run> => run(folder, process.execPath, 'node_modules/@culprit/cli/bin/culprit.js', ...args);

function cost(): Budget & { readonly names: readonly string[] } {
  const files = globSync('node_modules/**/*', { cwd: folder }).map((file) => statSync(join(folder, file))).filter((file) => file.isFile());
  const names = Object.keys((JSON.parse(readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8')) as { readonly packages: object }).packages);
  return { names, packages: names.length, mebibytes: Math.round(files.reduce((sum, { size }) => sum + size, 0) / 2 ** 20 * 10) / 10 };
}

function expectWithin(combination: string): void {
  const { packages, mebibytes } = cost();
  const budget = budgets[combination];
  process.stdout.write(`${combination}: ${packages} packages, ${mebibytes} MiB (at most ${budget?.packages ?? 0} and ${budget?.mebibytes ?? 0})\n`);
  expect(packages).toBeLessThanOrEqual(budget?.packages ?? 0);
  expect(mebibytes).toBeLessThanOrEqual(budget?.mebibytes ?? 0);
}

describe('the command line alone', () => {
  beforeAll(() => {
    folder = emptyFolder();
    install(folder, ...minimal);
  }, 300_000);

  test('stays within its budget, and brings no SDK', () => {
    expectWithin('cli');
    expect(cost().names.filter((name) => /@aws-sdk|@smithy|storage-endpoint/.test(name))).toEqual([]);
  });
  test('says how to install what a target needs, and ends with 2', () => {
    const { status, stderr } = culprit('tos://bucket/prefix/');
    expect(status).toBe(2);
    expect(stderr).toContain('npm install @culprit/storage-endpoint');
  });
  test('has no command and no check of plugins that are not there', () => {
    expect(culprit('help').stdout).not.toMatch(/^ {2}endpoint /m);
    expect(culprit('list', 'checks').stdout).not.toContain('storage-endpoint/');
  });

  describe.each([['storage-endpoint', 'endpoint'], ['credential', 'vault'], ['mfa', 'totp']])('with %s added', (name, command) => {
    beforeAll(() => install(folder, name), 300_000);

    test('finds its commands and checks, and stays within its budget', () => {
      expect(culprit('help').stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
      expect(culprit('list', 'checks').stdout).toContain(`${name}/`);
      expectWithin(`cli + … + ${name}`);
    });
  });

  test('with everything added examines what it could not', () => {
    expect(existsSync(join(folder, 'node_modules/@aws-sdk/client-s3'))).toBe(true);
    expect(culprit('--offline', 'tos://bucket/prefix/').stderr).not.toContain('npm install');
  });
});
