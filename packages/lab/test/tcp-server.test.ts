import { expect, test } from 'vitest';
import { filteredPort, refusedPort, startTcpServer } from '../src/index.ts';
import { talk } from './tcp-client.ts';

test('accept-then-close ends the connection without a byte', async () => {
  await using server = await startTcpServer({ behaviour: 'accept-then-close' });
  expect(await talk(server)).toMatchObject({ connected: true, received: Buffer.alloc(0), ending: 'end' });
  expect(server.connections).toBe(1);
});

test('reset sends an RST', async () => {
  await using server = await startTcpServer({ behaviour: 'reset' });
  expect(await talk(server, { send: 'hello' })).toMatchObject({ ending: 'ECONNRESET' });
});

test('never-answer keeps a connection open and says nothing', async () => {
  await using server = await startTcpServer({ behaviour: 'never-answer' });
  const outcome = await talk(server, { send: 'hello', patienceMs: 150 });
  expect(outcome).toMatchObject({ connected: true, received: Buffer.alloc(0), ending: 'open' });
});

test('closeAfterBytes ends the connection once the bytes are there', async () => {
  await using server = await startTcpServer({ behaviour: { closeAfterBytes: 5 } });
  expect(await talk(server, { send: 'four', patienceMs: 150 })).toMatchObject({ ending: 'open' });
  expect(await talk(server, { send: 'five!' })).toMatchObject({ ending: 'end' });
});

test('resetAfterBytes resets the connection once the bytes are there', async () => {
  await using server = await startTcpServer({ behaviour: { resetAfterBytes: 5 } });
  expect(await talk(server, { send: 'five!' })).toMatchObject({ connected: true, ending: 'ECONNRESET' });
});

test('banner speaks first', async () => {
  await using server = await startTcpServer({ behaviour: { banner: 'SSH-2.0-OpenSSH_9.2\r\n' } });
  const outcome = await talk(server, { patienceMs: 300 });
  expect(outcome.received.toString()).toBe('SSH-2.0-OpenSSH_9.2\r\n');
});

test('garbage answers random bytes', async () => {
  await using server = await startTcpServer({ behaviour: 'garbage' });
  expect((await talk(server, { send: 'hello' })).received).toHaveLength(256);
});

test('echo returns what it is sent', async () => {
  await using server = await startTcpServer({ behaviour: 'echo' });
  const outcome = await talk(server, { send: 'hello', patienceMs: 300 });
  expect(outcome.received.toString()).toBe('hello');
});

test('a server listens on ::1 when asked', async () => {
  await using server = await startTcpServer({ behaviour: 'accept-then-close', host: '::1' });
  expect(await talk(server)).toMatchObject({ connected: true, ending: 'end' });
});

test('disposing closes open connections and the listener', async () => {
  const server = await startTcpServer({ behaviour: 'never-answer' });
  const connection = talk(server, { send: 'hello' });
  while (server.connections === 0) await new Promise((resolve) => setImmediate(resolve));
  await server[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  expect((await connection).ending).not.toBe('open');
  expect(await talk(server)).toMatchObject({ ending: 'ECONNREFUSED' });
});

test('a refused port refuses, again and again', async () => {
  await using port = await refusedPort();
  for (let attempt = 0; attempt < 5; attempt += 1) {
    expect(await talk(port)).toMatchObject({ connected: false, ending: 'ECONNREFUSED' });
  }
});

test.runIf(process.platform === 'linux')('a filtered port never answers a SYN', async () => {
  await using port = await filteredPort();
  expect(await talk(port, { patienceMs: 1_500 })).toMatchObject({ connected: false, ending: 'open' });
});
