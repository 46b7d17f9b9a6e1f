import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAuthority, flood, httpHandler, listenOnLoopback, rudeServer, startDohServer, startHttpServer, startTlsServer, type Authority, type HttpServer, type LabServer, type Situation, type TlsServer } from '@culprit/lab';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

type Asked = Omit<Situation, typeof Symbol.asyncDispose>;
type Outcome = { readonly bugs: readonly unknown[]; readonly exitCode: number; readonly first?: string; readonly grownKib: number };

/** A run with a deadline of three seconds has ended by itself long before, its sockets and timers with it. */
const hangMs = 20_000;
const timeoutMs = 3_000;
/** What a peer may make the process grow by. */
const mostKib = 64 * 1024;
const token = 'hostile-canary-7f3a9c51d2';
const credential = { headers: { authorization: { $secret: 'lab:key', scheme: 'Bearer' }, 'x-api-key': { $secret: 'lab:key' } } };

let directory: string;
let root: Authority;
let ca: string;
let service: TlsServer;
let sound: HttpServer;
let kept: AsyncDisposable[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'culprit-hostile-'));
  root = await createAuthority({ name: 'Hostile Root' });
  ca = join(directory, 'ca.pem');
  await writeFile(ca, root.certificate);
});
afterAll(() => rm(directory, { recursive: true }));
beforeEach(async () => {
  sound = await keep(startHttpServer({ fallback: { body: 'ok' } }));
  service = await keep(startTlsServer({ ...await root.issue({ names: ['shop.example', '127.0.0.1'] }), http: httpHandler({ fallback: { body: 'ok' } }) }));
});
afterEach(async () => {
  await Promise.all(kept.map((server) => server[Symbol.asyncDispose]()));
  kept = [];
});

async function keep<T extends AsyncDisposable>(starting: Promise<T>): Promise<T> {
  const server = await starting;
  kept.push(server);
  return server;
}

/** One run in a process of its own, after a sound one in the same process. */
async function meet(hostile: Asked): Promise<Outcome> {
  const given = { sound: { target: sound.url }, hostile: { secrets: { key: token }, timeoutMs, ...hostile } };
  const child = spawn(process.execPath, [fileURLToPath(new URL('hostile-client.ts', import.meta.url)), JSON.stringify(given)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => { said += text; });
  const hang = setTimeout(() => child.kill('SIGKILL'), hangMs);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearTimeout(hang);
  expect(code, 'it was killed because it hung').toBe(0);
  expect(said).not.toContain(token);
  return JSON.parse(said) as Outcome;
}

function expectBounded({ bugs, grownKib }: Outcome): void {
  expect(bugs).toEqual([]);
  expect(grownKib).toBeLessThan(mostKib);
}

/** A server that pours this out for ever once it was spoken to. */
const pouring = (start: string, repeated: string): Promise<LabServer> => keep(rudeServer((socket) => {
  socket.write(start);
  flood(socket, Buffer.from(repeated.repeat(Math.ceil(65_536 / repeated.length))));
}));
const endless: readonly (readonly [what: string, start: string, repeated: string])[] = [
  ['header fields without end', 'HTTP/1.1 200 OK\r\n', 'X-Filler: x\r\n'],
  ['a header field without end', 'HTTP/1.1 200 OK\r\nX-Filler: ', 'x'],
  ['a reason phrase without end', 'HTTP/1.1 200 ', 'x'],
  ['bytes without end', 'HTTP/1.1 200 OK\r\n\r\n', 'x'],
];

describe('a name server', () => {
  test('that sends no end over TCP is bounded', async () => {
    const tcp = await keep(listenOnLoopback(createServer((socket) => flood(socket, Buffer.alloc(65_536, 0xff)))));
    const udp = createSocket('udp4').on('message', (question, { port }) => {
      const truncated = Buffer.from(question);
      truncated.writeUInt16BE(0x8380, 2);
      udp.send(truncated, port, '127.0.0.1');
    });
    await new Promise<void>((resolve) => { udp.bind(tcp.port, '127.0.0.1', resolve); });
    const outcome = await meet({ target: `https://shop.example:${service.port}/`, given: { route: { resolver: `127.0.0.1:${tcp.port}`, ca } } });
    udp.close();
    expectBounded(outcome);
    expect(tcp.connections).toBeGreaterThan(0);
    expect(outcome.first).toBe('network/malformed-dns-answer');
  });

  test('that sends no end over HTTPS is bounded, as the own one and as a control', async () => {
    const doh = await keep(startDohServer({ answers: {}, ...await root.issue({ names: ['127.0.0.1'] }), fault: 'endless' }));
    const target = `https://shop.example:${service.port}/`;
    const own = await meet({ target, given: { route: { resolver: doh.url, ca } } });
    expectBounded(own);
    expect(own.exitCode).toBe(1);
    const asked = doh.connections;
    const denying = await keep(startDohServer({ answers: {}, ...await root.issue({ names: ['127.0.0.1'] }) }));
    expectBounded(await meet({ target, given: { route: { resolver: denying.url, ca } }, controls: { resolvers: [doh.url] } }));
    expect(doh.connections).toBeGreaterThan(asked);
  });
});

describe('a proxy', () => {
  test.for([...endless, ['a redirect and bytes without end', 'HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n', 'x'] as const])('that answers CONNECT with %s is bounded, and learns nothing', async ([, start, repeated]) => {
    let heard = '';
    const proxy = await keep(rudeServer((socket, first) => {
      heard += first.toString('latin1');
      socket.write(start);
      flood(socket, Buffer.from(repeated.repeat(Math.ceil(65_536 / repeated.length))));
    }));
    const outcome = await meet({ target: 'https://shop.example/', given: { ...credential, route: { proxy: `http://127.0.0.1:${proxy.port}`, ca } } });
    expectBounded(outcome);
    expect(outcome.exitCode).toBe(1);
    expect(heard).toContain('CONNECT shop.example:443');
    expect(heard).not.toContain(token);
  });

  test('that redirects CONNECT to another host is not followed', async () => {
    const other = await keep(startHttpServer({ fallback: { body: 'ok' } }));
    const proxy = await keep(rudeServer((socket) => socket.end(`HTTP/1.1 307 Temporary Redirect\r\nLocation: ${other.url}/\r\nContent-Length: 0\r\n\r\n`)));
    const outcome = await meet({ target: 'https://shop.example/', given: { ...credential, route: { proxy: `http://127.0.0.1:${proxy.port}`, ca } } });
    expectBounded(outcome);
    expect({ first: outcome.first, asked: other.connections }).toEqual({ first: 'network/proxy-refusal', asked: 0 });
  });

  test('keeps its own password to itself: the service behind it sees none', async () => {
    const password = 'proxy-canary-51d27f3a9c';
    const seen: string[] = [];
    const plain = await keep(listenOnLoopback(createServer((socket: Socket) => socket.once('data', (bytes) => {
      seen.push(bytes.toString('latin1'));
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    }))));
    const proxy = await keep(listenOnLoopback(createServer((client: Socket) => client.once('data', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      client.on('data', (bytes) => {
        seen.push(bytes.toString('latin1'));
        client.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
    }))));
    await meet({ target: `http://shop.example:${plain.port}/`, given: { route: { proxy: `http://ada:${password}@127.0.0.1:${proxy.port}` } } });
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.join('')).not.toContain(Buffer.from(`ada:${password}`).toString('base64'));
  });
});

describe('a server', () => {
  test.for([...endless.slice(1), ['trailers without end', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n', 'X-Filler: x\r\n'] as const, ['a chunk extension without end', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;', 'x'] as const])('that answers with %s is bounded', async ([, start, repeated]) => {
    const server = await pouring(start, repeated);
    expectBounded(await meet({ target: `http://127.0.0.1:${server.port}/v1/models` }));
  });

  test('whose reason phrase has 100 KB is no HTTP', async () => {
    const server = await keep(rudeServer((socket) => socket.end(`HTTP/1.1 200 ${'x'.repeat(100_000)}\r\nContent-Length: 0\r\n\r\n`)));
    const outcome = await meet({ target: `http://127.0.0.1:${server.port}/v1/models` });
    expectBounded(outcome);
    expect(outcome.first).toBe('network/malformed-response');
  });

  test.for([302, 307] as const)('that redirects to another host by %s takes no header along', async (code) => {
    const other = await keep(startHttpServer({ fallback: { body: 'ok' } }));
    const server = await keep(startTlsServer({ ...await root.issue({ names: ['127.0.0.1'] }), http: httpHandler({ fallback: { redirect: `${other.url}/v1/models`, code } }) }));
    const outcome = await meet({ target: `https://127.0.0.1:${server.port}/v1/models`, given: { ...credential, route: { ca } } });
    expectBounded(outcome);
    expect(other.requests.length).toBeGreaterThan(0);
    expect(JSON.stringify(other.requests.map(({ headers, url, body }) => [headers, url, body.toString()]))).not.toContain(token);
  });
});
