import { once } from 'node:events';
import { createServer } from 'node:net';
import { definePlugin, run, type Controls, type Finding, type Report, type Route, type RunOptions } from '@culprit/core';
import { filteredPort, listenOnLoopback, startDnsServer, startTcpServer, type DnsAnswer } from '@culprit/lab';
import { expect, test } from 'vitest';
import { deadAddress } from '../src/causes/dead-address.ts';
import { addresses } from '../src/checks/addresses.ts';
import { nameResolutionCheck } from '../src/checks/name-resolution.ts';
import { resolverAgreement } from '../src/checks/resolver-agreement.ts';
import { otherResolvers } from '../src/dns/other-resolvers.ts';
import { addressSweep } from '../src/facts/address-sweep.ts';
import { host } from '../src/targets/host.ts';
import { tcpEndpoint } from '../src/targets/tcp-endpoint.ts';
import { gather } from './gather.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

const name = 'service.example';
const full = { depth: 'full' } as const;

const plugin = definePlugin({ name: '@culprit/network', version: '0.0.0', api: 1, targets: [host, tcpEndpoint], checks: [nameResolutionCheck, addresses, resolverAgreement], causes: [deadAddress] });

/** Examines a port of the name by two name servers on loopback: the own one and, where it is given, another. */
async function look(port: number, own: DnsAnswer, options: RunOptions & { readonly other?: DnsAnswer; readonly route?: Route } = full): Promise<Report> {
  const { other, route, ...rest } = options;
  await using dns = await startDnsServer({ answers: { [name]: own } });
  await using second = await startDnsServer({ answers: other === undefined ? {} : { [name]: other } });
  const controls: Controls = { resolvers: other === undefined ? [] : [`127.0.0.1:${second.port}`], timeSources: [], sni: [], portals: [], egress: [] };
  const report = await run(
    { plugins: [plugin], targets: [{ kind: 'tcp-endpoint', host: name, port, route: { resolver: `127.0.0.1:${dns.port}`, ...route } }], controls },
    { timeoutMs: 6_000, ...rest },
  );
  expect(report.bugs).toEqual([]);
  return report;
}

const findingOf = ({ findings }: Report, check: string): Pick<Finding, 'id' | 'params'> | undefined => findings.find((finding) => finding.check === `network/${check}`);
const asked = ({ evidence }: Report): readonly string[] => evidence.map(({ fact }) => fact);

test('in depth quick no fact of depth full is asked, even where an address is dead', async () => {
  await using service = await startTcpServer({ behaviour: 'echo' });
  const report = await look(service.port, { a: ['127.0.0.1', '127.0.0.2'] }, { other: 'nxdomain' });
  expect(asked(report)).not.toContain('network/address-sweep');
  expect(asked(report)).not.toContain('network/reference-resolution');
  expect(report.findings.map(({ id }) => id)).toEqual(['network/name-resolution#resolved']);
});

test('a dead address beside a living one is named, with how it fails and what to do', async () => {
  await using service = await startTcpServer({ behaviour: 'echo' });
  const report = await look(service.port, { a: ['127.0.0.1', '127.0.0.2'] });
  expect(findingOf(report, 'addresses')).toMatchObject({
    id: 'network/addresses#some-addresses-fail',
    params: { endpoint: `${name}:${service.port}`, host: name, port: service.port, count: 1, total: 2, failing: '127.0.0.2 (ECONNREFUSED)' },
  });
  expect(report.diagnoses).toMatchObject([{ text: 'network/dead-address#no-service', owner: 'service', severity: 'minor', remedies: [{ id: 'network/withdraw-failing-addresses', audience: 'operator' }] }]);
  expect(report.exitCode).toBe(0);
});

test('two living addresses both answer', async () => {
  await using service = await startTcpServer({ behaviour: 'echo' });
  const twin = createServer((socket) => void socket.resume());
  twin.listen({ host: '127.0.0.2', port: service.port, exclusive: true });
  await once(twin, 'listening');
  const report = await look(service.port, { a: ['127.0.0.1', '127.0.0.2'] });
  twin.close();
  expect(findingOf(report, 'addresses')).toMatchObject({ id: 'network/addresses#every-address-answers', params: { count: 2, addresses: '127.0.0.1, 127.0.0.2' } });
});

test('one address is one address, however often it is listed', async () => {
  await using service = await startTcpServer({ behaviour: 'echo' });
  expect(findingOf(await look(service.port, { a: ['127.0.0.1', '127.0.0.1'] }), 'addresses')).toMatchObject({ id: 'network/addresses#one-address' });
});

test('a dead family is told from a dead address', async () => {
  await using service = await startTcpServer({ behaviour: 'echo' });
  const both = { a: ['127.0.0.1'], aaaa: ['::1'] };
  expect(findingOf(await look(service.port, both), 'addresses')).toMatchObject({ id: 'network/addresses#one-family-fails', params: { broken: 6, working: 4, failing: '::1 (ECONNREFUSED)' } });
  await using six = await listenOnLoopback(createServer((socket) => void socket.resume()), '::1', service.port);
  expect(findingOf(await look(six.port, both), 'addresses')).toMatchObject({ id: 'network/addresses#every-address-answers' });
});

test('where none answers, the connection is what is judged', async () => {
  await using service = await startTcpServer({ behaviour: 'echo' });
  expect(findingOf(await look(service.port, { a: ['127.0.0.2', '127.0.0.3'] }), 'addresses')).toMatchObject({ id: 'network/addresses#none-answers' });
});

test('an address that never answers is given up at the end of the patience, and at once on an abort', async () => {
  await using port = await filteredPort();
  const request = addressSweep.of({ host: '127.0.0.1', port: port.port });
  expect((await gather(request, { patienceMs: 100 })).value).toMatchObject({ outcome: 'tried', attempts: [{ outcome: 'timed-out', code: 'ETIMEDOUT' }] });
  const aborted = gather(request, { patienceMs: 60_000, signal: AbortSignal.timeout(50) });
  expect((await aborted).value).toMatchObject({ attempts: [{ code: 'ABORT_ERR' }] });
});

test('of many addresses sixteen are tried side by side, and the report says that there are more', async () => {
  await using service = await startTcpServer({ behaviour: 'echo' });
  const warnings: string[] = [];
  const onWarning = (warning: Error): void => void warnings.push(warning.name);
  process.on('warning', onWarning);
  const report = await look(service.port, { a: Array.from({ length: 20 }, (_, index) => `127.0.0.${index + 1}`) });
  process.off('warning', onWarning);
  expect(report.findings.map(({ id }) => id)).toContain('network/addresses#not-all-tried');
  expect(findingOf(report, 'addresses')).toMatchObject({ params: { count: 15, total: 16 } });
  expect(warnings).toEqual([]);
});

test('through a proxy no address is tried here, and no name is compared', async () => {
  await using service = await startTcpServer({ behaviour: 'echo' });
  const report = await look(service.port, { a: ['127.0.0.1', '127.0.0.2'] }, { ...full, route: { proxy: `http://127.0.0.1:${service.port}` } });
  expect(findingOf(report, 'addresses')).toMatchObject({ id: 'network/addresses#proxied' });
  expect(findingOf(report, 'resolver-agreement')).toBeUndefined();
  expect(service.connections).toBe(0);
});

const here = { a: ['127.0.0.1'] };

test.each<[string, DnsAnswer, DnsAnswer | undefined, string]>([
  ['another resolver says the same', here, here, 'agree'],
  ['an address in common is agreement', { a: ['127.0.0.1', '127.0.0.2'] }, { a: ['127.0.0.2', '127.0.0.3'] }, 'agree'],
  ['another resolver gives other addresses', here, { a: ['127.0.0.9'] }, 'differ-by-address'],
  ['a private address here and a public one elsewhere', here, { a: ['192.0.2.1'] }, 'private-here'],
  ['another resolver denies the name', here, 'nxdomain', 'found-only-here'],
  ['another resolver fails', here, 'servfail', 'found-only-here'],
  ['another resolver refuses to say', here, 'refused', 'nobody-answered'],
  ['another resolver says nothing', here, 'silence', 'nobody-answered'],
  ['nobody else may be asked about a private name', here, undefined, 'internal-name'],
  ['the name does not resolve here', 'nxdomain', here, 'not-resolved'],
])('%s', async (_, own, other, finding) => {
  await using service = await startTcpServer({ behaviour: 'echo' });
  const report = await look(service.port, own, { ...full, timeoutMs: 3_000, ...(other === undefined ? {} : { other }) });
  expect(findingOf(report, 'resolver-agreement')?.id).toBe(`network/resolver-agreement#${finding}`);
});

test('offline no resolver of somebody else is asked, and the report says so', async () => {
  const report = await run({
    plugins: [plugin], targets: [{ kind: 'host', host: 'service.example.com', route: { resolver: '192.0.2.53' } }], controls: { resolvers: ['192.0.2.54'], timeSources: [], sni: [], portals: [] },
  }, { ...full, offline: true });
  expect(report.evidence.find(({ fact }) => fact === 'network/reference-resolution')).toMatchObject({ status: 'withheld', reason: 'offline' });
  expect(report.thirdParties).toEqual([]);
  expect(report.findings.find(({ check }) => check === 'network/resolver-agreement')).toMatchObject({ id: 'core/not-judged#offline', outcome: 'inconclusive', required: false });
});

test('no third party is asked about a private name, nor beside a resolver on this machine', () => {
  expect(otherResolvers('www.example.com', undefined, ['1.1.1.1', '8.8.8.8', '223.5.5.5', '9.9.9.9'])).toEqual(['1.1.1.1', '8.8.8.8', '223.5.5.5']);
  expect(otherResolvers('www.example.com', '8.8.8.8', ['1.1.1.1', '8.8.8.8'])).toEqual(['1.1.1.1']);
  expect(otherResolvers('nas.local', undefined, ['1.1.1.1', '192.168.0.1'])).toEqual(['192.168.0.1']);
  expect(otherResolvers('www.example.com', '127.0.0.1:5353', ['1.1.1.1', '127.0.0.1:5300'])).toEqual(['127.0.0.1:5300']);
});
