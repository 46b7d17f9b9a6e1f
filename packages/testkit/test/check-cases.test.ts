import { type Check, type Conclusion, type JsonObject } from '@culprit/core';
import { describe, expect, test } from 'vitest';
import { checkCases, type CheckCase } from '../src/index.ts';
import { register } from '../src/vitest.ts';
import { failures } from './failures.ts';
import { answer, knock } from './sound-plugin.ts';

const answered: CheckCase = { name: 'somebody answers', target: { name: 'north' }, facts: { knock: { outcome: 'answered' } }, concludes: { finding: 'answered', params: {} } };
const silent: CheckCase = { name: 'nobody answers', target: { name: 'north' }, facts: { knock: { outcome: 'timed-out' } }, options: { rings: 3 }, concludes: { finding: 'silent', params: { name: 'north', count: 3 } } };
const sound = [answered, silent];

describe('a sound check passes', () => {
  register(checkCases(answer, sound));
});

const judging = (evaluate: (facts: { readonly [name: string]: unknown }, target: JsonObject) => readonly Conclusion[]): Check => ({ ...answer, evaluate: ({ facts, target }) => evaluate(facts, target) });
let calls = 0;

const faults: { readonly [fault: string]: readonly [check: Check, cases: readonly CheckCase[], message: RegExp] } = {
  'another conclusion than expected': [answer, [{ ...answered, facts: silent.facts }, silent], /somebody answers — it concludes otherwise \(\+\) than the case expects/],
  'other parameters than expected': [answer, [answered, { ...silent, options: { rings: 4 } }], /nobody answers/],
  'a finding without a case': [answer, [answered], /every declared finding has a case.*silent/s],
  'the same situation twice': [answer, [...sound, { ...silent, name: 'again' }], /the same situation is given twice/],
  'the same name twice': [answer, [...sound, { ...silent, name: answered.name, now: '2026-02-01T00:00:00Z' }], /the same name is given twice/],
  'a fact that it does not need': [answer, [{ ...answered, facts: { ...answered.facts, weather: 'fair' } }, silent], /give exactly the facts/],
  'a fact that it needs and is not given': [answer, [{ ...answered, facts: {} }, silent], /give exactly the facts/],
  'a required fact that is undefined': [answer, [{ ...answered, facts: { knock: undefined } }, silent], /the runner never leaves it out/],
  'refused options': [answer, [answered, { ...silent, options: { ring: 3 } }], /the options are refused/],
  'a finding that is not declared': [judging(() => [{ finding: 'deaf', params: {} }]), sound, /which it does not declare/],
  'a parameter that the text needs and is not given': [judging(() => [{ finding: 'silent', params: { count: 3 } }]), sound, /asks for \{name\}/],
  'a parameter that is no text': [judging(() => [{ finding: 'silent', params: { name: ['north'] as unknown as string, count: 3 } }]), sound, /parameter \{name\} is object/],
  'a count that is a text': [judging(() => [{ finding: 'silent', params: { name: 'north', count: '3' } }]), sound, /asks for \{count\}/],
  'a judgement that changes its facts': [judging((facts) => ((facts['knock'] as { outcome: string }).outcome = 'answered', [])), sound, /read only property/],
  'a judgement that changes its target': [judging((_, target) => ((target as { name: string }).name = 'south', [])), sound, /read only property/],
  'a judgement that changes its mind': [judging(() => [{ finding: 'silent', params: { name: 'north', count: ++calls } }]), [answered, { ...silent, concludes: { finding: 'silent', params: { name: 'north', count: 2 } } }], /evaluate must be pure/],
  'a need that modifies': [{ ...answer, needs: () => ({ knock: { ...knock.of({ name: 'north' }), fact: { ...knock, access: 'modify' } as never } }) }, sound, /a check only looks/],
  'something to say where it should have nothing': [answer, [...sound, { ...answered, name: 'nothing', concludes: 'nothing' }], /should have nothing to say/],
  'nothing to say where it should have something': [{ ...answer, needs: () => undefined }, sound, /has nothing to say about this target/],
};

describe('a check fails that shows', () => {
  test.each(Object.entries(faults))('%s', async (_, [check, cases, message]) => {
    expect((await failures(checkCases(check, cases))).join('\n')).toMatch(message);
  });
});

test('a check that says nothing of some targets passes', async () => {
  const some: Check = { ...answer, needs: (target, options, settings) => (target['name'] === 'wall' ? undefined : answer.needs(target, options, settings)) };
  expect(await failures(checkCases(some, [...sound, { name: 'a wall', target: { name: 'wall' }, facts: {}, concludes: 'nothing' }]))).toEqual([]);
});
