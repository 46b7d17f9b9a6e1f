import { spawnSync } from 'node:child_process';
import { createAuthority } from '@culprit/lab';
import { expect, test } from 'vitest';
import { scratchFolder } from './daemon.ts';
import { startCulprit } from './examine.ts';
import { apt, because, firstReason, program, searchPath } from './requirements.ts';

const reason = firstReason(apt('openssl'), program('openssl'));
const [skip, why] = [reason !== undefined, because(reason)];

const root = await createAuthority({ name: 'System Root' });
const leaf = await (await root.intermediate({ name: 'System Issuer' })).issue({ names: ['shop.test'], key: 'rsa-2048' });

/** The files of a site, and OpenSSL over them. */
function site() {
  const folder = scratchFolder({ 'root.pem': root.certificate, 'full.pem': leaf.chain.join(''), 'site.key': leaf.key });
  const openssl = (...args: readonly string[]): { readonly status: number | null; readonly output: string } => {
    const { status, stdout, stderr } = spawnSync('openssl', args, { cwd: folder.path, encoding: 'utf8', env: { PATH: searchPath, RIGHT: 'correct horse' } });
    return { status, output: `${stdout}${stderr}` };
  };
  const culprit = (...args: readonly string[]) => startCulprit(['certificate', ...args], { env: { RIGHT: 'correct horse' } }).ended;
  return { ...folder, openssl, culprit, at: (name: string) => `${folder.path}/${name}` };
}

test.skipIf(skip).for([
  ['as OpenSSL writes it today', []], ['with RC2 and triple DES', ['-legacy']], ['with triple DES alone', ['-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
  ['with another digest', ['-macalg', 'sha512', '-iter', '20000']], ['with certificates in the open', ['-certpbe', 'NONE']],
] as const)(`a PKCS #12 file is read %s${why}`, async ([, how]) => {
  using made = site();
  const { openssl, culprit, at } = made;
  const { status, output } = openssl('pkcs12', '-export', '-in', 'full.pem', '-inkey', 'site.key', '-passout', 'env:RIGHT', '-out', 'site.p12', ...how);
  expect({ status, output }).toMatchObject({ status: 0 });
  const { code, stdout, stderr } = await culprit('verify', at('site.p12'), '--password', 'env:RIGHT', '--ca', at('root.pem'), '--host', 'shop.test');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).not.toContain('correct horse');
});

test.skipIf(skip)(`what convert writes is what OpenSSL reads${why}`, async () => {
  using made = site();
  const { openssl, culprit, at } = made;
  expect((await culprit('convert', at('full.pem'), '--to', 'p12', '--key', at('site.key'), '--new-password', 'env:RIGHT', '--output', at('out.p12'))).code).toBe(0);
  expect((await culprit('convert', at('full.pem'), '--to', 'p7b', '--output', at('out.p7b'))).code).toBe(0);
  expect((await culprit('convert', at('full.pem'), '--to', 'der', '--output', at('out.der'))).code).toBe(0);
  const pkcs12 = openssl('pkcs12', '-in', 'out.p12', '-passin', 'env:RIGHT', '-nodes');
  expect(pkcs12.status).toBe(0);
  for (const pem of leaf.chain) expect(pkcs12.output).toContain(pem.trim());
  const key = openssl('pkey', '-in', 'site.key', '-pubout');
  expect(openssl('pkcs12', '-in', 'out.p12', '-passin', 'env:RIGHT', '-nodes', '-nocerts', '-out', 'back.key').status).toBe(0);
  expect(openssl('pkey', '-in', 'back.key', '-pubout').output).toBe(key.output);
  expect(openssl('pkcs7', '-inform', 'DER', '-in', 'out.p7b', '-print_certs').output).toContain('System Issuer');
  expect(openssl('x509', '-inform', 'DER', '-in', 'out.der', '-noout', '-subject').output).toContain('shop.test');
});

test.skipIf(skip)(`an encrypted key of either form is compared with the certificate${why}`, async () => {
  using made = site();
  const { openssl, culprit, at } = made;
  expect(openssl('pkcs8', '-topk8', '-in', 'site.key', '-passout', 'env:RIGHT', '-out', 'new.key').status).toBe(0);
  expect(openssl('rsa', '-in', 'site.key', '-aes256', '-traditional', '-passout', 'env:RIGHT', '-out', 'old.key').status).toBe(0);
  for (const key of ['new.key', 'old.key']) {
    const { code, stderr } = await culprit('verify', at('full.pem'), '--key', at(key), '--password', 'env:RIGHT', '--ca', at('root.pem'));
    expect({ key, code, stderr }).toEqual({ key, code: 0, stderr: '' });
  }
});
