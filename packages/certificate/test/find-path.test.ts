import { createMemory } from '@culprit/core';
import { createAuthority } from '@culprit/lab';
import { expect, test } from 'vitest';
import { findPath } from '../src/path-building/search-path.ts';
import { useWorld } from './examine.ts';

const world = useWorld();
const dayMs = 86_400_000;
const names = ['service.test'];
const text = (chain: readonly string[]): readonly string[] => chain.map((pem) => pem.replaceAll(/-----[^-]+-----|\s/g, ''));

/** The best path's store, and whether the store of the operating system was read for it. */
async function found(chain: readonly string[], ca: string): Promise<readonly unknown[]> {
  const memory = createMemory();
  const result = await findPath(text(chain), ca, memory, new Date());
  return [result?.search.trusted[0]?.trustedBy, memory.peek('certificate/trust-stores default,bundled,system') !== undefined];
}

test('where only the server\'s own certificate is at fault, no other store is read', async () => {
  const expired = await world().root.issue({ names, notBefore: new Date(Date.now() - 90 * dayMs), notAfter: new Date(Date.now() - dayMs) });
  expect(await found(expired.chain, world().ca)).toEqual(['given', false]);
});

test('where an authority on the way is at fault, another store might know a better path', async () => {
  const below = await world().root.intermediate({ name: 'Expired below', notBefore: new Date(Date.now() - 90 * dayMs), notAfter: new Date(Date.now() - dayMs) });
  expect(await found((await below.issue({ names })).chain, world().ca)).toEqual(['given', true]);
});

test('where what is given does not vouch for it, every store is asked', async () => {
  const stranger = await createAuthority({ name: 'Stranger' });
  expect(await found((await stranger.issue({ names })).chain, world().ca)).toEqual([undefined, true]);
});

test('a certificate that can\'t be read has no path', async () => {
  expect(await findPath(['AAAA'], world().ca, createMemory(), new Date())).toBeUndefined();
});
