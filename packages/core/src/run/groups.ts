import type { Placed } from './request-graph.ts';

/** Groups of questions, each with somebody who waits for all of its answers. */
export interface Groups {
  readonly groups: readonly Placed[];
  /** By place: which groups wait for the question that stands there, once for each time that they name it. */
  readonly waiting: ReadonlyMap<number, readonly number[]>;
}

export function groupsOf(groups: readonly Placed[]): Groups {
  const waiting = new Map<number, number[]>();
  for (const [group, { places }] of groups.entries()) {
    for (const place of places) {
      const those = waiting.get(place);
      if (those === undefined) waiting.set(place, [group]);
      else those.push(group);
    }
  }
  return { groups, waiting };
}
