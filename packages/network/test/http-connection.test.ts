import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { createSecureContext } from 'node:tls';
import { createAuthority, listenOnLoopback, refusedPort, startHttpProxy, startSocksProxy, startTlsServer } from '@culprit/lab';
import { expect, test } from 'vitest';
import { HttpConnection, ResponseReader, type HttpConnectionOptions } from '../src/http/http-connection.ts';

const signal = new AbortController().signal;
const plain = { secure: false, host: '127.0.0.1', secureContext: () => createSecureContext(), patienceMs: 10_000, signal } as const;

async function open(options: HttpConnectionOptions): Promise<HttpConnection> {
  const connection = await HttpConnection.open(options);
  if ('code' in connection) throw new Error(connection.code);
  return connection;
}

/** One request over the connection: what came back, or how it ended. */
function ask(connection: HttpConnection, url: string): Promise<string> {
  return new Promise((resolve) => {
    const body: Buffer[] = [];
    const reader = new ResponseReader('GET', (bytes) => void body.push(Buffer.from(bytes)));
    const settle = (): void => {
      if (!reader.done) return;
      if (reader.reusable) connection.release();
      else connection.destroy();
      resolve(Buffer.concat(body).toString());
    };
    connection.send({ url }, {
      bytes: (bytes) => {
        reader.feed(bytes);
        settle();
      },
      gone: (code) => { if (code === undefined && reader.close()) settle(); else resolve(`gone: ${code ?? 'closed'}`); },
    });
  });
}

const echo = () => listenOnLoopback(createServer((request, response) => response.end(`${request.url} ${request.headers.host} ${request.headers['proxy-authorization'] ?? '-'}`)));

test('one connection carries request after request, and each answer is its own', async () => {
  await using server = await echo();
  const connection = await open({ ...plain, port: server.port });
  const answers = [await ask(connection, `http://127.0.0.1:${server.port}/a`), await ask(connection, `http://127.0.0.1:${server.port}/b?c`)];
  expect(answers).toEqual([`/a 127.0.0.1:${server.port} -`, `/b?c 127.0.0.1:${server.port} -`]);
  expect([connection.alive, connection.carried]).toEqual([true, 1]);
  connection.destroy();
  expect(connection.alive).toBe(false);
});

test('an answer without a length ends with the connection, which then carries no other', async () => {
  const server = createTcpServer((socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\nuntil the end')));
  await using lab = await listenOnLoopback(server);
  const connection = await open({ ...plain, port: lab.port });
  expect(await ask(connection, `http://127.0.0.1:${lab.port}/`)).toBe('until the end');
  expect(connection.alive).toBe(false);
  expect(await ask(connection, `http://127.0.0.1:${lab.port}/`)).toMatch(/^gone: /);
});

test('bytes that nobody asked for end a connection that lies idle', async () => {
  const server = createTcpServer((socket) => socket.once('data', () => socket.write('HTTP/1.1 204 No Content\r\n\r\n', () => setImmediate(() => socket.write('HTTP/1.1 200 OK\r\n\r\nforged')))));
  await using lab = await listenOnLoopback(server);
  const connection = await open({ ...plain, port: lab.port });
  expect(await ask(connection, `http://127.0.0.1:${lab.port}/`)).toBe('');
  await expect.poll(() => connection.alive).toBe(false);
});

test('a server is verified by its name, and where it fails nothing is sent to it', async () => {
  const authority = await createAuthority({ name: 'Lab Root' });
  let requests = 0;
  await using server = await startTlsServer({
    ...await authority.issue({ names: ['store.example'] }),
    http: (_request, response) => {
      requests++;
      response.end('hello');
    },
  });
  const options = { ...plain, secure: true, host: 'store.example', port: 443, connectTo: { host: '127.0.0.1', port: server.port } };
  expect(await HttpConnection.open(options)).toMatchObject({ code: expect.stringMatching(/^(?:SELF_SIGNED|UNABLE)/) });
  const secureContext = (): ReturnType<typeof createSecureContext> => createSecureContext({ ca: authority.certificate });
  expect(await HttpConnection.open({ ...options, host: 'other.example', secureContext })).toEqual({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  expect(requests).toBe(0);
  const connection = await open({ ...options, secureContext });
  expect(await ask(connection, 'https://store.example/x')).toBe('hello');
  connection.destroy();
});

test('what does not come about is told by its code, at once when nobody waits any more', async () => {
  await using refused = await refusedPort();
  expect(await HttpConnection.open({ ...plain, port: refused.port })).toEqual({ code: 'ECONNREFUSED' });
  const silent = createTcpServer(() => {});
  await using lab = await listenOnLoopback(silent);
  expect(await HttpConnection.open({ ...plain, secure: true, port: lab.port, patienceMs: 50 })).toEqual({ code: 'ETIMEDOUT' });
  const controller = new AbortController();
  const opening = HttpConnection.open({ ...plain, secure: true, port: lab.port, patienceMs: 60_000, signal: controller.signal });
  controller.abort();
  expect(await opening).toEqual({ code: 'ABORT_ERR' });
});

test('a proxy that the variables name is gone through: by CONNECT, in absolute form, or by SOCKS', async () => {
  const authority = await createAuthority({ name: 'Lab Root' });
  const identity = await authority.issue({ names: ['store.example'] });
  await using secure = await startTlsServer({ ...identity, http: (request, response) => void response.end(`secure ${request.url}`) });
  await using server = await echo();
  await using proxy = await startHttpProxy({ credential: { user: 'mara', password: 'pass word' }, resolve: { 'store.example': `127.0.0.1:${secure.port}`, 'plain.example': `127.0.0.1:${server.port}` } });
  await using socks = await startSocksProxy({ resolve: { 'store.example': `127.0.0.1:${secure.port}` } });
  const secureContext = (): ReturnType<typeof createSecureContext> => createSecureContext({ ca: authority.certificate });
  const by = async (url: string, proxyEnv: { readonly [name: string]: string }): Promise<string> => {
    const { hostname: host, protocol } = new URL(url);
    const isSecure = protocol === 'https:';
    const connection = await HttpConnection.open({ ...plain, secure: isSecure, host, port: isSecure ? 443 : 80, proxyEnv, secureContext });
    if ('code' in connection) return connection.code;
    const answer = await ask(connection, url);
    connection.destroy();
    return answer;
  };
  const withCredential = proxy.url.replace('//', '//mara:pass%20word@');
  expect(await by('https://store.example/a', { HTTPS_PROXY: withCredential })).toBe('secure /a');
  expect(await by('http://plain.example/b', { http_proxy: withCredential })).toMatch(/^\/b plain\.example /);
  expect(await by('https://store.example/c', { ALL_PROXY: socks.url })).toBe('secure /c');
  expect(await by('https://store.example/d', { HTTPS_PROXY: proxy.url })).toBe('PROXY_HTTP_407');
  expect(await by('https://store.example/e', { HTTPS_PROXY: 'ftp://127.0.0.1:1' })).toBe('PROXY_SETTING_INVALID');
  expect(await by('https://store.example/f', { HTTPS_PROXY: `http://127.0.0.1:${secure.port}` })).toMatch(/^PROXY_/);
  expect(proxy.requests.map(({ method, target }) => `${method} ${target}`)).toEqual(['CONNECT store.example:443', 'GET http://plain.example/b', 'CONNECT store.example:443']);
});
