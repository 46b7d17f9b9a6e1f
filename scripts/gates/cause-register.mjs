import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../setup.mjs';

const path = join(root, 'docs/causes.json');

/** Ids of causes are permanent: tickets, alerts and dashboards hold them. Problems, or none; `write` adds new causes. */
export async function causeRegister(write) {
  const known = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [];
  const found = [];
  for (const file of globSync('packages/*/src/manifest.ts', { cwd: root }).sort()) {
    const { default: manifest } = await import(pathToFileURL(join(root, file)));
    for (const { id, load } of manifest.causes) {
      const { owner, layer } = await load();
      found.push({ id, owner, layer, since: known.find((cause) => cause.id === id)?.since ?? manifest.version });
    }
  }
  found.sort((a, b) => (a.id < b.id ? -1 : 1));
  const gone = known.filter(({ id }) => !found.some((cause) => cause.id === id)).map(({ id }) => `${id} is gone: ids are permanent`);
  const text = `[\n${found.map((cause) => `  ${JSON.stringify(cause)}`).join(',\n')}\n]\n`;
  if (write && gone.length === 0) writeFileSync(path, text);
  const stale = !existsSync(path) || readFileSync(path, 'utf8') !== text ? ['docs/causes.json is stale: run "node scripts/gates.mjs --write" and commit it'] : [];
  return [...gone, ...stale];
}
