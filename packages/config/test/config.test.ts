import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isToolError, type ToolError } from '@culprit/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { configSchema, findConfig, loadPlugin, readConfig } from '../src/index.ts';

let directory: string;

beforeEach(async () => {
  directory = await realpath(await mkdtemp(join(tmpdir(), 'culprit-config-')));
});
afterEach(() => rm(directory, { recursive: true }));

async function write(name: string, text: string): Promise<string> {
  const path = join(directory, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

async function refusal(promise: Promise<unknown>): Promise<ToolError> {
  const error: unknown = await promise.then(() => undefined, (reason: unknown) => reason);
  if (!isToolError(error)) throw new Error(`expected a ToolError, got ${String(error)}`);
  return error;
}

const plugin = 'export default { name: "x", version: "1.0.0", api: 1, targets: [], checks: [], causes: [], knownErrors: [], commands: [] };';

describe('finding', () => {
  test('the nearest config above the directory holds', async () => {
    const path = await write('culprit.config.yaml', 'targets: []\n');
    await write('a/b/file', '');
    expect(findConfig(join(directory, 'a/b'))).toBe(path);
  });

  test('a directory\'s own config wins over the one above it', async () => {
    await write('culprit.config.yaml', '');
    const own = await write('a/culprit.config.json', '{}');
    expect(findConfig(join(directory, 'a'))).toBe(own);
  });

  test('the search ends at the root of a repository', async () => {
    await write('culprit.config.yaml', '');
    await write('a/.git/HEAD', '');
    await mkdir(join(directory, 'a/b'));
    expect(findConfig(join(directory, 'a/b'))).toBeUndefined();
  });

  test('TypeScript is preferred where there are several', async () => {
    await write('culprit.config.yaml', '');
    const typed = await write('culprit.config.ts', '');
    expect(findConfig(directory)).toBe(typed);
  });
});

describe('reading', () => {
  test('YAML, JSON, JavaScript and TypeScript say the same', async () => {
    const expected = { targets: ['https://example.com', { kind: 'tcp-endpoint', name: 'db', host: 'db', port: 5432 }], plugins: [] };
    const data = JSON.stringify({ targets: expected.targets });
    const files = [
      await write('culprit.config.yaml', 'targets:\n  - https://example.com\n  - { kind: tcp-endpoint, name: db, host: db, port: 5432 }\n'),
      await write('culprit.config.json', data),
      await write('culprit.config.mjs', `export default ${data};`),
      await write('culprit.config.ts', `const config: object = ${data};\nexport default config;`),
    ];
    for (const file of files) expect(await readConfig(file)).toEqual({ path: file, config: expected });
  });

  test('a plugin is found from the directory of the config, by package and by path', async () => {
    await write('node_modules/culprit-plugin-x/package.json', '{"name":"culprit-plugin-x","type":"module","exports":{".":"./index.js"}}');
    await write('node_modules/culprit-plugin-x/index.js', plugin);
    await write('own/plugin.js', plugin.replace('"x"', '"own"'));
    await write('package.json', '{"type":"module"}');
    const file = await write('culprit.config.json', '{"plugins":["culprit-plugin-x","./own/plugin.js"]}');
    const { config } = await readConfig(file);
    expect(config.plugins.map(({ name }) => name)).toEqual(['x', 'own']);
  });

  test('$schema is for editors and means nothing', async () => {
    const file = await write('culprit.config.json', '{"$schema":"./schema.json","targets":[]}');
    expect((await readConfig(file)).config).toEqual({ targets: [], plugins: [] });
  });
});

describe('refusing', () => {
  test('an unknown key is named with its line and the nearest known one', async () => {
    const file = await write('culprit.config.yaml', 'targets: []\ncontrols:\n  resolver: [1.1.1.1]\n');
    const error = await refusal(readConfig(file));
    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.text.en).toContain('line 3: controls.resolver is unknown, did you mean resolvers?');
    expect(error.text['zh-CN']).toContain('第 3 行：controls.resolver 不是已知的名称，是否想写 resolvers？');
  });

  test('a wrong value in JSON is named with its line', async () => {
    const file = await write('culprit.config.json', '{\n  "targets": [],\n  "concurrency": 0\n}\n');
    expect((await refusal(readConfig(file))).text.en).toContain('line 3: concurrency must be a whole number from 1 to 1024');
  });

  test('every problem is told at once', async () => {
    const file = await write('culprit.config.yaml', 'target: []\nallow: [read]\ntargets: [3]\nchecks: { network/clock: on }\nplugins: x\n');
    const { text } = await refusal(readConfig(file));
    expect(text.en.split('\n').slice(1).map((line) => line.trim().split(' ', 3).slice(1).join(' '))).toEqual(['1: target', '2: allow.0', '5: plugins', '3: targets.0', '4: checks.network/clock']);
  });

  test('text that is no YAML and no JSON is refused with the line', async () => {
    expect((await refusal(readConfig(await write('culprit.config.yaml', 'targets: []\n  bad: [\n')))).text.en).toMatch(/on line \d+: /);
    expect((await refusal(readConfig(await write('culprit.config.json', '{\n  "targets": [,]\n}')))).text.en).toContain('on line 2: ');
  });

  test('aliases that explode are refused', async () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefg'].map((letter, index) => `${letter}: &${letter} [${Array(9).fill(`*${'abcdef'[index]}`).join(',')}]`).join('\n')}\n`;
    expect((await refusal(readConfig(await write('culprit.config.yaml', bomb)))).code).toBe('CONFIG_INVALID');
  });

  test('a missing file and a file without a default export are told apart', async () => {
    expect((await refusal(readConfig(join(directory, 'none.yaml')))).code).toBe('CONFIG_UNREADABLE');
    const error = await refusal(readConfig(await write('culprit.config.mjs', 'export const config = {};')));
    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.text.en).toContain('export default defineConfig');
  });

  test('a config that throws is refused with the line that threw', async () => {
    const file = await write('culprit.config.mjs', '\nthrow new Error("no network");\n');
    const { code, text } = await refusal(readConfig(file));
    expect(code).toBe('CONFIG_UNREADABLE');
    expect(text.en).toContain('culprit.config.mjs:2 can\'t be read: no network');
  });

  test('a plugin that is not installed is refused with the command that installs it', async () => {
    const file = await write('culprit.config.yaml', 'plugins: [culprit-plugin-none]\n');
    const { code, text } = await refusal(readConfig(file));
    expect(code).toBe('PLUGIN_MISSING');
    expect(text.en).toContain('npm install culprit-plugin-none');
    expect(text['zh-CN']).toContain('npm install culprit-plugin-none');
  });
});

describe('plugins', () => {
  test('the manifest of a package is preferred, and the import condition is enough', async () => {
    await write('node_modules/@x/y/package.json', '{"name":"@x/y","type":"module","exports":{".":{"import":"./index.js"},"./manifest":{"types":"./m.d.ts","import":"./manifest.js"}}}');
    await write('node_modules/@x/y/index.js', 'throw new Error("not to be loaded");');
    await write('node_modules/@x/y/manifest.js', plugin.replace('};', ', "~manifest": true };'));
    expect((await loadPlugin('@x/y', [directory])).name).toBe('x');
  });

  test('directories are looked through in turn', async () => {
    await write('second/node_modules/z/package.json', '{"name":"z","main":"index.mjs"}');
    await write('second/node_modules/z/index.mjs', plugin);
    await mkdir(join(directory, 'first'));
    expect((await loadPlugin('z', [join(directory, 'first'), join(directory, 'second')])).name).toBe('x');
  });

  test('a package that is no plugin, and one for another interface, are refused', async () => {
    await write('a.mjs', 'export default 3;');
    await write('b.mjs', plugin.replace('api: 1', 'api: 2'));
    expect((await refusal(loadPlugin('./a.mjs', [directory]))).code).toBe('PLUGIN_INVALID');
    expect((await refusal(loadPlugin('./b.mjs', [directory]))).code).toBe('PLUGIN_API_UNSUPPORTED');
  });

  test('a plugin that can\'t be loaded is told apart from one that is not there', async () => {
    await write('broken.mjs', 'import "not-installed-either";');
    expect((await refusal(loadPlugin('./broken.mjs', [directory]))).code).toBe('PLUGIN_INVALID');
    expect((await refusal(loadPlugin('./none.mjs', [directory]))).code).toBe('PLUGIN_MISSING');
  });
});

test('profiles stand under the kind of target and a name', async () => {
  const file = await write('culprit.config.json', '{ "profiles": { "profiled-service": { "ours": { "path": "/" }, "theirs": "/healthz" }, "other": [] } }');
  expect((await refusal(readConfig(file))).text.en).toMatch(/profiles\.profiled-service\.theirs must be an object: kind of target[^]*profiles\.other/);
});

test('the JSON Schema knows every member and refuses others', async () => {
  const schema = await configSchema();
  expect(Object.keys(schema['properties'] ?? {})).toEqual(expect.arrayContaining(['plugins', 'targets', 'checks', 'allow', 'controls', 'concurrency']));
  expect(schema['additionalProperties']).toBe(false);
});
