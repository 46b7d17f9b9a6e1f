import { run } from '@culprit/core';
import { httpHandler, startTlsServer } from '@culprit/lab';
import network from '@culprit/network';
import { expect, test } from 'vitest';
import manifest from '../src/manifest.ts';
import { remedies, useWorld, withoutBugs } from './examine.ts';

const world = useWorld();
const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);

test.each([
  [{ 'Strict-Transport-Security': 'max-age=31536000' }, ['certificate/renew-certificate not-tested', 'certificate/inspect-browser-hsts not-tested']],
  [{ 'Strict-Transport-Security': 'max-age=0' }, ['certificate/renew-certificate not-tested']],
  [{}, ['certificate/renew-certificate not-tested']],
])('an expired certificate under %o: whether browsers let anyone through', async (headers, expected) => {
  const { root, ca } = world();
  const leaf = await root.issue({ names: ['service.test'], notBefore: inDays(-60), notAfter: inDays(-1) });
  await using server = await startTlsServer({ ...leaf, http: httpHandler({ fallback: { headers, body: 'ok' } }) });
  const report = withoutBugs(await run({
    plugins: [network, manifest], controls: { resolvers: [], timeSources: [], sni: [], portals: [] },
    targets: [{ kind: 'http-resource', url: 'https://service.test/', route: { ca, proxy: 'direct', connectTo: `127.0.0.1:${server.port}` } }],
  }, { timeoutMs: 20_000 }));
  expect(report.diagnoses[0]?.cause).toBe('certificate/expired');
  expect(remedies(report)).toEqual(expected);
});
