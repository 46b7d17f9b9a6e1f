import { expect, test } from 'vitest';
import { defineCause, defineCheck, defineFact, defineOptions, definePlugin, defineTarget, run, type FindingSpec, type ImpliedTarget, type StandardSchemaV1 } from '../src/index.ts';

type Named = { readonly name: string };
const both = <T>(text: T): { readonly en: T; readonly 'zh-CN': T } => ({ en: text, 'zh-CN': text });
const schema = defineOptions({ name: { type: 'string', required: true, text: both('') } }) as unknown as StandardSchemaV1<unknown, Named>;
const kindOf = (kind: string, implied: (data: Named) => readonly ImpliedTarget[] = () => []) => defineTarget({ kind, text: both(kind), schema, schemes: [kind], label: ({ name }) => name, implies: implied, read: (text) => ({ name: text.slice(kind.length + 3) }) });
const hall = kindOf('hall', ({ name }) => [{ kind: 'door', data: { name } }]);
const door = kindOf('door');
const book = kindOf('book', ({ name }) => [{ kind: 'door', data: { name } }]);

const asked: string[] = [];
const look = defineFact<Named, string>({ id: 'house/look', gather: async ({ input }) => { asked.push(input.name); return input.name; }, exhibit: (value) => value });
const findings = { fine: { outcome: 'pass' }, broken: { outcome: 'fail', severity: 'major', owner: 'service' } } as const satisfies { readonly [name: string]: FindingSpec };
const text = both({ title: '', why: '', findings: { fine: 'fine', broken: '{name} is broken' } });
const doorCheck = defineCheck({ id: 'house/door', layer: 'connection', target: door, findings, text, needs: (data: Named) => ({ seen: look.of(data) }), evaluate: ({ target: { name }, conclude }) => (name.startsWith('locked') ? conclude('broken', { name }) : conclude('fine')) });
/** Books are kept elsewhere: `book://shelf>hall-locked` fails and leads to that hall. */
const bookCheck = defineCheck({
  id: 'house/book', layer: 'service', target: book, findings, text, needs: (data: Named) => ({ seen: look.of(data) }),
  evaluate: ({ target: { name }, conclude }) => name.split('>').slice(1).map((to) => ({ ...conclude('broken', { name }), params: { name, to }, leadsTo: { kind: to === 'nowhere' ? 'nothing' : 'hall', data: { name: to } } })),
});
const causeText = both({ title: '{name} is lent', about: '', confirmed: { lent: 'lent' }, ruledOut: {}, open: {} });
const lent = defineCause({ id: 'house/lent', owner: 'machine', layer: 'service', scope: 'endpoint', text: causeText, suspectedBy: ['house/book#broken'], controls: () => ({}), judge: ({ confirmed }) => confirmed('lent', { name: 'it' }, []), remedies: [] });
const plugins = [definePlugin({ name: 'house', version: '1.0.0', api: 1, targets: [hall, door, book], checks: [doorCheck, bookCheck], causes: [lent] })];
const examine = async (...targets: readonly string[]) => {
  asked.length = 0;
  const report = await run({ plugins, targets });
  return { report, causes: report.diagnoses.map(({ cause, subject, explains }) => [cause, subject, explains.toSorted()]) };
};

test('what fails at the target that a failure leads to is the origin, and its symptom comes after it', async () => {
  const { report, causes } = await examine('book://shelf>locked');
  expect(causes).toEqual([
    ['house/door#broken', 'locked', ['house/book#broken@t1', 'house/door#broken@t4']],
    ['house/lent', 'shelf>locked', ['house/book#broken@t1']],
  ]);
  expect(report.findings.find(({ check }) => check === 'house/book')?.leadsTo).toBe('t3');
  expect(report.targets.map(({ id, kind, impliedBy = [] }) => [id, kind, impliedBy])).toEqual([['t1', 'book', []], ['t2', 'door', ['t1']], ['t3', 'hall', ['t1']], ['t4', 'door', ['t3']]]);
});

test('where all is well there, the failure is its own', async () => {
  expect((await examine('book://shelf>open')).causes).toEqual([['house/lent', 'shelf>open', ['house/book#broken@t1']]]);
});

test('a target that was asked for anyway is examined once', async () => {
  const { report, causes } = await examine('book://shelf>locked', 'hall://locked');
  expect(asked.filter((name) => name === 'locked')).toHaveLength(1);
  expect(report.targets.map(({ kind }) => kind)).toEqual(['book', 'door', 'hall', 'door']);
  expect(causes[0]).toEqual(['house/door#broken', 'locked', ['house/book#broken@t1', 'house/door#broken@t4']]);
});

test('a kind that is not installed is no lead, and there are never more than four', async () => {
  expect((await examine('book://shelf>nowhere')).report.targets).toHaveLength(2);
  expect((await examine('book://shelf>a>b>c>d>e>f')).report.targets.filter(({ kind }) => kind === 'hall').map(({ label }) => label)).toEqual(['a', 'b', 'c', 'd']);
});

test('what a check says twice of one target stands there once', async () => {
  const { report } = await examine('book://shelf>hall>hall>shed');
  expect(report.findings.filter(({ check }) => check === 'house/book').map(({ params }) => params['to'])).toEqual(['hall', 'shed']);
});
