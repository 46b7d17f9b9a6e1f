import type { KnownError } from '@culprit/core';
import { describe, expect, test } from 'vitest';
import { knownErrorCases } from '../src/index.ts';
import { nestedQuantifier } from '../src/nested-quantifier.ts';
import { register } from '../src/vitest.ts';
import { failures } from './failures.ts';
import { silentGate } from './sound-plugin.ts';

const known = ['gates/locked-front'];

describe('a sound known error passes', () => {
  register(knownErrorCases([silentGate], known));
});

const { examples } = silentGate;
const faults: { readonly [fault: string]: readonly [change: object, message: RegExp] } = {
  'an example that does not match': [{ examples: { ...examples, matches: ['bell: fine'] } }, /does not match: bell: fine/],
  'no example': [{ examples: { ...examples, matches: [] } }, /give a real text/],
  'a near miss that matches': [{ examples: { ...examples, nearMisses: ['bell: no answer from south'] } }, /no near miss matches/],
  'no near miss': [{ examples: { ...examples, nearMisses: [] } }, /nearly the same/],
  'a prefilter that holds a match back': [{ literals: ['silence'] }, /no literal of \["silence"\]/],
  'no prefilter': [{ literals: [] }, /at least one literal/],
  'a literal that no example shows': [{ literals: ['no answer from', 'bell is silent'] }, /leave out a literal that no text with it matches: bell is silent/],
  'a literal twice': [{ literals: ['no answer from', 'No Answer From'] }, /stands there twice, letter case aside: No Answer From/],
  'a prefilter that is in every text': [{ literals: ['e'] }, /in too many texts/],
  'a pattern with a state': [{ pattern: /no answer from/gi }, /keep a position/],
  'a nested quantifier': [{ pattern: /(?:no )*(?:answer +)+from/i }, /a repeated group holds a repetition/],
  'a back reference': [{ pattern: /(no) answer (?:from|\1)/i }, /back reference/],
  'an unknown group': [{ pattern: /no answer from (?<gate>\w+)/i }, /groups that are read out/],
  'an unknown cause': [{ causes: [{ id: 'gates/absent', when: { en: 'x', 'zh-CN': '某' } }] }, /causes that nobody knows/],
  'no cause': [{ causes: [] }, /name at least one cause/],
  'an English sentence in Chinese': [{ causes: [{ id: 'gates/locked-front', when: { en: 'The back answers', 'zh-CN': 'The back answers' } }] }, /is not Chinese/],
  'an id without its plugin': [{ id: 'bell-silent' }, /the id is plugin/],
};

describe('a known error fails that has', () => {
  test.each(Object.entries(faults))('%s', async (_, [change, message]) => {
    expect((await failures(knownErrorCases([{ ...silentGate, ...change }], known))).join('\n')).toMatch(message);
  });
});

test('known errors fail that share an id', async () => {
  expect((await failures(knownErrorCases([silentGate, silentGate], known))).join('\n')).toMatch(/ids are unique/);
});

const elsewhere: KnownError = { ...silentGate, id: 'gates/bell-mute', causes: [{ id: 'gates/lost-bell', when: { en: 'It was seen elsewhere', 'zh-CN': '有人在别处见过' } }] };

test('known errors fail that mean different things by the same text', async () => {
  expect((await failures(knownErrorCases([silentGate, elsewhere], [...known, 'gates/lost-bell']))).join('\n')).toMatch(/share no cause: gates\/bell-silent and gates\/bell-mute: bell: No answer from north\.example/);
});

test('known errors may share a text where they share a cause, and where one of them only wraps', async () => {
  const shared = { ...elsewhere, causes: [...elsewhere.causes, ...silentGate.causes] };
  const wrapper = { ...elsewhere, causes: Array.from({ length: 4 }, () => elsewhere.causes).flat() };
  expect(await failures(knownErrorCases([silentGate, shared], [...known, 'gates/lost-bell']))).toEqual([]);
  expect(await failures(knownErrorCases([silentGate, wrapper], [...known, 'gates/lost-bell']))).toEqual([]);
});

test('a text of several lines matches by one of them', async () => {
  const error = { ...silentGate, examples: { matches: ['Traceback:\n  bell: no answer from north'], nearMisses: ['no answer\nfrom bell'] } };
  expect(await failures(knownErrorCases([error], known))).toEqual([]);
});

describe('nested quantifiers', () => {
  test.each(['(a+)+', '(a*)*', '(?:a|b+)*', '((a+)b?){2,}', '(?<host>\\w+\\.)+x', '(a{2,})*', '(?=(a+)+)', '([)]+)*', '(\\(+)*', '(?:(?:a+)?b)*', '(a+){1,100}'])('%s has one', (source) => expect(nestedQuantifier(source)).toBeDefined());
  test.each(['a+b+', '(ab)+', '(a+)', '(a+)?', '(?:a{1,3})*', '[(a+)]+', '\\(a+\\)+', '(?<host>[\\w.-]+):(?<port>\\d+)', '(a+){2}', '\\p{L}+(?:x)*', '(?<!a)(b)+', '(?:[^)]x)*'])('%s has none', (source) => expect(nestedQuantifier(source)).toBeUndefined());
});
