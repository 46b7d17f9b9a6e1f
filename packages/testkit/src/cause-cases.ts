import assert from 'node:assert/strict';
import type { Cause, Confidence, Finding, JsonObject, Judgement, Params, Remedy, Requests, Settings, Suspicion, Target } from '@culprit/core';
import { assertNone } from './assert-none.ts';
import { assertDistinct, inspectable, settingsFor } from './check-cases.ts';
import type { Case } from './case.ts';
import { deepFreeze } from './freeze.ts';
import { assertCovers } from './texts.ts';

/** A failure that makes somebody think of the cause; only its id must be given. */
export type SuspectedFinding = Pick<Finding, 'id'> & Partial<Finding>;

/** One suspicion with what its controls showed, and the verdict that is due. */
export interface CauseCase {
  readonly name: string;
  /** Default: one finding, the first of `suspectedBy`. */
  readonly findings?: readonly (string | SuspectedFinding)[];
  /** The targets of the findings, and those that they rest on or that rest on them. */
  readonly targets: readonly Target[];
  /** The controls by their names. One that is left out or `undefined` could not be asked. */
  readonly facts: { readonly [name: string]: unknown };
  readonly settings?: Partial<Settings>;
  /** Ids of findings, by what became of them at the corrected time. Only of a cause that has a `correction`. */
  readonly corrected?: { readonly gone?: readonly string[]; readonly remains?: readonly string[] };
  /** ISO 8601. Default: `2026-01-01T00:00:00Z`. */
  readonly now?: string;
  readonly expects: {
    readonly verdict: Judgement['verdict'];
    readonly reason: string;
    readonly params?: Params;
    readonly witness?: readonly string[];
    /** Of a confirmation. Default: `certain`. */
    readonly confidence?: Confidence;
  };
}

/**
 * The cases themselves, then what every cause owes: a confirmation and a near miss, a case for every declared reason,
 * no confirmation from the symptom alone, controls and trials that only look, and remedies whose texts can be filled.
 */
export function causeCases(cause: Cause, cases: readonly CauseCase[]): readonly Case[] {
  const demand = (name: string, run: () => void): Case => ({ name: `${cause.id}: ${name}`, run });
  return [
    ...cases.map((one) => demand(one.name, () => runCase(cause, one))),
    demand('has a case that confirms it', () => assert.ok(cases.some(({ expects }) => expects.verdict === 'confirmed'), 'add a case whose controls confirm it: `expects: { verdict: \'confirmed\', … }`')),
    demand('has a near miss: controls that answered and do not confirm it', () => {
      assert.ok(cases.some(({ expects, facts }) => expects.verdict !== 'confirmed' && Object.values(facts).some((value) => value !== undefined)), 'add the nearest trouble that looks the same: a case whose controls answered and do not confirm it');
    }),
    demand('every declared reason has a case', () => {
      const seen = new Set(cases.map(({ expects }) => `${expects.verdict} ${expects.reason}`));
      assertNone(reasonsOf(cause).filter((reason) => !seen.has(reason)), 'add cases for these, or take their texts away');
    }),
    demand('is not confirmed by the symptom alone', () => {
      for (const one of cases) {
        const { verdict } = judge(cause, suspicionOf(cause, one), {}, one);
        assert.notEqual(verdict, 'confirmed', `"${one.name}": confirmed although no control answered`);
      }
    }),
    demand('no case is given twice', () => {
      assertDistinct(cases.map(({ name }) => name), 'name');
      assertDistinct(cases.map((one) => inspectable({ ...one, name: undefined, expects: undefined })), 'situation');
    }),
  ];
}

const groups = { confirmed: 'confirmed', 'ruled-out': 'ruledOut', open: 'open' } as const;

const reasonsOf = (cause: Cause): readonly string[] =>
  (['confirmed', 'ruled-out', 'open'] as const).flatMap((verdict) => Object.keys(cause.text.en[groups[verdict]]).map((reason) => `${verdict} ${reason}`));

function suspicionOf(cause: Cause, { findings, targets, settings }: CauseCase): Suspicion {
  const given = (findings ?? cause.suspectedBy.slice(0, 1)).map((finding) => (typeof finding === 'string' ? { id: finding } : finding));
  return deepFreeze({
    findings: given.map((finding): Finding => ({
      check: finding.id.slice(0, Math.max(0, finding.id.indexOf('#'))), layer: cause.layer, target: 't1', outcome: 'fail', severity: 'major', params: {}, evidence: [], ...finding,
    })),
    targets,
    settings: settingsFor(settings),
    related: <Data extends JsonObject>(kind: { readonly kind: string }) => targets.find((target) => target.kind === kind.kind)?.data as Data | undefined,
  });
}

const nowOf = ({ now }: CauseCase): Date => new Date(now ?? '2026-01-01T00:00:00Z');

function judge(cause: Cause, suspicion: Suspicion, facts: CauseCase['facts'], one: CauseCase): Judgement {
  const context = { suspicion, facts: deepFreeze({ ...facts }), now: nowOf(one) };
  const { gone = [], remains = [] } = one.corrected ?? {};
  const among = (ids: readonly string[]): readonly Finding[] => suspicion.findings.filter(({ id }) => ids.includes(id));
  const corrected = cause.correction?.(context) === undefined ? undefined : deepFreeze({ gone: among(gone), remains: among(remains) });
  return cause.judge({ ...context, corrected });
}

function runCase(cause: Cause, one: CauseCase): void {
  const suspicion = suspicionOf(cause, one);
  for (const { id } of suspicion.findings) assert.ok(cause.suspectedBy.includes(id), `${id} does not make anybody think of ${cause.id}; it is suspected by ${cause.suspectedBy.join(', ')}`);
  const controls = cause.controls(suspicion);
  assertOnlyLooks(controls, 'the control');
  const unknown = Object.keys(one.facts).filter((name) => !Object.hasOwn(controls, name));
  assertNone(unknown, `the controls of this suspicion are ${Object.keys(controls).join(', ') || 'none'}, but the case has`);

  const judgement = judge(cause, suspicion, one.facts, one);
  assertWellFormed(cause, judgement, one);
  const { verdict, reason, params, witness, confidence } = one.expects;
  assert.deepEqual({ verdict: judgement.verdict, reason: judgement.reason }, { verdict, reason }, 'it judges otherwise (+) than the case expects (-)');
  if (params !== undefined) assert.deepEqual(judgement.params, params, 'its parameters (+) differ from those of the case (-)');
  if (witness !== undefined) assert.deepEqual([...judgement.witness].sort(), [...witness].sort(), 'its witnesses (+) differ from those of the case (-)');
  if (judgement.verdict === 'confirmed') assert.equal(judgement.confidence, confidence ?? 'certain', 'confidence');
  assert.deepEqual(judge(cause, suspicion, one.facts, one), judgement, 'it says something else when it is asked again: judge must be pure');
  if (judgement.verdict === 'confirmed') for (const remedy of cause.remedies) assertRemedy(remedy, judgement.params, suspicion, one);
}

function assertOnlyLooks(requests: Requests, what: string): void {
  for (const [name, { fact }] of Object.entries(requests)) assert.equal(fact.access, 'observe', `${what} "${name}" (${fact.id}) changes something: a diagnosis only looks`);
}

function assertWellFormed(cause: Cause, judgement: Judgement, { facts }: CauseCase): void {
  for (const locale of ['en', 'zh-CN'] as const) {
    const text = cause.text[locale];
    const template = text[groups[judgement.verdict]][judgement.reason];
    assert.ok(template !== undefined, `it answers ${judgement.verdict} with "${judgement.reason}", which has no text in ${locale}`);
    assertCovers(judgement.params, template, `the ${locale} text of "${judgement.reason}"`);
    if (judgement.verdict === 'confirmed') assertCovers(judgement.params, text.title, `the ${locale} title`);
  }
  const unseen = judgement.witness.filter((name) => facts[name] === undefined);
  assertNone(unseen, 'a witness is a control that answered; the case gives nothing for these witnesses that nobody heard');
  if (judgement.verdict === 'confirmed') assert.notEqual(judgement.witness.length, 0, 'confirmed without a witness: name the controls that it rests on');
}

function assertRemedy(remedy: Remedy, params: Params, suspicion: Suspicion, one: CauseCase): void {
  if (remedy.applies !== undefined && !remedy.applies(params)) return;
  for (const locale of ['en', 'zh-CN'] as const) {
    const { title, steps } = remedy.text[locale];
    for (const [index, template] of [title, ...steps].entries()) assertCovers(params, template, `remedy ${remedy.id}, ${locale} ${index === 0 ? 'title' : `step ${index}`},`);
  }
  if (remedy.trial === undefined) return;
  const context = { suspicion, params: deepFreeze(params), now: nowOf(one) };
  assertOnlyLooks(remedy.trial.facts(context), `the trial of ${remedy.id},`);
  assert.notEqual(remedy.trial.works({ ...context, facts: {} }), true, `the trial of ${remedy.id} works although nothing was seen`);
}
