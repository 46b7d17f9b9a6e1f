import { createAuthority } from '@culprit/lab';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { derForm } from '../src/files/der-form.ts';
import { foreignForm } from '../src/files/foreign-form.ts';
import { readContents, type FileContents } from '../src/files/read-contents.ts';
import { scanPem } from '../src/files/scan-pem.ts';
import { certsOnly, der } from './certs-only.ts';
import { pkcs12Samples } from './pkcs12-samples.ts';

const root = await createAuthority({ name: 'Root' });
const leaf = await root.issue({ names: ['shop.test'] });

/** One file of every form. */
const seeds: readonly Uint8Array[] = [
  Buffer.from([...leaf.chain, leaf.key, root.certificate].join('')), leaf.der, certsOnly([leaf.der, root.der]),
  Buffer.from(`-----BEGIN PKCS7-----\n${certsOnly([leaf.der]).toString('base64')}\n-----END PKCS7-----\n`), Buffer.from(leaf.der.toString('base64')),
  ...Object.values(pkcs12Samples).map((text) => Buffer.from(text, 'base64')),
];

/** A seed with some of its bytes changed, cut out or repeated. */
const mutated: fc.Arbitrary<Uint8Array> = fc.tuple(
  fc.constantFrom(...seeds),
  fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), what: fc.constantFrom('set', 'cut', 'repeat'), byte: fc.integer({ min: 0, max: 255 }), length: fc.integer({ min: 1, max: 40 }) }), { minLength: 1, maxLength: 6 }),
).map(([seed, edits]) => edits.reduce<Uint8Array>((bytes, { at, what, byte, length }) => {
  const index = Math.floor(at * bytes.length);
  const part = bytes.subarray(index, index + length);
  if (what === 'cut') return Buffer.concat([bytes.subarray(0, index), bytes.subarray(index + length)]);
  if (what === 'repeat') return Buffer.concat([bytes.subarray(0, index), part, part, bytes.subarray(index)]);
  const changed = Buffer.from(bytes);
  if (index < changed.length) changed[index] = byte;
  return changed;
}, seed));

/** Whether nothing is larger than what it was read from could hold. */
const bounded = ({ certificates, keys, others, problems }: FileContents, size: number): boolean =>
  certificates.reduce((sum, one) => sum + one.der.length, 0) <= size && certificates.length <= 1_000 && keys.length <= 2_000 && others.length <= 2_000 && problems.length <= 50;

test('files with some bytes changed end in an answer', async () => {
  await expect(fc.assert(fc.asyncProperty(mutated, fc.constantFrom(undefined, 'correct', 'wrong'), async (bytes, password) => bounded(await readContents(bytes, password), bytes.length)), { numRuns: 600 })).resolves.toBeUndefined();
}, 60_000);

test('arbitrary bytes and texts end in an answer', async () => {
  const texts = fc.array(fc.constantFrom('-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----', '-----BEGIN RSA PRIVATE KEY-----', '-----BEGIN ', '\n', '\r', 'Proc-Type: 4,ENCRYPTED', 'MIIB', '=', '—', '\\n', ' '), { maxLength: 40 }).map((words) => Buffer.from(words.join('')));
  const bytes = fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.uint8Array({ maxLength: 400 }).map((rest) => Buffer.concat([Buffer.of(0x30), rest])), texts);
  await expect(fc.assert(fc.asyncProperty(bytes, async (given) => bounded(await readContents(given, undefined), given.length + 1)), { numRuns: 1_500 })).resolves.toBeUndefined();
}, 60_000);

test('structure is told from arbitrary bytes without an exception', () => {
  expect(() => fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
    derForm(Buffer.concat([Buffer.of(0x30), bytes]));
    foreignForm(bytes);
    return scanPem(bytes).blocks.length <= bytes.length;
  }), { numRuns: 2_000 })).not.toThrow();
});

test('nesting without end, and lines without end, are read in no time that anybody notices', async () => {
  let nested: Uint8Array = Buffer.of(0x05, 0x00);
  for (let depth = 0; depth < 5_000; depth++) nested = der(0x30, nested.length > 60_000 ? Buffer.of(5, 0) : nested);
  const indefinite = Buffer.concat([Buffer.alloc(200_000, Buffer.of(0x30, 0x80)), Buffer.alloc(1_000)]);
  const begins = Buffer.from('-----BEGIN CERTIFICATE-----'.repeat(50_000));
  const dashes = Buffer.from(`${'—'.repeat(400_000)}BEGIN `);
  const found = await Promise.all([nested, indefinite, begins, dashes].map((bytes) => readContents(bytes, undefined)));
  expect(found.map(({ certificates }) => certificates.length)).toEqual([0, 0, 0, 0]);
});

test('a file of blanks is read at once, and holds nothing', async () => {
  // Long enough for a pattern that tries every split of them never to end.
  expect(await readContents(Buffer.from(`${' '.repeat(1_000_000)}!`), undefined)).toMatchObject({ certificates: [], keys: [] });
});
