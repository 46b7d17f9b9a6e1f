import { createAuthority } from '@culprit/lab';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answers, examineServer, failures, remedies, useWorld, withoutBugs } from './examine.ts';

const world = useWorld();
const saved = process.env['SSL_CERT_FILE'];
const corporate = await createAuthority({ name: 'Example Corporation Root' });
const gateway = await createAuthority({ name: 'Zscaler Root CA' });

// Node reads the system store once in a process, from where OpenSSL is told to look; so this file has it for itself.
beforeAll(() => {
  process.env['SSL_CERT_FILE'] = world().file('system.pem', corporate.certificate + gateway.certificate);
});
afterAll(() => {
  if (saved === undefined) delete process.env['SSL_CERT_FILE'];
  else process.env['SSL_CERT_FILE'] = saved;
});

// Elsewhere the system store is no file.
test.skipIf(process.platform !== 'linux')('a root that only the system trusts is told from an unknown one, with a way to use it', async () => {
  const report = withoutBugs(await examineServer(await corporate.issue({ names: ['service.test'] })));
  expect(failures(report)).toEqual(['certificate/trust#system-store-only']);
  expect(answers(report)).toEqual(['certificate/system-store-not-used#system-accepts certain']);
  expect(report.diagnoses[0]).toMatchObject({ owner: 'machine', params: { root: 'Example Corporation Root' } });
  expect(remedies(report)).toEqual(['certificate/trust-the-system-store works']);
});

test.skipIf(process.platform !== 'linux')('a gateway whose root is installed in the system is still named', async () => {
  const report = withoutBugs(await examineServer(await gateway.issue({ names: ['service.test'] })));
  expect(answers(report)).toEqual(['certificate/interception#issuer-known certain']);
  expect(report.diagnoses[0]?.ruledOut.map(({ text }) => text)).toContain('certificate/system-store-not-used#interception');
});
