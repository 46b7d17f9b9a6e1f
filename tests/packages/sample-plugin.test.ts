import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { emptyFolder, install, root, run } from './stranger.ts';

/* examples/submission-plugin, which stands outside of the workspace, as a stranger has it. */

let folder: string;
const npm = (...args: readonly string[]): { readonly status: number | null; readonly said: string } => {
  const { status, stdout, stderr } = run(folder, 'npm', ...args);
  return { status, said: `${stdout}\n${stderr}` };
};

beforeAll(() => {
  folder = emptyFolder();
  cpSync(join(root, 'examples/submission-plugin'), folder, { recursive: true, filter: (source) => !/node_modules|\/dist/.test(source.slice(root.length)) });
  install(folder, 'core', 'config', 'network', 'certificate', 'cli', 'lab', 'testkit', 'create-plugin');
}, 300_000);

describe('the sample plugin', () => {
  test('passes its own tests, against a real mail server', () => {
    const { status, said } = npm('test');
    expect(status, said).toBe(0);
  });
  test('is registered as its folders say', () => {
    for (const file of ['src/index.ts', 'test/conformance.ts']) expect(readFileSync(join(folder, file), 'utf8'), file).toBe(readFileSync(join(root, 'examples/submission-plugin', file), 'utf8'));
  });
  test('is lint-free and meets every demand of culprit plugin test', () => {
    const lint = npm('run', 'lint');
    expect(lint.status, lint.said).toBe(0);
    const { status, said } = npm('run', 'conformance');
    expect(status, said).toBe(0);
    expect(said).toMatch(/@example\/submission 0\.1\.0: (\d+) of \1 demands met/);
  });
  test('explains a text by its own cause', () => {
    const { stdout, stderr } = run(folder, process.execPath, 'node_modules/@culprit/cli/bin/culprit.js', '--plugin', './dist/index.js', 'explain', '530 5.7.0 Must issue a STARTTLS command first');
    expect(stdout, stderr).toContain('submission/log-in-needs-tls');
  });
});
