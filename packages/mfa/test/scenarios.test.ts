import certificate from '@culprit/certificate/manifest';
import { run } from '@culprit/core';
import { createAuthority, examineSituation, scenarios, startNtpServer, startTlsServer, httpHandler } from '@culprit/lab';
import network from '@culprit/network/manifest';
import { expect, test } from 'vitest';
import { codeAt, timeStep } from '../src/codes/one-time-code.ts';
import mfa from '../src/manifest.ts';
import { defaultPolicy } from '../src/policy.ts';
import { encodeBase32 } from '../src/secret/base32.ts';

const cases = scenarios.filter(({ rows }) => rows.includes('A16')).flatMap(({ id, cause, start, nearMiss }) => [{ name: id, cause, start }, { name: `${id}, near miss`, cause: nearMiss.cause ?? 'healthy', start: nearMiss.start }]);

test.for(cases)('$name', async ({ cause, start }) => {
  await using situation = await start();
  const report = await examineSituation(situation, [network, certificate, mfa]);
  expect([report.diagnoses[0]?.cause ?? 'healthy', report.bugs]).toEqual([cause, []]);
  const text = JSON.stringify(report);
  for (const secret of Object.values(situation.secrets ?? {})) expect(text).not.toContain(secret);
});

test('a clock that is wrong is one cause behind a certificate and a code', async () => {
  const authority = await createAuthority({ name: 'Lab Root' });
  const leaf = await authority.issue({ notBefore: new Date(Date.now() - 86_400_000) });
  await using server = await startTlsServer({ chain: leaf.chain, key: leaf.key, http: httpHandler({ fallback: { body: 'ok' } }) });
  await using one = await startNtpServer();
  await using other = await startNtpServer();
  const secret = Buffer.from('a secret of 20 bytes');
  const step = timeStep(Date.now(), defaultPolicy);
  const values: { readonly [name: string]: string } = { SECRET: encodeBase32(secret), CODE: codeAt(secret, step, defaultPolicy), NEXT: codeAt(secret, step + 1, defaultPolicy) };
  const report = await run({
    plugins: [network, certificate, mfa], secrets: [{ scheme: 'lab', resolve: async (name) => values[name] }],
    targets: [`https://127.0.0.1:${server.port}/`, 'otpauth://totp/ACME:alice?secret=lab:SECRET&code=lab:CODE&secondcode=lab:NEXT'],
    controls: { resolvers: [], sni: [], portals: [], egress: [], timeSources: [one.url, other.url] },
  }, { now: () => new Date(Date.now() - 9 * 86_400_000) });
  const [first] = report.diagnoses;
  expect(first).toMatchObject({ cause: 'network/clock-skew', confidence: 'certain', owner: 'machine' });
  expect(first?.explains.map((reference) => reference.split('@')[0])).toEqual(expect.arrayContaining(['certificate/validity-period#not-yet-valid', 'mfa/code#rejected']));
  expect(report.diagnoses.filter(({ cause }) => cause === 'network/clock-skew')).toHaveLength(1);
  expect(report.diagnoses.filter(({ explains }) => explains.some((reference) => reference.startsWith('mfa/')))).toHaveLength(1);
});
