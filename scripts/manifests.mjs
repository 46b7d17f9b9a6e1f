// Writes src/manifest.ts of every plugin from what stands in its folders, so that the ids are written once.
//   node scripts/manifests.mjs --write
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { root } from './setup.mjs';

const plugins = ['network', 'certificate', 'storage-endpoint', 'credential', 'mfa', 'mirror', 'lab', 'testkit'];

/** The manifests that are out of date; `write` brings them up to date. */
export async function staleManifests(write) {
  const stale = [];
  for (const name of plugins) {
    const folder = join(root, 'packages', name);
    const path = join(folder, 'src/manifest.ts');
    const text = await render(folder);
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    stale.push(`packages/${name}/src/manifest.ts is stale: run "node scripts/manifests.mjs --write"`);
    if (write) writeFileSync(path, text);
  }
  return stale;
}

async function render(folder) {
  const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const section = async (kind, isOne, line) => {
    const lines = [];
    for (const file of globSync(join(folder, 'src', kind, '*.ts')).sort()) {
      const found = Object.entries(await import(pathToFileURL(file))).find(([, value]) => isOne(value));
      if (found !== undefined) lines.push(`    { ${line(found[1])}load: async () => (await import('./${kind}/${basename(file)}')).${found[0]} },`);
    }
    return lines.length === 0 ? '[]' : `[\n${lines.join('\n')}\n  ]`;
  };
  const object = (value) => typeof value === 'object' && value !== null;
  const quote = (value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const quotes = (values) => `[${values.map(quote).join(', ')}]`;
  const targets = await section('targets', (value) => object(value) && 'kind' in value && 'implies' in value, ({ kind, schemes, bare, inTexts }) => `kind: ${quote(kind)}, schemes: ${quotes(schemes)}, bare: ${bare}, ${inTexts === undefined ? '' : `addresses: ${inTexts.addresses}, `}`);
  const checks = await section('checks', (value) => object(value) && 'evaluate' in value, ({ id, target, alsoJudges, depth }) => `id: ${quote(id)}, kind: ${quote(target.kind)}, ${alsoJudges.length === 0 ? '' : `alsoJudges: ${quotes(alsoJudges)}, `}depth: ${quote(depth)}, `);
  const causes = await section('causes', (value) => object(value) && 'suspectedBy' in value, ({ id, suspectedBy }) => `id: ${quote(id)}, suspectedBy: ${quotes(suspectedBy)}, `);
  const knownErrors = await section('known-errors', Array.isArray, () => '');
  const commands = await section('commands', (value) => object(value) && 'run' in value, ({ name: command, text }) => `name: ${quote(command)}, summary: { en: ${quote(text.en.summary)}, 'zh-CN': ${quote(text['zh-CN'].summary)} }, `);
  const secretSources = await section('secret-sources', (value) => object(value) && 'scheme' in value && 'resolve' in value, ({ scheme }) => `scheme: ${quote(scheme)}, `);
  const version = /'([^']+)'/.exec(readFileSync(join(folder, 'src/version.ts'), 'utf8'))?.[1];
  return `// Written by scripts/manifests.mjs from what stands in this folder.
import type { Manifest } from '@culprit/core';
import { version } from './version.ts';

const manifest: Manifest = {
  '~manifest': true,
  name: '${name}',
  version,
  api: 1,
  targets: ${targets},
  checks: ${checks},
  causes: ${causes},
  knownErrors: ${knownErrors},
  commands: ${commands},
${secretSources === '[]' ? '' : `  secretSources: ${secretSources},\n`}};

export default manifest;
`.replaceAll('[\n\n  ]', '[]') + (version === undefined ? '// src/version.ts names no version\n' : '');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const stale = await staleManifests(process.argv.includes('--write'));
  process.stdout.write(stale.map((line) => `${line}\n`).join(''));
}
