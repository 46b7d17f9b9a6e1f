import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../src/main.ts';

let scratch: string;
beforeAll(() => { scratch = mkdtempSync(join(tmpdir(), 'create-plugin-')); });
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function createPlugin(cwd: string, args: readonly string[], lang = 'C'): Promise<{ readonly status: number; readonly stdout: string; readonly stderr: string }> {
  const said = { stdout: '', stderr: '' };
  const status = await main(args, { env: { LANG: lang }, cwd, stdout: (text) => { said.stdout += text; }, stderr: (text) => { said.stderr += text; }, interactive: false });
  return { status, ...said };
}
const flags = ['--name', '@acme/culprit-plugin-gate', '--check', 'answer-time', '--languages', 'en,zh-CN'];
const fileOf = (...path: readonly string[]): string => readFileSync(join(scratch, ...path), 'utf8');

describe('npm create @culprit/plugin', () => {
  test('makes a package with a target, a fact and the first check, all of them registered', async () => {
    const { status, stdout, stderr } = await createPlugin(scratch, ['gate', ...flags]);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('npm install');
    expect(JSON.parse(fileOf('gate', 'package.json'))).toMatchObject({ name: '@acme/culprit-plugin-gate', type: 'module', publishConfig: { access: 'public' } });
    expect(fileOf('gate', 'src/checks/answer-time.ts')).toContain("id: 'culprit-plugin-gate/answer-time'");
    expect(fileOf('gate', 'src/index.ts')).toContain('checks: [answerTimeCheck],');
    expect(fileOf('gate', 'test/conformance.ts')).toContain("'culprit-plugin-gate/answer-time': answerTimeCheck");
    expect(fileOf('gate', 'README.zh-CN.md')).toContain('事实');
    expect(existsSync(join(scratch, 'gate/.gitignore'))).toBe(true);
  });

  test.each([
    [['fact', 'banner'], ['src/facts/banner.ts', 'test/facts/banner.ts'], 'bannerFact'],
    [['check', 'opening'], ['src/checks/opening.ts', 'test/checks/opening.ts'], 'openingCheck'],
    [['cause', 'stuck-gate'], ['src/causes/stuck-gate.ts', 'test/causes/stuck-gate.ts'], 'stuckGateCause'],
    [['known-error', 'gate-text'], ['src/known-errors/gate-text.ts'], '...gateTextErrors'],
    [['command', 'say'], ['src/commands/say.ts'], 'sayCommand'],
  ])('adds a %s', async (part, files, registered) => {
    const { status, stdout, stderr } = await createPlugin(join(scratch, 'gate'), ['add', ...part]);
    expect(status, stderr).toBe(0);
    expect(stdout.trim().split('\n')).toEqual(files.map((file) => `wrote ${file}`));
    for (const file of files) expect(fileOf('gate', file)).not.toMatch(/\{\{|\}\}\}/);
    expect(`${fileOf('gate', 'src/index.ts')}${fileOf('gate', 'test/conformance.ts')}`).toContain(registered);
  });

  test('writes one README, in the language that was chosen', async () => {
    await createPlugin(scratch, ['tor', '--name', 'culprit-tor', '--check', 'greeting', '--languages', 'zh-CN']);
    expect(fileOf('tor', 'README.md')).toContain('事实');
    expect(existsSync(join(scratch, 'tor/README.zh-CN.md'))).toBe(false);
  });
});

describe('misuse ends with 2 and says what to do', () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['flags are missing and nobody can be asked', ['new', '--name', 'culprit-x'], /Nobody is there to be asked: give --check, --languages/],
    ['the name has capitals', ['new', '--name', 'Gate', '--check', 'a', '--languages', 'en'], /package name in small letters/],
    ['the check has a verb', ['new', '--name', 'gate', '--check', 'is-open', '--languages', 'en'], /without a verb/],
    ['a language is unknown', ['new', '--name', 'gate', '--check', 'answer', '--languages', 'fr'], /Languages are/],
    ['the folder is not empty', ['gate', ...flags], /is not empty/],
    ['a part is unknown', ['add', 'rule', 'x'], /add check, fact, cause/],
    ['there is no plugin', ['add', 'check', 'depth'], /no plugin here/],
    ['there is nothing to register', ['register'], /no plugin here/],
    ['an option is unknown', ['--nmae', 'x'], /--nmae/],
  ];
  test.each(cases)('%s', async (_, args, message) => {
    const { status, stderr } = await createPlugin(scratch, args);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
  test('in Chinese where the reader is', async () => expect((await createPlugin(scratch, ['add', 'rule', 'x'], 'zh_CN.UTF-8')).stderr).toContain('没有名为 rule 的部分'));
  test('a part is not written twice', async () => expect((await createPlugin(join(scratch, 'gate'), ['add', 'check', 'opening'])).stderr).toContain('src/checks/opening.ts is there already'));
  test('a cause needs a check', async () => {
    await createPlugin(scratch, ['bare', ...flags]);
    rmSync(join(scratch, 'bare/src/checks'), { recursive: true });
    expect((await createPlugin(join(scratch, 'bare'), ['add', 'cause', 'stuck'])).stderr).toContain('create-plugin add check <noun>');
  });
});
