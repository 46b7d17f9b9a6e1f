import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates } from 'node:tls';
import { promisify } from 'node:util';
import { createMemory, type Report } from '@culprit/core';
import { createAuthority, httpHandler, startHttpServer, startTlsServer, type HttpBehaviour } from '@culprit/lab';
import { assert, property, uint8Array } from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoreOpinion, TrustStoreComparison } from '../src/facts/trust-store-comparison.ts';
import { clientStores } from '../src/path-building/client-stores.ts';
import { compareStores } from '../src/path-building/compare-stores.ts';
import { certificatesOfKeyStore } from '../src/path-building/java-key-store.ts';
import { examine, examineServer, found, useWorld, withoutBugs } from './examine.ts';

const world = useWorld();

const full = { depth: 'full' } as const;

// Elsewhere the system store is no file.
const elsewhere = process.platform !== 'linux';

const names = ['service.test'];

// Neither the Python nor the Java that happens to be here: what they trust is not ours.
const variables = ['SSL_CERT_FILE', 'SSL_CERT_DIR', 'PATH', 'JAVA_HOME', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'];

const saved = variables.flatMap((name) => (process.env[name] === undefined ? [] : [{ name, value: process.env[name] }]));

const emptyDirectory = mkdtempSync(join(tmpdir(), 'culprit-roots-'));

const corporate = await createAuthority({ name: 'Example Corporation Root' });

const roots = getCACertificates('bundled').filter((pem) => Date.parse(new X509Certificate(pem).validTo) > Date.now());

const [shared = '', bundledOnly = ''] = roots;

// Node reads the system store once in a process, from where OpenSSL is told to look; so this file has it for itself.
beforeAll(() => {
  for (const name of variables) delete process.env[name];
  process.env['PATH'] = emptyDirectory;
  process.env['SSL_CERT_FILE'] = world().file('system.pem', corporate.certificate + shared);
  process.env['SSL_CERT_DIR'] = emptyDirectory;
});

afterAll(() => {
  for (const name of variables) delete process.env[name];
  for (const { name, value } of saved) process.env[name] = value;
  rmSync(emptyDirectory, { recursive: true });
});

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

test.skipIf(elsewhere)('a root that was given for the target is nobody’s fault, and what store lacks it is told', async () => {
  const { root, ca } = world();
  const report = withoutBugs(await examineServer(await root.issue({ names }), { route: { ca }, ...full }));
  expect(findingOf(report)).toMatchObject({ id: 'certificate/trust-stores#given-only', outcome: 'pass', params: { root: 'Test Root', rejecting: 'bundled, system' } });
  expect(report.diagnoses).toEqual([]);
  expect(report.exitCode).toBe(0);
});

test.skipIf(elsewhere)('a root that the system holds as well is missing in the bundled list alone', async () => {
  const route = { ca: world().file('corporate.pem', corporate.certificate) };
  const report = withoutBugs(await examineServer(await corporate.issue({ names }), { route, ...full }));
  expect(findingOf(report)).toMatchObject({ id: 'certificate/trust-stores#some-reject', severity: 'minor', params: { root: 'Example Corporation Root', accepting: 'system, route.ca', rejecting: 'bundled' } });
  expect(report.diagnoses[0]).toMatchObject({ cause: 'certificate/trust-stores#some-reject', owner: 'machine', remedies: [{ id: 'certificate/align-trust-stores' }] });
});

test.skipIf(elsewhere)('what this runtime does not accept itself is left to certificate/trust', async () => {
  const report = withoutBugs(await examineServer(await corporate.issue({ names }), full));
  expect(findingOf(report)).toMatchObject({ id: 'certificate/trust-stores#accepted-elsewhere', outcome: 'not-applicable', params: { accepting: 'system' } });
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

test.skipIf(elsewhere)('a browser, which fetches what the server leaves out, accepts what this runtime does not', async () => {
  const routes: Record<string, HttpBehaviour> = {};
  await using repository = await startHttpServer({ routes });
  const intermediate = await corporate.intermediate({ name: 'Intermediate' });
  routes['/i.crt'] = { body: intermediate.der };
  const leaf = await intermediate.issue({ names, caIssuers: `${repository.url}/i.crt` });
  const report = withoutBugs(await examineServer({ chain: [leaf.certificate], key: leaf.key }, full));
  expect(findingOf(report)).toMatchObject({ id: 'certificate/trust-stores#accepted-elsewhere', params: { accepting: 'browser' } });
});

test('the files that requests and curl are told to use are stores of their own', async () => {
  const { root, ca, file } = world();
  process.env['REQUESTS_CA_BUNDLE'] = ca;
  process.env['CURL_CA_BUNDLE'] = file('empty.pem', '');
  const stores = await clientStores(createMemory(), new AbortController().signal);
  expect(stores.map(({ store, roots: held }) => [store, held.length])).toEqual([['REQUESTS_CA_BUNDLE', 1], ['CURL_CA_BUNDLE', 0]]);
  const report = withoutBugs(await examineServer(await root.issue({ names }), { route: { ca: file('same.pem', root.certificate) }, ...full }));
  expect(findingOf(report)?.params).toMatchObject({ accepting: 'REQUESTS_CA_BUNDLE, route.ca' });
  delete process.env['REQUESTS_CA_BUNDLE'];
  delete process.env['CURL_CA_BUNDLE'];
});

test("the store of the Java that JAVA_HOME names is read, and no Python is no fault", async () => {
  const home = join(emptyDirectory, 'jdk');
  mkdirSync(join(home, 'lib', 'security'), { recursive: true });
  writeFileSync(join(home, 'lib', 'security', 'cacerts'), keyStore([corporate.der, world().root.der]));
  process.env['JAVA_HOME'] = home;
  const stores = await clientStores(createMemory(), new AbortController().signal);
  delete process.env['JAVA_HOME'];
  expect(stores).toMatchObject([{ store: 'java', roots: { length: 2 } }]);
});

const text = (value: string): Buffer => Buffer.concat([Buffer.of(0, value.length), Buffer.from(value)]);

const number = (value: number): Buffer => Buffer.of(0, 0, value >> 8, value & 255);

/** A JKS of version 2 that trusts these certificates. */
function keyStore(certificates: readonly Buffer[]): Buffer {
  const entries = certificates.map((der, index) => Buffer.concat([number(2), text(`root${index}`), Buffer.alloc(8), text('X.509'), number(der.length), der]));
  return Buffer.concat([Buffer.from('feedfeed', 'hex'), number(2), number(certificates.length), ...entries, Buffer.alloc(20)]);
}

/** A PKCS #12 without a password, as JDKs have it since 18. */
function clearPkcs12(certificate: Buffer): Buffer {
  const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
  const data = (content: Buffer): Buffer => der(0x30, oid('2a864886f70d010701'), der(0xa0, der(0x04, content)));
  const bag = der(0x30, oid('2a864886f70d010c0a0103'), der(0xa0, der(0x30, oid('2a864886f70d01091601'), der(0xa0, der(0x04, certificate)))));
  return der(0x30, der(0x02, Buffer.of(3)), data(der(0x30, data(der(0x30, bag)))));
}

const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag, 0x83, content.length >> 16, (content.length >> 8) & 255, content.length & 255), content]);
};

test('key stores of Java are read in both forms, and nothing else is', () => {
  expect(certificatesOfKeyStore(keyStore([corporate.der]))).toEqual([corporate.der]);
  expect(certificatesOfKeyStore(clearPkcs12(corporate.der))).toEqual([corporate.der]);
  expect(certificatesOfKeyStore(keyStore([corporate.der]).subarray(0, 100))).toBeUndefined();
  assert(property(uint8Array({ maxLength: 200 }), (bytes) => {
    expect(() => [bytes, Buffer.concat([Buffer.from('feedfeed00000002', 'hex'), bytes]), clearPkcs12(Buffer.from(bytes))].map((one) => certificatesOfKeyStore(Buffer.from(one)))).not.toThrow();
  }));
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
