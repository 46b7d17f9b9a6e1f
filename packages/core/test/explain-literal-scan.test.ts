import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildLiteralAutomaton } from '../src/explain/literal-scan.ts';

const encoder = new TextEncoder();

/** The meanings of what a text holds. */
function scan(literals: readonly (readonly string[])[], text: string): ReadonlySet<number> {
  const automaton = buildLiteralAutomaton(literals);
  const bytes = encoder.encode(text);
  const found = new Set<number>();
  // Cut in two: a literal may begin in one chunk and end in the next. Read twice: what was learned is used again.
  for (let time = 0; time < 2; time++) automaton.read(automaton.read(automaton.start, bytes, 0, bytes.length >> 1, found), bytes, bytes.length >> 1, bytes.length, found);
  return found;
}

test('finds exactly the literals that a text holds, also those that overlap or hold one another', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '连', '接', ' '), minLength: 1, maxLength: 5 });
  fc.assert(fc.property(fc.array(fc.array(word, { maxLength: 3 }), { maxLength: 8 }), fc.string({ unit: fc.constantFrom('a', 'b', 'B', 'c', '连', '接', ' '), maxLength: 40 }), (literals, text) => {
    const expected = literals.flatMap((texts, meaning) => (texts.some((literal) => text.toLowerCase().includes(literal.toLowerCase())) ? [meaning] : []));
    expect([...scan(literals, text)].toSorted((a, b) => a - b)).toEqual(expected);
  }), { numRuns: 500 });
});

test('without literals it finds nothing', () => {
  expect(scan([], 'anything').size).toBe(0);
  expect(scan([['']], 'anything').size).toBe(0);
});
