import { defineFact, type Fact } from '@culprit/core';

export type ClockStep = {
  /** By how much the wall clock moved against the monotonic one since this process began: positive, it was set forward, or the machine slept. */
  readonly stepMs: number;
  /** For how long it was watched. */
  readonly watchedMs: number;
};

/**
 * Whether the wall clock was set, or the machine slept, while this process ran. `performance.timeOrigin` is the wall clock
 * at its begin (W3C High Resolution Time); the monotonic clock does not count sleep on Linux (clock_gettime(2)).
 */
export const clockStep: Fact<Record<never, never>, ClockStep> = defineFact<Record<never, never>, ClockStep>({
  id: 'network/clock-step',
  gather: async (): Promise<ClockStep> => stepOf(performance.timeOrigin, performance.now(), Date.now()),
  exhibit: (value) => value,
});

/** Pure. */
export const stepOf = (began: number, elapsedMs: number, wall: number): ClockStep => ({ stepMs: Math.round(wall - began - elapsedMs), watchedMs: Math.round(elapsedMs) });
