import assert from 'node:assert/strict';
import { isTelling, type KnownError } from '@culprit/core';
import { assertNone } from './assert-none.ts';
import type { Case } from './case.ts';
import { nestedQuantifier } from './nested-quantifier.ts';
import { assertSameInBothLanguages, idGrammar } from './texts.ts';

/** The named groups that are read out of a text. */
const groups = ['host', 'port', 'url', 'address', 'proxy', 'endpoint', 'key', 'name'];

/** A pattern sees one line of at most this many characters. */
const lineLimit = 16_384;

/**
 * What every known error owes: its examples match and its near misses do not, the prefilter lets every match through,
 * the causes exist, and the pattern can't be made to take exponential time.
 * @param causes The ids of all causes that may be named, of this plugin and of others.
 */
export function knownErrorCases(errors: readonly KnownError[], causes: Iterable<string>): readonly Case[] {
  const known = new Set(causes);
  return [
    {
      name: 'known errors: ids are unique',
      run: () => assertNone(errors.map(({ id }) => id).filter((id, index, all) => all.indexOf(id) !== index), 'named twice'),
    },
    {
      name: 'known errors: no text means one thing to one entry and another thing to another',
      run: () => assertNone(errors.flatMap((error) => contradictions(error, errors)), 'two entries that match it, and share no cause'),
    },
    ...errors.flatMap((error) => casesOf(error, known)),
  ];
}

/** Lines of an error's examples that another telling entry matches too, without one cause in common. */
function contradictions(error: KnownError, errors: readonly KnownError[]): readonly string[] {
  if (!isTelling(error)) return [];
  const others = errors.filter((other) => other !== error && isTelling(other) && !other.causes.some(({ id }) => error.causes.some((cause) => cause.id === id)));
  return linesOfExamples(error).flatMap((line) => others.filter(({ literals, pattern }) => holdsOne(line, literals) && pattern.test(line)).map(({ id }) => `${error.id} and ${id}: ${line}`));
}

const linesOf = (text: string): readonly string[] => text.split(/\r?\n/);

const linesOfExamples = ({ pattern, examples }: KnownError): readonly string[] => examples.matches.flatMap(linesOf).filter((line) => pattern.test(line));

const holdsOne = (line: string, literals: readonly string[]): boolean => literals.some((literal) => line.toLowerCase().includes(literal.toLowerCase()));

function casesOf(error: KnownError, known: ReadonlySet<string>): readonly Case[] {
  const demand = (name: string, run: () => void): Case => ({ name: `${error.id}: ${name}`, run });
  const { pattern, literals, examples } = error;
  return [
    demand('the id is plugin/program-text', () => assert.match(error.id, idGrammar, `"${error.id}" is not plugin/program-text in kebab-case, as in network/curl-timed-out`)),
    demand('every example matches, and passes the prefilter', () => {
      assert.notEqual(examples.matches.length, 0, 'give a real text that it matches');
      for (const example of examples.matches) {
        const hits = linesOf(example).filter((line) => pattern.test(line));
        assert.notEqual(hits.length, 0, `does not match: ${example}`);
        for (const line of hits) assert.ok(holdsOne(line, literals), `no literal of ${JSON.stringify(literals)} is in: ${line}`);
      }
    }),
    demand('no near miss matches', () => {
      assert.notEqual(examples.nearMisses.length, 0, 'give a text that is nearly the same and that it must not match');
      for (const example of examples.nearMisses) assertNone(linesOf(example).filter((line) => pattern.test(line)), 'the pattern matches what it must not');
    }),
    demand('the prefilter tells something', () => {
      assert.notEqual(literals.length, 0, 'give at least one literal');
      for (const literal of literals) assert.ok(literal.trim().length >= 3, `the literal ${JSON.stringify(literal)} is in too many texts`);
    }),
    demand('every literal leads to a match', () => {
      const lines = linesOfExamples(error);
      assertNone(literals.filter((literal) => !lines.some((line) => holdsOne(line, [literal]))), 'give an example with it, or leave out a literal that no text with it matches');
      assertNone(literals.filter((literal, index) => literals.findIndex((other) => other.toLowerCase() === literal.toLowerCase()) !== index), 'a literal that stands there twice, letter case aside');
    }),
    demand('the pattern is linear and has no state', () => {
      assert.doesNotMatch(pattern.flags, /[gy]/, 'the flags g and y keep a position between two texts');
      assert.equal(nestedQuantifier(pattern.source), undefined, 'a repeated group holds a repetition, which can take exponential time: write it without one of the two');
      assert.doesNotMatch(pattern.source, /\\[1-9]|\\k</, 'a back reference is not linear');
    }),
    demand('named groups are known ones', () => {
      const named = [...pattern.source.matchAll(/\(\?<([A-Za-z_$][\w$]*)>/g)].map(([, name = '']) => name);
      assertNone(named.filter((name) => !groups.includes(name)), `groups that are read out are ${groups.join(', ')}, and not`);
    }),
    demand('every cause exists', () => {
      assert.notEqual(error.causes.length, 0, 'name at least one cause');
      assertNone(error.causes.map(({ id }) => id).filter((id) => !known.has(id)), 'causes that nobody knows');
    }),
    demand('what tells the causes apart stands in both languages', () => {
      for (const { id, when } of error.causes) assertSameInBothLanguages(when.en, when['zh-CN'], id);
    }),
    demand('examples are as short as a line that is searched', () => {
      for (const line of [...examples.matches, ...examples.nearMisses].flatMap(linesOf)) assert.ok(line.length <= lineLimit, 'longer than 16 KiB');
    }),
  ];
}
