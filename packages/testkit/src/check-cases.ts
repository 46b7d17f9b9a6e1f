import assert from 'node:assert/strict';
import { canonical, defaultControls, type Access, type Check, type Conclusion, type JsonObject, type Settings } from '@culprit/core';
import { assertNone } from './assert-none.ts';
import type { Case } from './case.ts';
import { deepFreeze } from './freeze.ts';
import { assertCovers } from './texts.ts';

/** What is due. What is left out is not compared; that the parameters fill the texts in both languages is looked at anyhow. */
export type ExpectedConclusion = Pick<Conclusion, 'finding'> & Partial<Conclusion>;

/** One situation and what the check must conclude. Finding ids and parameters are compared, never texts. */
export interface CheckCase {
  readonly name: string;
  /** The data of the target. */
  readonly target: JsonObject;
  /** Exactly the facts that the check needs, by the names of its `needs`; optional ones may be `undefined`. */
  readonly facts: { readonly [name: string]: unknown };
  /** As somebody would write them in a config: the check's own schema reads them. */
  readonly options?: unknown;
  readonly settings?: Partial<Settings>;
  /** What somebody allowed, as in a config. Default: `['observe']`. A check may need what changes something only where the target asks for it and this allows it. */
  readonly allow?: readonly Access[];
  /** ISO 8601. Default: `2026-01-01T00:00:00Z`. */
  readonly now?: string;
  /** In the order in which the check says them; `'nothing'` where it has nothing to say about this target. */
  readonly concludes: ExpectedConclusion | readonly ExpectedConclusion[] | 'nothing';
}

/** The settings of a plain quick run, changed where a case says so. */
export function settingsFor(given: Partial<Settings> = {}): Settings {
  return { depth: 'quick', offline: false, controls: defaultControls, ...given };
}

/**
 * The cases themselves, then what every check owes: it asks for what it uses, changes nothing, says the same of the
 * same, fills its texts, and every declared finding has a case.
 */
export function checkCases(check: Check, cases: readonly CheckCase[]): readonly Case[] {
  return [
    ...cases.map((one): Case => ({ name: `${check.id}: ${one.name}`, run: () => runCase(check, one) })),
    {
      name: `${check.id}: every declared finding has a case`,
      run: () => {
        const seen = new Set(cases.flatMap(expected).map(({ finding }) => finding));
        assertNone(Object.keys(check.findings).filter((finding) => !seen.has(finding)), 'add cases for these findings, or do not declare them');
      },
    },
    {
      name: `${check.id}: no case is given twice`,
      run: () => {
        assertDistinct(cases.map(({ name }) => name), 'name');
        assertDistinct(cases.map((one) => inspectable({ ...one, name: undefined })), 'situation');
      },
    },
  ];
}

const expected = ({ concludes }: CheckCase): readonly ExpectedConclusion[] =>
  (concludes === 'nothing' ? [] : 'finding' in concludes ? [concludes] : concludes);

export function assertDistinct(keys: readonly string[], what: string): void {
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
  assertNone(twice, `the same ${what} is given twice`);
}

/** A text that tells two situations apart, whatever their facts are made of. */
export function inspectable(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' || member === undefined ? String(member) : member));
}

async function runCase(check: Check, one: CheckCase): Promise<void> {
  const options = await optionsOf(check, one.options);
  const [target, facts] = [deepFreeze(one.target), deepFreeze(one.facts)];
  const needs = check.needs(target, options, settingsFor(one.settings));
  if (one.concludes === 'nothing') {
    assert.ok(needs === undefined, `it should have nothing to say about this target: \`needs\` returns undefined then, and here it asks for ${Object.keys(needs ?? {}).join(', ') || 'no fact'}`);
    return;
  }
  assert.ok(needs !== undefined, 'it has nothing to say about this target: `needs` returns undefined. If that is meant, the case says `concludes: \'nothing\'`');
  assert.deepEqual(Object.keys(facts).sort(), Object.keys(needs).sort(), 'give exactly the facts that the check needs (-) for this target; the case gives (+)');
  for (const [name, request] of Object.entries(needs)) {
    assert.ok(!request.required || facts[name] !== undefined, `the fact "${name}" is required: the runner never leaves it out`);
    assert.equal(canonical(JSON.parse(JSON.stringify(request.input)) as JsonObject), canonical(request.input), `the input of "${name}" must be plain JSON`);
    assert.ok((one.allow ?? ['observe']).includes(request.fact.access), `"${name}" (${request.fact.id}) changes something: a check only looks, unless its target asks for more and the case says \`allow: ['observe', 'modify']\``);
  }
  const judge = (): readonly Conclusion[] => check.evaluate({ target, facts, options, now: new Date(one.now ?? '2026-01-01T00:00:00Z') });
  const conclusions = judge();
  for (const { finding, params } of conclusions) {
    assert.ok(Object.hasOwn(check.findings, finding), `it concluded "${finding}", which it does not declare`);
    for (const locale of ['en', 'zh-CN'] as const) {
      const template = check.text[locale].findings[finding];
      assert.ok(template !== undefined, `"${finding}" has no text in ${locale}`);
      assertCovers(params, template, `the ${locale} text of "${finding}"`);
    }
  }
  const due = expected(one);
  assert.deepEqual(conclusions.map((conclusion, index) => asFarAs(due[index], conclusion)), due, 'it concludes otherwise (+) than the case expects (-)');
  assert.deepEqual(judge(), conclusions, 'it says something else when it is asked again: evaluate must be pure');
}

const asFarAs = (due: ExpectedConclusion = { finding: '' }, conclusion: Conclusion): ExpectedConclusion =>
  ({ finding: conclusion.finding, ...(due.params === undefined ? {} : { params: conclusion.params }), ...(due.leadsTo === undefined || conclusion.leadsTo === undefined ? {} : { leadsTo: conclusion.leadsTo }) });

async function optionsOf(check: Check, given: unknown): Promise<unknown> {
  if (check.options === undefined) {
    assert.equal(given, undefined, 'the check takes no options');
    return undefined;
  }
  const result = await check.options['~standard'].validate(given ?? {});
  assert.ok(result.issues === undefined, `the options are refused: ${result.issues?.map(({ message }) => message).join('; ') ?? ''}`);
  return result.value;
}
