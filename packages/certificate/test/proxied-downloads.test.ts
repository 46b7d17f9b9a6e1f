import type { Report } from '@culprit/core';
import { startHttpProxy, startHttpServer, startTlsServer, type HttpProxyOptions, type ProxyRequest } from '@culprit/lab';
import { expect, test } from 'vitest';
import { answers, examine, useWorld, withoutBugs } from './examine.ts';

const world = useWorld();

/** Examines, by a proxy, a server that sends its own certificate alone, whose issuer's is said to be at `location`. */
async function byProxy(location: string, options: Partial<HttpProxyOptions> = {}, offline = false): Promise<{ readonly report: Report; readonly requests: readonly ProxyRequest[]; readonly asked: number }> {
  const { root, ca } = world();
  const issuer = await root.intermediate({ name: 'Issuer' });
  await using repository = await startHttpServer({ routes: { '/issuer.crt': { body: issuer.der } } });
  await using proxy = await startHttpProxy({ resolve: { 'ca.example.org': `127.0.0.1:${repository.port}`, 'ca.internal': `127.0.0.1:${repository.port}` }, ...options });
  const leaf = await issuer.issue({ names: ['service.test'], caIssuers: location });
  await using server = await startTlsServer({ chain: [leaf.certificate], key: leaf.key });
  const report = withoutBugs(await examine(server, { route: { ca, proxy: proxy.url }, offline }));
  return { report, requests: [...proxy.requests], asked: repository.requests.length };
}

test('where the target is reached by a proxy, what its certificate points at is fetched by the proxy', async () => {
  const { report, requests, asked } = await byProxy('http://ca.example.org/issuer.crt');
  expect(answers(report)).toEqual(['certificate/incomplete-chain#issuer-completes certain']);
  expect(requests.map(({ method, target }) => `${method} ${target}`)).toContain('CONNECT ca.example.org:80');
  expect(asked).toBe(1);
});

test('what is private is not asked for by way of the proxy either', async () => {
  for (const location of ['http://ca.internal/issuer.crt', 'http://127.0.0.1:1/issuer.crt', 'http://169.254.169.254/latest']) {
    const { report, requests, asked } = await byProxy(location);
    expect(report.diagnoses.map(({ text }) => text)).not.toContain('certificate/incomplete-chain#issuer-completes');
    expect(requests.filter(({ target }) => /internal|:1$|^169/.test(target))).toEqual([]);
    expect(asked).toBe(0);
  }
});

test('a proxy that does not reach the place leaves it unknown', async () => {
  const { report, asked } = await byProxy('http://elsewhere.example.org/issuer.crt');
  expect(report.diagnoses.map(({ text }) => text)).not.toContain('certificate/incomplete-chain#issuer-completes');
  expect(asked).toBe(0);
});

test('offline the proxy is not asked for it', async () => {
  const { requests } = await byProxy('http://ca.example.org/issuer.crt', {}, true);
  expect(requests.filter(({ target }) => target.startsWith('ca.'))).toEqual([]);
});
