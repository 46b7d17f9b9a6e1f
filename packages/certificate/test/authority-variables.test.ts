import { causeCases } from '@culprit/testkit';
import { register } from '@culprit/testkit/vitest';
import { createAuthority, selfSigned, startHttpServer, type Authority } from '@culprit/lab';
import { afterEach, expect, test } from 'vitest';
import { authorityFileWithoutEffect } from '../src/causes/authority-file-without-effect.ts';
import type { NamedAuthorities } from '../src/facts/authority-variables.ts';
import { answers, examineServer, remedies, useWorld, withoutBugs } from './examine.ts';
import { byRuntime, completes, noIssuer, noLocation, ownKey, targets, unavailable, unreadable } from './synthetic.ts';

const world = useWorld();
const variables = ['NODE_EXTRA_CA_CERTS', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'] as const;
const saved = variables.map((name) => [name, process.env[name]] as const);
afterEach(() => {
  for (const [name, value] of saved) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

const file = (rest: Partial<NamedAuthorities>): NamedAuthorities =>
  ({ variable: 'NODE_EXTRA_CA_CERTS', path: '/etc/ca.pem', state: 'read', certificates: 1, relation: 'completes', root: 'Root', ...rest });
const named = (...files: readonly NamedAuthorities[]): { readonly files: readonly NamedAuthorities[] } => ({ files });
const others = { path: noIssuer, aia: noLocation };

register(causeCases(authorityFileWithoutEffect, [
  { name: 'another program\'s variable names the root', targets, facts: { ...others, named: named(file({ variable: 'REQUESTS_CA_BUNDLE' })) }, expects: { verdict: 'confirmed', reason: 'other-program', params: { variable: 'REQUESTS_CA_BUNDLE', path: '/etc/ca.pem', root: 'Root', fault: 'other-program' }, witness: ['path', 'named'] } },
  { name: 'the file is sound now', targets, facts: { ...others, named: named(file({})) }, expects: { verdict: 'confirmed', reason: 'read-at-start' } },
  { name: 'the root as DER', targets, facts: { ...others, named: named(file({ state: 'der' })) }, expects: { verdict: 'confirmed', reason: 'wrong-form', params: { variable: 'NODE_EXTRA_CA_CERTS', path: '/etc/ca.pem', root: 'Root', fault: 'wrong-form', form: 'DER' } } },
  { name: 'the root behind a damaged block', targets, facts: { ...others, named: named(file({ state: 'damaged' })) }, expects: { verdict: 'confirmed', reason: 'damaged' } },
  { name: 'an intermediate in place of the root', targets, facts: { ...others, named: named(file({ relation: 'not-a-root', root: 'Authority' })) }, expects: { verdict: 'confirmed', reason: 'not-a-root', params: { variable: 'NODE_EXTRA_CA_CERTS', path: '/etc/ca.pem', root: 'Authority', fault: 'not-a-root' } } },
  { name: 'no file at all is ground, no proof', targets, facts: { ...others, named: named(file({ state: 'unreadable', code: 'EACCES', relation: 'nothing' })) }, expects: { verdict: 'confirmed', reason: 'unusable', confidence: 'likely' } },
  { name: 'an issuer that could not be had might lead elsewhere', targets, facts: { path: noIssuer, aia: unavailable('unreachable'), named: named(file({ state: 'der' })) }, expects: { verdict: 'confirmed', reason: 'wrong-form', confidence: 'likely' } },
  { name: 'it signed itself', targets, facts: { path: ownKey, named: named(file({ state: 'der' })) }, expects: { verdict: 'confirmed', reason: 'wrong-form' } },
  { name: 'another program\'s file is missing, which is nothing to Node', targets, facts: { ...others, named: named(file({ variable: 'CURL_CA_BUNDLE', state: 'missing', relation: 'nothing' })) }, expects: { verdict: 'ruled-out', reason: 'stranger' } },
  { name: 'other authorities', targets, facts: { ...others, named: named(file({ relation: 'stranger' })) }, expects: { verdict: 'ruled-out', reason: 'stranger' } },
  { name: 'no variable', targets, facts: { ...others, named: named() }, expects: { verdict: 'ruled-out', reason: 'not-set' } },
  { name: 'an intermediate is missing', targets, facts: { path: noIssuer, aia: completes, named: named(file({ state: 'missing', relation: 'nothing' })) }, expects: { verdict: 'ruled-out', reason: 'incomplete' } },
  { name: 'there is a path', targets, facts: { path: byRuntime, named: named(file({})) }, expects: { verdict: 'ruled-out', reason: 'trusted' } },
  { name: 'the certificate cannot be read', targets, facts: { path: unreadable }, expects: { verdict: 'open', reason: 'not-read' } },
]));

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
