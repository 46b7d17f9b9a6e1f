import assert from 'node:assert/strict';

/** Fails with what is there and should not be, rather than with the difference between a list and an empty one. */
export function assertNone(found: readonly string[], message: string): void {
  assert.ok(found.length === 0, `${message}: ${found.join(', ')}`);
}
