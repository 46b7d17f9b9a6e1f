import { startHttpServer, startTlsServer, type Authority, type HttpBehaviour, type HttpServer } from '@culprit/lab';
import type { Report } from '@culprit/core';
import { expect, test } from 'vitest';
import { examine, useWorld, withoutBugs } from './examine.ts';

const world = useWorld();
const names = ['service.test'];

/** Examines a server that leaves out its issuer, whose location behaves like this. */
async function examineWith(arrange: (repository: HttpServer, routes: Record<string, HttpBehaviour>) => Promise<Authority>): Promise<{ readonly report: Report; readonly requests: number }> {
  const routes: Record<string, HttpBehaviour> = {};
  await using repository = await startHttpServer({ routes });
  const issuer = await arrange(repository, routes);
  const leaf = await issuer.issue({ names, caIssuers: `${repository.url}/issuer` });
  await using server = await startTlsServer({ chain: [leaf.certificate], key: leaf.key });
  const report = withoutBugs(await examine(server, { route: { ca: world().ca }, timeoutMs: 6_000 }));
  return { report, requests: repository.requests.length };
}

const reasons = ({ diagnoses: [first] }: Report): readonly string[] => [first?.cause ?? 'healthy', ...(first?.open ?? []).map(({ text }) => text)];

test.each<[string, HttpBehaviour]>([
  ['never answers', 'hang-before-headers'],
  ['answers without end', 'endless-body'],
  ['has a huge head', 'huge-header'],
  ['trickles', { slow: { body: 'x'.repeat(10_000), bytes: 1, intervalMs: 50 } }],
  ['redirects for ever', 'redirect-loop'],
  ['redirects to the metadata of a cloud', { redirect: 'http://169.254.169.254/latest/meta-data/' }],
  ['redirects to HTTPS', { redirect: 'https://127.0.0.1/issuer' }],
  ['serves a web page', { body: '<!doctype html><title>Sign in</title>' }],
  ['breaks off', 'truncated-body'],
  ['serves garbage in the form of a certificate', { body: Buffer.from('30820004300030000300', 'hex') }],
])('where the issuer\'s location %s, the missing link stays open', async (_, behaviour) => {
  const { report } = await examineWith(async (_repository, routes) => {
    routes['/issuer'] = behaviour;
    return world().root.intermediate({ name: 'Issuer' });
  });
  const [first, ...open] = reasons(report);
  expect(first).toBe('certificate/trust#unknown-issuer');
  expect(open.some((text) => text === 'certificate/incomplete-chain#unavailable' || text === 'certificate/incomplete-chain#no-location')).toBe(true);
});

test('issuers that point at ever more issuers are followed four times', async () => {
  const { report, requests } = await examineWith(async (repository, routes) => {
    let above = await world().root.intermediate({ name: 'Issuer 0' });
    for (let level = 1; level <= 8; level++) {
      const issuer: Authority = await above.intermediate({ name: `Issuer ${level}`, caIssuers: `${repository.url}/${level - 1}` });
      routes[`/${level}`] = { body: issuer.der };
      above = issuer;
    }
    routes['/issuer'] = { body: above.der };
    return above;
  });
  expect(reasons(report)).toContain('certificate/incomplete-chain#unavailable');
  expect(requests).toBe(4);
});

test('an issuer whose location serves itself is asked for once', async () => {
  const { report, requests } = await examineWith(async (repository, routes) => {
    const issuer = await (await world().root.intermediate({ name: 'Hidden' })).intermediate({ name: 'Circle', caIssuers: `${repository.url}/issuer` });
    routes['/issuer'] = { body: issuer.der };
    return issuer;
  });
  expect(reasons(report)[0]).toBe('certificate/trust#unknown-issuer');
  expect(requests).toBe(1);
});
