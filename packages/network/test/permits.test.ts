import type { Destination, Permits, TargetEntry } from '@culprit/core';
import { startDnsServer, startHttpProxy, startHttpServer, startTcpServer } from '@culprit/lab';
import { gather } from '@culprit/testkit';
import { expect, test } from 'vitest';
import { clockOffset } from '../src/facts/clock-offset.ts';
import { nameResolution } from '../src/facts/name-resolution.ts';
import { routeTrace } from '../src/facts/route-trace.ts';
import { examine } from './examine.ts';
import { troubles } from './examine-way.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

/** Permits what a rule does, and remembers what it was asked. */
function policy(rule: Permits): { readonly permits: Permits; readonly asked: Destination[] } {
  const asked: Destination[] = [];
  return { asked, permits: (destination) => {
    asked.push(destination);
    return rule(destination);
  } };
}

const inspect = (target: TargetEntry, permits: Permits): ReturnType<typeof examine> => examine(target, {}, { permits });

test('what may not be connected to is told, not tried, and blamed on nobody', async () => {
  await using server = await startHttpServer({ routes: { '/': { body: 'never seen' } } });
  const { permits, asked } = policy(() => false);
  const report = await inspect(`${server.url}/`, permits);
  expect(troubles(report)).toEqual(['network/connection#not-permitted']);
  expect([report.diagnoses, report.exitCode, server.requests]).toEqual([[], 3, []]);
  expect(asked[0]).toEqual({ host: '127.0.0.1', port: server.port, address: '127.0.0.1' });
});

test('a name is judged by every address that it has at the moment of connecting', async () => {
  await using server = await startHttpServer({ routes: { '/': { body: 'never seen' } } });
  await using dns = await startDnsServer({ answers: { 'rebound.test': { a: ['127.0.0.1'] } } });
  const { permits, asked } = policy(({ address, port }) => address !== '127.0.0.1' || port === dns.port);
  const report = await inspect({ kind: 'http-resource', url: `http://rebound.test:${server.port}/`, route: { resolver: `127.0.0.1:${dns.port}` } }, permits);
  expect(troubles(report)).toEqual(['network/connection#not-permitted']);
  expect(asked).toContainEqual({ host: 'rebound.test', port: server.port, address: '127.0.0.1' });
  expect(server.requests).toEqual([]);
});

test('a redirect leads nowhere that is not permitted', async () => {
  await using inner = await startHttpServer({ routes: { '/secret': { body: 'never seen' } } });
  await using outer = await startHttpServer({ routes: { '/': { redirect: `${inner.url}/secret` } } });
  await inspect(`${outer.url}/`, ({ port }) => port === outer.port);
  expect([outer.requests.length, inner.requests]).toEqual([1, []]);
});

test('a proxy is judged by its address, and what it would connect to by its name', async () => {
  await using proxy = await startHttpProxy({});
  const target: TargetEntry = { kind: 'tcp-endpoint', host: 'internal.test', port: 443, route: { proxy: `http://127.0.0.1:${proxy.port}` } };
  const first = policy(() => false);
  expect(troubles(await inspect(target, first.permits))).toEqual(['network/proxy#not-permitted']);
  const second = policy(({ host }) => host === '127.0.0.1');
  expect(troubles(await inspect(target, second.permits))).toEqual(['network/proxy#not-permitted']);
  expect(second.asked).toContainEqual({ host: 'internal.test', port: 443 });
  expect(proxy.requests).toEqual([]);
});

test.for(['', 'tls://', 'https://'])('a name server that a target names is judged as well (%s)', async (scheme) => {
  await using server = await startTcpServer({ behaviour: 'never-answer' });
  const { permits, asked } = policy(() => false);
  const resolver = scheme === 'https://' ? `https://127.0.0.1:${server.port}/dns-query` : `${scheme}127.0.0.1:${server.port}`;
  const { value } = await gather(nameResolution, { host: 'name.test', resolver }, { permits });
  expect(value).toMatchObject({ outcome: 'unreachable', code: 'NOT_PERMITTED' });
  expect(asked[0]).toEqual({ host: '127.0.0.1', port: server.port, address: '127.0.0.1' });
});

test('a name server that is given by name is judged by its addresses', async () => {
  const { permits, asked } = policy(() => false);
  const { value } = await gather(nameResolution, { host: 'name.test', resolver: 'https://localhost:4433/dns-query' }, { permits });
  expect(value).toMatchObject({ outcome: 'unreachable', code: 'NOT_PERMITTED' });
  expect(asked.map(({ host }) => host)).toContain('localhost');
});

test('time servers and routes are asked for under the same rule', async () => {
  const resolution = { outcome: 'resolved', resolver: 'system', tookMs: 1, canonicalNames: [], answers: 1, addresses: [{ address: '192.0.2.1', family: 4 }] };
  const { permits, asked } = policy(() => false);
  const time = await gather(clockOffset, { source: 'ntp://time.test' }, { permits, ask: async () => resolution });
  expect(time.value).toEqual({ outcome: 'unreachable' });
  const trace = await gather(routeTrace, { host: 'far.test', port: 443 }, { permits, facts: { selection: { outcome: 'direct' }, resolution } });
  expect(trace.value).toMatchObject({ by: 'resolution' });
  expect(asked).toEqual([{ host: 'time.test', port: 123, address: '192.0.2.1' }, { host: 'far.test', port: 443, address: '192.0.2.1' }]);
});
