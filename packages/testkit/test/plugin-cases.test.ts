import { definePlugin, manifestOf, type Check, type Manifest, type Plugin } from '@culprit/core';
import { describe, expect, test } from 'vitest';
import { pluginCases, pluginOf, type PluginCasesOptions } from '../src/index.ts';
import { register } from '../src/vitest.ts';
import { failures } from './failures.ts';
import { answer, callAgain, gates, gate, locked, ring, silentGate } from './sound-plugin.ts';

describe('a sound plugin passes', () => {
  register(pluginCases(gates, manifestOf(gates)));
});

type Draft = { readonly [member: string]: unknown };
const withCheck = (change: object): Draft => ({ checks: [{ ...answer, ...change }] });
const withCause = (change: object): Draft => ({ causes: [{ ...locked, ...change }] });
const withRemedy = (change: object): Draft => withCause({ remedies: [{ ...callAgain, ...change }] });
const withError = (change: object): Draft => ({ knownErrors: [{ ...silentGate, ...change }] });
const zh = (check: Check, change: object): object => ({ text: { ...check.text, 'zh-CN': { ...check.text['zh-CN'], ...change } } });

const broken: { readonly [fault: string]: readonly [Draft, RegExp] } = {
  'a wrong interface version': [{ api: 2 }, /speaks plugin interface 1/],
  'a version that is none': [{ version: 'latest' }, /semantic version/],
  'a missing list': [{ commands: undefined }, /lists of a plugin/],
  'an unknown member': [{ rules: [] }, /lists of a plugin.*rules/s],
  'a name in capitals': [{ name: '@test/Gates' }, /name of an npm package/],
  'another name than the ids say': [{ name: '@test/doors' }, /gates\/answer: the id/],
  'the same id twice': [{ checks: [answer, answer] }, /ids are unique/],
  'two remedies of one id': [{ causes: [{ ...locked, remedies: [callAgain, { ...callAgain }] }] }, /ids are unique.*two remedies/],
  'a check in camel case': [withCheck({ id: 'gates/doorAnswer' }), /the id is plugin\/kebab-noun — "gates\/doorAnswer" must be gates\/ and words in small letters.*gates\/some-noun/],
  'a check with a verb': [withCheck({ id: 'gates/has-answer' }), /without a verb/],
  'an unknown layer': [withCheck({ layer: 'roof' }), /no layer "roof"/],
  'documentation without https': [withCheck({ docs: 'http://example.com/' }), /documented under https/],
  'an English title in Chinese': [withCheck(zh(answer, { title: 'Answer at the gate' })), /is not Chinese/],
  'half-width punctuation in Chinese': [withCheck(zh(answer, { why: '没人应门,就进不去。' })), /full-width punctuation/],
  'a placeholder lost in translation': [withCheck(zh(answer, { findings: { answered: '有人应门', silent: '敲了 {count} 次' } })), /lacks \{name\}/],
  'a placeholder invented in translation': [withCheck(zh(answer, { findings: { answered: '{who} 应门', silent: '敲了 {count} 次，{name} 无人应答' } })), /English text lacks \{who\}/],
  'a finding lost in translation': [withCheck(zh(answer, { findings: { answered: '有人应门' } })), /same members/],
  'an empty text': [withCheck(zh(answer, { why: ' ' })), /is empty/],
  'a finding without a text': [withCheck({ findings: { ...answer.findings, deaf: { outcome: 'not-applicable' } } }), /texts and declared findings differ/],
  'a check that never fails': [withCheck({ findings: { answered: { outcome: 'pass' }, silent: { outcome: 'pass' } } }), /can pass and can fail/],
  'a failure that nobody explains': [{ causes: [] }, /nobody says what to do.*gates\/answer#silent/s],
  'a failure that names a cause of its own plugin that is not there': [withCheck({ findings: { ...answer.findings, silent: { ...answer.findings['silent'], suspects: ['gates/absent-cause'] } } }), /causes that its failures name exist.*gates\/absent-cause/s],
  'a failure that names a cause by less than its id': [withCheck({ findings: { ...answer.findings, silent: { ...answer.findings['silent'], suspects: ['clock'] } } }), /causes that nobody knows/],
  'an unknown owner': [withCause({ owner: 'nobody' }), /no owner "nobody"/],
  'a cause suspected by nothing': [withCause({ suspectedBy: [] }), /nothing makes anybody think of it/],
  'a cause suspected by a finding that is not declared': [withCause({ suspectedBy: ['gates/answer#deaf'] }), /does not declare gates\/answer#deaf/],
  'a cause suspected by a success': [withCause({ suspectedBy: ['gates/answer#silent', 'gates/answer#answered'] }), /is no failure/],
  'a reason in camel case': [withCause({ text: both({ confirmed: { backAnswers: '{side}' } }, { confirmed: { backAnswers: '{side}' } }) }), /the id is plugin\/kebab-noun/],
  'a reason that has two texts': [withCause({ text: both({ open: { 'back-silent': 'Knock' } }, { open: { 'back-silent': '敲门' } }) }), /one id would have two texts/],
  'a remedy without a step': [withRemedy({ text: { en: { title: 'Call', steps: [] }, 'zh-CN': { title: '敲门', steps: [] } } }), /without a step/],
  'a remedy with a step less in Chinese': [withRemedy({ text: { ...callAgain.text, 'zh-CN': { title: '敲门', steps: ['敲 {name} 的 {side}。'] } } }), /same members/],
  'a remedy of another prefix': [withRemedy({ id: 'doors/call-again' }), /doors\/call-again/],
  'a remedy with a plain documentation address': [withRemedy({ docs: 'ftp://example.com/' }), /no https address/],
  'a known error whose cause is not there': [withError({ causes: [{ id: 'gates/absent-cause', when: silentGate.causes[0]?.when }] }), /causes that nobody knows/],
  'a command with an English summary': [{ commands: [{ ...ring, text: { ...ring.text, 'zh-CN': { summary: 'Rings', positionals: '<gate>' } } }] }, /ring: both languages/],
  'a kind that is not Chinese in Chinese': [{ targets: [{ ...gate, text: { en: 'A gate', 'zh-CN': 'A gate' } }] }, /gate: both languages/],
};

function both(en: object, chinese: object): object {
  return { en: { ...locked.text.en, ...en }, 'zh-CN': { ...locked.text['zh-CN'], ...chinese } };
}

describe('a plugin fails that has', () => {
  test.each(Object.entries(broken))('%s', async (_, [change, message]) => {
    const plugin = { ...gates, ...change } as unknown as Plugin;
    const failed = await failures(pluginCases(plugin, manifestOf(gates)));
    expect(failed.join('\n')).toMatch(message);
  });
});

describe('a manifest fails that', () => {
  const whole = manifestOf(gates);
  const drifted: { readonly [fault: string]: readonly [Partial<Manifest>, RegExp] } = {
    'is of another version': [{ version: '0.9.0' }, /is of the same plugin/],
    'forgot a kind': [{ targets: [] }, /has the same kinds/],
    'has a scheme with a colon': [{ targets: whole.targets.map((target) => ({ ...target, schemes: ['gate:'] })) }, /without its colon/],
    'forgot a check': [{ checks: [] }, /has the same checks/],
    'loads another check': [{ checks: whole.checks.map((check) => ({ ...check, load: async () => ({ ...answer, id: 'gates/other' }) })) }, /loading gates\/answer/],
    'has a check of another kind': [{ checks: whole.checks.map((check) => ({ ...check, kind: 'house' })) }, /has the same checks/],
    'forgot a cause': [{ causes: [] }, /has the same causes/],
    'has a cause suspected by less': [{ causes: whole.causes.map((cause) => ({ ...cause, suspectedBy: [] })) }, /suspected by the same/],
    'forgot the known errors': [{ knownErrors: [] }, /has the same known errors/],
    'forgot a command': [{ commands: [] }, /has the same commands/],
    'tells another summary': [{ commands: whole.commands.map((command) => ({ ...command, summary: { en: 'x', 'zh-CN': 'x' } })) }, /has the same commands/],
  };
  test.each(Object.entries(drifted))('%s', async (_, [change, message]) => {
    expect((await failures(pluginCases(gates, { ...whole, ...change }))).join('\n')).toMatch(message);
  });
});

describe('ids of other plugins', () => {
  const extension = definePlugin({ name: '@test/fences', version: '1.0.0', api: 1, causes: [{ ...locked, id: 'fences/locked-front', remedies: [] }] });
  const fails = (options: PluginCasesOptions): Promise<readonly string[]> => failures(pluginCases(extension, manifestOf(extension), options));

  test('are only checked for their form where the plugin is not given', async () => expect(await fails({})).toEqual([]));
  test('must be declared where it is given', async () => {
    expect(await fails({ others: [gates] })).toEqual([]);
    const empty = definePlugin({ name: '@test/gates', version: '1.0.0', api: 1 });
    expect((await fails({ others: [empty] })).join()).toMatch(/@test\/gates does not declare gates\/answer#silent/);
  });
  test('a cause of another plugin may take up a failure', async () => {
    const plain = { ...gates, causes: [], knownErrors: [] };
    expect((await failures(pluginCases(plain, manifestOf(plain)))).join()).toMatch(/nobody says what to do/);
    expect(await failures(pluginCases(plain, manifestOf(plain), { others: [extension] }))).toEqual([]);
  });
});

describe('a package with nothing but a manifest', () => {
  const manifest = manifestOf(gates);
  test('passes by the plugin that its manifest loads', async () => expect(await failures(pluginCases(await pluginOf(manifest), manifest))).toEqual([]));
  test('fails where a loader gives something else than the manifest says', async () => {
    const drifted = { ...manifest, causes: manifest.causes.map((cause) => ({ ...cause, suspectedBy: ['gates/answer#deaf'] })) };
    expect((await failures(pluginCases(await pluginOf(drifted), drifted))).join()).toMatch(/suspected by the same/);
  });
  test('is told so when the manifest is given for the plugin', async () => {
    expect(await failures(pluginCases(manifest as unknown as Plugin, manifest))).toEqual([expect.stringContaining('await pluginOf(manifest)')]);
  });
});
