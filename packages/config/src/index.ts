import type { JsonObject, Manifest } from '@culprit/core';
import type { LoadedConfig, ReadOptions } from './read.ts';

export { defineConfig } from '@culprit/core';
export type { Config, TargetEntry } from '@culprit/core';
export { findConfig } from '@culprit/core/examination';
export type { LoadedConfig, ReadOptions };

/**
 * Reads, validates and completes a config file: `.ts`, `.js` and `.mjs` by importing them, `.json`, `.yaml` and `.yml`
 * as data. Plugins that it names are looked up from its own directory, then from `resolveFrom`.
 * @throws ToolError (`CONFIG_UNREADABLE`, `CONFIG_INVALID`, `PLUGIN_MISSING`, `PLUGIN_INVALID`)
 */
export async function readConfig(file: string, options: ReadOptions = {}): Promise<LoadedConfig> {
  return (await import('./read.ts')).readConfig(file, options);
}

/**
 * Loads a plugin by the name of its package or by a path (`./…` or absolute), looked up from each directory in turn.
 * A package's `./manifest` is preferred: it loads the rest only when it is needed.
 * @throws ToolError (`PLUGIN_MISSING`, `PLUGIN_INVALID`, `PLUGIN_API_UNSUPPORTED`)
 */
export async function loadPlugin(name: string, from: readonly string[]): Promise<Manifest> {
  return (await import('./load-plugin.ts')).loadPlugin(name, from);
}

/**
 * `plugins`, and the optional first-party ones that are installed, looked up from each directory in turn. Of two with one
 * name the first counts.
 * @throws ToolError (`PLUGIN_INVALID`, `PLUGIN_API_UNSUPPORTED`)
 */
export async function withInstalledPlugins(plugins: readonly Manifest[], from: readonly string[]): Promise<readonly Manifest[]> {
  return (await import('./installed-plugins.ts')).withInstalledPlugins(plugins, from);
}

/** The config file as JSON Schema (draft 2020-12), for editors. */
export async function configSchema(): Promise<JsonObject> {
  return (await import('./schema.ts')).configSchema();
}
