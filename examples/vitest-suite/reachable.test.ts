// The core inside a test suite: before the tests of a service fail one by one, one test says why none of them can pass.
//   SERVICES="tcp://127.0.0.1:5432 https://staging.example.com/health" npm test
import certificate from '@culprit/certificate';
import { fill, run } from '@culprit/core';
import network from '@culprit/network';
import { expect, test } from 'vitest';

const services = (process.env['SERVICES'] ?? '').split(' ').filter((target) => target !== '');

test.each(services)('%s can be reached', async (target) => {
  const report = await run({ plugins: [network, certificate], targets: [target] }, { timeoutMs: 10_000, offline: true });
  const causes = report.diagnoses.map(({ cause, params }) => `${cause}: ${fill(report.texts[cause]?.en ?? '', params, 'en')}`);
  expect(causes).toEqual([]);
  // Nothing failed, and something could not be judged: no ground for going on either.
  expect(report.exitCode).toBe(0);
}, 15_000);
