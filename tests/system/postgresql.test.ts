import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createAuthority } from '@culprit/lab';
import { expect, test } from 'vitest';
import { freePort, scratchFolder, startDaemon } from './daemon.ts';
import { broken, examine, healthy, outcomeOf } from './examine.ts';
import { apt, because, firstReason, program, root, searchPath } from './requirements.ts';

// PostgreSQL gives up root's rights before it starts: its user comes with the package.
const reason = firstReason(apt('postgresql'), root, program('setpriv'));
const [skip, why] = [reason !== undefined, because(reason)];

const versions = '/usr/lib/postgresql';
const programs = existsSync(versions) ? join(versions, readdirSync(versions).toSorted().at(-1) ?? '', 'bin') : '';
const asPostgres = ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'];

const authority = await createAuthority({ name: 'System Root' });
const leaf = await authority.issue({ names: ['db.example.org'] });

/** An empty cluster with or without a certificate, and what leads to it. */
async function startPostgres(secure: boolean): Promise<AsyncDisposable & { readonly to: (host: string) => readonly string[] }> {
  const port = await freePort();
  const folder = scratchFolder({ 'ca.pem': authority.certificate, 'own.pem': leaf.chain.join('\n'), 'own.key': leaf.key });
  const data = join(folder.path, 'data');
  const run = (...command: readonly string[]): void => {
    const [first = '', ...rest] = [...asPostgres, ...command];
    const { status, stderr } = spawnSync(first, rest, { cwd: folder.path, encoding: 'utf8', timeout: 50_000, env: { PATH: searchPath, LANG: 'C' } });
    if (status !== 0) throw new Error(`${command.join(' ')}: ${stderr}`);
  };
  run(join(programs, 'initdb'), '--no-sync', '--auth=trust', '-D', data);
  // It refuses a key that others can read.
  run('install', '-m', '600', join(folder.path, 'own.key'), join(data, 'own.key'));
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder.path}`, 'fsync=off', `ssl=${secure ? 'on' : 'off'}`, `ssl_cert_file=${folder.path}/own.pem`, `ssl_key_file=${data}/own.key`];
  const daemon = await startDaemon({ command: [...asPostgres, join(programs, 'postgres'), '-D', data, ...settings.flatMap((setting) => ['-c', setting])], ports: [port], folder });
  return Object.assign(daemon, { to: (host: string) => [`postgres://${host}/orders`, '--connect-to', `127.0.0.1:${port}`, '--ca', `${folder.path}/ca.pem`] });
}

test.skipIf(skip)(`PostgreSQL with TLS is followed up to its certificate${why}`, async () => {
  await using postgres = await startPostgres(true);
  expect(outcomeOf(await examine(postgres.to('db.example.org')))).toEqual(healthy);
  expect(outcomeOf(await examine(postgres.to('elsewhere.example.org')))).toEqual(broken('certificate/name-mismatch'));
}, 120_000);

test.skipIf(skip)(`PostgreSQL without TLS says so${why}`, async () => {
  await using postgres = await startPostgres(false);
  expect(outcomeOf(await examine(postgres.to('db.example.org')))).toEqual(broken('network/starttls-not-offered'));
}, 120_000);
