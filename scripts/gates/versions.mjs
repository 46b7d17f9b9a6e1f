import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup.mjs';

/** A source file can't read package.json without costing every start; so it repeats the version, and this holds both equal. */
export function versions() {
  return globSync('packages/*/src/version.ts', { cwd: root }).flatMap((file) => {
    const { version } = JSON.parse(readFileSync(join(root, file, '../../package.json'), 'utf8'));
    return readFileSync(join(root, file), 'utf8').includes(`'${version}'`) ? [] : [`${file} does not name ${version}`];
  });
}
