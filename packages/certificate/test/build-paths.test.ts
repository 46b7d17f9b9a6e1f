import { createAuthority, type Authority } from '@culprit/lab';
import { expect, test } from 'vitest';
import { certificatesOfPem } from '../src/der/certificates-in.ts';
import { buildPaths, type PathSearch } from '../src/path-building/build-paths.ts';
import { createPool } from '../src/path-building/certificate-pool.ts';

const root = await createAuthority({ name: 'Root' });
const derOf = (pem: string): Uint8Array => certificatesOfPem(pem)[0] ?? new Uint8Array(0);

function search(sent: readonly string[], trusted: readonly Authority[] = [root], now: Date = new Date()): PathSearch {
  const pool = createPool(new Map(), trusted.map(({ der }) => der));
  const [leaf] = sent.map((pem) => pool.add(derOf(pem), 'sent'));
  if (leaf === undefined) throw new Error('the leaf must be readable');
  return buildPaths(leaf, pool, now);
}

test('two authorities that certify each other end in an answer', async () => {
  const one = await createAuthority({ name: 'One' });
  const two = await createAuthority({ name: 'Two' });
  const leaf = await one.issue({ names: ['a.test'] });
  const result = search([...leaf.chain, await two.crossSign(one), await one.crossSign(two)]);
  expect([result.trusted.length, result.gaveUp]).toEqual([0, false]);
  expect(result.broken[0]).toMatchObject({ fault: { by: 'issuer-not-found' } });
});

test('a graph with thousands of paths is searched within bounds, and the trusted path in it is found', async () => {
  const levels = await Promise.all(Array.from({ length: 6 }, async (_, level) => Promise.all(Array.from({ length: 4 }, () => createAuthority({ name: `Level ${level}` })))));
  const sent: string[] = [];
  for (const [level, lower] of levels.entries()) {
    for (const upper of levels[level + 1] ?? []) for (const authority of lower) sent.push(await upper.crossSign(authority));
  }
  const [own] = levels[0] ?? [];
  const [top] = levels.at(-1) ?? [];
  if (own === undefined || top === undefined) throw new Error('there are authorities');
  const leaf = await own.issue({ names: ['a.test'] });
  const hopeless = search([...leaf.chain, ...sent]);
  expect(hopeless.trusted).toEqual([]);
  expect(hopeless.broken.length).toBeLessThanOrEqual(16);
  const hopeful = search([...leaf.chain, ...sent, await root.crossSign(top)]);
  expect(hopeful.trusted[0]?.certificates.at(-1)?.summary.subject.commonName).toBe('Root');
});

test('of two paths the one with valid dates is taken', async () => {
  const intermediate = await root.intermediate({ name: 'Intermediate' });
  const old = await root.crossSign(intermediate, { notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') });
  const leaf = await intermediate.issue({ names: ['a.test'] });
  const [own = '', current = ''] = leaf.chain;
  const [best] = search([own, old, current]).trusted;
  expect(best?.certificates[1]?.summary.notAfter).not.toBe('2021-01-01T00:00:00.000Z');
  expect(search([own, old]).trusted[0]?.certificates[1]?.summary.notAfter).toBe('2021-01-01T00:00:00.000Z');
});

test('a path ends at a trusted root even where a longer one over a cross-signature exists', async () => {
  const legacy = await createAuthority({ name: 'Legacy' });
  const leaf = await root.issue({ names: ['a.test'] });
  const [best] = search([...leaf.chain, await legacy.crossSign(root), legacy.certificate], [root, legacy]).trusted;
  expect(best?.certificates.map(({ summary }) => summary.subject.commonName)).toEqual(['a.test', 'Root']);
});

test('a server certificate is no issuer, whatever it signed', async () => {
  const pool = createPool(new Map(), [root.der]);
  const intermediate = await root.intermediate({ name: 'Intermediate' });
  const leaf = pool.add(derOf((await intermediate.issue({ names: ['a.test'] })).certificate), 'sent');
  const impostor = await root.issue({ names: [], commonName: 'Intermediate' });
  pool.add(impostor.der, 'sent');
  if (leaf === undefined) throw new Error('the leaf must be readable');
  expect(buildPaths(leaf, pool, new Date()).broken[0]?.fault).toEqual({ by: 'not-an-authority', at: 1 });
});
