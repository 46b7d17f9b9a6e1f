import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { refusedPort, type SocksProxy, startSocksProxy, startTcpServer } from '../src/index.ts';
import { talk, watch } from './tcp-client.ts';

/** Plays a client's messages one by one; returns the proxy's answers in hexadecimal. */
async function dialogue(proxy: SocksProxy, ...messages: Buffer[]): Promise<{ socket: Socket; answers: string[] }> {
  const socket = connect({ host: proxy.host, port: proxy.port });
  socket.on('error', () => {});
  await once(socket, 'connect');
  const answers: string[] = [];
  for (const message of messages) {
    socket.write(message);
    const [bytes] = await once(socket, 'data', { signal: AbortSignal.timeout(5_000) });
    answers.push(bytes.toString('hex'));
  }
  return { socket, answers };
}

const GREETING = Buffer.from('050100', 'hex');
const GREETING_WITH_PASSWORD = Buffer.from('05020002', 'hex');

function byName(name: string, port: number): Buffer {
  return Buffer.from([5, 1, 0, 3, name.length, ...Buffer.from(name), port >> 8, port & 0xff]);
}

function byAddress(address: string, port: number): Buffer {
  return Buffer.from([5, 1, 0, 1, ...address.split('.').map(Number), port >> 8, port & 0xff]);
}

function credential(user: string, password: string): Buffer {
  return Buffer.from([1, user.length, ...Buffer.from(user), password.length, ...Buffer.from(password)]);
}

test('SOCKS4 connects by name and by address, and refuses what is not of its version', async () => {
  await using origin = await startTcpServer({ behaviour: { banner: 'origin' } });
  await using proxy = await startSocksProxy({ version: 4, resolve: { 'api.example': `127.0.0.1:${origin.port}` } });
  const port = [origin.port >> 8, origin.port & 0xff];
  for (const request of [[4, 1, 1, 187, 0, 0, 0, 1, 0, ...Buffer.from('api.example'), 0], [4, 1, ...port, 127, 0, 0, 1, ...Buffer.from('ada'), 0]]) {
    const { socket, answers } = await dialogue(proxy, Buffer.from(request));
    expect(answers[0]?.slice(0, 16)).toBe('005a000000000000');
    socket.destroy();
  }
  for (const request of [[5, 1, 0], [4, 1, 0, 1, 0, 0, 0, 1, 0, ...Buffer.from('other.example'), 0]]) {
    expect((await dialogue(proxy, Buffer.from(request))).answers).toEqual(['005b000000000000']);
  }
  expect(proxy.requests.map(({ host, reply }) => `${host} ${reply}`)).toEqual(['api.example 90', '127.0.0.1 90', 'other.example 91']);
});

test('it connects by name and by address', async () => {
  await using origin = await startTcpServer({ behaviour: { banner: 'origin' } });
  await using proxy = await startSocksProxy({ resolve: { 'api.example': `127.0.0.1:${origin.port}` } });
  for (const destination of [byName('api.example', 443), byAddress('127.0.0.1', origin.port)]) {
    const socket = connect({ host: proxy.host, port: proxy.port });
    // A client may send everything at once.
    const outcome = await watch(socket, { send: Buffer.concat([GREETING, destination]), patienceMs: 300 });
    expect(outcome.received.toString('latin1')).toBe('\x05\x00\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00origin');
  }
  expect(proxy.requests).toEqual([
    { host: 'api.example', port: 443, reply: 0 },
    { host: '127.0.0.1', port: origin.port, reply: 0 },
  ]);
});

test('IPv6 addresses are understood', async () => {
  await using proxy = await startSocksProxy();
  const address = Buffer.from('05010004' + '20010db8000000000000000000000001' + '01bb', 'hex');
  const { socket, answers } = await dialogue(proxy, GREETING, address);
  socket.destroy();
  expect(answers[1]).toMatch(/^0504/);
  expect(proxy.requests).toEqual([{ host: '2001:db8::1', port: 443, reply: 4 }]);
});

test('it wants the right credential', async () => {
  await using origin = await startTcpServer({ behaviour: 'echo' });
  await using proxy = await startSocksProxy({ credential: { user: 'user', password: 'secret' } });
  const none = await dialogue(proxy, GREETING);
  expect(none.answers).toEqual(['05ff']);
  const wrong = await dialogue(proxy, GREETING_WITH_PASSWORD, credential('user', 'wrong'));
  expect(wrong.answers).toEqual(['0502', '0101']);
  const right = await dialogue(
    proxy,
    GREETING_WITH_PASSWORD,
    credential('user', 'secret'),
    byAddress('127.0.0.1', origin.port),
    Buffer.from('through'),
  );
  expect(right.answers.slice(1)).toEqual(['0100', '05000001000000000000', Buffer.from('through').toString('hex')]);
  for (const { socket } of [none, wrong, right]) socket.destroy();
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])('it can refuse with reply %i', async (reply) => {
  await using proxy = await startSocksProxy({ fault: { reply } });
  const { socket, answers } = await dialogue(proxy, GREETING, byName('api.example', 443));
  socket.destroy();
  expect(answers[1]).toBe(`050${reply}0001000000000000`);
});

test('dead ports are refused with 5, unknown names and foreign addresses with 4', async () => {
  await using dead = await refusedPort();
  await using proxy = await startSocksProxy();
  const replies: string[] = [];
  for (const target of [byAddress('127.0.0.1', dead.port), byName('unknown.example', 443), byAddress('192.0.2.1', 443)]) {
    const { socket, answers } = await dialogue(proxy, GREETING, target);
    socket.destroy();
    replies.push(answers[1]?.slice(0, 4) ?? '');
  }
  expect(replies).toEqual(['0505', '0504', '0504']);
});

test('no-method accepts no authentication, hang never answers, reset resets', async () => {
  await using picky = await startSocksProxy({ fault: 'no-method' });
  const { socket, answers } = await dialogue(picky, GREETING);
  socket.destroy();
  expect(answers).toEqual(['05ff']);
  await using silent = await startSocksProxy({ fault: 'hang' });
  expect(await talk(silent, { send: GREETING, patienceMs: 200 })).toMatchObject({ ending: 'open' });
  await using rude = await startSocksProxy({ fault: 'reset' });
  expect(await talk(rude, { send: GREETING })).toMatchObject({ ending: 'ECONNRESET' });
});
