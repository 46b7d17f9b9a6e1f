import type { Attempt } from './dial.ts';

/** The addresses that were tried, for a text: at most four. */
export function attempted(attempts: readonly Attempt[], outcome?: Attempt['outcome']): string {
  const addresses = [...new Set(attempts.filter((attempt) => outcome === undefined || attempt.outcome === outcome).map(({ address }) => address))];
  return addresses.length > 4 ? `${addresses.slice(0, 4).join(', ')}, …` : addresses.join(', ');
}

/** One family that did not connect while the other did. */
export type BrokenFamily = { readonly broken: 4 | 6; readonly working: 4 | 6; readonly code?: string; readonly waitedMs: number };

/** The machine has no such network at all: usual, and no fault. */
const absentFamily: ReadonlySet<string> = new Set(['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/**
 * Compares the attempts of a connection by family. An attempt that was abandoned counts when it had its whole head
 * start of 250 ms and waited twice as long as the other family took: a client without happy eyeballs (RFC 8305) would
 * still be waiting.
 */
export function brokenFamily(attempts: readonly Attempt[]): BrokenFamily | undefined {
  const connected = attempts.find(({ outcome }) => outcome === 'connected');
  if (connected === undefined) return undefined;
  const others = attempts.filter(({ family, outcome }) => family !== connected.family && outcome !== 'not-permitted');
  const failed = others.filter(({ outcome, tookMs }) => outcome !== 'abandoned' || tookMs >= 250 && tookMs > 2 * connected.tookMs);
  const [first] = failed;
  if (first === undefined || failed.length < others.length || failed.some(({ code = '' }) => absentFamily.has(code))) return undefined;
  return { broken: first.family, working: connected.family, ...(first.code === undefined ? {} : { code: first.code }), waitedMs: Math.round(Math.max(...failed.map(({ tookMs }) => tookMs))) };
}

/** The family that this machine has no network of: every attempt over it says so. */
export const absentFamilyOf = (attempts: readonly Attempt[]): 4 | 6 | undefined => ([4, 6] as const).find((family) => {
  const own = attempts.filter((attempt) => attempt.family === family);
  return own.length > 0 && own.every(({ code = '' }) => absentFamily.has(code));
});

/** The attempts over families that this machine has. */
export function ofPresentFamilies(attempts: readonly Attempt[]): readonly Attempt[] {
  const absent = absentFamilyOf(attempts);
  return attempts.filter(({ family }) => family !== absent);
}
