import type { Cause } from '../cause.ts';
import type { Check } from '../check.ts';
import type { Config } from '../config.ts';
import { ToolError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { describeIssues } from '../option-issues.ts';
import { manifestOf, secretSourcesOf, type Manifest } from '../plugin.ts';
import type { Report } from '../report.ts';
import type { SecretSource } from '../secret.ts';
import type { Depth } from '../settings.ts';
import type { TargetKind } from '../target.ts';
import type { Localized, Template } from '../text.ts';

/** A check as a config has it. */
export interface ConfiguredCheck {
  readonly check: Check;
  /** Those that it was given, validated. */
  readonly options: unknown;
  /** The keys of its findings in a report, by their names. */
  readonly ids: { readonly [finding: string]: string };
  /** The templates of its title and findings by their keys in a report. */
  readonly texts: { readonly [key: string]: Localized<Template> };
}

/** What the plugins of a config can do, loaded piece by piece, each piece once. */
export interface Catalogue {
  readonly manifests: readonly Manifest[];
  /** As a report names them. */
  readonly plugins: Report['plugins'];
  /** Those that the plugins bring. */
  readonly secretSources: readonly SecretSource[];
  /** `undefined` where no plugin of the config has such a kind. */
  kind(name: string): Promise<TargetKind | undefined>;
  /** The checks of a kind that are switched on and that a look in this depth takes. */
  checks(kind: string, depth: Depth): Promise<readonly ConfiguredCheck[]>;
  /** The causes that are suspected by one of these findings, and those of these ids. */
  causes(findings: ReadonlySet<string>, ids: ReadonlySet<string>): Promise<readonly Cause[]>;
}

/** @throws ToolError (`PLUGIN_INVALID`, `PLUGIN_API_UNSUPPORTED`, `CONFIG_INVALID`, `USAGE_INVALID`) */
export function createCatalogue(config: Pick<Config, 'plugins' | 'checks'>, selection: { readonly only?: readonly string[]; readonly skip?: readonly string[] }): Catalogue {
  const manifests = config.plugins.map(manifestOf);
  const declared = manifests.flatMap((manifest) => manifest.checks);
  refuseRepeatedIds(manifests);
  refuseUnknown(Object.keys(config.checks ?? {}), declared.map(({ id }) => id));
  const ids = declared.map(({ id }) => id);
  for (const prefix of [...(selection.only ?? []), ...(selection.skip ?? [])]) {
    if (!ids.some((id) => selects(prefix, id))) refuseUnknown([prefix], [...ids, ...manifests.map(({ name }) => name.split('/').at(-1) ?? name)]);
  }
  const wanted = (id: string): boolean =>
    config.checks?.[id] !== 'off'
    && (selection.only === undefined || selection.only.some((prefix) => selects(prefix, id)))
    && !(selection.skip ?? []).some((prefix) => selects(prefix, id));

  const kinds = new Map<string, Promise<TargetKind | undefined>>();
  const checks = new Map<string, Promise<readonly ConfiguredCheck[]>>();
  const causes = new Map<string, Promise<Cause>>();
  return {
    manifests,
    plugins: manifests.map(({ name, version }) => ({ name, version })),
    secretSources: secretSourcesOf(manifests),
    kind: (name) => once(kinds, name, async () => manifests.flatMap(({ targets }) => targets).find(({ kind }) => kind === name)?.load()),
    checks: (kind, depth) => once(checks, `${kind} ${depth}`, () => Promise.all(
      declared.filter((entry) => (entry.kind === kind || entry.alsoJudges?.includes(kind) === true) && (entry.depth === 'quick' || depth === 'full') && wanted(entry.id)).map(async ({ id, load }) => configured(await load(), config.checks?.[id])),
    )),
    causes: (findings, ids) => Promise.all(
      manifests.flatMap((manifest) => manifest.causes)
        .filter(({ id, suspectedBy }) => ids.has(id) || suspectedBy.some((finding) => findings.has(finding)))
        .map(({ id, load }) => once(causes, id, load)),
    ),
  };
}

/** `certificate`, `certificate/` and `certificate/name` select `certificate/name`. */
const selects = (prefix: string, id: string): boolean => id === prefix || id.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);

function once<T>(known: Map<string, Promise<T>>, key: string, load: () => Promise<T>): Promise<T> {
  const found = known.get(key);
  if (found !== undefined) return found;
  const loading = load();
  known.set(key, loading);
  return loading;
}

async function configured(check: Check, given: unknown): Promise<ConfiguredCheck> {
  const validated = await check.options?.['~standard'].validate(given);
  if (validated?.issues) {
    const issues = describeIssues(validated.issues);
    throw new ToolError('CONFIG_INVALID', {
      en: `The options of check ${check.id} are wrong: ${issues.en}.`,
      'zh-CN': `检查项 ${check.id} 的选项有误：${issues['zh-CN']}。`,
    });
  }
  const ids = Object.fromEntries(Object.keys(check.findings).map((name) => [name, `${check.id}#${name}`]));
  return { check, options: validated?.value, ids, texts: textsOf(check, ids) };
}

function textsOf({ id, text }: Check, ids: ConfiguredCheck['ids']): ConfiguredCheck['texts'] {
  const texts: Record<string, Localized<Template>> = { [id]: { en: text.en.title, 'zh-CN': text['zh-CN'].title } };
  for (const [name, key] of Object.entries(ids)) {
    const en = text.en.findings[name];
    if (en !== undefined) texts[key] = { en, 'zh-CN': text['zh-CN'].findings[name] ?? en };
  }
  return texts;
}

function refuseRepeatedIds(manifests: readonly Manifest[]): void {
  const owners = new Map<string, string>();
  for (const { name, checks, causes, targets } of manifests) {
    for (const id of [...checks.map((check) => check.id), ...causes.map((cause) => cause.id), ...targets.map(({ kind }) => `target kind ${kind}`)]) {
      const other = owners.get(id);
      if (other !== undefined) {
        throw new ToolError('PLUGIN_INVALID', {
          en: `Both ${other} and ${name} bring ${id}. Ids are unique: leave one of the two plugins out, or ask its author to rename.`,
          'zh-CN': `${other} 与 ${name} 都提供了 ${id}。标识必须唯一：请去掉其中一个插件，或请其作者改名。`,
        });
      }
      owners.set(id, name);
    }
  }
}

function refuseUnknown(given: readonly string[], known: readonly string[]): void {
  const unknown = given.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  const near = nearest(unknown, known);
  throw new ToolError('USAGE_INVALID', {
    en: `There is no check ${unknown}. ${near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'See "culprit list checks".'}`,
    'zh-CN': `没有名为 ${unknown} 的检查项。${near.length > 0 ? `是否想写 ${near.join(' 或 ')}？` : '请运行“culprit list checks”查看。'}`,
  });
}
