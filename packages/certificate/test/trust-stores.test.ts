import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates } from 'node:tls';
import { promisify } from 'node:util';
import { createMemory, type Report } from '@culprit/core';
import { createAuthority, httpHandler, startTlsServer } from '@culprit/lab';
import { checkCases } from '@culprit/testkit';
import { register } from '@culprit/testkit/vitest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { trustStoresCheck } from '../src/checks/trust-stores.ts';
import type { StoreOpinion, StoreVerdict, TrustStoreComparison } from '../src/facts/trust-store-comparison.ts';
import { compareStores } from '../src/path-building/compare-stores.ts';
import { examine, examineServer, found, useWorld, withoutBugs } from './examine.ts';
import { endpoint as target } from './synthetic.ts';

const world = useWorld();
const names = ['service.test'];
const full = { depth: 'full' } as const;
const variables = ['SSL_CERT_FILE', 'SSL_CERT_DIR'];
const saved = variables.flatMap((name) => (process.env[name] === undefined ? [] : [{ name, value: process.env[name] }]));
const emptyDirectory = mkdtempSync(join(tmpdir(), 'culprit-roots-'));
const corporate = await createAuthority({ name: 'Example Corporation Root' });
const roots = getCACertificates('bundled').filter((pem) => Date.parse(new X509Certificate(pem).validTo) > Date.now());
const [shared = '', bundledOnly = ''] = roots;

// Node reads the system store once in a process, from where OpenSSL is told to look; so this file has it for itself.
beforeAll(() => {
  process.env['SSL_CERT_FILE'] = world().file('system.pem', corporate.certificate + shared);
  process.env['SSL_CERT_DIR'] = emptyDirectory;
});
afterAll(() => {
  for (const name of variables) delete process.env[name];
  for (const { name, value } of saved) process.env[name] = value;
  rmSync(emptyDirectory, { recursive: true });
});
// Elsewhere the system store is no file.
const elsewhere = process.platform !== 'linux';

const findingOf = ({ findings }: Report) => findings.find(({ check }) => check === 'certificate/trust-stores');
const opinions = (report: Report): unknown => report.evidence.find(({ fact }) => fact === 'certificate/trust-store-comparison');
const compare = (pem: string): Promise<TrustStoreComparison> =>
  compareStores({ chain: [new X509Certificate(pem).raw.toString('base64')], caFile: undefined, verified: true, memory: createMemory(), now: new Date() });

test('in depth quick no trust store is compared', async () => {
  const { root, ca } = world();
  const report = withoutBugs(await examineServer(await root.issue({ names }), { route: { ca } }));
  expect(opinions(report)).toBeUndefined();
  expect(found(report).filter((id) => id.startsWith('certificate/trust-stores'))).toEqual([]);
});

test.skipIf(elsewhere)('a root that only the file of the route holds is missing in every store of the machine', async () => {
  const { root, ca } = world();
  const report = withoutBugs(await examineServer(await root.issue({ names }), { route: { ca }, ...full }));
  expect(findingOf(report)).toMatchObject({ id: 'certificate/trust-stores#some-reject', severity: 'minor', params: { root: 'Test Root', accepting: 'route.ca', rejecting: 'bundled, system' } });
  expect(report.diagnoses[0]).toMatchObject({ cause: 'certificate/trust-stores#some-reject', owner: 'machine', remedies: [{ id: 'certificate/align-trust-stores' }] });
  expect(report.exitCode).toBe(0);
});

test.skipIf(elsewhere)('a root that the system holds as well is missing in the bundled list alone', async () => {
  const route = { ca: world().file('corporate.pem', corporate.certificate) };
  const report = withoutBugs(await examineServer(await corporate.issue({ names }), { route, ...full }));
  expect(findingOf(report)).toMatchObject({ params: { root: 'Example Corporation Root', accepting: 'system, route.ca', rejecting: 'bundled' } });
});

test.skipIf(elsewhere)('what this runtime does not accept itself is left to certificate/trust', async () => {
  const report = withoutBugs(await examineServer(await corporate.issue({ names }), full));
  expect(findingOf(report)).toMatchObject({ id: 'certificate/trust-stores#none-accept', outcome: 'not-applicable' });
  expect(found(report)).toContain('certificate/trust#system-store-only');
});

test.skipIf(elsewhere)('a certificate that is over leaves the stores equal: the dates are what is wrong', async () => {
  const route = { ca: world().file('corporate.pem', corporate.certificate) };
  const [notBefore, notAfter] = [new Date(Date.now() - 20 * 86_400_000), new Date(Date.now() - 86_400_000)];
  const http = httpHandler({ fallback: { body: 'ok' } });
  const report = withoutBugs(await examineServer({ ...(await corporate.issue({ names, notBefore, notAfter })), http }, { route, ...full }));
  expect(findingOf(report)).toMatchObject({ params: { accepting: 'system, route.ca', rejecting: 'bundled' } });
});

test.skipIf(elsewhere)('a public root is accepted by both stores, and one that the system lacks by the bundled list alone', async () => {
  expect(await compare(shared)).toMatchObject({ stores: [{ store: 'bundled', outcome: 'accepts' }, { store: 'system', outcome: 'accepts' }] });
  expect(await compare(bundledOnly)).toMatchObject({ stores: [{ store: 'bundled', outcome: 'accepts' }, { store: 'system', outcome: 'rejects' }] });
});

test('a store that has only an old certificate of the root does not accept what a new one does', async () => {
  const { root, file } = world();
  const old = await createAuthority({ name: 'Old Root', notBefore: new Date(Date.now() - 40 * 86_400_000), notAfter: new Date(Date.now() - 86_400_000) });
  const crossed = await old.crossSign(root);
  const leaf = await root.issue({ names });
  const chain = [...leaf.chain, crossed].map((pem) => new X509Certificate(pem).raw.toString('base64'));
  const of = (caFile: string) => compareStores({ chain, caFile, verified: true, memory: createMemory(), now: new Date() });
  const last = (value: TrustStoreComparison): StoreOpinion | undefined => (value.outcome === 'compared' ? value.stores.at(-1) : undefined);
  expect(last(await of(file('old.pem', old.certificate)))).toEqual({ store: 'route.ca', outcome: 'out-of-date', root: 'Old Root' });
  expect(last(await of(file('both.pem', old.certificate + root.certificate)))).toEqual({ store: 'route.ca', outcome: 'accepts', root: 'Test Root' });
  expect(last(await of(file('nothing.pem', '')))).toEqual({ store: 'route.ca', outcome: 'empty' });
});

test('a certificate that is none is not compared', async () => {
  expect(await compareStores({ chain: ['AAAA'], caFile: undefined, verified: false, memory: createMemory(), now: new Date() })).toEqual({ outcome: 'unreadable' });
});

test('a handshake that shows no certificate is not judged', async () => {
  await using server = await startTlsServer({ ...(await world().root.issue({ names })), maxVersion: 'TLSv1.2', ciphers: 'NULL-SHA256' });
  const report = withoutBugs(await examine(server, full));
  expect(report.findings.filter(({ evidence }) => evidence.length > 0).every(({ outcome }) => outcome === 'skipped')).toBe(true);
});

// Node reads NODE_EXTRA_CA_CERTS when a process begins.
test('what NODE_EXTRA_CA_CERTS adds is a store of its own', async () => {
  const { root, ca } = world();
  const leaf = await root.issue({ names });
  const chain = leaf.chain.map((pem) => new X509Certificate(pem).raw.toString('base64'));
  const script = `
    import { createMemory } from '@culprit/core';
    import { compareStores } from './src/path-building/compare-stores.ts';
    const value = await compareStores({ chain: ${JSON.stringify(chain)}, caFile: undefined, verified: false, memory: createMemory(), now: new Date() });
    console.log(JSON.stringify(value));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: new URL('..', import.meta.url).pathname, env: { PATH: process.env['PATH'], NODE_EXTRA_CA_CERTS: ca },
  });
  expect(JSON.parse(stdout)).toMatchObject({ runtime: 'accepts', root: 'Test Root', stores: [{ store: 'bundled', outcome: 'rejects' }, { store: 'system' }, { store: 'NODE_EXTRA_CA_CERTS', outcome: 'accepts' }] });
});

const compared = (runtime: StoreVerdict, ...stores: readonly StoreOpinion[]): TrustStoreComparison => ({ outcome: 'compared', subject: 'service.test', runtime, root: 'Root', stores });
const subject = 'service.test';

register(checkCases(trustStoresCheck, [
  { name: 'both stores accept', target, settings: full, facts: { comparison: compared('accepts', { store: 'bundled', outcome: 'accepts' }, { store: 'system', outcome: 'accepts' }) }, concludes: { finding: 'all-accept', params: { subject, accepting: 'bundled, system' } } },
  { name: 'an addition need not accept by itself', target, settings: full, facts: { comparison: compared('accepts', { store: 'bundled', outcome: 'accepts' }, { store: 'route.ca', outcome: 'rejects' }) }, concludes: { finding: 'all-accept', params: { subject, accepting: 'bundled' } } },
  { name: 'the system store is behind', target, settings: full, facts: { comparison: compared('accepts', { store: 'bundled', outcome: 'accepts' }, { store: 'system', outcome: 'rejects' }) }, concludes: { finding: 'some-reject', params: { subject, root: 'Root', accepting: 'bundled', rejecting: 'system' } } },
  { name: 'the root of the system is out of date', target, settings: full, facts: { comparison: compared('accepts', { store: 'bundled', outcome: 'accepts' }, { store: 'system', outcome: 'out-of-date' }) }, concludes: { finding: 'some-reject', params: { subject, root: 'Root', accepting: 'bundled', rejecting: 'system' } } },
  { name: 'all are out of date', target, settings: full, facts: { comparison: compared('out-of-date', { store: 'bundled', outcome: 'out-of-date' }, { store: 'system', outcome: 'out-of-date' }) }, concludes: { finding: 'all-accept', params: { subject, accepting: 'bundled, system' } } },
  { name: 'only several stores together make a path', target, settings: full, facts: { comparison: compared('accepts', { store: 'bundled', outcome: 'rejects' }, { store: 'NODE_EXTRA_CA_CERTS', outcome: 'rejects' }) }, concludes: { finding: 'some-reject', params: { subject, root: 'Root', accepting: 'default', rejecting: 'bundled' } } },
  { name: 'no system store, as in a small container', target, settings: full, facts: { comparison: compared('accepts', { store: 'bundled', outcome: 'accepts' }, { store: 'system', outcome: 'empty' }) }, concludes: [{ finding: 'all-accept', params: { subject, accepting: 'bundled' } }, { finding: 'store-empty', params: { store: 'system' } }] },
  { name: 'too many paths in one', target, settings: full, facts: { comparison: compared('accepts', { store: 'bundled', outcome: 'accepts' }, { store: 'system', outcome: 'undecided' }) }, concludes: [{ finding: 'all-accept', params: { subject, accepting: 'bundled' } }, { finding: 'undecided', params: { store: 'system' } }] },
  { name: 'nobody accepts', target, settings: full, facts: { comparison: compared('rejects', { store: 'bundled', outcome: 'rejects' }) }, concludes: { finding: 'none-accept', params: { subject } } },
  { name: 'a certificate that is none', target, settings: full, facts: { comparison: { outcome: 'unreadable' } }, concludes: { finding: 'unreadable', params: {} } },
]));
