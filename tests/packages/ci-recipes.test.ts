import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startHttpServer } from '@culprit/lab';
import { validate } from 'dockerfile-utils';
import { parse, parseAllDocuments } from 'yaml';
import { beforeAll, describe, expect, test } from 'vitest';
import { emptyFolder, install, root } from './stranger.ts';

/* The recipes for pipelines: their scripts are run as a runner runs them, with the packed command line installed. */

const text = (file: string): string => readFileSync(join(root, file), 'utf8');
type Ended = { readonly code: number | null; readonly said: string };
let folder: string;

beforeAll(() => {
  folder = emptyFolder();
  install(folder, 'core', 'config', 'network', 'certificate', 'cli');
}, 300_000);

/** npx takes what is installed, where it fits. */
function ran(shell: string, script: string, variables: { readonly [name: string]: string }): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(shell, ['-c', script], { cwd: folder, env: { PATH: process.env['PATH'], HOME: folder, npm_config_offline: 'true', CULPRIT_VERSION: '0.1.0', CULPRIT_PLUGINS: '', CULPRIT_ARGUMENTS: '', CULPRIT_TARGETS: '', ...variables } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { said += chunk; });
    child.on('close', (code) => resolve({ code, said }));
  });
}

describe('the GitHub action', () => {
  type Step = { readonly uses?: string; readonly shell?: string; readonly env?: { readonly [name: string]: string }; readonly run?: string };
  const action = parse(text('ci/github/action.yml')) as { readonly inputs: { readonly [name: string]: { readonly description?: string; readonly default?: string } }; readonly runs: { readonly using: string; readonly steps: readonly Step[] } };
  const step = action.runs.steps.find(({ run }) => run !== undefined);
  const script = step?.run ?? '';

  test('is composite, describes its inputs, and puts none of them into the text of a script', () => {
    expect(action.runs.using).toBe('composite');
    for (const [name, { description, default: fallback }] of Object.entries(action.inputs)) expect([name, typeof description, typeof fallback]).toEqual([name, 'string', 'string']);
    expect(script).not.toContain('${{');
    for (const value of Object.values(step?.env ?? {})) expect(Object.keys(action.inputs)).toContain(/^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1]);
  });
  test('annotates with the cause and fails, and passes where all is well', async () => {
    await using server = await startHttpServer({ fallback: { body: 'ok' } });
    const failed = await ran('bash', script, { CULPRIT_TARGETS: `tcp://127.0.0.1:1\n\n${server.url}/`, CULPRIT_ARGUMENTS: '--offline\n' });
    expect(failed.code, failed.said).toBe(1);
    expect(failed.said).toMatch(/^::error title=.*network\/connection-refused/m);
    const healthy = await ran('bash', script, { CULPRIT_TARGETS: `${server.url}/`, CULPRIT_ARGUMENTS: '--offline' });
    expect(healthy.code, healthy.said).toBe(0);
  });
  test('runs no command that somebody wrote into a target', async () => {
    const { said } = await ran('bash', script, { CULPRIT_TARGETS: '$(echo injected > injected); tcp://127.0.0.1:1`id`', CULPRIT_ARGUMENTS: '--offline' });
    expect(said).not.toContain('uid=');
    expect(() => text(join(folder, 'injected'))).toThrow();
  });
  test('examines the targets of the config where none is given', async () => {
    writeFileSync(join(folder, 'culprit.config.json'), JSON.stringify({ targets: ['tcp://127.0.0.1:1'] }));
    const { code, said } = await ran('bash', script, { CULPRIT_ARGUMENTS: '--offline' });
    expect({ code, found: said.includes('network/connection-refused') }, said).toEqual({ code: 1, found: true });
  });
});

describe('the GitLab template', () => {
  const [head, body] = parseAllDocuments(text('ci/gitlab/culprit.yml')).map((document) => document.toJS() as never) as unknown as readonly [
    { readonly spec: { readonly inputs: object } }, { readonly culprit: { readonly script: readonly string[]; readonly variables: { readonly [name: string]: string }; readonly artifacts: { readonly reports: { readonly junit: string } } } },
  ];

  test('puts no input into the text of a script', () => {
    expect(body.culprit.script.join('\n')).not.toContain('$[[');
    for (const value of Object.values(body.culprit.variables)) expect(Object.keys(head.spec.inputs)).toContain(/^\$\[\[ inputs\.(\w+) \]\]$/.exec(value)?.[1]);
  });
  test('writes its test report and fails', async () => {
    const { code, said } = await ran('sh', body.culprit.script.join('\n'), { CULPRIT_TARGETS: 'tcp://127.0.0.1:1' });
    expect(code, said).toBe(1);
    expect(readFileSync(join(folder, body.culprit.artifacts.reports.junit), 'utf8')).toContain('network/connection-refused');
  });
});

test.each(['ci/container/Containerfile', 'apps/server/deploy/Containerfile'])('%s is lint-free, ends as an ordinary user and names its base', (file) => {
  const content = text(file);
  expect(validate(content).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([]);
  const last = content.slice(content.lastIndexOf('\nFROM'));
  expect(last).toMatch(/^USER (?!root)/m);
  expect(last).toMatch(/^ENTRYPOINT \[/m);
  expect(content).not.toMatch(/^FROM \S+:latest/m);
});
