import { expect, test } from 'vitest';
import { defineCause, type Confidence, type Finding, type Suspicion } from '../src/index.ts';
import { standing } from '../src/run/supersede.ts';

const texts = { title: '', about: '', confirmed: { yes: '' }, ruledOut: {}, open: {} };
const failure = (id: string): Finding => ({ id: `test/${id}`, check: 'test/way', layer: 'connection', target: 't1', outcome: 'fail', severity: 'major', params: {}, evidence: [] });
const [refused, closed, untrusted] = [failure('refused'), failure('closed'), failure('untrusted')];

const verdict = (id: string, findings: readonly Finding[], supersedes: readonly string[] = [], { confidence = 'certain', subject = 'a' }: { readonly confidence?: Confidence; readonly subject?: string } = {}) => {
  const cause = defineCause({
    id, owner: 'machine', layer: 'connection', scope: 'endpoint', text: { en: texts, 'zh-CN': texts }, suspectedBy: [], supersedes: (other) => supersedes.includes(other.id),
    controls: () => ({}), judge: ({ confirmed }) => confirmed('yes', {}, []), remedies: [],
  });
  const suspicion: Suspicion = { findings, targets: [], settings: { depth: 'quick', offline: true, controls: { resolvers: [], timeSources: [], sni: [], portals: [], egress: [] } }, related: () => undefined };
  return { cause, subject, suspicion, judgement: { verdict: 'confirmed', reason: 'yes', params: {}, witness: [], confidence } as const };
};
const left = (...confirmed: readonly ReturnType<typeof verdict>[]): readonly string[] =>
  standing(confirmed).map(({ verdict: { cause }, explains }) => `${cause.id}: ${explains.map(({ id }) => id.slice(5)).join(' ')}`);

test('a cause that makes the trouble of another stands alone, and takes all of its failures', () => {
  expect(left(verdict('symptom', [refused, closed]), verdict('root', [refused], ['symptom']))).toEqual(['root: refused closed']);
});

test('causes that know nothing of each other both stand', () => {
  expect(left(verdict('one', [refused]), verdict('other', [refused]))).toEqual(['one: refused', 'other: refused']);
});

test('what is only likely takes nothing from what is certain', () => {
  const likely = { confidence: 'likely' } as const;
  expect(left(verdict('symptom', [refused]), verdict('root', [refused], ['symptom'], likely))).toHaveLength(2);
  expect(left(verdict('symptom', [refused], [], likely), verdict('root', [refused], ['symptom'], likely))).toEqual(['root: refused']);
});

test('a cause takes nothing from another subject, unless the failures are its own', () => {
  expect(left(verdict('symptom', [closed], [], { subject: 'b' }), verdict('root', [refused], ['symptom']))).toHaveLength(2);
  expect(left(verdict('symptom', [refused], [], { subject: 'b' }), verdict('root', [refused, closed], ['symptom'], { subject: '' }))).toEqual(['root: refused closed']);
});

test('what the superseded had taken goes along', () => {
  expect(left(verdict('deep', [untrusted]), verdict('middle', [closed], ['deep']), verdict('root', [refused], ['middle']))).toEqual(['root: refused untrusted closed']);
});

test('causes that claim each other both stand', () => {
  expect(left(verdict('one', [refused], ['other']), verdict('other', [refused], ['one']))).toHaveLength(2);
});
