import { createAuthority, startBrokenTls, startTlsServer } from '@culprit/lab';
import { expect, test } from 'vitest';
import { examine, failures, useWorld, withoutBugs } from './examine.ts';

const world = useWorld();
const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);

/** TLS 1.2 with RC4, which no OpenSSL of today speaks. */
const obsolete = (chain: readonly string[]) => startBrokenTls({ fault: { only: { version: 0x0303, suite: 0x0005, chain } } });

test('the certificate of a server that this Node can not shake hands with is judged all the same', async () => {
  const { root, ca } = world();
  const leaf = await root.issue({ names: ['service.test'], key: 'rsa-2048', notBefore: inDays(-60), notAfter: inDays(-1) });
  await using server = await obsolete(leaf.chain);
  const report = withoutBugs(await examine(server, { route: { ca } }));
  expect(failures(report)).toEqual(['certificate/validity-period#expired']);
});

test('and nothing is made up where it is fine', async () => {
  const { root, ca } = world();
  const leaf = await root.issue({ names: ['service.test'], key: 'rsa-2048' });
  await using server = await obsolete(leaf.chain);
  const report = withoutBugs(await examine(server, { route: { ca } }));
  expect(report.findings.filter(({ check, outcome }) => check === 'certificate/trust' || (check === 'certificate/validity-period' && outcome === 'fail')).map(({ id }) => id)).toEqual(['certificate/trust#trusted']);
});

test('a name of its own in the certificate is missed there too', async () => {
  const { root, ca } = world();
  const leaf = await root.issue({ names: ['elsewhere.test'], key: 'rsa-2048' });
  await using server = await obsolete(leaf.chain);
  expect(failures(withoutBugs(await examine(server, { route: { ca } })))).toContain('certificate/name#mismatch');
});

test('a server that shows nothing is not judged', async () => {
  await using server = await startBrokenTls({ fault: { alert: 40 } });
  const report = withoutBugs(await examine(server));
  expect(report.findings.filter(({ check, outcome }) => check.startsWith('certificate/') && outcome !== 'skipped')).toEqual([]);
});

test('a certificate that only who asks by name gets is told from an unknown root', async () => {
  const { root, ca } = world();
  const [own, strange] = [await root.issue({ names: ['service.test'] }), await (await createAuthority({ name: 'Somebody Else' })).issue({ names: ['service.test'] })];
  await using server = await startTlsServer({ chain: own.chain, key: own.key, sni: { 'service.test': strange } });
  const report = withoutBugs(await examine(server, { route: { ca } }));
  expect(report.diagnoses.map(({ text, params }) => ({ text, params }))).toEqual([
    { text: 'certificate/selective-interception#unnamed', params: { host: 'service.test', issuer: 'Somebody Else', other: 'Test Root' } },
  ]);
});

test('a default certificate for other hosts does not speak for this one', async () => {
  const { root, ca } = world();
  const [other, strange] = [await root.issue({ names: ['www.provider.test'] }), await (await createAuthority({ name: 'Somebody Else' })).issue({ names: ['service.test'] })];
  await using server = await startTlsServer({ chain: other.chain, key: other.key, sni: { 'service.test': strange } });
  const report = withoutBugs(await examine(server, { route: { ca } }));
  expect(report.diagnoses[0]?.cause).toBe('certificate/unknown-root');
  expect(report.diagnoses[0]?.ruledOut.map(({ text }) => text)).toContain('certificate/selective-interception#alike-for-all');
});
