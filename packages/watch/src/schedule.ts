import { createHash } from 'node:crypto';
import { canonical, type Json, type TargetEntry } from '@culprit/core';
import type { WatchedTarget } from './records.ts';

/** What is kept about an entry and is no part of what is examined. */
const beside: ReadonlySet<string> = new Set(['name', 'tags', 'interval', 'jitter', 'timeout', 'retries', 'retryDelay', 'paused']);

/** Equal for entries that examine the same, whatever they are called and however often. */
export function targetId(entry: TargetEntry): string {
  const examined: Json = typeof entry === 'string' ? entry.trim() : Object.fromEntries(Object.entries(entry).filter(([name]) => !beside.has(name)));
  return createHash('sha256').update(canonical(examined)).digest('base64url').replaceAll(/[-_]/g, '').slice(0, 12);
}

/** A number from 0 up to 1, always the same for the same text. */
function shareOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32;
}

type Timing = Pick<WatchedTarget, 'id' | 'intervalMs'>;

const phases = new Map<string, number>();

/** The moments of a target are its interval apart and begin at a place of its own in it, so that a thousand targets don't come at once. */
function phaseOf({ id, intervalMs }: Timing): number {
  const known = phases.get(id);
  if (known !== undefined) return Math.floor(known * intervalMs);
  const share = shareOf(id);
  if (phases.size > 100_000) phases.clear();
  phases.set(id, share);
  return Math.floor(share * intervalMs);
}

/** The first moment of the schedule after `after`. It rests on the clock alone, so that a slow look moves none that follow. */
export function nextMoment(target: Timing, after: number): number {
  const phase = phaseOf(target);
  return (Math.floor((after - phase) / target.intervalMs) + 1) * target.intervalMs + phase;
}

/** How much later than its moment a look begins. */
export const delayOf = ({ id, jitterMs }: Pick<WatchedTarget, 'id' | 'jitterMs'>, moment: number): number => (jitterMs === 0 ? 0 : Math.floor(shareOf(`${id} ${moment}`) * jitterMs));
