import { isSecretRef, manifestOf, ToolError, type Config, type Json, type Manifest, type SecretRef, type Selection } from '@culprit/core';
import { selectionOf as selected } from '@culprit/core/examination';
import type { CliContext } from './command.ts';

/** The schemes and kinds of targets that first-party plugins read, to tell what to install. A test holds it against them. */
export const optionalTargets: { readonly [plugin: string]: { readonly schemes: readonly string[]; readonly kinds: readonly string[] } } = {
  '@culprit/storage-endpoint': { schemes: ['s3', 'tos', 'oss', 'cos', 'obs', 'doge', 'dogecloud'], kinds: ['bucket', 'dogecloud-account', 'dogecloud-request', 'object-store', 'object', 's3-bucket'] },
  '@culprit/credential': { schemes: ['api-key', 'ciphertext', 'login+https', 'login+http', 'shared-key', 'token', 'vault'], kinds: ['api-key', 'ciphertext-table', 'login', 'shared-key', 'token', 'vault'] },
  '@culprit/mfa': { schemes: ['otpauth'], kinds: ['one-time-password'] },
  '@culprit/mirror': {
    schemes: ['anthropic', 'gemini', 'model-copy', 'hf', 'modelscope', 'openai-compatible', 'profile', 'relay'],
    kinds: ['anthropic', 'gemini', 'model-copy', 'model-mirror', 'openai-compatible', 'profiled-service', 'relay'],
  },
};

/** From where plugins are looked up: the working directory, the command line's own package, the program that was started. */
function lookupDirectories(): readonly string[] {
  const started = process.argv[1];
  return [process.cwd(), import.meta.dirname, ...(started === undefined ? [] : [started.replace(/[\\/][^\\/]*$/, '')])];
}

/** What a config and `--plugin` name, and the two plugins that are always there. What was named first wins. */
export async function standardPlugins(config: Config | undefined, named: readonly string[]): Promise<readonly Manifest[]> {
  const [network, certificate] = await Promise.all([import('@culprit/network/manifest'), import('@culprit/certificate/manifest')]);
  const own = named.length === 0 ? [] : await Promise.all(named.map(async (name) => (await import('@culprit/config')).loadPlugin(name, lookupDirectories())));
  return distinct([...own, ...(config?.plugins ?? []).map(manifestOf), network.default, certificate.default]);
}

/** `plugins`, and the optional first-party ones that are installed. */
export async function withInstalled(plugins: readonly Manifest[]): Promise<readonly Manifest[]> {
  return (await import('@culprit/config')).withInstalledPlugins(plugins, lookupDirectories());
}

function distinct(plugins: readonly Manifest[]): readonly Manifest[] {
  const byName = new Map<string, Manifest>();
  for (const plugin of plugins) if (!byName.has(plugin.name)) byName.set(plugin.name, plugin);
  return [...byName.values()];
}

/**
 * The plugins that it takes to read these targets and to know the checks that were named: those of the context, or all
 * where one is unknown to them.
 * @throws ToolError (`PLUGIN_MISSING`) with the command that installs what is missing.
 */
export async function pluginsFor(targets: readonly string[], { plugins, allPlugins, config, options }: CliContext): Promise<readonly Manifest[]> {
  const schemes = targets.flatMap((text) => /^\s*([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase() ?? []);
  const { only, skip } = selectionOf(options);
  const checks = [...only ?? [], ...skip ?? [], ...Object.keys(config?.checks ?? {})];
  const { kind } = options;
  const unread = (manifests: readonly Manifest[]): { readonly what: string; readonly by: 'schemes' | 'kinds' } | undefined => {
    const targets = manifests.flatMap((manifest) => manifest.targets);
    if (typeof kind === 'string') return targets.some((target) => target.kind === kind) ? undefined : { what: kind, by: 'kinds' };
    const scheme = schemes.find((name) => !targets.some((target) => target.schemes.includes(name)));
    return scheme === undefined ? undefined : { what: scheme, by: 'schemes' };
  };
  const known = (id: string): boolean => plugins.some((manifest) => manifest.checks.some((check) => check.id.startsWith(id)));
  const resolved = (scheme: string): boolean => ['env', 'file', ...plugins.flatMap(({ secretSources = [] }) => secretSources.map((source) => source.scheme))].includes(scheme);
  if (unread(plugins) === undefined && checks.every(known) && referredSchemes(options).every(resolved)) return plugins;
  const found = await allPlugins();
  const left = unread(found);
  const name = left === undefined ? undefined : Object.keys(optionalTargets).find((plugin) => optionalTargets[plugin]?.[left.by].includes(left.what));
  if (left === undefined || name === undefined) return found;
  const what = left.by === 'schemes' ? `${left.what}://` : left.what;
  throw new ToolError('PLUGIN_MISSING', {
    en: `${what} targets are examined by ${name}, which is not installed. Install it: npm install ${name}`,
    'zh-CN': `${what} 目标由插件 ${name} 检查，但它尚未安装。请安装：npm install ${name}`,
  });
}

/** The schemes of the references to secrets among the options: `vault` in `Authorization: Bearer vault:name`. */
function referredSchemes(options: CliContext['options']): readonly string[] {
  const texts = Object.values(options).flat().flatMap((value) => (typeof value === 'string' ? [value] : isSecretRef(value as Json) ? [(value as SecretRef).$secret] : []));
  return texts.flatMap((text) => /(?:^|:\s*(?:[A-Za-z][\w-]*\s+)?)([a-z][a-z0-9+.-]*):(?!\/\/|\d+$)[^\s:]/.exec(text)?.[1] ?? []);
}

/** What `--no-revocation` skips. */
const revocationChecks: readonly string[] = ['certificate/revocation', 'certificate/stapled-ocsp'];

/** `--no-revocation` said as `--skip`. */
export function withoutRevocation(options: CliContext['options']): CliContext['options'] {
  return options['noRevocation'] === true ? { ...options, skip: [...(Array.isArray(options['skip']) ? options['skip'] : []), ...revocationChecks] } : options;
}

/** The checks that `--only`, `--skip` and `--no-revocation` name. */
export const selectionOf = (options: CliContext['options']): Selection => selected(withoutRevocation(options));
