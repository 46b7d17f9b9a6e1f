import assert from 'node:assert/strict';
import { layers, owners, placeholders, type Cause, type Check, type Manifest, type Plugin, type Remedy } from '@culprit/core';
import { assertNone } from './assert-none.ts';
import type { Case } from './case.ts';
import { knownErrorCases } from './known-error-cases.ts';
import { assertSameInBothLanguages, kebab } from './texts.ts';

export interface PluginCasesOptions {
  /** Plugins whose findings and causes this one names. Ids of plugins that are not here are only checked for their form. */
  readonly others?: readonly Plugin[];
}

/**
 * What every plugin owes, whoever wrote it: shape, ids, texts, references, and a manifest that says the same. A package
 * that offers nothing but its manifest gives `await pluginOf(manifest)` for the plugin.
 */
export function pluginCases(plugin: Plugin, manifest: Manifest, { others = [] }: PluginCasesOptions = {}): readonly Case[] {
  const all = [plugin, ...others];
  // Without its lists there is nothing more to say about a plugin.
  if (lists.some((list) => !Array.isArray(plugin[list])) || '~manifest' in plugin) return shapeCases(plugin);
  return [
    ...shapeCases(plugin),
    ...plugin.targets.map((target): Case => ({ name: `${target.kind}: both languages say what it is`, run: () => assertSameInBothLanguages(target.text.en, target.text['zh-CN'], 'text') })),
    ...plugin.checks.flatMap((check) => checkDemands(check, plugin, all)),
    ...plugin.causes.flatMap((cause) => causeDemands(cause, plugin, all)),
    ...remediesOf(plugin).map((remedy) => remedyDemand(remedy, plugin)),
    ...plugin.commands.map((command): Case => ({
      name: `${command.name}: both languages say the same`,
      run: () => {
        assertSameInBothLanguages(command.text.en, command.text['zh-CN'], 'text', (path) => path.endsWith('.positionals'));
        for (const [name, field] of Object.entries(command.options)) assertSameInBothLanguages(field.text.en, field.text['zh-CN'], name);
      },
    })),
    ...knownErrorCases(plugin.knownErrors, causeIds(all, plugin.knownErrors.flatMap(({ causes }) => causes.map(({ id }) => id)))),
    ...manifestCases(plugin, manifest),
  ];
}

const lists = ['targets', 'checks', 'causes', 'knownErrors', 'commands'] as const;

const prefixOf = ({ name }: { readonly name: string }): string => name.split('/').at(-1) ?? name;
const idOf = (plugin: Plugin): RegExp => new RegExp(`^${prefixOf(plugin)}/[a-z][a-z0-9]*(-[a-z0-9]+)*$`);
const twice = (ids: readonly string[]): readonly string[] => ids.filter((id, index) => ids.indexOf(id) !== index);

/** What is wrong with an id, and how it would be right. */
function assertId(id: string, plugin: Plugin): void {
  const own = prefixOf(plugin);
  assert.match(id, idOf(plugin), `"${id}" must be ${own}/ and words in small letters with hyphens between them, as the package is called ${plugin.name}: ${own}/some-noun`);
}

/** The findings of a check that are there instead. */
function declaredBy(plugin: Plugin, id: string): string {
  const check = plugin.checks.find((one) => one.id === id);
  return check === undefined ? `; it has no check ${id}` : `; ${id} has ${Object.keys(check.findings).join(', ')}`;
}

/** All causes that are there, and of those named the ones whose plugin is not. */
function causeIds(all: readonly Plugin[], named: readonly string[]): ReadonlySet<string> {
  const absent = named.filter((id) => /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/.test(id) && !all.some((plugin) => id.startsWith(`${prefixOf(plugin)}/`)));
  return new Set([...all.flatMap(({ causes }) => causes.map(({ id }) => id)), ...absent]);
}

function remediesOf(plugin: Plugin): readonly Remedy[] {
  const ofFindings = plugin.checks.flatMap(({ findings }) => Object.values(findings)).flatMap((spec) => (spec.outcome === 'fail' && spec.remedy !== undefined ? [spec.remedy] : []));
  return [...new Set([...ofFindings, ...plugin.causes.flatMap(({ remedies }) => remedies)])];
}

function shapeCases(plugin: Plugin): readonly Case[] {
  const demand = (name: string, run: () => void): Case => ({ name: `${plugin.name}: ${name}`, run });
  const whole = demand('has the lists of a plugin and nothing else', () => {
    assert.ok(!('~manifest' in plugin), 'this is a manifest: give pluginCases the plugin, or `await pluginOf(manifest)`');
    for (const list of lists) assert.ok(Array.isArray(plugin[list]), `"${list}" must be a list`);
    const known = ['name', 'version', 'api', ...lists, 'secretSources', '~options'];
    assertNone(Object.keys(plugin).filter((key) => !known.includes(key)), `a plugin has ${known.join(', ')} and nothing else, such as`);
  });
  if (lists.some((list) => !Array.isArray(plugin[list])) || '~manifest' in plugin) return [whole];
  return [
    whole,
    demand('speaks plugin interface 1', () => assert.equal(plugin.api, 1, 'say `api: 1`')),
    demand('has the name of an npm package', () => assert.match(plugin.name, /^(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z][a-z0-9]*(-[a-z0-9]+)*$/)),
    demand('has a semantic version', () => assert.match(plugin.version, /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/)),
    demand('ids are unique', () => {
      assertNone(twice([...plugin.checks, ...plugin.causes].map(({ id }) => id)), 'two checks or causes of one id');
      assertNone(twice(remediesOf(plugin).map(({ id }) => id)), 'two remedies of one id');
      assertNone(twice(plugin.targets.map(({ kind }) => kind)), 'two kinds of one name');
      assertNone(twice(plugin.commands.map(({ name }) => name)), 'two commands of one name');
    }),
    demand('kinds are kebab-case nouns, commands one or two words', () => {
      for (const { kind } of plugin.targets) assert.match(kind, kebab, `"${kind}" is no noun in kebab-case, as in tls-endpoint`);
      for (const { name } of plugin.commands) assert.match(name, /^[a-z][a-z0-9-]*(?: [a-z][a-z0-9-]*)?$/, `"${name}" is not one word or two in small letters, as in "pac test"`);
    }),
  ];
}

function checkDemands(check: Check, plugin: Plugin, all: readonly Plugin[]): readonly Case[] {
  const demand = (name: string, run: () => void): Case => ({ name: `${check.id}: ${name}`, run });
  return [
    demand('the id is plugin/kebab-noun', () => {
      assertId(check.id, plugin);
      assert.doesNotMatch(check.id, /\/(?:no|not|is|has|check|validate)-/, 'a check is named by what it looks at, without a verb or a "no"');
      for (const finding of Object.keys(check.findings)) assert.match(finding, kebab, `the finding "${finding}" is not in kebab-case, as in not-reachable`);
      assert.ok(layers.includes(check.layer), `there is no layer "${check.layer}"; layers are ${layers.join(', ')}`);
    }),
    demand('is documented under https', () => assertHttps(check.docs)),
    demand('both languages say the same', () => {
      assertSameInBothLanguages(check.text.en, check.text['zh-CN'], 'text');
      assert.deepEqual(Object.keys(check.text.en.findings).sort(), Object.keys(check.findings).sort(), 'texts and declared findings differ: each finding (-) has one text (+)');
    }),
    demand('can pass and can fail', () => {
      const outcomes = Object.values(check.findings).map(({ outcome }) => outcome);
      assert.ok(outcomes.includes('pass') && outcomes.includes('fail'), `it declares only ${[...new Set(outcomes)].join(', ')}: a check tells good from bad, so declare a finding with the outcome pass and one with fail`);
    }),
    demand('the causes that its failures name exist', () => {
      const named = Object.values(check.findings).flatMap((spec) => (spec.outcome === 'fail' ? spec.suspects ?? [] : []));
      const known = causeIds(all, named);
      assertNone(named.filter((id) => !known.has(id)), 'causes that nobody knows');
    }),
    demand('every failure is suspected by a cause, names one or carries a remedy', () => {
      const suspected = new Set(all.flatMap(({ causes }) => causes.flatMap(({ suspectedBy }) => suspectedBy)));
      const orphans = Object.entries(check.findings).filter(([finding, spec]) => spec.outcome === 'fail' && spec.remedy === undefined && (spec.suspects ?? []).length === 0 && !suspected.has(`${check.id}#${finding}`));
      assertNone(orphans.map(([finding]) => `${check.id}#${finding}`), 'nobody says what to do about these: give the finding a `remedy`, name causes in `suspects`, or name it in the `suspectedBy` of a cause');
      for (const spec of Object.values(check.findings)) if (spec.outcome === 'fail') assert.ok(owners.includes(spec.owner), `there is no owner "${spec.owner}"; owners are ${owners.join(', ')}`);
    }),
  ];
}

function causeDemands(cause: Cause, plugin: Plugin, all: readonly Plugin[]): readonly Case[] {
  const demand = (name: string, run: () => void): Case => ({ name: `${cause.id}: ${name}`, run });
  return [
    demand('the id is plugin/kebab-noun', () => {
      assertId(cause.id, plugin);
      for (const reason of [cause.text.en.confirmed, cause.text.en.ruledOut, cause.text.en.open].flatMap(Object.keys)) assert.match(reason, kebab, `the reason "${reason}" is not in kebab-case, as in answers-elsewhere`);
      assert.ok(layers.includes(cause.layer), `there is no layer "${cause.layer}"; layers are ${layers.join(', ')}`);
      assert.ok(owners.includes(cause.owner), `there is no owner "${cause.owner}"; owners are ${owners.join(', ')}`);
    }),
    demand('reasons are unique', () => {
      const { confirmed, ruledOut, open } = cause.text.en;
      assertNone(twice([confirmed, ruledOut, open].flatMap(Object.keys)), 'one id would have two texts');
      assert.notEqual(Object.keys(confirmed).length, 0, 'nothing could confirm it: give a text under `confirmed`');
    }),
    demand('is documented under https', () => assertHttps(cause.docs)),
    demand('both languages say the same', () => {
      // What stands for unknown parameters may be empty, or a name.
      assertSameInBothLanguages({ ...cause.text.en, unknown: {} }, { ...cause.text['zh-CN'], unknown: {} }, 'text');
    }),
    demand('what it calls unknown parameters are those of its title, in both languages', () => {
      const [english = [], chinese = []] = [cause.text.en, cause.text['zh-CN']].map(({ unknown = {} }) => Object.keys(unknown).toSorted());
      assert.deepEqual(chinese, english, 'both languages need the same members of `unknown`');
      const asked = placeholders(cause.text.en.title);
      assertNone(english.filter((name) => !asked.has(name)), 'the title asks for no such parameter');
    }),
    demand('is suspected by findings that exist', () => {
      assert.notEqual(cause.suspectedBy.length, 0, 'nothing makes anybody think of it: name failures in `suspectedBy`');
      assertNone(twice(cause.suspectedBy), 'named twice');
      for (const id of cause.suspectedBy) {
        assert.match(id, /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*#[a-z0-9]+(-[a-z0-9]+)*$/, `"${id}" is no id of a finding: plugin/check#finding, all in kebab-case`);
        const [check = '', finding = ''] = id.split('#');
        const owner = all.find((other) => check.startsWith(`${prefixOf(other)}/`));
        if (owner === undefined) continue;
        const spec = owner.checks.find((other) => other.id === check)?.findings[finding];
        assert.ok(spec !== undefined, `${owner.name} does not declare ${id}${declaredBy(owner, check)}`);
        assert.equal(spec.outcome, 'fail', `${id} is no failure: nobody looks for a cause of what is ${spec.outcome}`);
      }
    }),
  ];
}

function remedyDemand(remedy: Remedy, plugin: Plugin): Case {
  return {
    name: `${remedy.id}: remedy with an id, steps and both languages`,
    run: () => {
      assertId(remedy.id, plugin);
      assert.notEqual(remedy.text.en.steps.length, 0, 'a remedy without a step is no advice');
      assertSameInBothLanguages(remedy.text.en, remedy.text['zh-CN'], 'text', (path) => path.startsWith('text.steps.'));
      if (remedy.docs !== undefined) assertHttps(remedy.docs);
    },
  };
}

function assertHttps(address: string): void {
  assert.ok(URL.canParse(address) && new URL(address).protocol === 'https:', `"${address}" is no https address`);
}

function manifestCases(plugin: Plugin, manifest: Manifest): readonly Case[] {
  const demand = (name: string, run: () => void | Promise<void>): Case => ({ name: `${plugin.name}, manifest: ${name}`, run });
  const sorted = (ids: readonly string[]): readonly string[] => ids.toSorted();
  return [
    demand('is of the same plugin', () => assert.deepEqual({ name: manifest.name, version: manifest.version, api: manifest.api }, { name: plugin.name, version: plugin.version, api: plugin.api })),
    demand('has the same kinds', async () => {
      assert.deepEqual(sorted(manifest.targets.map(({ kind }) => kind)), sorted(plugin.targets.map(({ kind }) => kind)));
      for (const { kind, schemes = [], load } of manifest.targets) {
        assert.equal((await load()).kind, kind, `loading ${kind}`);
        for (const scheme of schemes) assert.match(scheme, /^[a-z][a-z0-9+.-]*$/, 'a scheme is written without its colon');
      }
    }),
    demand('has the same checks', async () => {
      const described = (id: string, kinds: readonly string[], depth: string): string => `${id} of ${kinds.join(', ')} in ${depth}`;
      assert.deepEqual(
        sorted(manifest.checks.map(({ id, kind, alsoJudges = [], depth }) => described(id, [kind, ...alsoJudges], depth))),
        sorted(plugin.checks.map(({ id, target, alsoJudges, depth }) => described(id, [target.kind, ...alsoJudges], depth))),
      );
      for (const { id, load } of manifest.checks) assert.equal((await load()).id, id, `loading ${id}`);
    }),
    demand('has the same causes, suspected by the same', async () => {
      const described = (causes: readonly { readonly id: string; readonly suspectedBy: readonly string[] }[]): readonly string[] => sorted(causes.map(({ id, suspectedBy }) => `${id} by ${sorted(suspectedBy).join(', ')}`));
      assert.deepEqual(described(manifest.causes), described(plugin.causes));
      for (const { id, load } of manifest.causes) assert.equal((await load()).id, id, `loading ${id}`);
    }),
    demand('has the same known errors', async () => {
      const loaded = (await Promise.all(manifest.knownErrors.map(({ load }) => load()))).flat();
      assert.deepEqual(sorted(loaded.map(({ id }) => id)), sorted(plugin.knownErrors.map(({ id }) => id)));
    }),
    demand('has the same secret sources', async () => {
      const schemes = (sources: readonly { readonly scheme: string }[] = []): readonly string[] => sorted(sources.map(({ scheme }) => scheme));
      assert.deepEqual(schemes(manifest.secretSources), schemes(plugin.secretSources));
      for (const { scheme, load } of manifest.secretSources ?? []) assert.equal((await load()).scheme, scheme, `loading ${scheme}:`);
    }),
    demand('has the same commands', async () => {
      const described = (commands: readonly { readonly name: string; readonly summary: unknown }[]): readonly string[] => sorted(commands.map(({ name, summary }) => `${name}: ${JSON.stringify(summary)}`));
      const own = plugin.commands.map(({ name, text }) => ({ name, summary: { en: text.en.summary, 'zh-CN': text['zh-CN'].summary } }));
      assert.deepEqual(described(manifest.commands.map(({ name, summary }) => ({ name, summary: { en: summary.en, 'zh-CN': summary['zh-CN'] } }))), described(own));
      for (const { name, load } of manifest.commands) assert.equal((await load()).name, name, `loading ${name}`);
    }),
  ];
}
