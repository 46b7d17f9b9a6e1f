import type { Manifest, Plugin } from '@culprit/core';

/** Loads everything that a manifest names, for a package that offers nothing but its manifest. */
export async function pluginOf(manifest: Manifest): Promise<Plugin> {
  const load = <T>(entries: readonly { readonly load: () => Promise<T> }[]): Promise<readonly T[]> => Promise.all(entries.map((entry) => entry.load()));
  return {
    name: manifest.name,
    version: manifest.version,
    api: manifest.api,
    targets: await load(manifest.targets),
    checks: await load(manifest.checks),
    causes: await load(manifest.causes),
    knownErrors: (await load(manifest.knownErrors)).flat(),
    commands: await load(manifest.commands),
    ...(manifest.secretSources === undefined ? {} : { secretSources: await load(manifest.secretSources) }),
  };
}
