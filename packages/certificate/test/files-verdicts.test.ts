import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { run, type Report } from '@culprit/core';
import { createAuthority, httpHandler, selfSigned, startHttpServer, startTlsServer, type CertificateOptions } from '@culprit/lab';
import { expect, test } from 'vitest';
import manifest from '../src/manifest.ts';
import { targetsOnly, useWorld, withoutBugs } from './examine.ts';
import { useFolder } from './files.ts';

const world = useWorld();
const folder = useFolder();
const day = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * day);

/** What a server is given: the certificates that it sends, and its key. */
type Identity = { readonly chain: readonly string[]; readonly key: string };
type Fault = { readonly name: string; readonly make: () => Promise<Identity>; readonly trusted?: false };

const issuedBelow = async (options: CertificateOptions, dates: { readonly notBefore?: Date; readonly notAfter?: Date } = {}): Promise<Identity & { readonly certificate: string }> =>
  (await world().root.intermediate({ name: 'Issuer', ...dates })).issue({ names: ['shop.test'], ...options });
const server = (options: CertificateOptions): (() => Promise<Identity>) => () => issuedBelow(options);

const faults: readonly Fault[] = [
  { name: 'nothing', make: server({}) },
  { name: 'expired', make: server({ notBefore: inDays(-90), notAfter: inDays(-1) }) },
  { name: 'not yet valid', make: server({ notBefore: inDays(1), notAfter: inDays(90) }) },
  { name: 'expires soon', make: server({ notBefore: inDays(-85), notAfter: inDays(2) }) },
  { name: 'an expired intermediate', make: () => issuedBelow({}, { notBefore: inDays(-90), notAfter: inDays(-1) }) },
  { name: 'another name', make: server({ names: ['www.shop.test'] }) },
  { name: 'a wildcard above', make: server({ names: ['*.test'] }) },
  { name: 'a common name alone', make: server({ names: [], commonName: 'shop.test' }) },
  { name: 'no intermediate, no location', make: async () => { const { certificate, key } = await issuedBelow({}); return { chain: [certificate], key }; } },
  { name: 'its own signature', make: async () => { const one = await selfSigned({ names: ['shop.test'] }); return { chain: one.chain, key: one.key }; } },
  { name: 'a private root', trusted: false, make: async () => { const root = await createAuthority({ name: 'Private' }); const leaf = await root.issue({ names: ['shop.test'] }); return { chain: [...leaf.chain, root.certificate], key: leaf.key }; } },
  { name: 'an interceptor', trusted: false, make: async () => (await createAuthority({ name: 'Zscaler Root CA' })).issue({ names: ['shop.test'] }) },
  { name: 'a purpose of clients', make: server({ usages: ['clientAuth'] }) },
  { name: 'a weak key', make: server({ key: 'rsa-1024' }) },
  { name: 'a weak signature', make: server({ signatureHash: 'SHA-1', key: 'rsa-2048' }) },
  { name: 'superfluous certificates', make: async () => { const leaf = await issuedBelow({}); const other = await selfSigned({ names: ['other.test'] }); return { chain: [...leaf.chain, other.certificate], key: leaf.key }; } },
];

const causes = (report: Report): readonly string[] => withoutBugs(report).diagnoses.map(({ cause }) => cause);

test.for(faults)('a file with $name has the cause that a handshake has', async ({ make, trusted }) => {
  const identity = await make();
  const ca = trusted === false ? {} : { ca: world().ca };
  await using clock = await startHttpServer({ fallback: { body: { json: {} } } });
  await using tls = await startTlsServer({ ...identity, http: httpHandler({ fallback: { body: 'ok' } }) });
  const controls = { resolvers: [], sni: [], timeSources: [clock.url] };
  const settings = { plugins: [targetsOnly, manifest], controls };
  const file = folder.write('site.pem', [...identity.chain, identity.key].join(''));
  const inFile = await run({ ...settings, targets: [{ kind: 'certificate-file', file, host: 'shop.test', route: ca }] });
  // The clock that a handshake is compared with is the server's own; that of a private name is nobody else's.
  const inHandshake = await run({ ...settings, targets: [{ kind: 'tls-endpoint', host: 'shop.test', port: 443, route: { proxy: 'direct', connectTo: `${tls.host}:${tls.port}`, ...ca } }] });
  const dated = (found: readonly string[]): readonly string[] => found.map((cause) => (cause.startsWith('certificate/validity-period#') && !cause.endsWith('expiring') ? `certificate/${cause.split('#')[1]}` : cause));
  expect(dated(causes(inFile))).toEqual(dated(causes(inHandshake)));
  expect(inFile.exitCode).toBe(inHandshake.exitCode);
});

test('an authority that stores hold is refused for its use, and nobody says that no store holds it', async () => {
  const root = rootCertificates.find((pem) => new X509Certificate(pem).subject.includes('ISRG Root X1')) ?? '';
  const stranger = await selfSigned({ names: ['shop.test'] });
  const inFile = async (name: string, pem: string): Promise<readonly string[]> => causes(await run({
    plugins: [targetsOnly, manifest], controls: { resolvers: [], sni: [], timeSources: [] }, targets: [{ kind: 'certificate-file', file: folder.write(name, pem) }],
  }, { offline: true }));
  expect(await inFile('root.pem', root)).toEqual(['certificate/wrong-usage']);
  expect(await inFile('stranger.pem', stranger.certificate)).toEqual(['certificate/self-signed']);
});

test('an incomplete file is completed from where its certificate says', async () => {
  const issuer = await world().root.intermediate({ name: 'Issuer' });
  await using repository = await startHttpServer({ routes: { '/issuer.der': { body: issuer.der } } });
  const leaf = await issuer.issue({ names: ['localhost'], caIssuers: `${repository.url}/issuer.der` });
  const examine = (more: { readonly host?: string; readonly issuer?: string }): Promise<Report> => run({
    plugins: [targetsOnly, manifest], controls: { resolvers: [], sni: [], timeSources: [] },
    targets: [{ kind: 'certificate-file', file: folder.write('alone.pem', leaf.certificate), route: { ca: world().ca }, ...more }],
  });
  const report = await examine({ host: 'localhost' });
  expect(causes(report)).toEqual(['certificate/incomplete-chain']);
  expect(report.diagnoses[0]?.remedies.map(({ id, trial }) => `${id} ${trial}`)).toContain('certificate/complete-chain works');
  // A stranger's file must not send us to this machine.
  expect((await examine({})).diagnoses[0]?.open.map(({ cause }) => cause)).toContain('certificate/incomplete-chain');
  expect(causes(await examine({ issuer: folder.write('issuer.pem', issuer.certificate) }))).toEqual([]);
});

test('without a host the names are not judged', async () => {
  const leaf = await issuedBelow({});
  const report = await run({ plugins: [manifest], targets: [{ kind: 'certificate-file', file: folder.write('site.pem', leaf.chain.join('')), route: { ca: world().ca } }] });
  expect(causes(report)).toEqual([]);
  expect(report.findings.map(({ check }) => check)).not.toContain('certificate/name');
});
