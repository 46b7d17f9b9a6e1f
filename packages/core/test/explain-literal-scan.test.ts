import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildLiteralAutomaton } from '../src/explain/literal-scan.ts';

const encoder = new TextEncoder();

/** The meanings that end at each byte of a text. */
function scan(literals: readonly (readonly string[])[], text: string): ReadonlySet<number> {
  const { classes, next, accepting, outputsOf } = buildLiteralAutomaton(literals);
  const found = new Set<number>();
  let state = 0;
  for (const byte of encoder.encode(text)) {
    state = next[state + (classes[byte] ?? 0)] ?? 0;
    if (state >= accepting) for (const meaning of outputsOf(state)) found.add(meaning);
  }
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
