import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import certificate from '@culprit/certificate';
import { run, type Report } from '@culprit/core';
import { createAuthority, startDnsServer, startHttpServer, startTcpServer, type Authority, type DnsServer } from '@culprit/lab';
import network from '@culprit/network';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import plugin from '../src/index.ts';

/* A real mail server on loopback, examined as its clients see it. */

const password = 'correct horse';
let folder: string;
let ca: string;
let authority: Authority;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'submission-'));
  authority = await createAuthority({ name: 'Mail Root' });
  ca = join(folder, 'ca.pem');
  writeFileSync(ca, authority.certificate);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function mailServer(dates: { readonly notBefore?: Date; readonly notAfter?: Date } = {}): Promise<AsyncDisposable & { readonly port: number }> {
  const leaf = await authority.issue({ names: ['mail.example'], usages: ['serverAuth'], ...dates });
  const server = new SMTPServer({
    key: leaf.key, cert: [leaf.chain].flat().join('\n'), authMethods: ['PLAIN'], disableReverseLookup: true,
    onAuth: (auth, _, callback) => (auth.username === 'ada' && auth.password === password ? callback(null, { user: 'ada' }) : callback(new Error('Invalid username or password'))),
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => resolve()); });
  return { port: (server.server.address() as AddressInfo).port, [Symbol.asyncDispose]: () => new Promise((resolve) => { server.close(() => resolve()); }) };
}

const examine = (port: number, query: string, { offline = true, timeSources = [] as readonly string[], plugins = [plugin, network, certificate] as readonly unknown[] } = {}): Promise<Report> =>
  run(
    {
      plugins: plugins as never, targets: [`submission://mail.example:587?${query}`], controls: { resolvers: [], timeSources },
      secrets: [{ scheme: 'env', resolve: async (name) => (name === 'GOOD' ? password : 'wrong-secret') }],
    },
    { offline, given: { route: { connectTo: `127.0.0.1:${port}`, ca } } },
  );
const found = ({ findings }: Report): readonly string[] => findings.map(({ id }) => id).filter((id) => id.startsWith('submission/'));

describe('a mail server', () => {
  test('lets a user in whose password is right', async () => {
    await using server = await mailServer();
    const report = await examine(server.port, 'user=ada&password=env:GOOD');
    expect(found(report)).toEqual(['submission/encryption#encrypted', 'submission/log-in#accepted']);
    expect(report.exitCode).toBe(0);
  });

  test('refuses one whose password is wrong, which no report repeats', async () => {
    await using server = await mailServer();
    const report = await examine(server.port, 'user=ada&password=env:BAD');
    expect(report.diagnoses[0]?.cause).toBe('submission/log-in#refused');
    expect(JSON.stringify(report)).not.toContain('wrong-secret');
    expect(JSON.stringify(report)).not.toContain(Buffer.from('\0ada\0wrong-secret').toString('base64'));
  });

  test('offers its log-in only in TLS: the client has to change to it, as a trial shows', async () => {
    await using server = await mailServer();
    const { diagnoses: [first] } = await examine(server.port, 'user=ada&password=env:GOOD&encryption=none');
    expect(first?.cause).toBe('submission/log-in-needs-tls');
    expect(first?.remedies.map(({ id, trial }) => `${id} ${trial}`)).toEqual(['submission/change-to-tls works']);
  });

  test('with an expired certificate is not blamed on the clock when other clocks agree', async () => {
    await using server = await mailServer({ notBefore: new Date('2024-01-01'), notAfter: new Date('2024-06-01') });
    await using clock = await startHttpServer({ fallback: { body: 'ok' } });
    const report = await examine(server.port, 'user=ada&password=env:GOOD', { offline: false, timeSources: [clock.url], plugins: [plugin, network] });
    expect(found(report)).toContain('submission/encryption#dates-do-not-fit');
    const diagnosis = report.diagnoses.find(({ explains }) => explains.some((id) => id.startsWith('submission/encryption#dates-do-not-fit')));
    expect([...diagnosis?.ruledOut ?? [], ...diagnosis?.open ?? []].map(({ cause }) => cause)).toContain('network/clock-skew');
  });
});

describe('a name', () => {
  const byName = (dns: DnsServer, port: number): Promise<Report> =>
    run({ plugins: [plugin, network], targets: [`submission://mail.example:${port}`], controls: { resolvers: [], timeSources: [] } }, { offline: true, given: { route: { resolver: `127.0.0.1:${dns.port}`, ca } } });

  test('that nobody knows is the cause, and not the mail server', async () => {
    await using dns = await startDnsServer({ answers: {} });
    const report = await byName(dns, 587);
    expect(report.diagnoses[0]?.cause).toMatch(/^network\/nxdomain$/);
    expect(found(report)).toEqual(['submission/encryption#no-session', 'submission/log-in#no-session']);
  });

  test('that leads to another service brings up the causes of names', async () => {
    await using other = await startTcpServer({ behaviour: { banner: 'HTTP/1.1 400 Bad Request\r\n\r\n' } });
    await using dns = await startDnsServer({ answers: { 'mail.example': { a: ['127.0.0.1'] } } });
    const report = await byName(dns, other.port);
    const diagnosis = report.diagnoses.find(({ explains }) => explains.some((id) => id.startsWith('submission/encryption#other-service')));
    expect(diagnosis?.cause).toBe('network/starttls-wrong-protocol');
    expect([...diagnosis?.ruledOut ?? [], ...diagnosis?.open ?? []].map(({ cause }) => cause)).toContain('network/hosts-override');
  });
});
