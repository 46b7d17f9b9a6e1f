import { definePlugin, type Plugin } from '@culprit/core';
import { pluginCases } from '@culprit/testkit';
import { register } from '@culprit/testkit/vitest';
import manifest from '../src/manifest.ts';

/** The same plugin with everything loaded. */
const plugin: Plugin = definePlugin({
  name: manifest.name, version: manifest.version, api: 1,
  targets: await Promise.all(manifest.targets.map(({ load }) => load())),
  checks: await Promise.all(manifest.checks.map(({ load }) => load())),
  knownErrors: (await Promise.all(manifest.knownErrors.map(({ load }) => load()))).flat(),
  causes: await Promise.all(manifest.causes.map(({ load }) => load())),
  secretSources: await Promise.all((manifest.secretSources ?? []).map(({ load }) => load())),
  commands: await Promise.all(manifest.commands.map(({ load }) => load())),
});

register(pluginCases(plugin, manifest));
