import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The runner of another copy of core, as npm installs one beside the plugin's own where the versions differ. */
export interface CoreCopy extends AsyncDisposable {
  readonly run: typeof import('@culprit/core').run;
}

export async function copyCore(): Promise<CoreCopy> {
  const manifest = findPackageJSON('@culprit/core', import.meta.url);
  if (manifest === undefined) throw new Error('@culprit/core is not installed beside @culprit/testkit');
  const { exports } = JSON.parse(await readFile(manifest, 'utf8')) as { readonly exports: { readonly '.': string | { readonly default: string } } };
  const entry = exports['.'];
  const file = typeof entry === 'string' ? entry : entry.default;
  const folder = await mkdtemp(join(tmpdir(), 'culprit-core-'));
  const [top = ''] = file.replace('./', '').split('/');
  await cp(join(dirname(manifest), top), join(folder, top), { recursive: true });
  await cp(manifest, join(folder, 'package.json'));
  const { run } = await import(/* @vite-ignore */ pathToFileURL(join(folder, file)).href) as typeof import('@culprit/core');
  return { run, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
