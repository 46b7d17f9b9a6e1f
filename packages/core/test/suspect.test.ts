import { defineCause, defineTarget, defaultControls, type Finding } from '../src/index.ts';
import { expect, test } from 'vitest';
import type { PlannedTarget } from '../src/run/plan.ts';
import { suspect } from '../src/run/suspect.ts';

const kind = defineTarget({
  kind: 'thing', text: { en: 'thing', 'zh-CN': 'thing' }, label: ({ name }: { readonly name: string }) => name,
  schema: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value: value as { readonly name: string } }) } },
});
const planned = ['t1', 't2', 't3'].map((id) => ({ id, kind, target: kind.of({ name: id }), implies: [], impliedBy: [] }) as unknown as PlannedTarget);
const failure = (target: string, proxy: string): Finding =>
  ({ id: 'test/way#closed', check: 'test/way', layer: 'proxy', target, outcome: 'fail', severity: 'major', params: { proxy }, evidence: [] });
const texts = { title: '', about: '', confirmed: { yes: '' }, ruledOut: {}, open: {} };
const cause = (subject?: (finding: Finding) => string) => defineCause({
  id: 'test/cause', owner: 'machine', layer: 'proxy', scope: 'machine', text: { en: texts, 'zh-CN': texts }, suspectedBy: ['test/way#closed'],
  ...(subject === undefined ? {} : { subject }), controls: () => ({}), judge: ({ confirmed }) => confirmed('yes', {}, []), remedies: [],
});
const settings = { depth: 'quick', offline: true, controls: defaultControls } as const;
const failures = [failure('t1', 'a'), failure('t2', 'b'), failure('t3', 'b')];

test('a finding may name a cause that does not know it', () => {
  const stranger = failures.map((finding) => ({ ...finding, id: 'other/way#closed' }));
  expect(suspect(stranger, [cause()], planned, settings)).toEqual([]);
  const [suspected] = suspect(stranger, [cause()], planned, settings, new Map([['other/way#closed', ['test/cause']]]));
  expect(suspected?.suspicion.findings.map(({ id }) => id)).toEqual(stranger.map(({ id }) => id));
});

test('a cause of the machine is one suspect, unless it says what a failure is about', () => {
  const subjects = (suspected: ReturnType<typeof cause>) => suspect(failures, [suspected], planned, settings).map(({ subject, suspicion }) => [subject, suspicion.targets.map(({ label }) => label).join(' ')]);
  expect(subjects(cause())).toEqual([['', 't1 t2 t3']]);
  expect(subjects(cause(({ params }) => String(params['proxy'])))).toEqual([['a', 't1'], ['b', 't2 t3']]);
});
