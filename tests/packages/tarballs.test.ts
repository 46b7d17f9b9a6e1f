import { type SpawnSyncReturns } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createAuthority, httpHandler, startTlsServer } from '@culprit/lab';
import { emptyFolder, folder, install, root, run, tarballs } from './stranger.ts';

describe.each(tarballs)('%s', (name) => {
  test('holds no TypeScript source, exports only what is built, and names no workspace', () => {
    const listed = run(folder, 'tar', '-tzf', join(folder, name)).stdout.trim().split('\n');
    expect(listed.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))).toEqual([]);
    const manifest = run(folder, 'tar', '-xzOf', join(folder, name), 'package/package.json').stdout;
    expect(manifest).not.toContain('workspace:');
    expect(manifest).not.toContain('catalog:');
    const { exports = {} } = JSON.parse(manifest) as { exports?: Record<string, { types: string; default: string }> };
    for (const target of Object.values(exports).flatMap((entry) => Object.values(entry))) {
      expect(target).toMatch(/^\.\/dist\/.*\.(js|d\.ts)$/);
      expect(listed).toContain(`package/${target.slice(2)}`);
    }
  });

  test('passes publint', () => {
    const { status, stdout } = run(root, 'publint', join(folder, name), '--strict');
    expect(status, stdout).toBe(0);
  });

});

// What only brings a program exports nothing.
test.each(tarballs.filter((name) => !/^culprit-(?:cli|server|create-plugin)-/.test(name)))('%s has types that resolve (attw)', (name) => {
  const { status, stdout } = run(root, 'attw', join(folder, name), '--profile', 'esm-only', '--no-emoji');
  expect(status, stdout).toBe(0);
});

describe('installed into an empty folder', () => {
  test('the command line examines a real server, explains a text, and names the plugin that a scheme needs', async () => {
    const cwd = emptyFolder();
    install(cwd, 'cli', 'core', 'config', 'network', 'certificate');
    const authority = await createAuthority({ name: 'Packed Root' });
    const leaf = await authority.issue({ names: ['127.0.0.1'], usages: ['serverAuth'] });
    await using server = await startTlsServer({ chain: leaf.chain, key: leaf.key, http: httpHandler({ fallback: { body: 'ok' } }) });
    writeFileSync(join(cwd, 'ca.pem'), authority.certificate);
    const culprit = (...args: readonly string[]): SpawnSyncReturns<string> => run(cwd, process.execPath, join(cwd, 'node_modules/@culprit/cli/bin/culprit.js'), ...args);

    expect(culprit('--version').stdout.trim()).toBe(JSON.parse(readFileSync(join(root, 'apps/cli/package.json'), 'utf8')).version);
    const healthy = await spawned(cwd, ['--ca', 'ca.pem', `https://127.0.0.1:${server.port}/`]);
    expect(healthy.status, healthy.output).toBe(0);
    const loaded = await filesLoaded(cwd, ['--ca', 'ca.pem', `https://127.0.0.1:${server.port}/`]);
    expect(loaded.filter((file) => /causes|known-errors|diagnose|explain/.test(file))).toEqual([]);
    // Nine of ours and the hook that counts them. What they hold is read, checked and compiled at each start.
    expect(loaded.length, loaded.join('\n')).toBeLessThanOrEqual(12);
    const sources = loaded.map((url) => readFileSync(fileURLToPath(url)));
    expect(sources.reduce((sum, { length }) => sum + length, 0), loaded.join('\n')).toBeLessThanOrEqual(420_000);
    // One character of two bytes doubles its whole file in memory (scripts/build/ascii.mjs). The two kilobytes of bin/ are published as they stand.
    expect(loaded.filter((url, index) => !url.includes('/bin/') && sources[index]?.some((byte) => byte > 0x7f))).toEqual([]);
    const untrusted = await spawned(cwd, ['--offline', '--format', 'json', `https://127.0.0.1:${server.port}/`]);
    expect(untrusted.status, untrusted.output).toBe(1);
    expect(JSON.parse(untrusted.output).diagnoses[0].layer).toBe('identity');
    const explained = culprit('explain', 'connect ECONNREFUSED 127.0.0.1:5432');
    expect(explained.stdout, explained.stderr).toContain('network/connection-refused');
    const missing = culprit('tos://bucket/key');
    expect(missing.status).toBe(2);
    expect(missing.stderr).toContain('npm install @culprit/storage-endpoint');
  });

  test('the lab breaks things, and the command line finds out why', () => {
    const cwd = emptyFolder();
    install(cwd, 'cli', 'core', 'config', 'network', 'certificate', 'lab');
    const { status, stdout, stderr } = run(cwd, process.execPath, join(cwd, 'node_modules/@culprit/cli/bin/culprit.js'), 'demo', '--scenario', 'too-many-requests');
    expect(status, stderr).toBe(0);
    expect(stdout, stderr).toContain('network/rate-limited');
  });

  test('the core composes into a program of one\'s own, type-checked against the packed types', () => {
    const cwd = emptyFolder();
    install(cwd, 'core', 'network', 'certificate');
    writeFileSync(join(cwd, 'main.ts'), readFileSync(join(root, 'examples/compose-core/main.ts'), 'utf8'));
    const { status, stdout } = run(cwd, join(root, 'node_modules/.bin/tsc'), '--strict', '--module', 'nodenext', '--moduleResolution', 'nodenext', '--target', 'es2024', '--types', 'node', '--typeRoots', join(root, 'node_modules/@types'), '--skipLibCheck', 'main.ts');
    expect(status, stdout).toBe(0);
    const ran = run(cwd, process.execPath, 'main.js', 'tcp://127.0.0.1:1');
    expect(ran.stdout, ran.stderr).toContain('network/connection-refused');
  });
});

/** The files that Node loads for a run of the command line, builtins apart. */
async function filesLoaded(cwd: string, args: readonly string[]): Promise<readonly string[]> {
  const list = join(cwd, 'loaded.txt');
  writeFileSync(join(cwd, 'list-loaded.mjs'), `
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
registerHooks({ load: (url, context, next) => { if (url.startsWith('file:')) appendFileSync(${JSON.stringify(list)}, url + '\\n'); return next(url, context); } });
`);
  const { status, output } = await spawned(cwd, args, ['--import', './list-loaded.mjs']);
  expect(status, output).toBe(0);
  return readFileSync(list, 'utf8').trim().split('\n');
}

/** Beside the server in this process, so it must not block it. */
async function spawned(cwd: string, args: readonly string[], nodeOptions: readonly string[] = []): Promise<{ readonly status: number | null; readonly output: string }> {
  const { spawn } = await import('node:child_process');
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...nodeOptions, join(cwd, 'node_modules/@culprit/cli/bin/culprit.js'), ...args], { cwd });
    let output = '';
    child.stdout.on('data', (chunk) => { output += chunk; });
    child.stderr.resume();
    child.on('close', (status) => resolve({ status, output }));
  });
}
