import { createServer } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority, listenOnLoopback, startDohServer, startDotServer, startTcpServer, type DohFault } from '@culprit/lab';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nameResolution, type NameResolution } from '../src/facts/name-resolution.ts';
import { gather } from './gather.ts';

const authority = await createAuthority({ name: 'Resolver Root' });
const own = await authority.issue({ names: ['127.0.0.1', 'dns.example'] });
const named = await authority.issue({ names: ['dns.example'] });
const answers = { 'service.example': { a: ['127.0.0.7'], aaaa: ['::7'] } };
let folder = '';
let ca = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resolver-ca-'));
  ca = join(folder, 'ca.pem');
  await writeFile(ca, authority.certificate);
});
afterAll(() => rm(folder, { recursive: true }));

const resolve = async (resolver: string, more: { readonly patienceMs?: number; readonly signal?: AbortSignal; readonly trusted?: boolean; readonly host?: string } = {}): Promise<NameResolution> =>
  (await gather(nameResolution.of({ host: more.host ?? 'service.example', resolver, ...(more.trusted === false ? {} : { ca }) }), { patienceMs: 3_000, ...more })).value as NameResolution;
const both = { outcome: 'resolved', addresses: [{ address: '::7', family: 6 }, { address: '127.0.0.7', family: 4 }] };

describe('DNS over HTTPS', () => {
  test.each(['h2', 'http/1.1'] as const)('is spoken over %s with a server that knows nothing else', async (only) => {
    await using doh = await startDohServer({ answers, ...own, only });
    expect(await resolve(doh.url)).toMatchObject({ ...both, resolver: doh.url });
    expect(doh.versions).toEqual(only === 'h2' ? ['2.0', '2.0'] : ['1.1', '1.1']);
  });

  test('tells NXDOMAIN', async () => {
    await using doh = await startDohServer({ answers, ...own });
    expect(await resolve(doh.url, { host: 'nobody.example' })).toMatchObject({ outcome: 'nxdomain' });
    expect(await resolve(`${doh.url}{?dns}`)).toMatchObject(both);
  });

  test('asks nothing of a server whose certificate does not hold', async () => {
    await using doh = await startDohServer({ answers, ...own });
    expect(await resolve(doh.url, { trusted: false })).toMatchObject({ outcome: 'unreachable', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
    await using other = await startDohServer({ answers, ...named });
    expect(await resolve(other.url)).toMatchObject({ outcome: 'unreachable', code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    expect([...doh.versions, ...other.versions]).toEqual([]);
  });

  const faults: readonly [DohFault, object][] = [
    [{ status: 403 }, { outcome: 'unreachable', code: 'HTTP_403' }],
    [{ status: 302 }, { outcome: 'unreachable', code: 'HTTP_302' }],
    ['html', { outcome: 'malformed', code: 'NOT_DNS_MESSAGE' }],
    ['endless', { outcome: 'malformed', code: 'TOO_LARGE' }],
    ['drip', { outcome: 'timed-out', code: 'ETIMEDOUT' }],
    ['silence', { outcome: 'timed-out', code: 'ETIMEDOUT' }],
  ];
  for (const only of ['h2', 'http/1.1'] as const) {
    test.each(faults)(`is not led astray over ${only} by %j`, async (fault, outcome) => {
      await using doh = await startDohServer({ answers, ...own, only, fault });
      expect(await resolve(doh.url, { patienceMs: 700 })).toMatchObject(outcome);
    });
  }

  test('is given up at once on an abort', async () => {
    await using doh = await startDohServer({ answers, ...own, fault: 'silence' });
    expect(await resolve(doh.url, { patienceMs: 60_000, signal: AbortSignal.timeout(100) })).toMatchObject({ outcome: 'timed-out', code: 'ABORT_ERR' });
  });

  test('of a server without TLS is unreachable', async () => {
    await using server = await startTcpServer({ behaviour: 'echo' });
    expect(await resolve(`https://127.0.0.1:${server.port}/dns-query`)).toMatchObject({ outcome: 'unreachable' });
  });
});

describe('DNS over TLS', () => {
  test('is verified by the address, or by the name that is given', async () => {
    await using dot = await startDotServer({ answers, ...own });
    expect(await resolve(`tls://127.0.0.1:${dot.port}`)).toMatchObject(both);
    await using other = await startDotServer({ answers, ...named });
    expect(await resolve(`tls://127.0.0.1:${other.port}`)).toMatchObject({ outcome: 'unreachable', code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    expect(await resolve(`tls://127.0.0.1:${other.port}#dns.example`)).toMatchObject(both);
  });
});

test('a name server that sends without end over TCP is left', async () => {
  const zeros = Buffer.alloc(65_536, 0xff);
  await using endless = await listenOnLoopback(createServer((socket) => {
    const more = (): void => {
      while (!socket.destroyed && socket.write(zeros));
    };
    socket.on('drain', more);
    more();
  }));
  const { overStream } = await import('../src/dns/over-stream.ts');
  const { connect } = await import('node:net');
  const { questionFor } = await import('../src/dns/message.ts');
  const { codec } = await import('../src/dns/codec.ts');
  const ask = (patienceMs: number) => overStream(questionFor(codec, 'a.example', 'A'), connect({ host: endless.host, port: endless.port }), { patienceMs, signal: new AbortController().signal });
  expect(await ask(2_000)).toEqual({ outcome: 'malformed', code: 'MALFORMED' });
});
