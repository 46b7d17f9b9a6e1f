import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ToolError, type Config, type Manifest, type Plugin } from '@culprit/core';
import { loadPlugin } from './load-plugin.ts';
import { describeProblems } from './problems.ts';
import { validate } from './validate.ts';

/** A config and where it was found. Its plugins are loaded. */
export interface LoadedConfig {
  /** Absolute. */
  readonly path: string;
  readonly config: Config;
}

export interface ReadOptions {
  readonly resolveFrom?: readonly string[];
  /** The file may have changed since this process read it. A module is then imported once more; what it imports in its turn is not. */
  readonly fresh?: boolean;
}

/** A config is written by hand: anything larger is some other file. */
const maxBytes = 4 * 1024 * 1024;

/**
 * Reads, validates and completes a config file: `.ts`, `.js` and `.mjs` by importing them, `.json`, `.yaml` and `.yml`
 * as data. Plugins that it names are looked up from its own directory, then from `resolveFrom`.
 * @throws ToolError (`CONFIG_UNREADABLE`, `CONFIG_INVALID`, `PLUGIN_MISSING`, `PLUGIN_INVALID`)
 */
export async function readConfig(file: string, options: ReadOptions = {}): Promise<LoadedConfig> {
  const path = resolve(file);
  const { value, lines } = await read(path, options.fresh ?? false);
  const problems = validate(value);
  if (problems.length > 0) {
    const described = describeProblems(problems, await lines());
    throw new ToolError('CONFIG_INVALID', { en: `The config ${path} is wrong:\n${described.en}`, 'zh-CN': `配置文件 ${path} 有误：\n${described['zh-CN']}` });
  }
  // Validated above, member by member.
  const { $schema: _, ...given } = value as Partial<Omit<Config, 'plugins'>> & { readonly $schema?: string; readonly plugins?: readonly (string | Plugin | Manifest)[] };
  const from = [dirname(path), ...(options.resolveFrom ?? [])];
  const plugins = await Promise.all((given.plugins ?? []).map((plugin) => (typeof plugin === 'string' ? loadPlugin(plugin, from) : plugin)));
  return { path, config: { ...given, targets: given.targets ?? [], plugins } };
}

type LineOf = (path: readonly (string | number)[]) => number | undefined;
type Source = { readonly value: unknown; readonly lines: () => Promise<LineOf> };

async function read(path: string, fresh: boolean): Promise<Source> {
  const extension = extname(path);
  const text = await readText(path);
  if (['.ts', '.mts', '.js', '.mjs'].includes(extension)) return { value: await importDefault(path, fresh), lines: async () => () => undefined };
  if (!['.json', '.yaml', '.yml'].includes(extension)) {
    throw new ToolError('CONFIG_UNREADABLE', {
      en: `${path} is no config: its name must end in .ts, .js, .mjs, .json, .yaml or .yml.`,
      'zh-CN': `${path} 不是配置文件：文件名须以 .ts、.js、.mjs、.json、.yaml 或 .yml 结尾。`,
    });
  }
  const { parseJson, parseYaml } = await import('./parse-text.ts');
  return extension === '.json' ? parseJson(path, text) : parseYaml(path, text);
}

async function readText(path: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw unreadable(path, error);
  }
  if (bytes.length > maxBytes) {
    throw new ToolError('CONFIG_UNREADABLE', { en: `The config ${path} is larger than 4 MiB. Is it the right file?`, 'zh-CN': `配置文件 ${path} 超过 4 MiB，请确认文件是否正确。` });
  }
  return bytes.toString('utf8');
}

async function importDefault(path: string, fresh: boolean): Promise<unknown> {
  let module: { readonly default?: unknown };
  try {
    module = await import(`${pathToFileURL(path).href}${fresh ? `?read=${Date.now()}` : ''}`);
  } catch (error) {
    throw unreadable(path, error);
  }
  if (module.default === undefined) {
    throw new ToolError('CONFIG_INVALID', {
      en: `The config ${path} exports nothing by default. Write: export default defineConfig({ … });`,
      'zh-CN': `配置文件 ${path} 没有默认导出。请写成：export default defineConfig({ … });`,
    });
  }
  return module.default;
}

function unreadable(path: string, error: unknown): ToolError {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT' && 'path' in error && error.path === path) {
    return new ToolError('CONFIG_UNREADABLE', { en: `There is no config ${path}.`, 'zh-CN': `配置文件 ${path} 不存在。` }, { cause: error });
  }
  const why = error instanceof Error ? error.message.split('\n', 1)[0] ?? '' : String(error);
  const where = error instanceof Error ? placeIn(path, error.stack ?? '') : '';
  return new ToolError('CONFIG_UNREADABLE', {
    en: `The config ${path}${where} can't be read: ${why}`,
    'zh-CN': `无法读取配置文件 ${path}${where}：${why}`,
  }, { cause: error });
}

/** `:3` where the stack of an error names a line of the file. */
function placeIn(path: string, stack: string): string {
  const name = basename(path).replaceAll('.', '\\.');
  const line = new RegExp(`${name}:(\\d+)`).exec(stack)?.[1];
  return line === undefined ? '' : `:${line}`;
}
