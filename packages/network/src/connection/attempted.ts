import type { Attempt } from './dial.ts';

/** The addresses that were tried, for a text: at most four. */
export function attempted(attempts: readonly Attempt[], outcome?: Attempt['outcome']): string {
  const addresses = [...new Set(attempts.filter((attempt) => outcome === undefined || attempt.outcome === outcome).map(({ address }) => address))];
  return addresses.length > 4 ? `${addresses.slice(0, 4).join(', ')}, …` : addresses.join(', ');
}
