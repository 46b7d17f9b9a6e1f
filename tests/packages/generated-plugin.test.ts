import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { emptyFolder, install, run } from './stranger.ts';

/* A plugin as `npm create @culprit/plugin` makes it, with one part of each sort, in the hands of a stranger. */

let folder: string;
const npm = (...args: readonly string[]): { readonly status: number | null; readonly said: string } => {
  const { status, stdout, stderr } = run(folder, 'npm', ...args);
  return { status, said: `${stdout}\n${stderr}` };
};

const must = ({ status, stderr }: ReturnType<typeof run>): void => {
  if (status !== 0) throw new Error(stderr);
};

beforeAll(() => {
  const cwd = emptyFolder();
  install(cwd, 'create-plugin');
  const bin = join(cwd, 'node_modules/.bin/create-plugin');
  must(run(cwd, bin, 'gate', '--name', '@acme/culprit-plugin-gate', '--check', 'opening-line', '--languages', 'en,zh-CN'));
  folder = join(cwd, 'gate');
  for (const [part, noun] of [['fact', 'banner'], ['check', 'banner'], ['cause', 'stuck-gate'], ['known-error', 'gate-text'], ['command', 'say']] as const) {
    must(run(folder, bin, 'add', part, noun));
  }
  install(folder, 'core', 'config', 'network', 'certificate', 'cli', 'lab', 'testkit', 'create-plugin');
}, 300_000);

describe('a generated plugin', () => {
  test('passes its own tests: types, cases, and what every plugin owes', () => {
    const { status, said } = npm('test');
    expect(status, said).toBe(0);
    expect(said).toMatch(/Tests .*\d+ passed/);
  });
  test('is lint-free', () => {
    const { status, said } = npm('run', 'lint');
    expect(status, said).toBe(0);
  });
  test('meets every demand of culprit plugin test, once it is built', () => {
    const { status, said } = npm('run', 'conformance');
    expect(status, said).toBe(0);
    expect(said).toMatch(/@acme\/culprit-plugin-gate 0\.1\.0: (\d+) of \1 demands met/);
  });
  test('packs what it built and nothing else', () => {
    const { status, said } = npm('pack', '--silent');
    expect(status, said).toBe(0);
    const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz')) ?? '';
    const listed = run(folder, 'tar', '-tzf', tarball).stdout.trim().split('\n');
    expect(listed).toContain('package/dist/index.js');
    expect(listed.filter((file) => !/^package\/(?:dist\/|package\.json$|README)/.test(file))).toEqual([]);
  });
  test('has its command and its check in the command line', () => {
    const culprit = (...args: readonly string[]): ReturnType<typeof run> => run(folder, process.execPath, 'node_modules/@culprit/cli/bin/culprit.js', '--plugin', './dist/index.js', ...args);
    expect(culprit('list', 'checks').stdout).toContain('culprit-plugin-gate/opening-line');
    const refused = culprit('gate', 'say', '127.0.0.1:1');
    expect({ status: refused.status, said: refused.stdout }).toEqual({ status: 1, said: 'refused\n' });
    expect(culprit('--offline', 'gate://127.0.0.1:1').stdout).toContain('network/connection-refused');
  });
});
