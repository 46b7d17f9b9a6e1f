import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createAuthority, httpHandler, startHttpServer, startNtpServer, startTlsServer, type HttpServer } from '@culprit/lab';
import { createMemory, run, defineCheck, definePlugin, type Check } from '@culprit/core';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askNtp } from '../src/clock/ask-ntp.ts';
import { readNtpReply } from '../src/clock/ntp-message.ts';
import { stepOf } from '../src/facts/clock-step.ts';
import { machine } from '../src/targets/machine.ts';
import { utcMinute } from '../src/checks/utc-minute.ts';
import { compareClocks, trueOffset, type MeasuredOffset } from '../src/facts/clock-comparison.ts';
import { clockOffset } from '../src/facts/clock-offset.ts';
import { tlsHandshake } from '../src/facts/tls-handshake.ts';
import { tlsEndpoint } from '../src/targets/tls-endpoint.ts';
import { diagnosisOf, examine, found, networkPlugin, trialsOf } from './examine.ts';
import { observe } from './observe.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

const hour = 3_600;
let right: HttpServer;
let alsoRight: HttpServer;
let ahead: HttpServer;
let alsoAhead: HttpServer;
let timeless: HttpServer;
beforeAll(async () => {
  const at = (offsetSeconds: number) => startHttpServer({ fallback: { body: 'ok', date: { offsetSeconds } } });
  [right, alsoRight, ahead, alsoAhead, timeless] = await Promise.all([at(0), at(0), at(3 * hour), at(3 * hour + 20), startHttpServer({ fallback: { date: 'none' } })]);
});
afterAll(() => Promise.all([right, alsoRight, ahead, alsoAhead, timeless].map((server) => server[Symbol.asyncDispose]())));

test('an offset is this machine\'s clock minus the source\'s', async () => {
  const measured = await observe(clockOffset.of({ source: ahead.url }));
  expect(measured).toMatchObject({ outcome: 'measured' });
  expect(measured?.outcome === 'measured' ? Math.round(measured.offsetMs / 60_000) : 0).toBe(-180);
  expect(await observe(clockOffset.of({ source: timeless.url }))).toEqual({ outcome: 'no-date' });
  expect(await observe(clockOffset.of({ source: 'http://127.0.0.1:1/' }))).toEqual({ outcome: 'unreachable' });
});

test('an answer by NTP that lay there while this program stood still is read', async () => {
  // In a thread of its own, which goes on meanwhile: it tells that it was asked, answers once it may, and tells that it did.
  const flags = new Int32Array(new SharedArrayBuffer(8));
  const server = new Worker(`
    const { createSocket } = require('node:dgram');
    const { parentPort, workerData: flags } = require('node:worker_threads');
    const tell = (index) => { Atomics.store(flags, index, 1); Atomics.notify(flags, index); };
    const socket = createSocket('udp4').on('message', (request, { port, address }) => {
      const reply = Buffer.alloc(48);
      reply.writeUInt16BE(0x2402);
      request.copy(reply, 24, 40, 48);
      for (const at of [16, 32, 40]) reply.writeUInt32BE(Math.floor(Date.now() / 1_000) + 2_208_988_800, at);
      parentPort.postMessage('asked');
      Atomics.wait(flags, 0, 0);
      socket.send(reply, port, address, () => tell(1));
    }).bind(0, '127.0.0.1', () => parentPort.postMessage(socket.address().port));
  `, { eval: true, workerData: flags });
  const [port] = await once(server, 'message') as [number];
  const patienceMs = 800;
  const answer = askNtp('127.0.0.1', port, { now: () => new Date(), patienceMs, signal: new AbortController().signal });
  await once(server, 'message');
  Atomics.store(flags, 0, 1);
  Atomics.notify(flags, 0);
  Atomics.wait(flags, 1, 0);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, patienceMs);
  expect(await answer).toMatchObject({ reply: { kind: 'time' } });
  await server.terminate();
});

const findings = (report: Awaited<ReturnType<typeof examine>>) => report.findings.filter(({ check }) => check === 'network/clock').map(({ id, outcome }) => `${id} ${outcome}`);

test('two sources and the target that agree: this machine is off, for certain', async () => {
  const report = await examine(`${ahead.url}/`, { timeSources: [alsoAhead.url] });
  expect(findings(report)).toEqual(['network/clock#skewed fail']);
  expect(found(report)).toEqual(['clock-skew#whole-hours']);
  expect(diagnosisOf(report, 'clock-skew')).toMatchObject({ confidence: 'certain', params: { count: 2, hours: 3, here: utcMinute(Date.parse(report.startedAt)) }, scope: 'machine', subject: '' });
});

test('a target that alone is off has the wrong clock itself', async () => {
  const report = await examine(`${ahead.url}/`, { timeSources: [right.url, alsoRight.url] });
  expect(found(report)).toEqual(['server-clock-skew#others-agree']);
  expect(diagnosisOf(report, 'server-clock-skew')).toMatchObject({ params: { here: utcMinute(Date.parse(report.startedAt)) }, ruledOut: [{ cause: 'network/clock-skew', text: 'network/clock-skew#target-is-off' }] });
});

test('with nobody else to ask it is likely at most, and says how to settle it', async () => {
  const report = await examine(`${ahead.url}/`);
  expect(found(report)).toEqual(['clock-skew#target-differs']);
  expect(diagnosisOf(report, 'clock-skew')).toMatchObject({ confidence: 'likely', open: [{ text: 'network/server-clock-skew#no-witness' }] });
});

test('offline no time source is asked', async () => {
  const before = right.requests.length;
  const report = await examine(`${ahead.url}/`, { timeSources: [right.url] }, { offline: true });
  expect([report.thirdParties, right.requests.length]).toEqual([[], before]);
  expect(found(report)).toEqual(['clock-skew#target-differs']);
});

test('a clock that agrees is no trouble, and a target without one is not judged', async () => {
  expect(findings(await examine(`${right.url}/`))).toEqual(['network/clock#agrees pass']);
  expect(findings(await examine(`${timeless.url}/`))).toEqual(['network/clock#no-date not-applicable']);
});

// Stands for the certificate package, which is not a dependency of this one.
const validity: Check = defineCheck({
  id: 'certificate/validity-period', layer: 'identity', target: tlsEndpoint, byClock: true,
  findings: { valid: { outcome: 'pass' }, expired: { outcome: 'fail', severity: 'critical', owner: 'service' } },
  text: { en: { title: '', why: '', findings: { valid: 'valid', expired: 'expired' } }, 'zh-CN': { title: '', why: '', findings: { valid: 'valid', expired: 'expired' } } },
  needs: ({ host, port }) => ({ handshake: tlsHandshake.of({ host, port }) }),
  evaluate: ({ facts: { handshake }, now, conclude }) => {
    const { validFromDate, validToDate } = new X509Certificate(Buffer.from(handshake.chain[0] ?? '', 'base64'));
    return conclude(validFromDate <= now && now <= validToDate ? 'valid' : 'expired');
  },
});

async function examineExpired(serverOffsetSeconds: number, validHoursAgo: readonly [number, number]) {
  const authority = await createAuthority({ name: 'Lab Root', notBefore: new Date(Date.now() - 900 * hour * 1_000) });
  const [from, to] = validHoursAgo;
  const leaf = await authority.issue({ names: ['localhost'], notBefore: new Date(Date.now() - from * hour * 1_000), notAfter: new Date(Date.now() - to * hour * 1_000) });
  await using server = await startTlsServer({ chain: leaf.chain, key: leaf.key, http: httpHandler({ fallback: { body: 'ok', date: { offsetSeconds: serverOffsetSeconds } } }) });
  return await run({
    plugins: [await networkPlugin(), definePlugin({ name: 'certificate', version: '0.0.0', api: 1, checks: [validity] })],
    targets: [{ kind: 'tls-endpoint', host: 'localhost', port: server.port }], controls: { timeSources: [] },
  }, { memory: createMemory() });
}

test('an expired certificate that is valid by the server\'s own time makes the clock likely, and the trial says so', async () => {
  const report = await examineExpired(-48 * hour, [72, 24]);
  expect(found(report)).toEqual(['clock-skew#fits-corrected']);
  expect(trialsOf(report, 'clock-skew')).toEqual(['set-clock works']);
});

test('an expired certificate of a server with the same time is not the clock\'s fault', async () => {
  const report = await examineExpired(0, [72, 24]);
  expect(found(report)).toEqual([]);
  expect(report.diagnoses[0]?.ruledOut.map(({ text }) => text)).toContain('network/clock-skew#server-agrees');
});

test('an expired certificate of a server with another time, expired by that too, is not the clock\'s fault', async () => {
  const report = await examineExpired(-2 * hour, [72, 24]);
  expect(report.diagnoses[0]?.ruledOut.map(({ text }) => text)).toContain('network/clock-skew#fails-anyway');
});

const offset = (offsetMs: number, own = false): MeasuredOffset => ({ source: `http://s${offsetMs}`, own, offsetMs, uncertaintyMs: 500 });
test.each([
  [[], 'none'], [[offset(0, true)], 'agrees'], [[offset(900_000, true)], 'one-source'], [[offset(900_000)], 'one-source'],
  [[offset(900_000, true), offset(0)], 'target'], [[offset(900_000, true), offset(910_000)], 'machine'], [[offset(0, true), offset(1)], 'agrees'],
  [[offset(0, true), offset(900_000), offset(905_000)], 'machine'], [[offset(900_000, true), offset(-900_000)], 'disagree'], [[offset(0), offset(900_000)], 'disagree'],
  [[offset(299_000, true)], 'agrees'], [[offset(0), offset(10), offset(900_000), offset(900_000, true)], 'target'],
] as const)('%j: %s', (offsets, verdict) => {
  expect(compareClocks(offsets).verdict).toBe(verdict);
});

test.each([
  [[], undefined], [[offset(90_000)], 90_000], [[offset(90_000), offset(89_000)], 90_000], [[offset(90_000), offset(0)], undefined],
  [[offset(90_000), offset(91_000), offset(200_000)], 91_000], [[offset(-40_000), offset(-41_000), offset(-40_500, true)], -40_500],
] as const)('%j: off by %s ms, to the second', (offsets, offsetMs) => {
  expect(trueOffset({ offsets })?.offsetMs).toBe(offsetMs);
});

test('the order of the sources makes no difference to the verdict', () => {
  const any = fc.record({ source: fc.string(), own: fc.constant(false), offsetMs: fc.integer({ min: -2_000_000, max: 2_000_000 }), uncertaintyMs: fc.constant(500) });
  fc.assert(fc.property(fc.array(any, { maxLength: 3 }), (offsets) => {
    expect(compareClocks(offsets.toReversed()).verdict).toBe(compareClocks(offsets).verdict);
  }));
});

test('the clocks are told as two moments that need no unit', async () => {
  const params = diagnosisOf(await examine(`${ahead.url}/`), 'clock-skew')?.params ?? {};
  const moment = (name: string): number => Date.parse(String(params[name]).replace(' UTC', 'Z').replace(' ', 'T'));
  expect(Math.round((moment('there') - moment('here')) / 3_600_000)).toBe(3);
  expect(Math.round(Number(params['offsetSeconds']) / hour)).toBe(-3);
});

test.each([[0, '1970-01-01 00:00 UTC'], [Date.UTC(2026, 0, 2, 3, 4, 59), '2026-01-02 03:04 UTC'], [Infinity, '+275760-09-13 00:00 UTC']] as const)('%d is %s', (moment, text) => {
  expect(utcMinute(moment)).toBe(text);
});

const time = async (source: string): Promise<unknown> => observe(clockOffset.of({ source }));

test('an NTP server tells the time to a few milliseconds, with error bounds', async () => {
  await using server = await startNtpServer({ offsetMs: 90_000 });
  const measured = await observe(clockOffset.of({ source: server.url }));
  expect(measured).toMatchObject({ outcome: 'measured' });
  if (measured?.outcome !== 'measured') return;
  expect(Math.abs(measured.offsetMs + 90_000)).toBeLessThanOrEqual(measured.uncertaintyMs + 2);
});

test.for([['unsynchronised', 'unsynchronised'], ['rate', 'refused'], ['forged', 'unreachable'], ['truncated', 'unreachable'], ['silent', 'unreachable']] as const)('an NTP server that is %s gives no time', async ([fault, outcome]) => {
  await using server = await startNtpServer({ fault });
  const value = fault === 'unsynchronised' || fault === 'rate'
    ? await time(server.url)
    : await observe(clockOffset.of({ source: server.url }), { timeoutMs: 900 });
  expect(value).toEqual({ outcome });
  expect(server.requests).toBe(1);
});

test('a port where no NTP server listens gives no time', async () => {
  expect(await observe(clockOffset.of({ source: 'ntp://127.0.0.1:1' }), { timeoutMs: 900 })).toEqual({ outcome: 'unreachable' });
  expect(await time('ntp://')).toEqual({ outcome: 'invalid' });
});

test('NTP servers are clocks of their own, named as third parties', async () => {
  await using first = await startNtpServer();
  await using second = await startNtpServer({ offsetMs: 500 });
  const report = await examine(`${right.url}/`, { timeSources: [first.url, first.url, second.url] }, { now: () => new Date(Date.now() + 7_200_000) });
  expect(diagnosisOf(report, 'clock-skew')?.params).toMatchObject({ count: 3 });
  expect(report.thirdParties).toEqual([`127.0.0.1:${first.port}`, `127.0.0.1:${second.port}`].sort());
});

test('whole hours point at local time stored for UTC, and 123 minutes do not', async () => {
  await using first = await startNtpServer();
  await using second = await startNtpServer();
  const at = async (offsetMs: number) => examine(`${right.url}/`, { timeSources: [first.url, second.url] }, { now: () => new Date(Date.now() + offsetMs) });
  const whole = await at(-8 * 3_600_000);
  expect(found(whole)).toEqual(['clock-skew#whole-hours']);
  expect(diagnosisOf(whole, 'clock-skew')?.params).toMatchObject({ hours: 8, count: 3 });
  expect(trialsOf(whole, 'clock-skew').map((line) => line.split(' ')[0])).toEqual(['store-utc', 'set-clock']);
  const other = await at(7_380_000);
  expect(found(other)).toEqual(['clock-skew#sources-agree']);
  expect(trialsOf(other, 'clock-skew').map((line) => line.split(' ')[0])).toEqual(['set-clock']);
});

test('any message is an NTP answer to this request or none', () => {
  const nonce = Buffer.from('0123456789abcdef', 'hex');
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), fc.boolean(), (bytes, answering) => {
    const message = Buffer.from(bytes);
    if (answering && message.length >= 48) nonce.copy(message, 24);
    const reply = readNtpReply(message, nonce);
    if (reply?.kind === 'time') expect([Number.isFinite(reply.receivedAt), Number.isFinite(reply.sentAt), reply.rootDistanceMs >= 0]).toEqual([true, true, true]);
    if (!answering && reply !== undefined) expect(message.subarray(24, 32)).toEqual(nonce);
  }));
});

test('time stamps go on after 2036 (RFC 4330 §3)', () => {
  const message = Buffer.alloc(48);
  message[0] = (4 << 3) | 4;
  message[1] = 1;
  for (const offset of [32, 40]) message.writeUInt32BE(100, offset);
  expect(readNtpReply(message, Buffer.alloc(8))).toMatchObject({ kind: 'time', sentAt: Date.parse('2036-02-07T06:29:56Z') });
});

test('a clock that was set while the program ran shows against the monotonic one', () => {
  expect(stepOf(1_000_000, 5_000, 1_005_003)).toEqual({ stepMs: 3, watchedMs: 5_000 });
  expect(stepOf(1_000_000, 5_000, 1_000_000)).toEqual({ stepMs: -5_000, watchedMs: 5_000 });
});

test('doctor compares the clock in depth full only, and blames it by two sources', async () => {
  await using first = await startNtpServer({ offsetMs: 3_000_000 });
  await using second = await startNtpServer({ offsetMs: 3_000_000 });
  const doctor = async (depth: 'quick' | 'full', timeSources: readonly string[]) => examine(machine.of({}), { timeSources }, { depth });
  const quick = await doctor('quick', [first.url, second.url]);
  expect([quick.thirdParties, quick.findings.some(({ check }) => check === 'network/machine-clock')]).toEqual([[], false]);
  expect(found(await doctor('full', [first.url, second.url]))).toEqual(['clock-skew#sources-agree']);
  const said = async (timeSources: readonly string[]): Promise<readonly string[]> =>
    (await doctor('full', timeSources)).findings.filter(({ check }) => check === 'network/machine-clock').map(({ id }) => id.replace('network/machine-clock#', ''));
  expect([await said([first.url]), await said([]), await said([right.url])]).toEqual([['one-source'], ['no-source'], ['agrees']]);
});
