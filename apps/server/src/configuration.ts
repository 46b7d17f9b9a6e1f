import { createExaminer, createSecretReader, manifestOf, secretSourcesOf, type Config, type Manifest } from '@culprit/core';
import { findConfig, loadPlugin, readConfig, withInstalledPlugins } from '@culprit/config';
import certificate from '@culprit/certificate/manifest';
import network from '@culprit/network/manifest';
import type { WatchConfig } from '@culprit/watch';
import type { ServerOptions } from './options.ts';

/** A config file made ready, or what holds without one. */
export interface Configuration {
  readonly path?: string;
  readonly plugins: readonly Manifest[];
  readonly watch: WatchConfig;
}

/**
 * Reads the config as the command line does, with the plugins that are installed beside the server or in the working
 * directory. `fresh`: it was read before and may have changed.
 * @throws ToolError
 */
export async function readConfiguration({ config: given, plugin: named }: ServerOptions, fresh: boolean): Promise<Configuration> {
  const path = given ?? await findConfig(process.cwd());
  const from = [process.cwd(), import.meta.dirname];
  const config: Config = path === undefined ? { plugins: [], targets: [] } : (await readConfig(path, { resolveFrom: from, fresh })).config;
  const own = [...await Promise.all(named.map((name) => loadPlugin(name, from))), ...config.plugins.map(manifestOf), network, certificate];
  const first = own.filter(({ name }, index) => own.findIndex((other) => other.name === name) === index);
  const plugins = await withInstalledPlugins(first, from);
  return {
    plugins, ...(path === undefined ? {} : { path }),
    watch: {
      examiner: createExaminer({ ...config, plugins }), targets: config.targets, secrets: createSecretReader([...config.secrets ?? [], ...secretSourcesOf(plugins)]),
      ...(config.watch === undefined ? {} : { watch: config.watch }), ...(config.controls?.timeSources === undefined ? {} : { controls: config.controls.timeSources }),
    },
  };
}
