import { type Cause, type Judgement, type Remedy } from '@culprit/core';
import { describe, expect, test } from 'vitest';
import { causeCases, type CauseCase } from '../src/index.ts';
import { register } from '../src/vitest.ts';
import { failures } from './failures.ts';
import { callAgain, gate, knock, locked } from './sound-plugin.ts';

const targets = [gate.of({ name: 'north' })];
const confirmed: CauseCase = { name: 'the back answers', targets, facts: { back: { outcome: 'answered' } }, expects: { verdict: 'confirmed', reason: 'back-answers', params: { name: 'north', side: 'back' }, witness: ['back'] } };
const ruledOut: CauseCase = { name: 'the back is silent', targets, facts: { back: { outcome: 'timed-out' } }, expects: { verdict: 'ruled-out', reason: 'back-silent' } };
const open: CauseCase = { name: 'nobody asked', targets, facts: {}, expects: { verdict: 'open', reason: 'back-unknown' } };
const sound = [confirmed, ruledOut, open];

describe('a sound cause passes', () => {
  register(causeCases(locked, sound));
});

const judging = (change: Partial<Judgement>): Cause => ({ ...locked, judge: (context) => ({ ...locked.judge(context), ...change }) as Judgement });
const curing = (change: Partial<Remedy>): Cause => ({ ...locked, remedies: [{ ...callAgain, ...change }] });
const modifying = { back: { ...knock.of({ name: 'north' }), fact: { ...knock, access: 'modify' } as never } };
let calls = 0;

const faults: { readonly [fault: string]: readonly [cause: Cause, cases: readonly CauseCase[], message: RegExp] } = {
  'another verdict than expected': [locked, [{ ...confirmed, facts: ruledOut.facts }, ruledOut, open], /the back answers — /],
  'other parameters than expected': [locked, [{ ...confirmed, expects: { ...confirmed.expects, params: {} } }, ruledOut, open], /the back answers — /],
  'another confidence than expected': [judging({ confidence: 'likely' } as never), sound, /confidence/],
  'no confirmation': [locked, [ruledOut, open], /has a case that confirms it/],
  'no near miss': [locked, [confirmed, open], /near miss/],
  'a reason without a case': [locked, [confirmed, ruledOut], /add cases for these, or take their texts away: open back-unknown/],
  'a reason without a text': [judging({ reason: 'hunch' }), sound, /has no text in en/],
  'a confirmation from the symptom alone': [judging({ verdict: 'confirmed', confidence: 'certain', reason: 'back-answers', params: { name: 'north', side: 'back' } } as never), sound, /although no control answered/],
  'a confirmation without a witness': [judging({ witness: [] }), sound, /confirmed without a witness/],
  'a witness that was not heard': [judging({ witness: ['front'] }), sound, /witnesses that nobody heard/],
  'a control that is not there': [locked, [{ ...confirmed, facts: { front: {} } }, ruledOut, open], /the controls of this suspicion are back, but the case has: front/],
  'a finding that it is not suspected by': [locked, [{ ...confirmed, findings: ['gates/answer#answered'] }, ruledOut, open], /does not make anybody think/],
  'a control that modifies': [{ ...locked, controls: () => modifying }, sound, /a diagnosis only looks/],
  'a title that the confirmation does not fill': [judging({ params: { side: 'back' } }), sound, /the en title asks for \{name\}/],
  'a judgement that changes its mind': [{ ...locked, judge: (context) => ({ ...locked.judge(context), params: { name: 'north', side: 'back', calls: ++calls } }) }, sound.map((one) => ({ ...one, expects: { verdict: one.expects.verdict, reason: one.expects.reason } })), /judge must be pure/],
  'a judgement that changes its facts': [{ ...locked, judge: (context) => ((context.facts as { back: unknown })['back'] = 1, locked.judge(context)) }, sound, /read only property|not extensible/],
  'a remedy whose steps the confirmation does not fill': [curing({ text: { en: { title: 'Call', steps: ['Call {who}.'] }, 'zh-CN': { title: '敲门', steps: ['敲 {who}。'] } } }), sound, /step 1, asks for \{who\}/],
  'a trial that modifies': [curing({ trial: { facts: () => modifying, works: () => undefined } }), sound, /the trial of gates\/call-again, "back" .* changes something/],
  'a trial that works unseen': [curing({ trial: { facts: () => ({}), works: () => true } }), sound, /works although nothing was seen/],
  'the same situation twice': [locked, [...sound, { ...open, name: 'again' }], /the same situation is given twice/],
};

describe('a cause fails that shows', () => {
  test.each(Object.entries(faults))('%s', async (_, [cause, cases, message]) => {
    expect((await failures(causeCases(cause, cases))).join('\n')).toMatch(message);
  });
});

test('a remedy that does not fit the confirmation is not examined', async () => {
  const text = { en: { title: 'Call {who}', steps: [] }, 'zh-CN': { title: '敲 {who}', steps: [] } };
  expect(await failures(causeCases(curing({ text, applies: () => false }), sound))).toEqual([]);
});
