import type { Cause } from './cause.ts';
import type { Check } from './check.ts';
import type { Command } from './command.ts';
import { ToolError } from './errors.ts';
import type { KnownError } from './known-error.ts';
import type { Depth } from './settings.ts';
import type { SecretSource } from './secret.ts';
import type { TargetKind } from './target.ts';
import type { Localized } from './text.ts';

/** A plugin is data: what it can examine, judge and explain. Facts come along with the checks and causes that need them. */
export interface Plugin<Options extends object = object> {
  /** The npm package name; its last part prefixes every id in the plugin. */
  readonly name: string;
  readonly version: string;
  /** The plugin interface that it was written for. */
  readonly api: 1;
  readonly targets: readonly TargetKind[];
  readonly checks: readonly Check[];
  readonly causes: readonly Cause[];
  readonly knownErrors: readonly KnownError[];
  readonly commands: readonly Command[];
  /** Where references to secrets may point beside `env:` and `file:`: a vault. */
  readonly secretSources?: readonly SecretSource[];
  /** Never set: carries the types of the check options to `defineConfig`. */
  readonly '~options'?: Options;
}

export function definePlugin<Options extends object = object>(
  plugin: Omit<Partial<Plugin<Options>>, 'api'> & Pick<Plugin, 'name' | 'version' | 'api'>,
): Plugin<Options> {
  return { targets: [], checks: [], causes: [], knownErrors: [], commands: [], ...plugin };
}

/**
 * The same plugin as plain data with lazy loaders: enough to plan, list and complete without loading what is not needed.
 * It is the default export of a package's `./manifest`.
 */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly api: 1;
  readonly targets: readonly {
    readonly kind: string;
    readonly schemes: readonly string[];
    readonly bare: boolean;
    /** Of {@link TargetKind.inTexts}. */
    readonly addresses?: RegExp;
    readonly load: () => Promise<TargetKind>;
  }[];
  readonly checks: readonly { readonly id: string; readonly kind: string; readonly alsoJudges?: readonly string[]; readonly depth: Depth; readonly load: () => Promise<Check> }[];
  readonly causes: readonly { readonly id: string; readonly suspectedBy: readonly string[]; readonly load: () => Promise<Cause> }[];
  readonly knownErrors: readonly { readonly load: () => Promise<readonly KnownError[]> }[];
  readonly commands: readonly { readonly name: string; readonly summary: Localized<string>; readonly load: () => Promise<Command> }[];
  /** Loaded when a reference of the scheme is read. */
  readonly secretSources?: readonly { readonly scheme: string; readonly load: () => Promise<SecretSource> }[];
  readonly '~manifest': true;
}

export function defineManifest(manifest: Omit<Manifest, '~manifest'>): Manifest {
  return { ...manifest, '~manifest': true };
}

/** The manifest of a plugin that is loaded already; a manifest is returned as it is. */
export function manifestOf(plugin: Plugin | Manifest): Manifest {
  if (plugin.api !== 1) {
    throw new ToolError('PLUGIN_API_UNSUPPORTED', {
      en: `Plugin ${plugin.name} ${plugin.version} was written for plugin interface ${String(plugin.api)}; this core speaks interface 1. Install versions that belong together.`,
      'zh-CN': `插件 ${plugin.name} ${plugin.version} 面向插件接口 ${String(plugin.api)}，而当前 core 只支持接口 1。请安装相互匹配的版本。`,
    });
  }
  if ('~manifest' in plugin) return plugin;
  return defineManifest({
    name: plugin.name, version: plugin.version, api: plugin.api,
    targets: plugin.targets.map((kind) => ({ kind: kind.kind, schemes: kind.schemes, bare: kind.bare, ...(kind.inTexts === undefined ? {} : { addresses: kind.inTexts.addresses }), load: async () => kind })),
    checks: plugin.checks.map((check) => ({ id: check.id, kind: check.target.kind, alsoJudges: check.alsoJudges, depth: check.depth, load: async () => check })),
    causes: plugin.causes.map((cause) => ({ id: cause.id, suspectedBy: cause.suspectedBy, load: async () => cause })),
    knownErrors: plugin.knownErrors.length === 0 ? [] : [{ load: async () => plugin.knownErrors }],
    commands: plugin.commands.map((command) => ({
      name: command.name,
      summary: { en: command.text.en.summary, 'zh-CN': command.text['zh-CN'].summary },
      load: async () => command,
    })),
    ...(plugin.secretSources === undefined ? {} : { secretSources: plugin.secretSources.map((source) => ({ scheme: source.scheme, load: async () => source })) }),
  });
}

/** The secret sources that plugins bring; none is loaded before a reference of its scheme is read. */
export function secretSourcesOf(plugins: readonly (Plugin | Manifest)[]): readonly SecretSource[] {
  return plugins.flatMap((plugin) => manifestOf(plugin).secretSources ?? []).map(({ scheme, load }) => ({ scheme, resolve: async (name, secrets) => (await load()).resolve(name, secrets) }));
}
