import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup.mjs';

/**
 * What the sources of a package may import of the others; a test may import anything that it declares.
 * `turbo boundaries` can't hold this law: the root depends on the command line, and so every package seems to reach all.
 */
const allowed = {
  core: [],
  config: ['core'], testkit: ['core'], lab: ['core'], watch: ['core'],
  network: ['core'],
  // It writes these imports into the plugins that it makes, and has none of its own.
  'create-plugin': ['core', 'network', 'testkit', 'lab'],
  cli: ['core', 'config', 'network', 'certificate'],
  people: ['mfa', 'watch'],
  server: ['core', 'config', 'network', 'certificate', 'people', 'watch'],
};
const plugin = ['core', 'network'];

/** What a package may use where it happens to be installed: optional peers, imported where they are needed and nowhere else. */
function optionalPeers(owner) {
  const manifest = join(root, 'packages', owner, 'package.json');
  const { peerDependenciesMeta = {} } = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {};
  return Object.entries(peerDependenciesMeta).filter(([, { optional }]) => optional).map(([name]) => name.replace('@culprit/', ''));
}

export function importLaw() {
  return globSync(['packages/*/src/**/*.ts', 'apps/*/src/**/*.ts'], { cwd: root }).flatMap((file) => {
    const owner = file.split(/[\\/]/)[1];
    const may = allowed[owner] ?? plugin;
    const lazily = optionalPeers(owner);
    const text = readFileSync(join(root, file), 'utf8');
    return [...text.matchAll(/(from|import\()\s*'@culprit\/([a-z-]+)/g)]
      .filter(([, how, name]) => !may.includes(name) && !(how === 'import(' && lazily.includes(name)))
      .map(([, , name]) => `${file} imports @culprit/${name}; ${owner} may import ${may.length === 0 ? 'no other package' : may.join(', ')}`);
  });
}
