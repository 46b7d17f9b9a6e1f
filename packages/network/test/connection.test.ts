import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import * as fc from 'fast-check';
import { filteredPort, refusedPort, startDnsServer, startTcpServer } from '@culprit/lab';
import { describe, expect, test } from 'vitest';
import { connectionRefused } from '../src/causes/connection-refused.ts';
import { connectionReset } from '../src/causes/connection-reset.ts';
import { connectionTimedOut } from '../src/causes/connection-timed-out.ts';
import { hostUnreachable } from '../src/causes/host-unreachable.ts';
import { ipv6Broken } from '../src/causes/ipv6-broken.ts';
import { alternateFamilies, type Attempt } from '../src/connection/dial.ts';
import { whenLate } from '../src/connection/when-late.ts';
import { brokenFamily } from '../src/connection/attempts.ts';
import type { LentSocket } from '../src/connection/lent-socket.ts';
import type { Address } from '../src/facts/name-resolution.ts';
import { tcpConnection, type TcpConnection } from '../src/facts/tcp-connection.ts';
import { answer, examineWay, troubles } from './examine-way.ts';
import { gather } from './gather.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

const connectionCauses = [connectionRefused, connectionReset, connectionTimedOut, hostUnreachable, ipv6Broken];
const now = new Date();
const suspicionOf = (data: object): never => ({ findings: [], targets: [], settings: {}, related: () => data }) as never;
const attempt = (family: 4 | 6, outcome: Attempt['outcome'], tookMs = 1, code?: string): Attempt =>
  ({ address: family === 4 ? '192.0.2.1' : '2001:db8::1', family, outcome, tookMs, ...(code === undefined ? {} : { code }) });
const failed = (outcome: Exclude<TcpConnection['outcome'], 'connected'>, code: string, ...attempts: Attempt[]): TcpConnection => ({ outcome, code, attempts, tookMs: 5 });
const connected = (family: 4 | 6): TcpConnection => ({ outcome: 'connected', address: family === 4 ? '192.0.2.1' : '2001:db8::1', family, localAddress: '', tookMs: 5, attempts: [attempt(family, 'connected', 5)] });

describe('a connection', () => {
  test('stands, is lent, and nothing was read from it', async () => {
    await using server = await startTcpServer({ behaviour: { banner: '220 hello\r\n' } });
    const { value, lent } = await gather(tcpConnection.of({ host: '127.0.0.1', port: server.port }));
    expect(value).toMatchObject({ outcome: 'connected', address: '127.0.0.1', family: 4, localAddress: '127.0.0.1', attempts: [{ outcome: 'connected' }] });
    const { socket } = lent as LentSocket;
    expect(socket.bytesRead).toBe(0);
    expect(socket.isPaused()).toBe(true);
    lent?.[Symbol.dispose]();
    expect(socket.destroyed).toBe(true);
  });
  test('falls back to the other family as soon as one refuses', async () => {
    await using server = await startTcpServer({ behaviour: 'echo' });
    await using dns = await startDnsServer({ answers: { 'service.example': { a: ['127.0.0.1'], aaaa: ['::1'] } } });
    const { value, lent } = await gather(tcpConnection.of({ host: 'service.example', port: server.port, route: { resolver: `127.0.0.1:${dns.port}` } }));
    lent?.[Symbol.dispose]();
    expect(value).toMatchObject({ outcome: 'connected', address: '127.0.0.1', attempts: [{ address: '::1', outcome: 'refused' }, { address: '127.0.0.1', outcome: 'connected' }] });
  });
  test('does not wait for an address that is silent', async () => {
    await using silent = await filteredPort('127.0.0.1');
    await using dns = await startDnsServer({ answers: { 'service.example': { a: ['127.0.0.1', '127.0.0.2'] } } });
    const { value } = await gather(tcpConnection.of({ host: 'service.example', port: silent.port, route: { resolver: `127.0.0.1:${dns.port}` } }), { patienceMs: 800 });
    expect(value).toMatchObject({ outcome: 'refused', attempts: [{ address: '127.0.0.2', outcome: 'refused' }, { address: '127.0.0.1', outcome: 'timed-out' }] });
  });
  test('honours connectTo and family', async () => {
    await using server = await startTcpServer({ behaviour: 'echo' });
    const { value, lent } = await gather(tcpConnection.of({ host: 'service.invalid', port: 443, route: { connectTo: `127.0.0.1:${server.port}`, family: 4 } }));
    lent?.[Symbol.dispose]();
    expect(value).toMatchObject({ outcome: 'connected', address: '127.0.0.1' });
  });
  test('ends at once when the run is aborted', async () => {
    await using silent = await filteredPort();
    const abort = new AbortController();
    const asking = gather(tcpConnection.of({ host: '127.0.0.1', port: silent.port }), { patienceMs: 60_000, signal: abort.signal });
    setTimeout(() => abort.abort(), 20);
    expect((await asking).value).toMatchObject({ outcome: 'timed-out', code: 'ABORT_ERR' });
  });
});

test('families alternate, begin with the first, and none is lost', () => {
  const address = fc.record({ address: fc.string(), family: fc.constantFrom<4 | 6>(4, 6) });
  fc.assert(fc.property(fc.array(address), (addresses: Address[]) => {
    const order = alternateFamilies(addresses);
    expect(order[0]).toEqual(addresses[0]);
    expect([...order].map((one) => JSON.stringify(one)).toSorted()).toEqual(addresses.map((one) => JSON.stringify(one)).toSorted());
  }));
});

describe('one family is broken', () => {
  test('where all its attempts failed, or had waited far longer than the other took', () => {
    expect(brokenFamily([attempt(6, 'timed-out', 900, 'ETIMEDOUT'), attempt(4, 'connected', 5)])).toMatchObject({ broken: 6, working: 4 });
    expect(brokenFamily([attempt(6, 'abandoned', 262), attempt(4, 'connected', 12)])).toMatchObject({ broken: 6, waitedMs: 262 });
  });
  test('even where the working family takes a fifth of a second', () => {
    expect(brokenFamily([attempt(6, 'abandoned', 450), attempt(4, 'connected', 200)])).toMatchObject({ broken: 6, working: 4 });
  });

  test('and not where the network is slow, the machine has no IPv6, or one of its addresses connects', () => {
    expect(brokenFamily([attempt(6, 'abandoned', 520), attempt(4, 'connected', 270)])).toBeUndefined();
    expect(brokenFamily([attempt(6, 'unreachable', 0, 'ENETUNREACH'), attempt(4, 'connected', 5)])).toBeUndefined();
    expect(brokenFamily([attempt(4, 'connected', 5)])).toBeUndefined();
    expect(brokenFamily([attempt(6, 'refused'), attempt(6, 'connected', 5)])).toBeUndefined();
  });
});

describe('the cause of a connection that does not stand', () => {
  test('a refusal is a refusal, on this machine or elsewhere', async () => {
    await using closed = await refusedPort();
    const report = await examineWay({ kind: 'tcp-endpoint', host: '127.0.0.1', port: closed.port }, connectionCauses);
    expect(answer(report)).toEqual({ cause: 'network/connection-refused#refused-here certain', remedies: ['network/start-local-service not-tested'] });
    expect(report.bugs).toEqual([]);
    const far = connectionRefused.judge({ suspicion: suspicionOf({ host: 'a.example', port: 443 }), facts: { connection: failed('refused', 'ECONNREFUSED', attempt(4, 'refused')) }, now });
    expect(far).toMatchObject({ verdict: 'confirmed', reason: 'refused' });
    expect(connectionRefused.judge({ suspicion: suspicionOf({ host: 'a.example', port: 443 }), facts: { connection: failed('timed-out', 'ETIMEDOUT', attempt(4, 'timed-out')) }, now })).toMatchObject({ verdict: 'open' });
  });

  test('silence is told from silence of one port by another port', async () => {
    await using silent = await filteredPort();
    const report = await examineWay({ kind: 'tcp-endpoint', host: '127.0.0.1', port: silent.port }, connectionCauses, {}, 2_000);
    expect(answer(report).cause).toBe('network/connection-timed-out#port-only certain');
    expect(report.diagnoses[0]?.ruledOut.map(({ text }) => text)).toEqual(['network/ipv6-broken#no-ipv6']);
    const facts = { connection: failed('timed-out', 'ETIMEDOUT', attempt(4, 'timed-out')), 'other-port': failed('timed-out', 'ETIMEDOUT', attempt(4, 'timed-out')) };
    expect(connectionTimedOut.judge({ suspicion: suspicionOf({ host: 'a.example', port: 443 }), facts, now })).toMatchObject({ reason: 'whole-host', confidence: 'certain' });
    expect(connectionTimedOut.judge({ suspicion: suspicionOf({ host: 'a.example', port: 443 }), facts: { connection: facts.connection }, now })).toMatchObject({ reason: 'silent', confidence: 'likely' });
  });

  test('no route is told from a router that reports', () => {
    const judge = (connection: TcpConnection) => hostUnreachable.judge({ suspicion: suspicionOf({ host: 'a.example', port: 443 }), facts: { connection }, now });
    expect(judge(failed('unreachable', 'ENETUNREACH', attempt(4, 'unreachable', 0, 'ENETUNREACH')))).toMatchObject({ verdict: 'confirmed', reason: 'no-route' });
    expect(judge(failed('unreachable', 'ENETUNREACH', attempt(6, 'unreachable', 0, 'ENETUNREACH')))).toMatchObject({ verdict: 'confirmed', reason: 'no-family' });
    expect(judge(failed('unreachable', 'EHOSTUNREACH', attempt(4, 'unreachable', 0, 'EHOSTUNREACH')))).toMatchObject({ verdict: 'confirmed', reason: 'reported' });
    expect(judge(failed('refused', 'ECONNREFUSED', attempt(4, 'refused')))).toMatchObject({ verdict: 'open' });
  });

  test('a reset counts when it happens again', () => {
    const reset = failed('reset', 'ECONNRESET', attempt(4, 'reset', 1, 'ECONNRESET'));
    const judge = (facts: object) => connectionReset.judge({ suspicion: suspicionOf({ host: 'a.example', port: 443 }), facts: facts as never, now });
    expect(judge({ connection: reset, again: reset })).toMatchObject({ reason: 'repeated', confidence: 'certain' });
    expect(judge({ connection: reset, again: connected(4) })).toMatchObject({ verdict: 'ruled-out' });
    expect(judge({ connection: reset })).toMatchObject({ reason: 'once', confidence: 'likely' });
  });

  test('IPv6 that does not work beside IPv4 that does is named, and IPv4 was tried', async () => {
    await using server = await startTcpServer({ behaviour: 'echo' });
    await using dns = await startDnsServer({ answers: { 'service.example': { a: ['127.0.0.1'], aaaa: ['::1'] } } });
    const report = await examineWay({ kind: 'tcp-endpoint', host: 'service.example', port: server.port, route: { resolver: `127.0.0.1:${dns.port}` } }, connectionCauses);
    expect(troubles(report)).toEqual(['network/connection#one-family-broken']);
    expect(answer(report)).toEqual({ cause: 'network/ipv6-broken#all-fail certain', remedies: ['network/use-ipv4 works', 'network/repair-ipv6 not-tested'] });
    expect(report.exitCode).toBe(0);
    const only6 = await examineWay({ kind: 'tcp-endpoint', host: 'service.example', port: server.port, route: { resolver: `127.0.0.1:${dns.port}`, family: 6 } }, connectionCauses);
    expect(answer(only6).cause).toBe('network/ipv6-broken#all-fail certain');
    expect(only6.diagnoses.map(({ cause }) => cause)).toEqual(['network/ipv6-broken']);
    expect(only6.diagnoses[0]?.ruledOut.map(({ text }) => text)).toContain('network/connection-refused#family-only');
  });

  test('IPv6 and IPv4 that are both refused are a refusal', async () => {
    await using closed = await refusedPort();
    await using dns = await startDnsServer({ answers: { 'service.example': { a: ['127.0.0.1'], aaaa: ['::1'] } } });
    const report = await examineWay({ kind: 'tcp-endpoint', host: 'service.example', port: closed.port, route: { resolver: `127.0.0.1:${dns.port}`, family: 6 } }, connectionCauses);
    expect(report.diagnoses.map(({ cause }) => cause)).toEqual(['network/connection-refused']);
  });

  test('IPv6 that fails as IPv4 does is not the cause', () => {
    const refused = failed('refused', 'ECONNREFUSED', attempt(6, 'refused'));
    const judge = (facts: object) => ipv6Broken.judge({ suspicion: suspicionOf({ host: 'a.example', port: 443 }), facts: facts as never, now });
    expect(judge({ connection: refused, ipv6: refused, ipv4: failed('refused', 'ECONNREFUSED', attempt(4, 'refused')) })).toMatchObject({ verdict: 'ruled-out', reason: 'both-fail' });
    expect(judge({ connection: connected(6), ipv6: connected(6), ipv4: refused })).toMatchObject({ verdict: 'ruled-out', reason: 'works' });
    expect(judge({ connection: refused, ipv6: refused })).toMatchObject({ verdict: 'open' });
  });
});

test('a connection that is opened once more goes to the address of the first, whatever the name has besides', async () => {
  await using server = await startTcpServer({ behaviour: 'echo' });
  // Nothing listens at ::1, so that the first one falls back to 127.0.0.1; the second must not try ::1 again.
  await using dns = await startDnsServer({ answers: { 'service.example': { a: ['127.0.0.1'], aaaa: ['::1'] } } });
  const input = { host: 'service.example', port: server.port, route: { resolver: `127.0.0.1:${dns.port}` } };
  const first = await gather(tcpConnection.of(input));
  const second = await gather(tcpConnection.of(input), { previous: first.value });
  for (const { lent } of [first, second]) lent?.[Symbol.dispose]();
  expect((first.value as TcpConnection).attempts.map(({ address }) => address)).toEqual(['::1', '127.0.0.1']);
  expect((second.value as TcpConnection).attempts.map(({ address }) => address)).toEqual(['127.0.0.1']);
});

test('what came while the program stood still is read before anybody is called late', async () => {
  const { promise: accepted, resolve: accept } = Promise.withResolvers<Socket>();
  const server = createServer(accept);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [peer] = await Promise.all([accepted, once(socket, 'connect')]);
  const { promise: heard, resolve: hear } = Promise.withResolvers<string>();
  socket.on('data', () => {
    calledOff();
    hear('the answer');
  });
  const calledOff = whenLate(20, () => hear('late'));
  peer.end('here');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60);
  expect(await heard).toBe('the answer');
  socket.destroy();
  server.close();
});
