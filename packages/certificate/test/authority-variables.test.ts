import { createAuthority, selfSigned, startHttpServer, type Authority } from '@culprit/lab';
import { afterEach, expect, test } from 'vitest';
import { answers, examineServer, remedies, useWorld, withoutBugs } from './examine.ts';

const world = useWorld();

const variables = ['NODE_EXTRA_CA_CERTS', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'] as const;

const saved = variables.map((name) => [name, process.env[name]] as const);

afterEach(() => {
  for (const [name, value] of saved) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

const damaged = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';

/** A server below a private root that it sends along; the variable names what `write` makes of the authorities. */
async function examined(variable: typeof variables[number], write: (root: Authority, intermediate: Authority) => string): Promise<{ readonly answers: readonly string[]; readonly remedies: readonly string[] }> {
  const root = await createAuthority({ name: 'Private Root' });
  const intermediate = await root.intermediate({ name: 'Private Issuer' });
  const leaf = await intermediate.issue({ names: ['service.test'] });
  process.env[variable] = write(root, intermediate);
  const report = withoutBugs(await examineServer({ chain: [...leaf.chain, root.certificate], key: leaf.key }));
  return { answers: answers(report), remedies: remedies(report) };
}

const cause = 'certificate/authority-file-without-effect';

test('the root that REQUESTS_CA_BUNDLE names is tried for Node', async () => {
  expect(await examined('REQUESTS_CA_BUNDLE', (root) => world().file('requests.pem', root.certificate)))
    .toEqual({ answers: [`${cause}#other-program certain`], remedies: ['certificate/name-authorities works'] });
});

test('a root behind a damaged block, or in front of one, is told apart as OpenSSL does', async () => {
  expect(await examined('NODE_EXTRA_CA_CERTS', (root) => world().file('damaged.pem', damaged + root.certificate)))
    .toEqual({ answers: [`${cause}#damaged certain`], remedies: ['certificate/rewrite-authority-file works'] });
  expect(await examined('NODE_EXTRA_CA_CERTS', (root) => world().file('damaged.pem', root.certificate + damaged)))
    .toEqual({ answers: [`${cause}#read-at-start certain`], remedies: ['certificate/name-authorities works'] });
});

test('an intermediate certificate is no end of a chain', async () => {
  expect((await examined('NODE_EXTRA_CA_CERTS', (_, intermediate) => world().file('intermediate.pem', intermediate.certificate))).answers).toEqual([`${cause}#not-a-root certain`]);
});

test.each([
  ['missing', () => '/nowhere/root.pem'], ['empty', () => world().file('empty.pem', '')], ['directory', () => '/'], ['no-certificate', () => world().file('text.pem', 'no certificate')], ['a pipe', () => '/dev/null'],
])('a file that is %s is the likely ground', async (_, path) => {
  expect((await examined('NODE_EXTRA_CA_CERTS', path)).answers).toEqual([`${cause}#unusable likely`, 'certificate/unknown-root#root-sent certain']);
});

test('a self-signed certificate that another variable names is not called unknown', async () => {
  const own = await selfSigned({ names: ['service.test'] });
  process.env['CURL_CA_BUNDLE'] = world().file('own.pem', own.certificate);
  const report = withoutBugs(await examineServer({ chain: [own.certificate], key: own.key }));
  expect(answers(report)).toEqual([`${cause}#other-program certain`]);
  expect(remedies(report)).toEqual(['certificate/name-authorities works']);
});

test('a missing intermediate is not laid to a missing file', async () => {
  const { root, ca } = world();
  const intermediate = await root.intermediate({ name: 'Test Intermediate' });
  await using issuer = await startHttpServer({ routes: { '/issuer': { body: intermediate.der } } });
  const leaf = await intermediate.issue({ names: ['service.test'], caIssuers: `${issuer.url}/issuer` });
  process.env['NODE_EXTRA_CA_CERTS'] = '/nowhere/root.pem';
  expect(answers(withoutBugs(await examineServer({ chain: leaf.chain.slice(0, 1), key: leaf.key }, { route: { ca } })))).toEqual(['certificate/incomplete-chain#issuer-completes certain']);
});
