import { createAuthority, httpHandler, refusedPort, selfSigned, startHttpServer, startTlsServer, type Authority, type HttpBehaviour, type HttpServer } from '@culprit/lab';
import { expect, test } from 'vitest';
import { answers, examine, examineServer, failures, found, remedies, useWorld, withoutBugs } from './examine.ts';
import { certsOnly } from './certs-only.ts';

const world = useWorld();
const names = ['service.test'];

/** Serves bytes under `/issuer`, as an authority does for its own certificate. */
const serveIssuer = (body: Uint8Array | string): Promise<HttpServer> => startHttpServer({ routes: { '/issuer': { body, headers: { 'content-type': 'application/pkix-cert' } } } });
const locationOf = ({ host, port }: { readonly host: string; readonly port: number }): string => `http://${host}:${port}/issuer`;

test('a chain that the runtime verifies is trusted, and no path is built', async () => {
  const { root, ca } = world();
  const leaf = await (await root.intermediate({ name: 'Test Intermediate' })).issue({ names });
  const report = withoutBugs(await examineServer(leaf, { route: { ca } }));
  expect(failures(report)).toEqual([]);
  expect(found(report)).toContain('certificate/trust#trusted');
  expect(report.evidence.find(({ fact }) => fact === 'certificate/path')).toMatchObject({ exhibit: { outcome: 'trusted', by: 'runtime' } });
  expect(report.thirdParties).toEqual([]);
});

test('a chain in the wrong order with an unrelated certificate in it is still trusted', async () => {
  const { root, ca } = world();
  const inner = await (await root.intermediate({ name: 'Outer' })).intermediate({ name: 'Inner' });
  const leaf = await inner.issue({ names });
  const [own = '', first = '', second = ''] = leaf.chain;
  const stranger = await createAuthority({ name: 'Stranger' });
  const report = withoutBugs(await examineServer({ chain: [own, second, stranger.certificate, first], key: leaf.key }, { route: { ca } }));
  expect(failures(report)).toEqual(['certificate/trust#wrong-order']);
  expect(answers(report)).toEqual(['certificate/wrong-order#places-counted certain']);
  expect(report.exitCode).toBe(0);
});

test.each([
  ['DER', 'der', 'openssl x509 -inform DER'],
  ['PEM', 'pem', ''],
  ['certs-only PKCS #7', 'pkcs7', 'openssl pkcs7 -inform DER -print_certs'],
] as const)('an intermediate that the server leaves out is fetched as %s, named and tried', async (_, encoding, command) => {
  const { root, ca } = world();
  const intermediate = await root.intermediate({ name: 'Test Intermediate' });
  const bodies = { der: intermediate.der, pem: intermediate.certificate, pkcs7: certsOnly([intermediate.der]) };
  await using issuer = await serveIssuer(bodies[encoding]);
  const leaf = await intermediate.issue({ names, caIssuers: locationOf(issuer) });
  const report = withoutBugs(await examineServer({ chain: leaf.chain.slice(0, 1), key: leaf.key }, { route: { ca } }));
  expect(failures(report)).toEqual(['certificate/trust#unknown-issuer']);
  expect(answers(report)).toEqual(['certificate/incomplete-chain#issuer-completes certain']);
  expect(report.diagnoses[0]?.params).toMatchObject({ missing: 'Test Intermediate', root: 'Test Root', url: locationOf(issuer) });
  expect(report.diagnoses[0]?.params['fetch']).toBe(`curl -sL '${locationOf(issuer)}'${command === '' ? '' : ` | ${command}`}`);
  expect(remedies(report)).toEqual(['certificate/complete-chain works', 'certificate/supply-intermediate works']);
  expect(report.evidence.find(({ fact }) => fact === 'certificate/aia-issuer')).toMatchObject({ exhibit: { outcome: 'completes', intermediates: [{ pem: intermediate.certificate }] } });
  expect(report.thirdParties).toEqual([`${issuer.host}:${issuer.port}`]);
});

test('two missing intermediates are followed one after the other', async () => {
  const { root, ca } = world();
  const outer = await root.intermediate({ name: 'Outer' });
  await using outerIssuer = await serveIssuer(outer.der);
  const inner = await outer.intermediate({ name: 'Inner', caIssuers: locationOf(outerIssuer) });
  await using innerIssuer = await serveIssuer(inner.der);
  const leaf = await inner.issue({ names, caIssuers: locationOf(innerIssuer) });
  const report = withoutBugs(await examineServer({ chain: leaf.chain.slice(0, 1), key: leaf.key }, { route: { ca } }));
  expect(answers(report)).toEqual(['certificate/incomplete-chain#issuer-completes certain']);
  expect(report.diagnoses[0]?.params['missing']).toBe('Inner, Outer');
});

test('a fetched issuer that leads to a private root makes the root unknown and not the chain incomplete', async () => {
  const foreign = await createAuthority({ name: 'Foreign Root' });
  const intermediate = await foreign.intermediate({ name: 'Foreign Intermediate' });
  await using rootIssuer = await serveIssuer(foreign.der);
  const second = await foreign.intermediate({ name: 'Foreign Intermediate 2', caIssuers: locationOf(rootIssuer) });
  await using issuer = await serveIssuer(second.der);
  const leaf = await second.issue({ names, caIssuers: locationOf(issuer) });
  const report = withoutBugs(await examineServer({ chain: leaf.chain.slice(0, 1), key: leaf.key }));
  expect(answers(report)).toEqual(['certificate/unknown-root#followed certain']);
  expect(report.diagnoses[0]?.params).toMatchObject({ root: 'Foreign Root' });
  expect(report.diagnoses[0]?.ruledOut.map(({ text }) => text)).toContain('certificate/incomplete-chain#ends-elsewhere');
  expect(intermediate.name).toBe('Foreign Intermediate');
});

test('an issuer that cannot be fetched leaves both causes open', async () => {
  const { root, ca } = world();
  await using closed = await refusedPort();
  const leaf = await (await root.intermediate({ name: 'Test Intermediate' })).issue({ names, caIssuers: locationOf(closed) });
  const report = withoutBugs(await examineServer({ chain: leaf.chain.slice(0, 1), key: leaf.key }, { route: { ca } }));
  expect(answers(report)).toEqual(['certificate/trust#unknown-issuer unclaimed']);
  expect(report.diagnoses[0]?.open.map(({ text }) => text).sort()).toEqual(['certificate/incomplete-chain#unavailable', 'certificate/unknown-root#not-followed']);
});

test('offline nobody is asked for the issuer, and both causes stay open', async () => {
  const { root, ca } = world();
  const intermediate = await root.intermediate({ name: 'Test Intermediate' });
  await using issuer = await serveIssuer(intermediate.der);
  const leaf = await intermediate.issue({ names, caIssuers: locationOf(issuer) });
  const report = withoutBugs(await examineServer({ chain: leaf.chain.slice(0, 1), key: leaf.key }, { route: { ca }, offline: true }));
  expect(report.diagnoses[0]?.open.map(({ text }) => text).sort()).toEqual(['certificate/incomplete-chain#not-fetched', 'certificate/unknown-root#not-followed']);
  expect(issuer.connections).toBe(0);
});

test('an issuer location that serves something else leaves the causes open', async () => {
  const { root, ca } = world();
  await using issuer = await serveIssuer('<html>moved</html>');
  const leaf = await (await root.intermediate({ name: 'Test Intermediate' })).issue({ names, caIssuers: locationOf(issuer) });
  const report = withoutBugs(await examineServer({ chain: leaf.chain.slice(0, 1), key: leaf.key }, { route: { ca } }));
  expect(report.diagnoses[0]?.open.find(({ cause }) => cause === 'certificate/incomplete-chain')?.params).toMatchObject({ code: 'format' });
});

test('a private root that the server sends along is unknown for certain', async () => {
  const foreign = await createAuthority({ name: 'Foreign Root' });
  const leaf = await foreign.issue({ names });
  const report = withoutBugs(await examineServer({ chain: [...leaf.chain, foreign.certificate], key: leaf.key }));
  expect(answers(report)).toEqual(['certificate/unknown-root#root-sent certain']);
  expect(remedies(report)).toEqual(['certificate/trust-authority not-tested', 'certificate/use-public-authority not-tested']);
});

test('a private root that is neither sent nor to be found is likely unknown', async () => {
  const leaf = await (await createAuthority({ name: 'Foreign Root' })).issue({ names });
  const report = withoutBugs(await examineServer(leaf));
  expect(answers(report)).toEqual(['certificate/unknown-root#no-location likely']);
  expect(report.diagnoses[0]?.open.map(({ text }) => text)).toEqual(['certificate/incomplete-chain#no-location']);
});

test('an issuer with the name of a trusted root and another key is not that root', async () => {
  const { ca } = world();
  const impostor = await createAuthority({ name: 'Test Root' });
  const leaf = await impostor.issue({ names });
  const report = withoutBugs(await examineServer({ chain: [...leaf.chain, impostor.certificate], key: leaf.key }, { route: { ca } }));
  expect(answers(report)).toEqual(['certificate/unknown-root#root-sent certain']);
});

test('a certificate signed by its own key is self-signed', async () => {
  const report = withoutBugs(await examineServer(await selfSigned({ names })));
  expect(failures(report)).toEqual(['certificate/trust#self-signed']);
  expect(answers(report)).toEqual(['certificate/self-signed#signature certain']);
});

test('a certificate with equal subject and issuer that another key signed is not self-signed', async () => {
  const leaf = await (await createAuthority({ name: 'service.test' })).issue({ names, commonName: 'service.test' });
  const report = withoutBugs(await examineServer(leaf));
  expect(failures(report)).toEqual(['certificate/trust#unknown-issuer']);
  expect(answers(report)).toEqual(['certificate/unknown-root#no-location likely']);
  expect(report.diagnoses[0]?.ruledOut.map(({ text }) => text)).toContain('certificate/self-signed#other-key');
});

test('a self-signed certificate that the route trusts is trusted', async () => {
  const own = await selfSigned({ names, isAuthority: true, keyUsage: ['digitalSignature', 'keyCertSign'] });
  const report = withoutBugs(await examineServer(own, { route: { ca: world().file('own.pem', own.certificate) } }));
  expect(failures(report)).toEqual([]);
});

test.each([
  ['Zscaler', 'Zscaler Root CA'],
  ['Fiddler', 'DO_NOT_TRUST_FiddlerRoot'],
  ['mitmproxy', 'mitmproxy'],
])('%s is named where it issued the certificate and its root is not public', async (product, name) => {
  const gateway = await createAuthority({ name });
  const leaf = await gateway.issue({ names });
  const report = withoutBugs(await examineServer({ chain: [...leaf.chain, gateway.certificate], key: leaf.key }));
  expect(answers(report)).toEqual(['certificate/interception#issuer-known certain']);
  expect(report.diagnoses[0]?.params).toMatchObject({ product, issuer: name });
  expect(report.diagnoses[0]?.ruledOut.map(({ text }) => text)).toContain('certificate/unknown-root#interception');
});

test('a private authority with no such name is no interception', async () => {
  const corporate = await createAuthority({ name: 'Example Corporation Root' });
  const leaf = await corporate.issue({ names });
  const report = withoutBugs(await examineServer({ chain: [...leaf.chain, corporate.certificate], key: leaf.key }));
  expect(report.diagnoses[0]?.ruledOut.map(({ text }) => text)).toContain('certificate/interception#no-known-issuer');
});

test('more intermediates than an authority allows break the path, and nothing else is to blame', async () => {
  const { root, ca } = world();
  const narrow: Authority = await root.intermediate({ name: 'Narrow', pathLength: 0 });
  const below = await narrow.intermediate({ name: 'Below' });
  const report = withoutBugs(await examineServer(await below.issue({ names }), { route: { ca } }));
  expect(failures(report)).toEqual(['certificate/trust#invalid-path']);
  expect(answers(report)).toEqual(['certificate/path-length#intermediates-counted certain']);
});

test('as many intermediates as an authority allows are fine', async () => {
  const { root, ca } = world();
  const narrow = await root.intermediate({ name: 'Narrow', pathLength: 1 });
  const report = withoutBugs(await examineServer(await (await narrow.intermediate({ name: 'Below' })).issue({ names }), { route: { ca } }));
  expect(failures(report)).toEqual([]);
});

test('a certificate for clients only is of the wrong usage', async () => {
  const { root, ca } = world();
  const report = withoutBugs(await examineServer(await root.issue({ names, usages: ['clientAuth'] }), { route: { ca } }));
  expect(failures(report)).toEqual(['certificate/usage#wrong-purpose']);
  expect(answers(report)).toEqual(['certificate/wrong-usage#wrong-purpose certain']);
});

test('a certificate without an extended key usage may be used for a server', async () => {
  const { root, ca } = world();
  expect(failures(withoutBugs(await examineServer(await root.issue({ names, usages: [] }), { route: { ca } })))).toEqual([]);
});

test('a key of 1024 bits is too short, and one of 2048 is not', async () => {
  const { root, ca } = world();
  const weak = withoutBugs(await examineServer(await root.issue({ names, key: 'rsa-1024' }), { route: { ca } }));
  expect(failures(weak)).toEqual(['certificate/strength#weak-key']);
  expect(answers(weak)).toEqual(['certificate/weak-key#bits-counted certain']);
  expect(failures(withoutBugs(await examineServer(await root.issue({ names, key: 'rsa-2048' }), { route: { ca } })))).toEqual([]);
});

test('a signature over SHA-1 is too weak, but not on the root', async () => {
  const old = await createAuthority({ name: 'Old Root', keyAlgorithm: 'rsa-2048', signatureHash: 'SHA-1' });
  const route = { ca: world().file('old.pem', old.certificate) };
  const weak = withoutBugs(await examineServer(await old.issue({ names, signatureHash: 'SHA-1' }), { route }));
  expect(failures(weak)).toEqual(['certificate/strength#weak-signature']);
  expect(answers(weak)).toEqual(['certificate/weak-signature#algorithm certain']);
  expect(failures(withoutBugs(await examineServer(await old.issue({ names, signatureHash: 'SHA-256' }), { route })))).toEqual([]);
});

test('an endpoint without TLS is skipped and not judged', async () => {
  await using plain = await startHttpServer({ fallback: { body: 'hello' } });
  const report = withoutBugs(await examine(plain));
  expect(report.findings.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(Array.from({ length: 6 }, () => 'core/not-judged#blocked skipped'));
});

test('several faults of one certificate are all reported, the one in trust first', async () => {
  const own = await selfSigned({ names: ['other.test'], notBefore: new Date(Date.now() - 20 * 86_400_000), notAfter: new Date(Date.now() - 86_400_000) });
  const ok: HttpBehaviour = { status: 200, body: 'ok' };
  await using server = await startTlsServer({ ...own, chain: [own.certificate], http: httpHandler({ fallback: ok }) });
  const report = withoutBugs(await examine(server));
  expect(answers(report)).toEqual(['certificate/self-signed#signature certain', 'certificate/expired#clock-agrees certain', 'certificate/name-mismatch#default-certificate certain']);
});
