import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run, type Report } from '@culprit/core';
import credential from '@culprit/credential';
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
async function startPostgres(secure: boolean): Promise<AsyncDisposable & { readonly port: number; readonly to: (host: string) => readonly string[] }> {
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
  return Object.assign(daemon, { port, to: (host: string) => [`postgres://${host}/orders`, '--connect-to', `127.0.0.1:${port}`, '--ca', `${folder.path}/ca.pem`] });
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

/** What LMNR stores: two vectors of its format, one of them under another name than it was sealed for. */
const rows = `
create table provider_api_keys (id serial, created_at timestamptz default now(), name text, project_id uuid, nonce_hex text, value text);
insert into provider_api_keys (name, nonce_hex, value) values
  ('OPENAI_API_KEY', '000102030405060708090a0b0c0d0e0f1011121314151617', 'cdad4b909cdc74f59e047d9fdf0da561987d03a59e2f70f10649d4d250955817ff8a'),
  ('GOOGLE_API_KEY', '000102030405060708090a0b0c0d0e0f1011121314151617', 'ff8f1c85aad6549dfc621ff88c114fa11937579a623e6b124bc0');
create table kept (said text);
create function write_it() returns text language plpgsql as $$ begin insert into kept values ('x'); return 'x'; end $$;
create view trap as select write_it() as value;
create view slow as select pg_sleep(60)::text as value;
create role reader login password 'C0rrect-Horse';
grant select on provider_api_keys to reader;
`;

test.skipIf(skip)(`stored ciphertexts are read from PostgreSQL, and nothing is changed there${why}`, async () => {
  await using postgres = await startPostgres(false);
  const psql = (sql: string): string => spawnSync(join(programs, 'psql'), ['-h', '127.0.0.1', '-p', String(postgres.port), '-U', 'postgres', '-tAqc', sql], { encoding: 'utf8', env: { PATH: searchPath } }).stdout;
  psql(rows);
  const secrets: { readonly [name: string]: string } = { KEY: '0123456789abcdef'.repeat(4), OWNER: `postgres://postgres@127.0.0.1:${postgres.port}/postgres`, READER: `postgres://reader:C0rrect-Horse@127.0.0.1:${postgres.port}/postgres`, GONE: 'postgres://postgres@127.0.0.1:1/postgres' };
  const survey = (database: string, table?: string): Promise<Report> => run({
    plugins: [credential], secrets: [{ scheme: 'lab', resolve: async (name) => secrets[name] }],
    targets: [{ kind: 'ciphertext-table', database: { $secret: `lab:${database}` }, key: { $secret: 'lab:KEY' }, names: ['GEMINI_API_KEY'], ...(table === undefined ? {} : { table }) }],
  }, { timeoutMs: 15_000 });

  const report = await survey('READER');
  expect(report.diagnoses.map(({ cause }) => cause)).toContain('credential/renamed-row');
  expect(JSON.stringify(report)).not.toContain('C0rrect-Horse');
  expect((await survey('OWNER', 'provider_api_keys')).diagnoses.map(({ cause }) => cause)).toContain('credential/renamed-row');

  const reason = async (database: string, table?: string): Promise<unknown> => (await survey(database, table)).findings.find(({ id }) => id === 'credential/ciphertext-form#unreadable')?.params['reason'];
  expect(await reason('READER', 'kept')).toBe('denied');
  expect(await reason('OWNER', 'nothing')).toBe('no-table');
  expect(await reason('GONE')).toBe('unreachable');
  // A view that writes is stopped by the session, whoever asks; one that never ends by the deadline.
  expect(await reason('OWNER', 'trap')).toBe('failed');
  expect(psql('select count(*) from kept').trim()).toBe('0');
  expect(await reason('OWNER', 'slow')).toBe('timed-out');
}, 120_000);
