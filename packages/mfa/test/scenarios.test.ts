import certificate from '@culprit/certificate/manifest';
import { examineSituation, scenarios } from '@culprit/lab';
import network from '@culprit/network/manifest';
import { expect, test } from 'vitest';
import mfa from '../src/manifest.ts';

const cases = scenarios.filter(({ plugins }) => plugins.includes('mfa')).flatMap(({ id, cause, start, nearMiss }) => [{ name: id, cause, start }, { name: `${id}, near miss`, cause: nearMiss.cause ?? 'healthy', start: nearMiss.start }]);

test.for(cases)('$name', async ({ cause, start }) => {
  await using situation = await start();
  const report = await examineSituation(situation, [network, certificate, mfa]);
  expect([report.diagnoses[0]?.cause ?? 'healthy', report.bugs]).toEqual([cause, []]);
  const text = JSON.stringify(report);
  for (const secret of Object.values(situation.secrets ?? {})) expect(text).not.toContain(secret);
});
