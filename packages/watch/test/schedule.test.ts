import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOf, within } from '../src/hours.ts';
import { createMemoryQueue } from '../src/memory-queue.ts';
import { delayOf, nextMoment, targetId } from '../src/schedule.ts';
import { queueContract } from './queue-contract.ts';

queueContract('a queue in memory', async () => createMemoryQueue());

describe('moments', () => {
  test('the next one is after now, within an interval, and one of a fixed row', () => {
    fc.assert(fc.property(fc.string(), fc.integer({ min: 1_000, max: 86_400_000 }), fc.integer({ min: 0, max: 4_000_000_000_000 }), (id, intervalMs, now) => {
      const next = nextMoment({ id, intervalMs }, now);
      expect(next).toBeGreaterThan(now);
      expect(next - now).toBeLessThanOrEqual(intervalMs);
      expect(nextMoment({ id, intervalMs }, next)).toBe(next + intervalMs);
      expect(nextMoment({ id, intervalMs }, next - 1)).toBe(next);
    }));
  });

  test('a delay is the same for the same moment and never the whole jitter', () => {
    fc.assert(fc.property(fc.string(), fc.integer({ min: 0, max: 100_000 }), fc.nat(), (id, jitterMs, moment) => {
      const delay = delayOf({ id, jitterMs }, moment);
      expect(delay).toBe(delayOf({ id, jitterMs }, moment));
      expect(delay).toBeGreaterThanOrEqual(0);
      expect(delay).toBeLessThan(Math.max(1, jitterMs));
    }));
  });

  test('a target keeps its history under another name or interval, and not at another address', () => {
    const id = targetId({ kind: 'http-resource', url: 'https://a.example/' });
    expect(targetId({ kind: 'http-resource', url: 'https://a.example/', name: 'A', tags: ['x'], interval: '5s' })).toBe(id);
    expect(targetId({ kind: 'http-resource', url: 'https://b.example/' })).not.toBe(id);
    expect(targetId('https://a.example/')).toBe(targetId(' https://a.example/ '));
  });
});

describe('hours', () => {
  const at = (text: string): number => Date.parse(text);

  test('a night belongs to the day on which it began', () => {
    const hours = { days: [5], begin: '22:00', end: '06:00', timeZone: 'Asia/Shanghai' };
    expect(within(hours, at('2026-11-20T23:00+08:00'))).toBe(true);
    expect(within(hours, at('2026-11-21T05:59+08:00'))).toBe(true);
    expect(within(hours, at('2026-11-21T06:00+08:00'))).toBe(false);
    expect(within(hours, at('2026-11-21T23:00+08:00'))).toBe(false);
    expect(within(hours, at('2026-11-20T05:00+08:00'))).toBe(false);
  });

  test('they end when the clocks of that place say so, on the night when those are put back too', () => {
    const hours = { begin: '22:00', end: '07:00', timeZone: 'Europe/Berlin' };
    expect(endOf(hours, at('2026-10-24T23:30+02:00'))).toBe(at('2026-10-25T07:00+01:00'));
    expect(endOf(hours, at('2026-10-24T12:00+02:00'))).toBe(at('2026-10-24T12:00+02:00'));
  });

  test('where they end, they are over, and a minute before they were not', () => {
    const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
    fc.assert(fc.property(time, time, fc.integer({ min: at('2026-01-01'), max: at('2026-12-31') }), (begin, end, now) => {
      fc.pre(begin !== end);
      const hours = { begin, end, timeZone: 'UTC' };
      fc.pre(within(hours, now));
      const over = endOf(hours, now);
      expect(within(hours, over)).toBe(false);
      expect(within(hours, over - 60_000)).toBe(true);
    }), { numRuns: 30 });
  });

  test('hours that never end keep nobody waiting for ever', () => {
    expect(endOf({ begin: '00:00', end: '00:00', timeZone: 'UTC' }, 5)).toBe(5);
  });
});
