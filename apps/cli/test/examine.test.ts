import { createServer } from 'node:net';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority, httpHandler, refusedPort, startTlsServer, type HeldPort, type TlsServer } from '@culprit/lab';
import type { Report } from '@culprit/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { culprit, startCulprit } from './culprit.ts';

let directory: string;
let ca: string;
let healthy: TlsServer;
let refused: HeldPort;
let url: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'culprit-cli-'));
  const authority = await createAuthority({ name: 'Test Root' });
  const { chain, key } = await authority.issue({ names: ['localhost', '127.0.0.1'] });
  healthy = await startTlsServer({ chain, key, http: httpHandler({ fallback: { body: 'hello' } }) });
  refused = await refusedPort();
  ca = join(directory, 'ca.pem');
  await writeFile(ca, authority.certificate);
  url = `https://127.0.0.1:${healthy.port}/`;
});

afterAll(async () => {
  await healthy[Symbol.asyncDispose]();
  await refused[Symbol.asyncDispose]();
  await rm(directory, { recursive: true });
});

const refusedTarget = (): string => `tcp://127.0.0.1:${refused.port}`;

describe('a healthy target', () => {
  test('ends with 0 and one line that says so', async () => {
    const { code, stdout, stderr } = await culprit([url, '--ca', ca]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('healthy');
    expect(stdout).not.toContain('\u001b');
  });

  test('is told in Chinese', async () => {
    const { code, stdout } = await culprit([url, '--ca', ca, '--lang', 'zh-CN']);
    expect(code).toBe(0);
    expect(stdout).toContain('正常');
  });

  test('is compared as clients see it, below the report of the same run', async () => {
    const [{ code, stdout }, refused] = await Promise.all([culprit([url, '--ca', ca, '--as', 'curl,node']), culprit([url, '--as', 'node', '--format', 'json'])]);
    expect([code, refused.code]).toEqual([0, 2]);
    expect(stdout).toMatch(/\n\nhttps:\/\/127\.0\.0\.1:\d+\/\n\n. curl .*\n. Node fetch /);
    expect(refused.stderr).toContain('A report in the format json has nothing below it.');
  });

  test('is not asked about revocation with --no-revocation', async () => {
    const checks = async (...options: readonly string[]): Promise<readonly string[]> => {
      const { stdout } = await culprit([url, '--ca', ca, '--depth', 'full', '--offline', '-f', 'json', ...options]);
      const report: Report = JSON.parse(stdout);
      return report.findings.flatMap(({ check }) => (/revocation|ocsp/.test(check) ? [check] : []));
    };
    expect(await checks()).toEqual(['certificate/revocation', 'certificate/stapled-ocsp']);
    expect(await checks('--no-revocation')).toEqual([]);
  });

  test('is a failure without the authority that it needs', async () => {
    expect((await culprit([url])).code).toBe(1);
  });

  test('loads few files, and neither causes nor heavy libraries', async () => {
    const [hook, list] = [join(directory, 'hook.mjs'), join(directory, 'loaded.json')];
    await writeFile(hook, `import { registerHooks } from 'node:module'; import { writeFileSync } from 'node:fs';
      const loaded = []; registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
      process.on('exit', () => writeFileSync(${JSON.stringify(list)}, JSON.stringify(loaded)));`);
    const { code } = await culprit([url, '--ca', ca], { env: { NODE_OPTIONS: `--import=${hook}` } });
    expect(code).toBe(0);
    const loaded = JSON.parse(await readFile(list, 'utf8')) as string[];
    const files = loaded.filter((file) => file.startsWith('file:'));
    expect(files.filter((file) => /\/(causes|known-errors)\/|\/run\/diagnose\.|\/cli\/src\/(usage|target-list)\.|\/examination\/write-file\.|\/config\/src\/(?!index|find)|node_modules\/(?!@culprit)/.test(file))).toEqual([]);
    expect(files.length).toBeLessThan(155);
  });
});

describe('a refused port', () => {
  test('ends with 1', async () => {
    const { code, stdout } = await culprit([refusedTarget()]);
    expect(code).toBe(1);
    expect(stdout).toContain(`127.0.0.1:${refused.port}`);
  });

  test('is a report and nothing else in a machine format', async () => {
    const { stdout, stderr } = await culprit([refusedTarget(), '--format', 'json']);
    const report = JSON.parse(stdout) as Report;
    expect({ version: report.version, exitCode: report.exitCode, stderr }).toEqual({ version: 1, exitCode: 1, stderr: '' });
    expect(report.diagnoses[0]?.subject).toBe(`127.0.0.1:${refused.port}`);
  });

  test('is written to a file in one piece while the screen shows the human form', async () => {
    const [file] = [join(directory, 'report.json')];
    const { code, stdout } = await culprit([refusedTarget(), '--output', file]);
    expect(code).toBe(1);
    expect(stdout).toContain('CAUSE');
    expect((JSON.parse(await readFile(file, 'utf8')) as Report).exitCode).toBe(1);
    expect((await readdir(directory)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('among several targets decides the exit code', async () => {
    const { code, stdout } = await culprit(['--targets', '-', '--ca', ca, '--format', 'json'], { input: `# two\n${url}  # fine\n\n${refusedTarget()}\n` });
    const report = JSON.parse(stdout) as Report;
    expect(code).toBe(1);
    expect(report.targets.filter(({ impliedBy }) => impliedBy === undefined).map(({ label }) => label)).toEqual([url, `127.0.0.1:${refused.port}`]);
  });
});

describe('the context of a report', () => {
  test('holds proxies without their credentials', async () => {
    const { stdout } = await culprit([refusedTarget(), '--format', 'json'], { env: { HTTPS_PROXY: 'http://user:hunter2@127.0.0.1:9', NO_PROXY: '127.0.0.1' } });
    expect((JSON.parse(stdout) as Report).context['proxy']).toEqual({ HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: '127.0.0.1' });
    expect(stdout).not.toContain('hunter2');
  });

  test('names the CI system', async () => {
    const { stdout } = await culprit([refusedTarget(), '--format', 'json'], { env: { GITHUB_ACTIONS: 'true', CI: 'true' } });
    expect((JSON.parse(stdout) as Report).context['ci']).toBe('GitHub Actions');
  });
});

describe('a config', () => {
  test('is found from the directory, and run examines its targets by name', async () => {
    await writeFile(join(directory, 'culprit.config.json'), JSON.stringify({ targets: [{ kind: 'tcp-endpoint', name: 'db', host: '127.0.0.1', port: refused.port }, { kind: 'http-resource', name: 'web', tags: ['front'], url, route: { ca } }] }));
    const all = await culprit(['run', '--format', 'json'], { cwd: directory });
    const [asked] = [(JSON.parse(all.stdout) as Report).targets.filter(({ impliedBy }) => impliedBy === undefined).map(({ name }) => name)];
    expect({ code: all.code, asked }).toEqual({ code: 1, asked: ['db', 'web'] });
    expect((await culprit(['run', 'front'], { cwd: directory })).code).toBe(0);
    const mistyped = await culprit(['run', 'wb'], { cwd: directory });
    expect(mistyped.code).toBe(2);
    expect(mistyped.stderr).toMatch(/Did you mean .*web/);
  });

  test('a plugin that it names brings its commands', async () => {
    await writeFile(join(directory, 'plugin.mjs'), `export default { name: 'greeter', version: '1.0.0', api: 1, targets: [], checks: [], causes: [], knownErrors: [], commands: [{
      name: 'greet person', text: { en: { summary: 'Greet' }, 'zh-CN': { summary: '问候' } }, options: { loud: { type: 'boolean', text: { en: 'Loud', 'zh-CN': '大声' } } },
      run: async ({ positionals, options, io }) => { io.stdout(\`hello \${positionals[0]}\${options.loud ? '!' : ''}\\n\`); return 7; } }] };`);
    expect(await culprit(['greet', 'person', 'Ann', '--loud', '--plugin', './plugin.mjs'], { cwd: directory })).toEqual({ code: 7, stdout: 'hello Ann!\n', stderr: '' });
    expect((await culprit(['help', '--plugin', './plugin.mjs'], { cwd: directory })).stdout).toContain('greet person');
  });
});

describe('the other commands', () => {
  test('plan asks nothing', async () => {
    const before = healthy.connections;
    const { code, stdout } = await culprit(['plan', url, '--format', 'json']);
    const planned = JSON.parse(stdout) as { targets: { label: string }[]; facts: unknown[] };
    expect(code).toBe(0);
    expect(planned.targets[0]?.label).toBe(url);
    expect(planned.facts.length).toBeGreaterThan(0);
    expect(healthy.connections).toBe(before);
  });

  test('list and show tell of every check and cause', async () => {
    for (const what of ['checks', 'causes']) {
      const { stdout } = await culprit(['list', what, '--format', 'json']);
      const [first] = JSON.parse(stdout) as { id: string }[];
      expect((await culprit(['show', first?.id ?? '', '--lang', 'zh-CN'])).stdout).toContain(first?.id);
    }
  });

  test('show speaks of owner, layer and outcome in the reader\'s words', async () => {
    const cause = (await culprit(['show', 'network/connection-refused', '--lang', 'zh-CN'])).stdout;
    expect(cause).toContain('责任方：服务方 · 层：连接');
    const check = (await culprit(['show', 'certificate/trust', '--lang', 'zh-CN'])).stdout;
    expect(check).toMatch(/不通过 \(严重\)/);
    expect(check).not.toMatch(/\bfail\b|\bcritical\b/);
  });

  test('schema prints JSON Schema', async () => {
    for (const name of ['report', 'config']) expect(JSON.parse((await culprit(['schema', name])).stdout)).toMatchObject({ type: 'object' });
  });

  test('diff says what changed since it worked', async () => {
    const [old, now] = [join(directory, 'old.json'), join(directory, 'now.json')];
    await culprit([url, '--ca', ca, '--output', old]);
    await culprit([url, '--output', now]);
    const changed = await culprit(['diff', old, now]);
    expect(changed.code).toBe(1);
    expect(changed.stdout).toContain('CAUSES');
    expect(await culprit(['diff', now, now])).toEqual({ code: 0, stdout: 'Nothing changed.\n', stderr: '' });
  });

  test('completion is a script that the shell reads', async () => {
    const { stdout } = await culprit(['completion', 'bash']);
    const { spawnSync } = await import('node:child_process');
    const asked = [['pla'], ['x', '--format', 's'], ['vau'], ['vault', 'se'], ['vault', 'set', '--pas'], ['plan', '--dep']];
    const script = asked.map((words) => `COMP_WORDS=(culprit ${words.join(' ')}); COMP_CWORD=${words.length}; COMPREPLY=(); _culprit; echo "\${COMPREPLY[@]}"`).join('\n');
    const { status, stdout: words } = spawnSync('bash', ['-c', `${stdout}\n${script}`], { encoding: 'utf8' });
    expect({ status, words: words.trim().split('\n') }).toEqual({ status: 0, words: ['plan', 'sarif', 'vault', 'set', '--passphrase', '--depth'] });
  });
});

test('Ctrl-C tells what is known so far and ends with 130', async () => {
  let reached: () => void = () => {};
  const connected = new Promise<void>((resolve) => { reached = resolve; });
  const silent = createServer((socket) => {
    socket.on('error', () => {});
    reached();
  });
  await new Promise<void>((resolve) => { silent.listen(0, '127.0.0.1', resolve); });
  const address = silent.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { child, ended } = startCulprit([`https://127.0.0.1:${address.port}/`]);
  await connected;
  child.kill('SIGINT');
  const { code, stdout, stderr } = await ended;
  silent.close();
  expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
  expect(stdout).toContain(`127.0.0.1:${address.port}`);
});

test('a reader that closes the pipe early is no fault', async () => {
  const { child, ended } = startCulprit(['help']);
  child.stdout.destroy();
  expect(await ended).toMatchObject({ stderr: '' });
});
