import { expect, test } from 'vitest';
import type { Diagnosis } from '../src/index.ts';
import { rank } from '../src/run/rank.ts';

const diagnosis = (key: string, more: Partial<Diagnosis> = {}): Diagnosis => ({
  key, cause: key, claimed: true, owner: 'service', layer: 'http', scope: 'endpoint', subject: 's', severity: 'major', confidence: 'certain', params: {}, text: key,
  witness: [], explains: [], prevents: [], also: [], ruledOut: [], open: [], remedies: [], docs: '', ...more,
});
const order = (...items: readonly Diagnosis[]): readonly string[] => rank(items.map((item) => ({ diagnosis: item, order: 50 }))).map(({ key }) => key);
const open = [{ cause: 'x', text: 'x', params: {}, witness: [] }];

test('a warning never stands before a failure', () => {
  expect(order(diagnosis('warning', { severity: 'minor', owner: 'machine' }), diagnosis('failure', { owner: 'account' }))).toEqual(['failure', 'warning']);
});

test('what is proved stands before what is open', () => {
  expect(order(diagnosis('seen', { claimed: false, open, owner: 'machine' }), diagnosis('proved'))).toEqual(['proved', 'seen']);
});

test('owners come in the order machine, network, path, service, account', () => {
  const owners = ['account', 'service', 'path', 'network', 'machine'] as const;
  expect(order(...owners.map((owner) => diagnosis(owner, { owner })))).toEqual(owners.toReversed());
});

test('a cause that kept a later layer from being judged stands before what was still seen there', () => {
  expect(order(diagnosis('a-name', { layer: 'name' }), diagnosis('b-tls', { layer: 'tls', prevents: ['x@t1'] }))).toEqual(['b-tls', 'a-name']);
  expect(order(diagnosis('a-name', { layer: 'name' }), diagnosis('b-tls', { layer: 'tls' }))).toEqual(['a-name', 'b-tls']);
});

test('inside a layer the order of the causes decides, then severity, then the id', () => {
  const ranked = rank([
    { diagnosis: diagnosis('late'), order: 60 }, { diagnosis: diagnosis('early'), order: 20 },
    { diagnosis: diagnosis('b', { severity: 'major' }), order: 30 }, { diagnosis: diagnosis('a', { severity: 'major' }), order: 30 }, { diagnosis: diagnosis('c', { severity: 'critical' }), order: 30 },
  ]);
  expect(ranked.map(({ key }) => key)).toEqual(['early', 'c', 'a', 'b', 'late']);
});
