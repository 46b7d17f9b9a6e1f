// The entry points of every package that exports something, for the API reference.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../../packages', import.meta.url));

/** Each with the name that an import has and its source. A manifest is the same in every plugin: what the package itself exports by default. */
export const apiModules = readdirSync(packages).filter((folder) => existsSync(join(packages, folder, 'package.json'))).flatMap((folder) => {
  const { name, exports = {} } = JSON.parse(readFileSync(join(packages, folder, 'package.json'), 'utf8'));
  return Object.entries(exports).filter(([path]) => path !== './manifest').map(([path, source]) => ({ name: path === '.' ? name : `${name}${path.slice(1)}`, file: join(packages, folder, source) }));
});
