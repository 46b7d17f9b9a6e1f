import type { Tables } from './tables.ts';

/** What looks came to. */
export type Sums = Pick<Tables['rollups'], 'up' | 'down' | 'inconclusive' | 'planned' | 'took_sum' | 'took_min' | 'took_max'>;

/** The columns of {@link Sums} of both together. Without an answer there is no shortest one: 0 stands there. */
export const together = (one: Sums, other: Sums): Sums => ({
  up: one.up + other.up, down: one.down + other.down, inconclusive: one.inconclusive + other.inconclusive, planned: one.planned + other.planned,
  took_sum: one.took_sum + other.took_sum,
  took_min: one.up === 0 ? other.took_min : other.up === 0 ? one.took_min : Math.min(one.took_min, other.took_min),
  took_max: Math.max(one.took_max, other.took_max),
});
