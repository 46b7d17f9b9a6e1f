import { startTlsServer, type CertificateOptions } from '@culprit/lab';
import type { Report } from '@culprit/core';
import { expect, test } from 'vitest';
import { answers, examine, examineServer, failures, remedies, useWorld, withoutBugs } from './examine.ts';

const world = useWorld();

async function examineNames(host: string, certificate: CertificateOptions): Promise<Report> {
  const { root, ca } = world();
  return withoutBugs(await examineServer(await root.issue(certificate), { host, route: { ca } }));
}

test.each([
  ['a name of its own', 'service.test', ['service.test']],
  ['a wildcard one label above', 'bucket.storage.test', ['*.storage.test']],
  ['an address', '192.0.2.7', ['192.0.2.7']],
  ['an address of IPv6 in another spelling', '2001:db8::7', ['2001:0db8:0:0::0007']],
])('%s fits', async (_, host, names) => {
  expect(failures(await examineNames(host, { names }))).toEqual([]);
});

test('other names are a mismatch, and the nearest is tried', async () => {
  const report = await examineNames('api.service.test', { names: ['elsewhere.test', 'www.service.test'] });
  expect(failures(report)).toEqual(['certificate/name#mismatch']);
  expect(answers(report)).toEqual(['certificate/name-mismatch#default-certificate certain']);
  expect(report.diagnoses[0]?.params).toMatchObject({ nearest: 'www.service.test', names: 'elsewhere.test, www.service.test' });
  expect(remedies(report)).toEqual(['certificate/use-named-host works', 'certificate/add-name not-tested']);
});

test('the nearest name is no help where its certificate is not trusted', async () => {
  const leaf = await world().root.issue({ names: ['www.service.test'] });
  const report = withoutBugs(await examineServer(leaf, { host: 'api.service.test' }));
  const named = report.diagnoses.find(({ cause }) => cause === 'certificate/name-mismatch');
  expect(named?.remedies.map(({ id, trial }) => `${id} ${trial}`)).toContain('certificate/use-named-host does-not-help');
});

test('a bucket that is put before a host that has it already is a doubled label', async () => {
  const report = await examineNames('models.models.storage.test', { names: ['*.storage.test', 'storage.test'] });
  expect(answers(report)).toEqual(['certificate/doubled-label#repaired-fits certain']);
  expect(report.diagnoses[0]?.params).toMatchObject({ repaired: 'models.storage.test', nearest: '*.storage.test' });
  expect(remedies(report)).toEqual(['certificate/remove-doubled-label works']);
});

test('a host two labels below a wildcard without a repetition is only too deep', async () => {
  const report = await examineNames('my.models.storage.test', { names: ['*.storage.test'] });
  expect(answers(report)).toEqual(['certificate/wildcard-too-shallow#labels-counted certain']);
  expect(report.diagnoses[0]?.params).toMatchObject({ wildcard: '*.storage.test', labels: 2, deeper: '*.models.storage.test' });
  expect(report.diagnoses[0]?.ruledOut.map(({ text }) => text).sort()).toEqual(['certificate/doubled-label#not-doubled', 'certificate/name-mismatch#nearer-cause']);
});

test('a repeated label that the certificate does not cover without the repetition is a plain mismatch', async () => {
  expect(answers(await examineNames('a.a.service.test', { names: ['elsewhere.test'] }))).toEqual(['certificate/name-mismatch#default-certificate certain']);
});

test('a wildcard does not cover the name it stands under', async () => {
  expect(answers(await examineNames('service.test', { names: ['*.service.test'] }))).toEqual(['certificate/name-mismatch#wildcard-apex certain']);
});

test('a host that stands in the common name alone is told from a mismatch', async () => {
  const report = await examineNames('service.test', { commonName: 'service.test' });
  expect(failures(report)).toEqual(['certificate/name#common-name-only']);
  expect(answers(report)).toEqual(['certificate/common-name-only#no-alternative-name certain']);
});

test('a common name does not count where there is a subjectAltName', async () => {
  const report = await examineNames('service.test', { commonName: 'service.test', names: ['elsewhere.test'] });
  expect(failures(report)).toEqual(['certificate/name#mismatch']);
});

test('an address is not found among names, and an address as a name is no address', async () => {
  expect(answers(await examineNames('192.0.2.7', { names: ['service.test'] }))).toEqual(['certificate/name-mismatch#ip-not-listed certain']);
});

test('the server name of the target is what is compared', async () => {
  const { root, ca } = world();
  const leaf = await root.issue({ names: ['service.test'] });
  await using server = await startTlsServer(leaf);
  const report = withoutBugs(await examine(server, { host: 'other.test', route: { ca } }));
  expect(failures(report)).toEqual(['certificate/name#mismatch']);
});
