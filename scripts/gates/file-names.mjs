import { globSync } from 'node:fs';
import { root } from '../setup.mjs';

/** One idea per file, named by it. */
export function fileNames() {
  return globSync(['packages/*/src/**', 'apps/*/src/**'], { cwd: root })
    .filter((file) => /(^|[\\/])(utils?|helpers?|common|misc)(\.|[\\/]|$)/.test(file))
    .map((file) => `${file}: name it by what it holds`);
}
