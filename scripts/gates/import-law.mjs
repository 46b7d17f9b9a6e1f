import { globSync, readFileSync } from 'node:fs';
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
  cli: ['core', 'config', 'network', 'certificate'],
};
const plugin = ['core', 'network'];

export function importLaw() {
  return globSync(['packages/*/src/**/*.ts', 'apps/*/src/**/*.ts'], { cwd: root }).flatMap((file) => {
    const owner = file.split(/[\\/]/)[1];
    const may = allowed[owner] ?? plugin;
    const text = readFileSync(join(root, file), 'utf8');
    return [...text.matchAll(/(?:from|import\()\s*'@culprit\/([a-z-]+)/g)]
      .map((match) => match[1])
      .filter((name) => !may.includes(name))
      .map((name) => `${file} imports @culprit/${name}; ${owner} may import ${may.length === 0 ? 'no other package' : may.join(', ')}`);
  });
}
