import { isToolError, type Manifest } from '@culprit/core';
import { loadPlugin } from './load-plugin.ts';

/** First-party plugins that are used wherever they are installed, without being named. */
const optional: readonly string[] = ['@culprit/storage-endpoint', '@culprit/credential', '@culprit/mfa', '@culprit/mirror', '@culprit/lab', '@culprit/testkit'];

/**
 * `plugins`, and the optional first-party ones that are installed, looked up from each directory in turn. Of two with one
 * name the first counts.
 * @throws ToolError (`PLUGIN_INVALID`, `PLUGIN_API_UNSUPPORTED`)
 */
export async function withInstalledPlugins(plugins: readonly Manifest[], from: readonly string[]): Promise<readonly Manifest[]> {
  const found = await Promise.all(optional.map((name) => loadPlugin(`${name}/manifest`, from).catch((error: unknown) => {
    if (isToolError(error) && error.code === 'PLUGIN_MISSING') return undefined;
    throw error;
  })));
  const named = new Set(plugins.map(({ name }) => name));
  return [...plugins, ...found.filter((manifest) => manifest !== undefined).filter(({ name }) => !named.has(name))];
}
