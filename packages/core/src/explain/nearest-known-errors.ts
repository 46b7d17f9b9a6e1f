import type { KnownError } from '../known-error.ts';
import type { NearKnownError } from './understanding.ts';

const empty: ReadonlySet<string> = new Set(['the', 'and', 'for', 'was', 'are', 'not', 'with', 'this', 'that', 'from', 'has', 'can', 'but', 'you', 'your', 'did', 'does', 'have', 'its', 'what', 'when', 'error', 'code']);

/** Words, codes and runs of Han characters; numbers and single letters tell nothing. */
const words = (text: string): ReadonlySet<string> => {
  const found = text.toLowerCase().match(/[a-z][a-z0-9_]{2,40}|\p{Script=Han}{2,20}/gu) ?? [];
  return new Set(found.filter((word) => !empty.has(word)).flatMap((word) => (/^[a-z]/.test(word) ? [word] : Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2)))));
};

/**
 * The known errors that an unknown text resembles most, best first, at most three. A word counts the more the fewer known
 * errors hold it (its inverse document frequency), and a literal of theirs that was found counts as much as three words.
 */
export function nearestKnownErrors(sample: string, knownErrors: readonly KnownError[], literalSeen: ReadonlySet<KnownError>): readonly NearKnownError[] {
  const given = words(sample);
  if (given.size === 0) return [];
  const known = knownErrors.map((error) => ({ error, words: words([...error.literals, ...error.examples.matches].join(' ')) }));
  const spread = new Map<string, number>();
  for (const { words: own } of known) for (const word of own) spread.set(word, (spread.get(word) ?? 0) + 1);
  const weight = (word: string): number => Math.log(1 + known.length / (spread.get(word) ?? known.length));
  const most = Math.log(1 + known.length);
  const scored = known.map(({ error, words: own }) => {
    const shared = [...own].filter((word) => given.has(word));
    const score = shared.reduce((sum, word) => sum + weight(word), 0) + (literalSeen.has(error) ? 3 * most : 0);
    // Long examples share words by chance.
    return { error, score: score / Math.sqrt(own.size), shared: shared.length };
  });
  const best = scored.filter(({ error, shared, score }) => (shared >= 2 || literalSeen.has(error)) && score >= most / 5).toSorted((a, b) => b.score - a.score || (a.error.id < b.error.id ? -1 : 1));
  const leader = best[0]?.score ?? 0;
  return best.filter(({ score }) => score >= leader / 2).slice(0, 3)
    .map(({ error }) => ({ error: error.id, program: error.program, example: nearestExample(error, given) }));
}

const nearestExample = ({ examples: { matches } }: KnownError, given: ReadonlySet<string>): string => {
  const shared = (example: string): number => [...words(example)].filter((word) => given.has(word)).length;
  return matches.toSorted((a, b) => shared(b) - shared(a))[0] ?? '';
};
