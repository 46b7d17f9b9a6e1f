import { run } from '@culprit/core';
import { createAuthority, httpHandler, selfSigned, startTlsServer, type IssuedCertificate } from '@culprit/lab';
import network from '@culprit/network';
import { expect, test } from 'vitest';
import manifest from '../src/manifest.ts';
import { remedies, useWorld, withoutBugs } from './examine.ts';

const world = useWorld();
const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);

const remembered = { 'Strict-Transport-Security': 'max-age=31536000' };

/** Examines a service with this certificate that sends these fields. */
async function examine(leaf: Pick<IssuedCertificate, 'chain' | 'key'>, headers: { readonly [name: string]: string } = remembered) {
  await using server = await startTlsServer({ ...leaf, http: httpHandler({ fallback: { headers, body: 'ok' } }) });
  return withoutBugs(await run({
    plugins: [network, manifest], controls: { resolvers: [], timeSources: [], sni: [], portals: [] },
    targets: [{ kind: 'http-resource', url: 'https://service.test/', route: { ca: world().ca, proxy: 'direct', connectTo: `127.0.0.1:${server.port}` } }],
  }, { timeoutMs: 20_000 }));
}

const expiredLeaf = () => world().root.issue({ names: ['service.test'], notBefore: inDays(-60), notAfter: inDays(-1) });

test.each([
  [remembered, ['certificate/renew-certificate not-tested', 'certificate/inspect-browser-hsts not-tested']],
  [{ 'Strict-Transport-Security': 'max-age=0' }, ['certificate/renew-certificate not-tested']],
  [{}, ['certificate/renew-certificate not-tested']],
])('an expired certificate under %o: whether browsers let anyone through', async (headers, expected) => {
  const report = await examine(await expiredLeaf(), headers);
  expect(report.diagnoses[0]?.cause).toBe('certificate/expired');
  expect(remedies(report)).toEqual(expected);
});

test.each([
  ['certificate/not-yet-valid', () => world().root.issue({ names: ['service.test'], notBefore: inDays(1) })],
  ['certificate/name-mismatch', () => world().root.issue({ names: ['other.test'] })],
  ['certificate/self-signed', () => selfSigned({ names: ['service.test'] })],
  ['certificate/unknown-root', async () => (await createAuthority({ name: 'Private Root' })).issue({ names: ['service.test'] })],
  ['certificate/interception', async () => (await createAuthority({ name: 'Zscaler Root CA' })).issue({ names: ['service.test'] })],
  ['certificate/weak-key', () => world().root.issue({ names: ['service.test'], key: 'rsa-1024' })],
  ['certificate/wrong-usage', () => world().root.issue({ names: ['service.test'], usages: ['clientAuth'] })],
] as const)('%s under HSTS says that browsers show no way round it, without another request', async (cause, issue) => {
  const report = await examine(await issue());
  const [first] = report.diagnoses;
  expect(first).toMatchObject({ cause, params: { lockedInDays: 365, host: 'service.test' } });
  expect(first?.remedies.map(({ id }) => id)).toContain('certificate/inspect-browser-hsts');
  expect(report.evidence.filter(({ fact }) => fact === 'network/http-exchange').length).toBe(1);
});
