import type { KnownError } from '../known-error.ts';
import type { LikelyCause } from './understanding.ts';

/** A known error as far as the order of causes depends on it. */
export type Support = { readonly error: KnownError; readonly count: number; readonly line: number };

/**
 * The causes that these errors may have, likeliest first: by the best rank that an error gives it, by how many different
 * errors and then lines speak for it, by the error that leaves the fewest causes, and by where it was seen first.
 */
export function likelyCauses(supports: readonly Support[]): readonly LikelyCause[] {
  const causes = new Map<string, { rank: number; count: number; choices: number; line: number; when: LikelyCause['when']; because: string[] }>();
  for (const { error, count, line } of supports) {
    error.causes.forEach(({ id, when }, rank) => {
      const known = causes.get(id);
      const choices = error.causes.length;
      if (known === undefined) {
        causes.set(id, { rank, count, choices, line, when, because: [error.id] });
        return;
      }
      if (rank < known.rank || rank === known.rank && choices < known.choices) known.when = when;
      known.rank = Math.min(known.rank, rank);
      known.choices = Math.min(known.choices, choices);
      known.line = Math.min(known.line, line);
      known.count += count;
      known.because.push(error.id);
    });
  }
  return [...causes]
    .toSorted(([idA, a], [idB, b]) =>
      a.rank - b.rank || b.because.length - a.because.length || a.choices - b.choices || b.count - a.count || a.line - b.line || (idA < idB ? -1 : 1))
    .map(([id, { when, because }]) => ({ id, when, because }));
}
