import assert from 'node:assert/strict';
import { formsOf, placeholders, type Params, type Template } from '@culprit/core';

/** `plugin/noun` in kebab-case. */
export const idGrammar: RegExp = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\/[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
export const kebab: RegExp = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const isObject = (value: unknown): value is { readonly [name: string]: unknown } => typeof value === 'object' && value !== null;
const isTemplate = (value: unknown): value is Template =>
  typeof value === 'string' || (isObject(value) && ((typeof value['other'] === 'string' && typeof value['one'] === 'string') || (typeof value['text'] === 'string' && isObject(value['words']))));

const list = (names: Iterable<string>): string => [...names].map((name) => `{${name}}`).join(', ');

/** What a template asks for and the parameters do not give. `count` and `span` must be numbers. */
function missingParams(template: Template, params: Params): readonly string[] {
  return [...placeholders(template)].filter((name) => !Object.hasOwn(params, name) || ((name === 'count' || name === 'span') && typeof params[name] !== 'number'));
}

export function assertCovers(params: Params, template: Template, what: string): void {
  const missing = missingParams(template, params);
  assert.ok(missing.length === 0, `${what} asks for ${list(missing)}, but the parameters are ${list(Object.keys(params)) || 'none'}`);
  for (const [name, value] of Object.entries(params)) {
    assert.ok(['string', 'number', 'boolean'].includes(typeof value), `${what}: parameter {${name}} is ${value === null ? 'null' : typeof value}; only texts, numbers and booleans are printed`);
  }
}

/** Whether a text that has words has Chinese ones. Commands, names and bare placeholders have no words. */
function isChinese(chinese: string, english: string, mayBeCode: boolean): boolean {
  if (/\p{Script=Han}/u.test(chinese)) return true;
  const words = chinese.replaceAll(/\{\w+\}/g, '');
  // The width of punctuation may differ: `Node：NAME=value`.
  const bare = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '');
  return !/\p{Letter}/u.test(words) || (mayBeCode && bare(chinese) === bare(english));
}

/**
 * Compares a text with its translation, member by member: the same keys and placeholders, none empty, and Chinese that
 * is Chinese. `code` tells which paths may hold commands, which read the same in every language.
 */
export function assertSameInBothLanguages(english: unknown, chinese: unknown, path: string, code: (path: string) => boolean = () => false): void {
  if (isTemplate(english)) {
    assert.ok(isTemplate(chinese), `${path}: the Chinese text is missing`);
    for (const form of [...formsOf(english), ...formsOf(chinese)]) assert.notEqual(form.trim(), '', `${path} is empty`);
    const plural = typeof english !== 'string' || typeof chinese !== 'string';
    const names = (template: Template): ReadonlySet<string> => new Set(formsOf(template).flatMap((form) => [...placeholders(form)]));
    const words = (template: Template): object => (typeof template === 'object' && 'words' in template ? template.words : {});
    const [inEnglish, inChinese] = [names(english), names(chinese)];
    assert.ok(inEnglish.isSubsetOf(inChinese), `${path}: the Chinese text lacks ${list(inEnglish.difference(inChinese))}`);
    const more = [...inChinese.difference(inEnglish)].filter((name) => !(plural && name === 'count'));
    assert.deepEqual(more, [], `${path}: the English text lacks ${list(more)}`);
    for (const form of formsOf(chinese)) {
      assert.ok(isChinese(form, formsOf(english).at(-1) ?? '', code(path)), `${path}: "${form}" is not Chinese: translate it under 'zh-CN'`);
      assert.doesNotMatch(form, /\p{Script=Han}[,;:?!]/u, `${path}: Chinese has full-width punctuation (，；：？！): "${form}"`);
    }
    // Some words are names: base64.
    assertSameInBothLanguages(words(english), words(chinese), `${path}.words`, () => true);
    return;
  }
  assert.ok(typeof english === 'object' && english !== null, `${path}: the English text is missing`);
  assert.ok(typeof chinese === 'object' && chinese !== null, `${path}: the Chinese text is missing`);
  assert.deepEqual(Object.keys(chinese).sort(), Object.keys(english).sort(), `${path}: both languages need the same members`);
  for (const [key, value] of Object.entries(english)) {
    assertSameInBothLanguages(value, (chinese as { readonly [key: string]: unknown })[key], `${path}.${key}`, code);
  }
}
