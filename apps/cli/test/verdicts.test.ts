import { readFileSync } from 'node:fs';
import certificate from '@culprit/certificate/manifest';
import { examineSituation, verdictCases } from '@culprit/lab';
import network from '@culprit/network/manifest';
import { describe, expect, test } from 'vitest';

describe('the expected verdicts of OONI, by our causes', () => {
  test.concurrent.for(verdictCases)('$id', async ({ cause = 'healthy', start }) => {
    await using situation = await start();
    const { diagnoses, bugs } = await examineSituation(situation, [network, certificate]);
    expect({ first: diagnoses[0]?.cause ?? 'healthy', bugs }).toEqual({ first: cause, bugs: [] });
  });
});

test('every case of the table is mapped, and none besides', () => {
  const table = readFileSync(new URL('../../../tests/data/expected-verdicts.tsv', import.meta.url), 'utf8');
  const cases = table.trimEnd().split('\n').filter((line) => !line.startsWith('#')).slice(1).map((line) => line.split('\t', 1)[0]);
  expect(verdictCases.map(({ id }) => id).toSorted()).toEqual(cases.toSorted());
});
