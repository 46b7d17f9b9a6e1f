import certificate from '@culprit/certificate/manifest';
import type { Layer, Report } from '@culprit/core';
import { examineSituation, healthyScenarios, scenarios, type Situation } from '@culprit/lab';
import network from '@culprit/network/manifest';
import { describe, expect, test } from 'vitest';

type Started = { readonly name: string; readonly layer: Layer; readonly cause?: string; readonly start: () => Promise<Situation> };

const cases: readonly Started[] = [
  ...scenarios.flatMap(({ id, layer, cause, start, nearMiss }): readonly Started[] => [{ name: id, layer, cause, start }, { name: `${id}, near miss`, layer, ...nearMiss }]),
  ...healthyScenarios.map(({ id, layer, start }): Started => ({ name: id, layer, start })),
];

/** What the report must say: the cause first, and an exit code that fits it. */
function expectCause(report: Report, cause: string | undefined): void {
  const failing = report.findings.some(({ outcome, severity }) => outcome === 'fail' && severity !== 'minor');
  expect({ cause: report.diagnoses[0]?.cause, bugs: report.bugs, thirdParties: report.thirdParties.filter((party) => !/^(127\.|\[?::1|localhost)/.test(party)) })
    .toEqual({ cause, bugs: [], thirdParties: [] });
  expect(report.exitCode).toBe(failing ? 1 : 0);
  if (cause === undefined) expect(failing).toBe(false);
}

async function examine({ start, cause }: Started): Promise<void> {
  await using situation = await start();
  expectCause(await examineSituation(situation, [network, certificate]), cause);
}

// Proxies are set in the environment, which belongs to the process: nothing else may run then.
const alone = ({ layer }: Started): boolean => layer === 'proxy';

describe('scenarios', () => {
  for (const started of cases.filter((one) => !alone(one))) test.concurrent(started.name, () => examine(started));
});

describe('scenarios with an environment', () => {
  for (const started of cases.filter(alone)) test(started.name, () => examine(started));
});

test('every scenario has an id of its own', () => {
  const ids = [...scenarios, ...healthyScenarios].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
