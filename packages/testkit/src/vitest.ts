import { test } from 'vitest';
import type { Case } from './case.ts';

/** Makes every case a test of vitest. */
export function register(cases: readonly Case[]): void {
  // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- the cases assert, and name themselves
  for (const { name, run } of cases) test(name, () => run());
}
