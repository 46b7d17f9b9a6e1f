import { sign } from 'node:crypto';
import { createAuthority, type Authority, type CrlOptions, type IssuedCertificate, type OcspOptions, type OcspStatus } from '@culprit/lab';
import { array, assert, double, nat, property, record, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { readDer, readDerChildren } from '../src/der/read-der.ts';
import { judgeCrl } from '../src/revocation/judge-crl.ts';
import { judgeOcsp, ocspRequest } from '../src/revocation/judge-ocsp.ts';
import { readStatusSubject, type StatusSubject } from '../src/revocation/status-subject.ts';
import type { RevocationVerdict } from '../src/revocation/verdict.ts';

const dayMs = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * dayMs);
const root = await createAuthority({ name: 'Test Root' });
const stranger = await createAuthority({ name: 'Test Root' });
const crlUrl = 'http://ca.test/root.crl';
const leaf = await root.issue({ names: ['service.test'], ocsp: 'http://ca.test/ocsp', crl: crlUrl });
const other = await root.issue({ names: ['other.test'] });
const below = await root.intermediate({ name: 'Below', crl: crlUrl });

function subjectOf({ der }: Pick<IssuedCertificate, 'der'>): StatusSubject {
  const subject = readStatusSubject(der);
  if (subject === undefined) throw new Error('the lab issued a certificate that cannot be read');
  return subject;
}

const context = (subject: Pick<IssuedCertificate, 'der'> = leaf, now = new Date()): Parameters<typeof judgeCrl>[1] => ({ subject: subjectOf(subject), issuer: subjectOf(root), now });
const short = (verdict: RevocationVerdict): string => (verdict.outcome === 'unusable' ? `unusable ${verdict.why}` : verdict.outcome === 'revoked' ? `revoked ${verdict.reason ?? ''}`.trim() : verdict.outcome);

const ocsp = async (status: OcspStatus, options: OcspOptions = {}, about: IssuedCertificate = leaf, by: Authority = root): Promise<string> =>
  short(judgeOcsp(await by.ocspResponse(about, status, options), context()));

test.each<[OcspStatus, string]>([
  ['good', 'good'], ['revoked', 'revoked keyCompromise'], ['unknown', 'unknown'], ['try-later', 'unusable responder-error'], ['unauthorized', 'unusable responder-error'],
])('an answer "%s" of the issuer itself is %s', async (status, expected) => {
  expect(await ocsp(status)).toBe(expected);
});

test('an answer holds from thisUpdate to nextUpdate, give or take five minutes', async () => {
  const minute = 60_000 / dayMs;
  expect(await ocsp('good', { thisUpdate: inDays(-10), nextUpdate: inDays(-3) })).toBe('unusable expired');
  expect(await ocsp('good', { thisUpdate: inDays(-10), nextUpdate: inDays(-2 * minute) })).toBe('good');
  expect(await ocsp('good', { thisUpdate: inDays(1), nextUpdate: inDays(3) })).toBe('unusable not-yet-valid');
  expect(await ocsp('good', { thisUpdate: inDays(2 * minute), nextUpdate: inDays(3) })).toBe('good');
});

test('revocation outlives the answer that tells it', async () => {
  expect(await ocsp('revoked', { thisUpdate: inDays(-10), nextUpdate: inDays(-3) })).toBe('revoked keyCompromise');
});

test('an answer about another certificate says nothing of this one', async () => {
  expect(await ocsp('good', {}, other)).toBe('unusable other-certificate');
});

test('only the issuer and whom it delegated may answer', async () => {
  const delegate = await root.issue({ commonName: 'Responder', usages: ['ocspSigning'] });
  expect(await ocsp('good', { responder: delegate })).toBe('good');
  expect(await ocsp('good', { responder: await root.issue({ commonName: 'Not a responder', usages: ['serverAuth'] }) })).toBe('unusable signer');
  expect(await ocsp('good', { responder: await stranger.issue({ commonName: 'Responder', usages: ['ocspSigning'] }) })).toBe('unusable signer');
  expect(await ocsp('good', { responder: await root.issue({ commonName: 'Responder', usages: ['ocspSigning'], notBefore: inDays(-20), notAfter: inDays(-1) }) })).toBe('unusable signer-expired');
  expect(await ocsp('good', { responder: { der: delegate.der, key: other.key } })).toBe('unusable signature');
});

test('an answer whose signature was made over other bytes is refused', async () => {
  const answer = await root.ocspResponse(leaf, 'good');
  const at = answer.length - 5;
  answer[at] = (answer[at] ?? 0) ^ 1;
  expect(short(judgeOcsp(answer, context()))).toMatch(/^unusable (signature|malformed)$/);
});

test('a question names the certificate by the hashes that responders look up', () => {
  const question = Buffer.from(ocspRequest(context())).toString('hex');
  expect(question).toContain('06052b0e03021a');
  expect(question).toContain(leaf.serialNumber);
});

const list = async (revoked: readonly IssuedCertificate[], options: CrlOptions = {}, about: Pick<IssuedCertificate, 'der'> = leaf, by: Authority = root): Promise<string> =>
  short(judgeCrl(await by.crl(revoked, options), context(about)));

test('a list tells who is on it, and since when and why', async () => {
  expect(await list([other])).toBe('good');
  expect(await list([other, leaf])).toBe('revoked');
  expect(await list([leaf], { reason: 'keyCompromise' })).toBe('revoked keyCompromise');
  expect(judgeCrl(await root.crl([leaf], { thisUpdate: new Date('2026-01-02T03:04:05Z') }), context())).toMatchObject({ outcome: 'revoked', at: '2026-01-02T03:04:05.000Z' });
});

test('a list that ran out still tells who was revoked, and not who was not', async () => {
  const past = { thisUpdate: inDays(-9), nextUpdate: inDays(-2) };
  expect(await list([], past)).toBe('unusable expired');
  expect(await list([leaf], past)).toBe('revoked');
});

test('a list of another authority counts for nothing, even of the same name', async () => {
  expect(await list([], {}, leaf, below)).toBe('unusable other-issuer');
  expect(await list([leaf], {}, leaf, stranger)).toBe('unusable signature');
});

test.each<[string, CrlOptions, 'leaf' | 'authority', string]>([
  ['of users', { scope: { only: 'user' } }, 'leaf', 'good'],
  ['of users', { scope: { only: 'user' } }, 'authority', 'unusable scope'],
  ['of authorities', { scope: { only: 'authority' } }, 'leaf', 'unusable scope'],
  ['of authorities', { scope: { only: 'authority' } }, 'authority', 'good'],
  ['of attribute certificates', { scope: { only: 'attribute' } }, 'leaf', 'unusable scope'],
  ['for the place that the certificate names', { scope: { url: crlUrl } }, 'leaf', 'good'],
  ['for another place', { scope: { url: 'http://ca.test/other.crl' } }, 'leaf', 'unusable scope'],
  ['of some reasons', { scope: { someReasons: true } }, 'leaf', 'unusable scope'],
  ['that others speak in', { scope: { indirect: true } }, 'leaf', 'unusable indirect'],
  ['of changes alone', { number: 8, since: 7 }, 'leaf', 'unusable delta'],
])('a list %s (%j) about a certificate of kind %s is %s', async (_, options, kind, expected) => {
  expect(await list([], options, kind === 'leaf' ? leaf : below)).toBe(expected);
});

test('a list of changes that belongs to its base adds to it and takes from it', async () => {
  const [empty, held] = [await root.crl([], { number: 7 }), await root.crl([leaf], { number: 7, reason: 'certificateHold' })];
  const [added, removed, ofLaterBase] = [await root.crl([leaf], { number: 8, since: 7 }), await root.crl([leaf], { number: 8, since: 7, reason: 'removeFromCRL' }), await root.crl([leaf], { number: 10, since: 9 })];
  expect(short(judgeCrl(empty, context(), added))).toBe('revoked');
  expect(short(judgeCrl(held, context()))).toBe('revoked certificateHold');
  expect(short(judgeCrl(held, context(), removed))).toBe('good');
  expect(short(judgeCrl(empty, context(), ofLaterBase))).toBe('good');
});

const [answers, lists] = [
  [await root.ocspResponse(leaf, 'good'), await root.ocspResponse(leaf, 'good', { responder: await root.issue({ usages: ['ocspSigning'] }) })],
  [await root.crl([other], { number: 7, freshest: crlUrl, scope: { url: crlUrl } }), await root.crl([other, leaf])],
] as const;
const mutations = array(record({ at: double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), to: nat(255) }), { minLength: 1, maxLength: 6 });

/** Judges a mutated answer: a verdict and never an exception, and "good" only for what a change left as it was signed. */
function mutated(der: Buffer, changes: readonly { readonly at: number; readonly to: number }[], cut: number): Buffer {
  const copy = Buffer.from(der);
  for (const { at, to } of changes) copy[Math.floor(at * copy.length)] = to;
  return cut > 0.9 ? copy.subarray(0, Math.floor((cut - 0.9) * 10 * copy.length)) : copy;
}

test('mutated answers and lists are judged without an exception, and nothing forged makes a revoked certificate good', () => {
  const ofRevoked = context(leaf);
  assert(property(nat(1), mutations, double({ min: 0, max: 1, noNaN: true }), (which, changes, cut) => {
    expect(judgeOcsp(mutated(answers[which] ?? answers[0], changes, cut), ofRevoked)).toHaveProperty('outcome');
    judgeCrl(mutated(lists[0], changes, cut), ofRevoked, mutated(lists[1], changes, 0));
    expect(judgeCrl(mutated(lists[1], changes, cut), ofRevoked).outcome).not.toBe('good');
  }), { numRuns: 400 });
});

test('arbitrary bytes are judged as unusable', () => {
  assert(property(uint8Array({ maxLength: 400 }), (bytes) => {
    expect([judgeOcsp(bytes, context()).outcome, judgeCrl(bytes, context()).outcome]).toEqual(['unusable', 'unusable']);
    readStatusSubject(bytes);
  }), { numRuns: 300 });
});

test('an answer that is nested sixteen thousand deep is no answer', () => {
  const parts: Buffer[] = [];
  for (let length = 0, depth = 0; depth < 16_000; depth++) {
    const header = length < 128 ? Buffer.of(0x30, length) : length < 256 ? Buffer.of(0x30, 0x81, length) : Buffer.of(0x30, 0x82, length >> 8, length & 255);
    parts.push(header);
    length += header.length;
    if (length > 65_000) break;
  }
  const nested = Buffer.concat(parts.toReversed());
  expect(judgeOcsp(nested, context())).toEqual({ outcome: 'unusable', why: 'malformed' });
  expect(judgeCrl(nested, context())).toEqual({ outcome: 'unusable', why: 'malformed' });
});

/** DER with four octets of length. */
const element = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([Buffer.of(tag, 0x84), length, content]);
};

test('a list of two hundred thousand entries is searched to its end', async () => {
  const [signed, algorithm] = readDerChildren(readDer(await root.crl([leaf]))?.content ?? Buffer.alloc(0)) ?? [];
  const parts = readDerChildren(signed?.content ?? Buffer.alloc(0)) ?? [];
  const filler = Buffer.concat([Buffer.from('30220211', 'hex'), Buffer.alloc(17, 0x11), Buffer.from('170d3236303130323033303430355a', 'hex')]);
  const enlarge = (own: Uint8Array): Buffer => {
    const tbs = element(0x30, ...parts.map((part, index) => (index === 5 ? element(0x30, Buffer.alloc(filler.length * 200_000, filler), own) : part.whole)));
    return element(0x30, tbs, algorithm?.whole ?? Buffer.alloc(0), element(0x03, Buffer.of(0), sign('sha256', tbs, root.key)));
  };
  expect(short(judgeCrl(enlarge(parts[5]?.content ?? Buffer.alloc(0)), context()))).toBe('revoked');
  expect(short(judgeCrl(enlarge(Buffer.alloc(0)), context()))).toBe('good');
});
