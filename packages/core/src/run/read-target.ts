import type { TargetEntry } from '../config.ts';
import { ToolError } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import { describeIssues } from '../option-issues.ts';
import { nearest } from '../nearest.ts';
import type { Manifest } from '../plugin.ts';
import type { Given, Target, TargetKind } from '../target.ts';

/** A target and what the tool keeps about it beside its data. */
export type NamedTarget = { readonly target: Target; readonly name?: string; readonly tags?: readonly string[] };

/**
 * Reads what a person typed: `https://…`, `host`, `host:port`, or any scheme that a plugin reads.
 * @throws ToolError (`TARGET_INVALID`, `PLUGIN_MISSING`)
 */
export async function readTarget(text: string, manifests: readonly Manifest[], given: Given = {}): Promise<Target> {
  if (given.kind !== undefined) return (await import('./read-as-kind.ts')).readAsKind(text.trim(), { ...given, kind: given.kind }, manifests);
  const trimmed = text.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(trimmed)?.[1]?.toLowerCase();
  const entries = manifests.flatMap(({ targets }) => targets);
  const candidates = entries.filter(({ schemes, bare }) => (scheme === undefined ? bare : schemes.includes(scheme)));
  for (const { load } of candidates) {
    const kind = await load();
    const data = kind.read(trimmed, given);
    if (data !== undefined) return kind.of(kind.profiles === undefined ? data : await whole(kind, data, given, trimmed, 'TARGET_INVALID'));
  }
  const known = [...new Set(entries.flatMap(({ schemes }) => schemes))];
  const shown = quoted(trimmed);
  if (scheme !== undefined) {
    const near = nearest(scheme, known).map((name) => `${name}://`);
    throw new ToolError('PLUGIN_MISSING', {
      en: `${shown} can't be examined: no plugin here reads ${scheme}:// targets. ${near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Known: ${known.map((name) => `${name}://`).join(', ')}.`}`,
      'zh-CN': `无法检查 ${shown}：现有插件都不识别 ${scheme}://。${near.length > 0 ? `是否想写 ${near.join(' 或 ')}？` : `可识别的有：${known.map((name) => `${name}://`).join('、')}。`}`,
    });
  }
  throw new ToolError('TARGET_INVALID', {
    en: `${shown} can't be examined. Write a URL (https://example.com/path), a host, or host:port.`,
    'zh-CN': `无法检查 ${shown}。请写完整网址（https://example.com/path）、主机名，或 主机:端口。`,
  });
}

/** Reads an entry of the config: a text, a target, or a kind with its data and what is kept about it. */
export async function readEntry(entry: TargetEntry, manifests: readonly Manifest[], kindOf: (name: string) => Promise<TargetKind | undefined>, given: Given = {}): Promise<NamedTarget> {
  if (typeof entry === 'string') return { target: await readTarget(entry, manifests, given) };
  if (isTarget(entry)) return { target: entry };
  const { kind: kindName, name, tags, ...rest } = entry;
  const fields = Object.fromEntries(Object.entries(rest).filter(([field]) => !forTheWatcher.has(field)));
  const kind = await kindOf(kindName);
  if (kind === undefined) throw unknownKind('CONFIG_INVALID', kindName, manifests);
  const data = await whole(kind, fields, given, name ?? kindName, 'CONFIG_INVALID');
  return { target: kind.of(data), ...(name === undefined ? {} : { name }), ...(tags === undefined ? {} : { tags }) };
}

async function whole(kind: TargetKind, fields: JsonObject, given: Given, what: string, code: 'CONFIG_INVALID' | 'TARGET_INVALID'): Promise<JsonObject> {
  const validated = await kind.schema['~standard'].validate(withProfile(kind, fields, given));
  if (!validated.issues) return validated.value;
  const issues = describeIssues(validated.issues);
  throw new ToolError(code, { en: `The target ${what} is wrong: ${issues.en}.`, 'zh-CN': `目标 ${what} 有误：${issues['zh-CN']}。` });
}

/** The fields with those of the profile of the config that they name in place of its name. */
export function withProfile({ kind, profiles: takes }: TargetKind, fields: JsonObject, { profiles }: Given): JsonObject {
  const { profile: name, ...others } = fields;
  if (takes === undefined || typeof name !== 'string' || takes.builtIn.includes(name)) return fields;
  const ofKind = profiles?.[kind] ?? {};
  const own = others[takes.into];
  return Object.hasOwn(ofKind, name) ? { ...others, [takes.into]: { ...ofKind[name], ...(typeof own === 'object' ? own : {}) } } : fields;
}

/** Says that no plugin has such a kind, with the nearest that there are. */
export function unknownKind(code: 'CONFIG_INVALID' | 'USAGE_INVALID', name: string, manifests: readonly Manifest[]): ToolError {
  const known = manifests.flatMap(({ targets }) => targets.map((target) => target.kind));
  const near = nearest(name, known);
  return new ToolError(code, {
    en: `No plugin here examines targets of kind ${quoted(name)}. ${near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Known kinds: ${known.join(', ')}.`}`,
    'zh-CN': `现有插件都不支持类型为 ${quoted(name)} 的目标。${near.length > 0 ? `是否想写 ${near.join(' 或 ')}？` : `已知类型：${known.join('、')}。`}`,
  });
}

/** What stands beside the data of a target for whoever examines it again and again. No kind has a field of such a name. */
const forTheWatcher: ReadonlySet<string> = new Set(['interval', 'jitter', 'timeout', 'retries', 'retryDelay', 'paused']);

const isTarget = (entry: Exclude<TargetEntry, string>): entry is Target => 'data' in entry && 'id' in entry && 'label' in entry;

// Control characters of a mistyped or hostile text must not reach the terminal.
export const quoted = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}…` : text);
