import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup.mjs';

/** What npm and its readers need of every package that is published; all are of one version (changesets' fixed group). `release:dry` reads it with Node 20. */
export function publishable() {
  const packages = ['packages', 'apps'].flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`))
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) }))
    .filter(({ manifest }) => manifest.private !== true);
  const node = JSON.parse(readFileSync(join(root, 'packages/core/package.json'), 'utf8')).engines.node;
  const versions = [...new Set(packages.map(({ manifest }) => manifest.version))];
  return [
    ...(versions.length > 1 ? [`packages of one release have the versions ${versions.join(', ')}`] : []),
    ...packages.flatMap(({ folder, manifest }) => {
      const wanted = {
        'a description': typeof manifest.description === 'string',
        'license Apache-2.0': manifest.license === 'Apache-2.0',
        'type module': manifest.type === 'module',
        [`engines.node ${node}`]: manifest.engines?.node === node,
        'files': Array.isArray(manifest.files) && manifest.files.includes('dist'),
        'exports or a bin': manifest.bin !== undefined || manifest.publishConfig?.exports !== undefined,
        'publishConfig.access public': manifest.publishConfig?.access === 'public',
        'publishConfig.provenance': manifest.publishConfig?.provenance === true,
        // npm refuses a provenance whose repository is another one.
        [`repository.directory ${folder}`]: manifest.repository?.directory === folder,
        'a README.md': existsSync(join(root, folder, 'README.md')),
      };
      return Object.entries(wanted).filter(([, there]) => !there).map(([what]) => `${folder} lacks ${what}`);
    }),
  ];
}
