import { startDnsServer, startTcpServer, type DnsAnswer } from '@culprit/lab';
import { describe, expect, test } from 'vitest';
import { nameResolutionCheck } from '../src/checks/name-resolution.ts';
import { doubledScheme } from '../src/causes/doubled-scheme.ts';
import { lyingResolver } from '../src/causes/lying-resolver.ts';
import { malformedDnsAnswer } from '../src/causes/malformed-dns-answer.ts';
import { noAddressRecord } from '../src/causes/no-address-record.ts';
import { nxdomain } from '../src/causes/nxdomain.ts';
import { resolverFailure } from '../src/causes/resolver-failure.ts';
import { resolverRefusal } from '../src/causes/resolver-refusal.ts';
import { resolverTimeout } from '../src/causes/resolver-timeout.ts';
import { zoneFailure } from '../src/causes/zone-failure.ts';
import { nameResolution, type NameResolution } from '../src/facts/name-resolution.ts';
import { answer, examineWay, troubles } from './examine-way.ts';
import { gather } from './gather.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

const nameCauses = [doubledScheme, lyingResolver, malformedDnsAnswer, noAddressRecord, nxdomain, resolverFailure, resolverRefusal, resolverTimeout, zoneFailure];

async function resolve(reply: DnsAnswer, more: { readonly family?: 4 | 6; readonly collectRacing?: boolean } = {}): Promise<NameResolution> {
  await using dns = await startDnsServer({ answers: { 'service.example': reply, 'other.example': { a: ['127.0.0.2'] } } });
  const { value } = await gather(nameResolution.of({ host: 'service.example', resolver: `127.0.0.1:${dns.port}`, ...more }), { patienceMs: 600 });
  return value as NameResolution;
}

describe('a name server asked directly', () => {
  const cases: readonly [what: string, reply: DnsAnswer, outcome: object][] = [
    ['gives both families', { a: ['127.0.0.1'], aaaa: ['::1'] }, { outcome: 'resolved', addresses: [{ address: '::1', family: 6 }, { address: '127.0.0.1', family: 4 }], answers: 1 }],
    ['follows an alias', { cname: 'other.example' }, { outcome: 'resolved', addresses: [{ address: '127.0.0.2', family: 4 }], canonicalNames: ['other.example'] }],
    ['is asked again over TCP when its answer was truncated', { truncated: { a: ['127.0.0.3'] } }, { outcome: 'resolved', addresses: [{ address: '127.0.0.3', family: 4 }] }],
    ['does not have to answer for the second family', { byType: { A: { a: ['127.0.0.1'] }, AAAA: 'silence' } }, { outcome: 'resolved' }],
    ['says NXDOMAIN', 'nxdomain', { outcome: 'nxdomain', code: 'NXDOMAIN' }],
    ['knows the name without an address', {}, { outcome: 'no-address' }],
    ['fails', 'servfail', { outcome: 'servfail', code: 'SERVFAIL' }],
    ['refuses', 'refused', { outcome: 'refused', code: 'REFUSED' }],
    ['stays silent', 'silence', { outcome: 'timed-out', code: 'ETIMEDOUT' }],
    ['sends rubbish', 'garbage', { outcome: expect.stringMatching(/^(?:malformed|timed-out)$/) }],
    ['answers under another id, which is no answer', { wrongId: { a: ['127.0.0.1'] } }, { outcome: 'timed-out', code: 'MISMATCHED' }],
  ];
  test.each(cases)('%s', async (_what, reply, outcome) => {
    expect(await resolve(reply)).toMatchObject(outcome);
  });

  test('is heard twice when somebody races it and the caller listens', async () => {
    const racing: DnsAnswer = { racing: [{ a: ['10.1.1.1'] }, { a: ['127.0.0.1'] }] };
    expect(await resolve(racing, { collectRacing: true })).toMatchObject({ outcome: 'resolved', answers: 2 });
    expect(await resolve(racing)).toMatchObject({ outcome: 'resolved', answers: 1 });
  });

  test('is not asked for the other family', async () => {
    expect(await resolve({ a: ['127.0.0.1'] }, { family: 6 })).toMatchObject({ outcome: 'no-address' });
  });

  test('that no datagram reaches is unreachable, and one that can not be read as well', async () => {
    await using server = await startTcpServer({ behaviour: 'echo' });
    expect((await gather(nameResolution.of({ host: 'a.example', resolver: `127.0.0.1:${server.port}` }))).value).toMatchObject({ outcome: 'unreachable', code: 'ECONNREFUSED' });
    expect((await gather(nameResolution.of({ host: 'a.example', resolver: 'dns.example' }))).value).toMatchObject({ outcome: 'unreachable', code: 'RESOLVER_INVALID' });
  });
});

test('getaddrinfo resolves localhost, and an address needs nobody', async () => {
  expect((await gather(nameResolution.of({ host: 'localhost' }))).value).toMatchObject({ outcome: 'resolved', resolver: 'system' });
  expect((await gather(nameResolution.of({ host: '::1' }))).value).toEqual({ outcome: 'literal', addresses: [{ address: '::1', family: 6 }] });
  expect((await gather(nameResolution.of({ host: '127.0.0.1', family: 6 }))).value).toMatchObject({ outcome: 'no-address' });
});

test('an aborted resolution ends at once', async () => {
  await using dns = await startDnsServer({ answers: { 'service.example': 'silence' } });
  const abort = new AbortController();
  const asking = gather(nameResolution.of({ host: 'service.example', resolver: `127.0.0.1:${dns.port}` }), { signal: abort.signal, patienceMs: 60_000 });
  abort.abort();
  expect((await asking).value).toMatchObject({ outcome: 'timed-out', code: 'ABORT_ERR' });
});

test('only a resolver outside this network is a third party', () => {
  expect(nameResolution.thirdParties({ host: 'a.example', resolver: '8.8.8.8' })).toEqual(['8.8.8.8']);
  expect(nameResolution.thirdParties({ host: 'a.example', resolver: '192.168.1.1:5353' })).toEqual([]);
  expect(nameResolution.thirdParties({ host: '127.0.0.1', resolver: '8.8.8.8' })).toEqual([]);
  expect(nameResolution.thirdParties({ host: 'a.example' })).toEqual([]);
});

test('a resolution beyond the limit is slow and not failed', () => {
  const resolution: NameResolution = { outcome: 'resolved', addresses: [{ address: '127.0.0.1', family: 4 }], resolver: 'system', tookMs: 2_500, canonicalNames: [], answers: 1 };
  const judge = (slowMs: number) => nameResolutionCheck.evaluate({ target: { host: 'a.example' }, facts: { resolution }, options: { slowMs }, now: new Date() }).map(({ finding }) => finding);
  expect(judge(2_000)).toEqual(['slow']);
  expect(judge(3_000)).toEqual(['resolved']);
});

describe('the cause of a name that does not resolve', () => {
  async function diagnose(own: DnsAnswer, other: DnsAnswer | undefined, timeoutMs?: number) {
    await using service = await startTcpServer({ behaviour: 'echo' });
    await using ownDns = await startDnsServer({ answers: { 'service.example': own } });
    await using otherDns = await startDnsServer({ answers: { 'service.example': other ?? 'nxdomain' } });
    const target = { kind: 'tcp-endpoint', host: 'service.example', port: service.port, route: { resolver: `127.0.0.1:${ownDns.port}` } };
    return await examineWay(target, nameCauses, other === undefined ? {} : { resolvers: [`127.0.0.1:${otherDns.port}`] }, timeoutMs);
  }
  const here: DnsAnswer = { a: ['127.0.0.1'] };

  test('a name that nobody knows does not exist', async () => {
    const report = await diagnose('nxdomain', 'nxdomain');
    expect(answer(report)).toEqual({ cause: 'network/nxdomain#everywhere certain', remedies: ['network/correct-host-name not-tested'] });
    expect(report.diagnoses[0]?.ruledOut.map(({ text }) => text)).toContain('network/lying-resolver#agreed');
    expect(report.bugs).toEqual([]);
  });

  test('without a control it is likely, and the report says how to get one', async () => {
    const report = await diagnose('nxdomain', undefined);
    expect(answer(report).cause).toBe('network/nxdomain#one-resolver likely');
    expect(report.diagnoses[0]?.open.map(({ text }) => text)).toContain('network/lying-resolver#no-control');
  });

  test('a name that another resolver knows is denied by this one, and the other one was tried', async () => {
    const report = await diagnose('nxdomain', here);
    expect(answer(report)).toEqual({ cause: 'network/lying-resolver#denied certain', remedies: ['network/use-another-resolver works'] });
    expect(report.diagnoses).toHaveLength(1);
    expect(report.diagnoses[0]?.ruledOut.map(({ text }) => text)).toContain('network/nxdomain#exists-elsewhere');
  });

  test('a resolver that agrees on NODATA is no liar: there is no record', async () => {
    expect(answer(await diagnose({}, {})).cause).toBe('network/no-address-record#everywhere certain');
  });

  test('SERVFAIL here alone is the resolver, SERVFAIL everywhere the zone', async () => {
    expect(answer(await diagnose('servfail', here))).toEqual({ cause: 'network/resolver-failure#this-resolver certain', remedies: ['network/use-another-resolver works'] });
    expect(answer(await diagnose('servfail', 'servfail')).cause).toBe('network/zone-failure#everywhere certain');
  });

  test('REFUSED is a refusal, and another resolver helps', async () => {
    expect(answer(await diagnose('refused', here))).toEqual({ cause: 'network/resolver-refusal#this-resolver certain', remedies: ['network/use-another-resolver works'] });
  });

  test('silence of one resolver is told from silence of all', async () => {
    expect(answer(await diagnose('silence', here, 3_000)).cause).toBe('network/resolver-timeout#only-own certain');
    expect(answer(await diagnose('silence', 'silence', 3_000)).cause).toBe('network/resolver-timeout#nobody certain');
  });

  test('rubbish from one resolver is told from rubbish of all, and another resolver helps', async () => {
    expect(answer(await diagnose('garbage', here, 3_000))).toEqual({ cause: 'network/malformed-dns-answer#only-own certain', remedies: ['network/use-another-resolver works', 'network/repair-resolver not-tested'] });
    expect(answer(await diagnose('garbage', 'garbage', 3_000)).cause).toBe('network/malformed-dns-answer#all-alike likely');
  });

  test('an alias into nowhere is named', async () => {
    await using dns = await startDnsServer({ answers: { 'service.example': 'silence' } });
    const facts = {
      resolution: { outcome: 'nxdomain', resolver: '192.0.2.1', tookMs: 1, canonicalNames: ['gone.example'] },
      reference: { outcome: 'asked', answers: [{ outcome: 'nxdomain', resolver: `127.0.0.1:${dns.port}`, tookMs: 1 }] },
    };
    const suspicion = { findings: [], targets: [], settings: { depth: 'quick', offline: false, controls: { resolvers: [], timeSources: [], sni: [] } }, related: () => ({ host: 'service.example' }) } as never;
    expect(nxdomain.judge({ suspicion, facts, now: new Date() })).toMatchObject({ verdict: 'confirmed', reason: 'dangling-alias', params: { alias: 'gone.example' } });
  });

  test('a route that asks for the other family is at fault itself', async () => {
    await using service = await startTcpServer({ behaviour: 'echo' });
    await using dns = await startDnsServer({ answers: { 'service.example': here } });
    const report = await examineWay({ kind: 'tcp-endpoint', host: 'service.example', port: service.port, route: { resolver: `127.0.0.1:${dns.port}`, family: 6 } }, nameCauses);
    expect(answer(report)).toEqual({
      cause: 'network/no-address-record#other-family-only certain',
      remedies: ['network/allow-either-family works', 'network/publish-address-record not-tested'],
    });
  });
});

test('a URL that starts twice is read as it was meant, and that was tried', async () => {
  await using service = await startTcpServer({ behaviour: 'echo' });
  await using dns = await startDnsServer({ answers: { 'service.example': { a: ['127.0.0.1'] } } });
  const route = { resolver: `127.0.0.1:${dns.port}` };
  const report = await examineWay({ kind: 'http-resource', url: `https://https//service.example:${service.port}/v1`, route }, [...nameCauses]);
  expect(answer(report)).toEqual({ cause: 'network/doubled-scheme#meant-exists certain', remedies: ['network/write-one-scheme works'] });
  expect(report.diagnoses[0]?.params['meant']).toBe(`https://service.example:${service.port}/v1`);
  expect(report.diagnoses.map(({ cause }) => cause)).toEqual(['network/doubled-scheme']);
  expect(report.diagnoses[0]?.ruledOut.map(({ text }) => text)).toContain('network/nxdomain#scheme-as-host');
  const near = await examineWay({ kind: 'http-resource', url: 'https://https.example//service.example/v1', route }, nameCauses);
  expect(answer(near).cause).toBe('network/nxdomain#one-resolver likely');
  expect(troubles(near)).toContain('network/name-resolution#nxdomain');
});
