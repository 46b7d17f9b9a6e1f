import { readFileSync } from 'node:fs';
import { createRequire, findPackageJSON } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { manifestOf, ToolError, type Manifest, type Plugin } from '@culprit/core';

/**
 * Loads a plugin by the name of its package or by a path (`./…` or absolute), looked up from each directory in turn.
 * A package's `./manifest` is preferred: it loads the rest only when it is needed.
 * @throws ToolError (`PLUGIN_MISSING`, `PLUGIN_INVALID`, `PLUGIN_API_UNSUPPORTED`)
 */
export async function loadPlugin(name: string, from: readonly string[]): Promise<Manifest> {
  const isPath = /^\.{1,2}[\\/]/.test(name) || isAbsolute(name);
  const file = firstOf(from, (directory) => (isPath
    ? resolvePath(name, directory)
    : resolvePackage(`${name}/manifest`, directory) ?? resolvePackage(name, directory)));
  if (file === undefined) throw missing(name, isPath, from);
  let module: { readonly default?: unknown };
  try {
    module = await import(pathToFileURL(file).href);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n', 1)[0] ?? '' : String(error);
    throw new ToolError('PLUGIN_INVALID', { en: `The plugin ${name} (${file}) can't be loaded: ${why}`, 'zh-CN': `无法加载插件 ${name}（${file}）：${why}` }, { cause: error });
  }
  if (!isPlugin(module.default)) {
    throw new ToolError('PLUGIN_INVALID', {
      en: `${name} (${file}) is no plugin: its default export must be made by definePlugin or defineManifest.`,
      'zh-CN': `${name}（${file}）不是插件：默认导出须由 definePlugin 或 defineManifest 创建。`,
    });
  }
  return manifestOf(module.default);
}

function firstOf(directories: readonly string[], look: (directory: string) => string | undefined): string | undefined {
  for (const directory of directories) {
    const found = look(directory);
    if (found !== undefined) return found;
  }
  return undefined;
}

function resolvePath(path: string, directory: string): string | undefined {
  try {
    return createRequire(join(directory, 'culprit.config.js')).resolve(resolve(directory, path));
  } catch {
    return undefined;
  }
}

/** As an `import` in a file of that directory would find it. */
function resolvePackage(specifier: string, directory: string): string | undefined {
  const base = join(directory, 'culprit.config.js');
  try {
    return createRequire(base).resolve(specifier);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ERR_PACKAGE_PATH_NOT_EXPORTED' ? importOnly(specifier, base) : undefined;
  }
}

/** `require.resolve` does not read the `import` condition, and a package of ES modules may offer nothing else. */
function importOnly(specifier: string, base: string): string | undefined {
  const packageFile = packageFileOf(specifier, base);
  if (packageFile === undefined) return undefined;
  const { name, exports } = JSON.parse(readFileSync(packageFile, 'utf8')) as { readonly name: string; readonly exports?: unknown };
  const subpath = `.${specifier.slice(name.length)}`;
  const entry = typeof exports === 'object' && exports !== null && subpath in exports ? Reflect.get(exports, subpath) : subpath === '.' ? exports : undefined;
  const relative = importTarget(entry);
  return relative === undefined ? undefined : join(dirname(packageFile), relative);
}

function importTarget(entry: unknown): string | undefined {
  if (typeof entry === 'string') return entry;
  if (typeof entry !== 'object' || entry === null) return undefined;
  const condition = Object.keys(entry).find((key) => ['node', 'import', 'default'].includes(key));
  return condition === undefined ? undefined : importTarget(Reflect.get(entry, condition));
}

/** NODE_PATH lets `require` find a package that no import would: Node then throws instead of naming no file. */
function packageFileOf(specifier: string, base: string): string | undefined {
  try {
    return findPackageJSON(specifier, pathToFileURL(base));
  } catch {
    return undefined;
  }
}

const isPlugin = (value: unknown): value is Plugin | Manifest =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string' && 'api' in value && 'checks' in value && Array.isArray(value.checks);

function missing(name: string, isPath: boolean, from: readonly string[]): ToolError {
  if (isPath) {
    return new ToolError('PLUGIN_MISSING', { en: `There is no plugin at ${name} (seen from ${from.join(' and ')}).`, 'zh-CN': `${name} 处没有插件（从 ${from.join('、')} 查找）。` });
  }
  return new ToolError('PLUGIN_MISSING', {
    en: `The plugin ${name} is not installed. Install it: npm install ${name}`,
    'zh-CN': `未安装插件 ${name}。请安装：npm install ${name}`,
  });
}
