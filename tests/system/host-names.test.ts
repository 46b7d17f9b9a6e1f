import { execFile } from 'node:child_process';
import { createAuthority, startTlsServer } from '@culprit/lab';
import { afterAll, expect, test } from 'vitest';
import { scratchFolder } from './daemon.ts';
import { apt, because, firstReason, program, searchPath } from './requirements.ts';

const authority = await createAuthority({ name: 'Host Name Root' });
const folder = scratchFolder({ 'root.pem': authority.certificate });
afterAll(() => folder[Symbol.dispose]());

const reason = firstReason(apt('gnutls-bin'), program('gnutls-cli'));
const [skip, why] = [reason !== undefined, because(reason)];

/** Whether the real gnutls-cli takes a certificate for a host. */
async function takes(names: { readonly commonName?: string; readonly names: readonly string[] }, host: string): Promise<boolean> {
  await using server = await startTlsServer(await authority.issue(names));
  const args = ['--x509cafile', `${folder.path}/root.pem`, `--verify-hostname=${host}`, `--sni-hostname=${host}`, '-p', String(server.port), '127.0.0.1'];
  // The server runs in this process, so that the client must not block it.
  const text = await new Promise<string>((resolve) => {
    const child = execFile('gnutls-cli', args, { timeout: 20_000, env: { ...process.env, PATH: searchPath } }, (_, stdout, stderr) => resolve(stdout + stderr));
    child.stdin?.end();
  });
  const status = /- Status: (.*)/.exec(text)?.[1];
  if (status === undefined) throw new Error(`gnutls-cli did not come to a verdict: ${text.slice(-300)}`);
  return status.startsWith('The certificate is trusted');
}

test.skipIf(skip)(`GnuTLS takes no wildcard but a whole first label, whatever the part of its tests says that it leaves out of its build${why}`, async () => {
  expect(await takes({ names: ['*.example.org'] }, 'bar.example.org')).toBe(true);
  expect(await takes({ names: ['*.*.example.org'] }, 'bar.foo.example.org')).toBe(false);
  expect(await takes({ names: ['foo*bar.example.org'] }, 'foobar.example.org')).toBe(false);
  expect(await takes({ names: ['foo*bar.example.org'] }, 'foobazbar.example.org')).toBe(false);
}, 120_000);

test.skipIf(skip)(`GnuTLS takes a common name alone${why}`, async () => {
  expect(await takes({ commonName: 'www.example.org', names: [] }, 'www.example.org')).toBe(true);
}, 120_000);
