import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { emptyFolder, install, installFrom, packages, root, run } from '../packages/stranger.ts';

/** The oldest Node that the packages promise to run on; npm has every Node as a package. */
const oldestNode = '22.19.0';
/** What CONTRIBUTING.md asks of whoever works on a clone: its scripts bring the pinned Node themselves. */
const cloneNode = '20';
/** As the example of a test suite asks for it. */
const { devDependencies } = JSON.parse(readFileSync(join(root, 'examples/vitest-suite/package.json'), 'utf8')) as { readonly devDependencies: { readonly vitest: string } };
const vitest = `vitest@${devDependencies.vitest}`;

/** What only makes sense where something else has loaded it: a worker thread, a test run. */
const guests: ReadonlySet<string> = new Set(['@culprit/storage-endpoint/transfer-worker', '@culprit/testkit/vitest']);

let folder: string;
let nodes: { readonly [version: string]: string };
/** Every name that the installed packages offer to an import. */
let entries: readonly string[];

/** What a package, once installed, offers by its `exports`. */
function entriesOf(name: string): readonly string[] {
  const { exports = {} } = JSON.parse(readFileSync(join(folder, 'node_modules/@culprit', name, 'package.json'), 'utf8')) as { readonly exports?: object };
  return Object.keys(exports).filter((path) => path !== './package.json').map((path) => join('@culprit', name, path));
}

beforeAll(() => {
  folder = emptyFolder();
  install(folder, ...packages);
  installFrom(folder, `oldest-node@npm:node@${oldestNode}`, `clone-node@npm:node@${cloneNode}`, 'typescript-5@npm:typescript@~5.9.3', 'typescript-7@npm:typescript@^7.0.0', '@types/node@^24', vitest);
  nodes = { [process.versions.node]: process.execPath, [oldestNode]: join(folder, 'node_modules/oldest-node/bin/node') };
  cpSync(join(root, 'tests/release/consumer.ts'), join(folder, 'consumer.ts'));
  for (const example of ['compose-core', 'readiness-endpoint', 'vitest-suite']) cpSync(join(root, 'examples', example), join(folder, example), { recursive: true, filter: (source) => !source.endsWith('node_modules') });
  entries = packages.flatMap(entriesOf);
  writeFileSync(join(folder, 'entries.ts'), entries.map((name, index) => `export * as entry${index} from '${name}';\n`).join(''));
}, 600_000);

test('what npm runs in a fresh clone is understood by the Node that it asks for', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly scripts: { readonly [name: string]: string } };
  const entries = Object.values(scripts).flatMap((script) => /^node (scripts\/[\w-]+\.mjs)/.exec(script)?.[1] ?? []).filter((file) => file !== 'scripts/gates.mjs');
  expect(entries).toContain('scripts/server.mjs');
  for (const file of entries) {
    // What it imports is linked, and nothing of it runs.
    const imports = readFileSync(join(root, file), 'utf8').split('\n').filter((line) => line.startsWith('import ')).join('\n').replaceAll('\'./', `'${pathToFileURL(join(root, 'scripts'))}/`);
    const { status, stderr } = run(folder, join(folder, 'node_modules/clone-node/bin/node'), '--input-type=module', '--eval', imports);
    expect([file, status, stderr]).toEqual([file, 0, '']);
  }
});

describe.each(['typescript-5', 'typescript-7'])('a consumer under %s', (compiler) => {
  test('type-checks every entry of every package and the examples, strictly', () => {
    const { status, stdout } = run(folder, process.execPath, `node_modules/${compiler}/bin/tsc`, '--noEmit', '--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--module', 'nodenext', '--target', 'es2024', '--lib', 'es2024,esnext.disposable,esnext.collection', '--types', 'node', '--skipLibCheck', 'entries.ts', 'consumer.ts', 'compose-core/main.ts', 'readiness-endpoint/main.ts', 'vitest-suite/reachable.test.ts');
    expect(status, stdout).toBe(0);
  });
});

describe.each([process.versions.node, oldestNode])('on Node %s', (version) => {
  const node = (...args: readonly string[]): SpawnSyncReturns<string> => run(folder, nodes[version] ?? version, ...args);
  const culprit = (...args: readonly string[]): SpawnSyncReturns<string> => node('node_modules/@culprit/cli/bin/culprit.js', ...args);

  test('it is that Node', () => expect(node('--version').stdout.trim()).toBe(`v${version}`));

  test('the command line examines, explains, lists, and speaks of no warning', () => {
    const refused = culprit('--offline', '--format', 'json', 'tcp://127.0.0.1:1');
    expect({ status: refused.status, cause: JSON.parse(refused.stdout).diagnoses[0]?.cause, stderr: refused.stderr }).toEqual({ status: 1, cause: 'network/connection-refused', stderr: '' });
    expect(culprit('explain', 'connect ECONNREFUSED 127.0.0.1:5432').stdout).toContain('network/connection-refused');
    const listed = culprit('list', 'plugins').stdout;
    for (const plugin of ['storage-endpoint', 'credential', 'mfa', 'mirror', 'testkit']) expect(listed).toContain(`@culprit/${plugin}`);
  });

  test('a program takes something of every package', () => {
    const { stdout, stderr, status } = node('consumer.ts');
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ cause: 'network/connection-refused', differs: 'Nothing changed.', modules: [true, true, true] });
  });

  test('every entry of every package can be imported', () => {
    const { status, stdout, stderr } = node('--input-type=module', '--eval', `for (const name of ${JSON.stringify(entries.filter((name) => !guests.has(name)))}) console.log(name, Object.keys(await import(name)).length);`);
    expect(status, stderr).toBe(0);
    expect(stdout.trim().split('\n').filter((line) => line.endsWith(' 0'))).toEqual([]);
  });

  test('the example that composes the core runs', () => {
    expect(node('compose-core/main.ts', 'tcp://127.0.0.1:1').stdout).toContain('network/connection-refused');
  });

  test('the example of a readiness endpoint runs', async () => {
    const child = spawn(nodes[version] ?? version, ['readiness-endpoint/main.ts', 'tcp://127.0.0.1:1'], { cwd: folder, env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [url] = await once(createInterface({ input: child.stdout }), 'line') as [string];
      const response = await fetch(url);
      expect(response.status).toBe(503);
      expect(await response.text()).toContain('network/connection-refused');
    } finally {
      child.kill();
    }
  });

  test('the server starts, says where its page is, and ends when it is told to', async () => {
    const child = spawn(nodes[version] ?? version, ['node_modules/@culprit/server/bin/culprit-server.js', '--listen', '127.0.0.1:0', '--data', `data-${version}`], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    try {
      let url: string | undefined;
      for await (const line of createInterface({ input: child.stderr })) {
        url = /Page and API: (http:\S+)/.exec(line)?.[1];
        if (url !== undefined) break;
      }
      expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
    } finally {
      child.kill('SIGKILL');
    }
  }, 60_000);

  test('the example of a test suite runs', () => {
    const { status, stdout, stderr } = spawnSync(nodes[version] ?? version, ['node_modules/vitest/vitest.mjs', 'run', '--root', 'vitest-suite'], { cwd: folder, encoding: 'utf8', timeout: 120_000, env: { ...process.env, SERVICES: 'tcp://127.0.0.1:1', NO_COLOR: '1' } });
    expect(`${stdout}${stderr}`).toContain('network/connection-refused');
    expect(status).toBe(1);
  });

  test('the plugin from outside passes its tests', () => {
    const sample = emptyFolder();
    cpSync(join(root, 'examples/submission-plugin'), sample, { recursive: true, filter: (source) => !/node_modules|\/dist/.test(source.slice(root.length)) });
    install(sample, 'core', 'config', 'network', 'certificate', 'cli', 'lab', 'testkit', 'create-plugin');
    const { status, stdout, stderr } = spawnSync('npm', ['test'], { cwd: sample, encoding: 'utf8', timeout: 240_000, env: { ...process.env, PATH: `${join(nodes[version] ?? '', '..')}${delimiter}${process.env['PATH'] ?? ''}` } });
    expect(status, `${stdout}\n${stderr}`).toBe(0);
  });
});
