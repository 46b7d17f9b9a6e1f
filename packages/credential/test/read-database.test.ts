import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { readDatabase } from '../src/ciphertext/read-database.ts';
import { ciphertextTable } from '../src/targets/ciphertext-table.ts';

const ask = (address: string, table?: string, patienceMs = 1_000, signal = new AbortController().signal) => readDatabase({ address, patienceMs, signal, ...(table === undefined ? {} : { table }) });

test.each([
  ['a text that is no address', 'hunter2', 'bad-address'],
  ['another database', 'mysql://u:p@127.0.0.1/db', 'bad-address'],
  ['a public host without TLS', 'postgres://u:p@db.culprit-lab.net/db', 'not-encrypted'],
  ['a port where nobody listens', 'postgres://u:p@127.0.0.1:1/db', 'unreachable'],
])('%s is told, and the password is not repeated', async (_, address, why) => {
  expect(await ask(address)).toEqual({ outcome: 'unreadable', why });
});

test('a name that is no table is never sent', async () => {
  expect(await ask('postgres://u:p@127.0.0.1:1/db', 'a"; drop table b; --')).toEqual({ outcome: 'unreadable', why: 'no-table' });
});

test('a server that never answers costs no more than its time, and none after an abort', async () => {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { readonly port: number };
  expect(await ask(`postgres://u:p@127.0.0.1:${port}/db`)).toEqual({ outcome: 'unreadable', why: 'timed-out' });
  const aborted = new AbortController();
  const asked = ask(`postgres://u:p@127.0.0.1:${port}/db`, undefined, 20_000, aborted.signal);
  setTimeout(() => aborted.abort(), 50);
  expect(await asked).toEqual({ outcome: 'unreadable', why: 'timed-out' });
  server.close();
});

test('a typed target may name a database by reference', () => {
  expect(ciphertextTable.read('ciphertext://?database=env:DATABASE_URL&table=provider_api_keys&key=env:KEY', {})).toEqual({ database: { $secret: 'env:DATABASE_URL' }, table: 'provider_api_keys', key: { $secret: 'env:KEY' } });
  expect(ciphertextTable.read('ciphertext://', {})).toBeUndefined();
});
