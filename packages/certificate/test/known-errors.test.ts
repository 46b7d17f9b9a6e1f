import { readdirSync } from 'node:fs';
import type { KnownError } from '@culprit/core';
import { knownErrorCases } from '@culprit/testkit';
import { register } from '@culprit/testkit/vitest';
import { expect, test } from 'vitest';

const files = readdirSync(new URL('../src/known-errors/', import.meta.url)).filter((file) => file !== 'possible-causes.ts');
const programs = await Promise.all(files.map(async (file) => {
  const { errors } = (await import(`../src/known-errors/${file}`)) as { readonly errors: readonly KnownError[] };
  return { file, errors };
}));
const all = programs.flatMap(({ errors }) => errors);
const causes = readdirSync(new URL('../src/causes/', import.meta.url)).map((file) => `certificate/${file.replace(/\.ts$/, '')}`);

register(knownErrorCases(all, [...causes, 'network/clock-skew', 'network/forged-address', 'network/captive-portal']));

test('a known error stands in the file of its program', () => {
  expect(programs.flatMap(({ file, errors }) => errors.filter(({ program }) => `${program}.ts` !== file).map(({ id }) => id))).toEqual([]);
});

test('no pattern repeats anything without a bound, so that a hostile line costs no more than a long one', () => {
  const bare = (source: string): string => source.replaceAll(/\\./g, '_').replaceAll(/\[[^\]]*\]/g, '_');
  expect(all.filter(({ pattern }) => /[*+]|\{\d+,\}/.test(bare(pattern.source))).map(({ id }) => id)).toEqual([]);
});
