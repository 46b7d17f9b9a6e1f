import { expect, test } from 'vitest';
import { defineCause, defineCheck, defineFact, definePlugin, defineRemedy, defineTarget, run, type Cause, type Check, type Fact, type StandardSchemaV1, type TargetKind } from '../src/index.ts';

type Ticket = { readonly name: string; readonly from: number; readonly until?: number };
const schema: StandardSchemaV1<unknown, Ticket> = { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value: value as Ticket }) } };
const ticket: TargetKind<Ticket> = defineTarget({ kind: 'ticket', text: { en: '', 'zh-CN': '' }, schema, label: ({ name }) => name });

/** Asked at the gate, by the clock of this machine. */
const entry: Fact<Ticket & { readonly clockCorrectionMs?: number }, { readonly at: number }> = defineFact({
  id: 'gate/entry',
  gather: async ({ input: { clockCorrectionMs = 0 }, now }): Promise<{ readonly at: number }> => ({ at: now().getTime() + clockCorrectionMs }),
  exhibit: (value) => value,
});

const text = { title: '', why: '', findings: { open: 'open', shut: 'shut', late: 'late', lost: 'lost' } };
const turnstile = (byClock: boolean): Check => defineCheck({
  id: 'gate/turnstile', layer: 'account', target: ticket, byClock,
  findings: { open: { outcome: 'pass' }, shut: { outcome: 'fail', severity: 'critical', owner: 'account' }, late: { outcome: 'fail', severity: 'critical', owner: 'account' }, lost: { outcome: 'inconclusive', required: true } },
  text: { en: text, 'zh-CN': text },
  needs: (target, _, { clockCorrectionMs }) => ({ entry: entry.of(clockCorrectionMs === undefined ? target : { ...target, clockCorrectionMs }) }),
  evaluate: ({ target: { from, until = Infinity }, facts, now, conclude }) => conclude(facts.entry.at !== now.getTime() ? 'lost' : facts.entry.at < from ? 'shut' : facts.entry.at > until ? 'late' : 'open'),
});

const words = { title: '', about: '', confirmed: { behind: '{gone} {remains}' }, ruledOut: { anyway: '' }, open: {} };
const slowClock: Cause = defineCause({
  id: 'gate/slow-clock', owner: 'machine', layer: 'machine', scope: 'machine', text: { en: words, 'zh-CN': words },
  suspectedBy: ['gate/turnstile#shut'],
  controls: () => ({}),
  correction: () => 1_000,
  judge: ({ corrected = { gone: [], remains: [] }, suspicion, confirmed, ruledOut }) =>
    (corrected.remains.length === suspicion.findings.length ? ruledOut('anyway', {}, []) : confirmed('behind', { gone: corrected.gone.length, remains: corrected.remains.length }, [])),
  remedies: [defineRemedy({
    id: 'gate/set-clock', audience: 'you', text: { en: { title: '', steps: [] }, 'zh-CN': { title: '', steps: [] } },
    trial: { facts: () => ({}), works: ({ corrected }) => (corrected !== undefined && corrected.gone.length > 0 ? true : undefined) },
  })],
});

async function enter(tickets: readonly Ticket[], byClock = true) {
  const plugin = definePlugin({ name: 'gate', version: '1.0.0', api: 1, targets: [ticket], checks: [turnstile(byClock)], causes: [slowClock] });
  const report = await run({ plugins: [plugin], targets: tickets.map((data) => ({ kind: 'ticket', ...data })) }, { now: () => new Date(10_000) });
  return { report, diagnoses: report.diagnoses.map(({ cause, params, explains, remedies }) => [cause, params, explains, remedies.map(({ trial }) => trial)]) };
}

test('a failure that is gone at the corrected time is the proof, and the remedy was tried', async () => {
  const { report, diagnoses } = await enter([{ name: 'a', from: 10_500 }]);
  expect(diagnoses).toEqual([['gate/slow-clock', { gone: 1, remains: 0 }, ['gate/turnstile#shut@t1'], ['works']]]);
  const again = report.evidence.filter(({ input }) => input['clockCorrectionMs'] === 1_000);
  expect(again.map(({ fact, status }) => [fact, status])).toEqual([['gate/entry', 'observed']]);
  expect([report.diagnoses[0]?.witness, report.diagnoses[0]?.remedies[0]?.evidence]).toEqual([[again[0]?.id], [again[0]?.id]]);
});

test('what fails in the same way then is not explained by it', async () => {
  const { diagnoses } = await enter([{ name: 'a', from: 10_500 }, { name: 'b', from: 99_000 }]);
  expect(diagnoses.map(([cause, , explains]) => [cause, explains])).toEqual([['gate/slow-clock', ['gate/turnstile#shut@t1']], ['gate/turnstile#shut', ['gate/turnstile#shut@t2']]]);
});

test('where all of it fails then, the cause can rule itself out', async () => {
  const { report, diagnoses } = await enter([{ name: 'b', from: 99_000 }]);
  expect(diagnoses.map(([cause]) => cause)).toEqual(['gate/turnstile#shut']);
  expect(report.diagnoses[0]?.ruledOut.map(({ text: key }) => key)).toEqual(['gate/slow-clock#anyway']);
});

test('another failure is no success, and speaks neither for nor against it', async () => {
  expect((await enter([{ name: 'c', from: 10_500, until: 10_700 }])).diagnoses).toEqual([['gate/slow-clock', { gone: 0, remains: 0 }, ['gate/turnstile#shut@t1'], ['not-tested']]]);
});

test('a check that does not go by the clock is not asked again', async () => {
  const { report, diagnoses } = await enter([{ name: 'a', from: 10_500 }], false);
  expect(diagnoses).toEqual([['gate/slow-clock', { gone: 0, remains: 0 }, ['gate/turnstile#shut@t1'], ['not-tested']]]);
  expect(report.evidence).toHaveLength(1);
});
