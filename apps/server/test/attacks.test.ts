import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { password, startServer } from './start-server.ts';

test('whoever guesses passwords is made to wait, from wherever they guess', async () => {
  await using server = await startServer();
  await server.session('admin');
  for (let guess = 0; guess < 5; guess += 1) expect(await server.call('POST', '/api/v1/session', { name: 'mara', password: `guess number ${guess}` })).toMatchObject({ status: 401, body: { code: 'log-in-refused' } });
  const waiting = await server.call('POST', '/api/v1/session', { name: 'mara', password });
  expect(waiting).toMatchObject({ status: 429, body: { code: 'too-many-requests', retryAfter: 1 } });
  expect(waiting.headers.get('retry-after')).toBe('1');
});

test('a browser that somebody logged in with gets in while strangers wait', async () => {
  await using server = await startServer();
  await server.session('admin');
  const first = await server.call('POST', '/api/v1/session', { name: 'mara', password });
  const [, device = ''] = first.headers.getSetCookie();
  expect(device).toMatch(/^culprit-device=[\w-]{80,400}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Strict$/);
  for (let guess = 0; guess < 5; guess += 1) await server.call('POST', '/api/v1/session', { name: 'mara', password: `guess number ${guess}` });
  expect((await server.call('POST', '/api/v1/session', { name: 'mara', password })).status).toBe(429);
  expect((await server.call('POST', '/api/v1/session', { name: 'mara', password }, { cookie: device.split(';', 1)[0] ?? '' })).status).toBe(201);
  expect((await server.call('GET', '/api/v1/me', undefined, { cookie: device.split(';', 1)[0] ?? '' })).status).toBe(401);
});

test('one address can not try many names', async () => {
  await using server = await startServer();
  const statuses: number[] = [];
  for (let name = 0; name < 25; name += 1) statuses.push((await server.call('POST', '/api/v1/session', { name: `name${name}`, password: 'x' })).status);
  expect([statuses.slice(0, 20), statuses.slice(20)]).toEqual([Array.from({ length: 20 }, () => 401), Array.from({ length: 5 }, () => 429)]);
}, 60_000);

test('a session that somebody else chose or held is worth nothing after log-in', async () => {
  await using server = await startServer();
  const before = await server.session('admin');
  const chosen = 'culprit=chosen-by-somebody-else';
  const after = await server.call('POST', '/api/v1/session', { name: 'mara', password }, { cookie: chosen });
  expect(after.cookie).not.toBe(chosen);
  const rotated = await server.call('POST', '/api/v1/session', { name: 'mara', password }, { cookie: before });
  expect((await server.call('GET', '/api/v1/me', undefined, { cookie: before })).status).toBe(401);
  expect((await server.call('GET', '/api/v1/me', undefined, { cookie: chosen })).status).toBe(401);
  expect((await server.call('GET', '/api/v1/me', undefined, { cookie: rotated.cookie ?? '' })).status).toBe(200);
});

test('the cookie can not be read by scripts, sent from other sites or, behind https, set by neighbours', async () => {
  await using plain = await startServer();
  const token = await plain.parts.people.setUpToken();
  const set = (await plain.call('POST', '/api/v1/set-up', { token, name: 'mara', password })).headers.getSetCookie()[0] ?? '';
  expect(set).toMatch(/^culprit=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict$/);
  await using secure = await startServer({ publicUrl: 'https://culprit.test' });
  const other = await secure.call('POST', '/api/v1/set-up', { token: await secure.parts.people.setUpToken(), name: 'mara', password });
  expect(other.headers.getSetCookie()[0]).toMatch(/^__Host-culprit=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  expect(other.headers.get('strict-transport-security')).toMatch(/max-age=/);
});

test('another site can make the browser send nothing that changes anything', async () => {
  await using server = await startServer();
  const cookie = await server.session('admin');
  const attempt = (headers: Readonly<Record<string, string>>): Promise<{ status: number }> => server.call('POST', '/api/v1/users', { name: 'evil', password, role: 'admin' }, { cookie, ...headers });
  const statuses = await Promise.all([
    attempt({ 'sec-fetch-site': 'cross-site' }), attempt({ 'sec-fetch-site': 'same-site' }), attempt({ 'sec-fetch-site': 'none' }),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([403, 403, 403]);
  // Browsers that do not send Fetch Metadata send an Origin; `fetch` in Node sends neither of its own accord.
  const bare = (headers: Readonly<Record<string, string>>, body = JSON.stringify({ name: 'evil', password, role: 'admin' })): Promise<Response> => fetch(`${server.url}/api/v1/users`, { method: 'POST', headers: { cookie, ...headers }, body });
  expect((await bare({ origin: 'https://evil.example', 'content-type': 'application/json' })).status).toBe(403);
  expect((await bare({ origin: 'null', 'content-type': 'application/json' })).status).toBe(403);
  const form = await bare({ origin: server.url, 'content-type': 'text/plain' });
  expect(form.status).toBe(415);
  const logIn = await server.call('POST', '/api/v1/session', { name: 'mara', password }, { 'sec-fetch-site': 'cross-site' });
  expect(logIn.status).toBe(403);
  expect((await server.parts.people.accounts.list()).map(({ name }) => name)).toEqual(['mara']);
});

test('nobody gets what their role or token does not grant', async () => {
  await using server = await startServer();
  const [admin, viewer, editor] = [await server.session('admin'), await server.session('viewer'), await server.session('editor')];
  const status = async (cookie: string, method: string, path: string, body?: unknown): Promise<number> => (await server.call(method, path, body, { cookie })).status;
  expect(await Promise.all([
    status('', 'GET', '/api/v1/targets'), status(viewer, 'GET', '/api/v1/targets'), status(viewer, 'POST', '/api/v1/targets', { entry: 'https://example.com' }), status(viewer, 'GET', '/api/v1/users'),
    status(editor, 'GET', '/api/v1/audit'), status(editor, 'GET', '/api/v1/channels'), status(admin, 'GET', '/api/v1/channels'),
  ])).toEqual([401, 200, 403, 403, 403, 403, 200]);
  const made = await server.call('POST', '/api/v1/tokens', { name: 'greedy', scopes: ['read', 'admin', 'write'] }, { cookie: viewer });
  expect(made.body).toMatchObject({ token: { scopes: ['read'] } });
  const limited = await server.call('POST', '/api/v1/tokens', { name: 'ci', scopes: ['events'] }, { cookie: admin });
  const { secret } = limited.body as { secret: string };
  const byToken = async (method: string, path: string): Promise<number> => (await fetch(`${server.url}${path}`, { method, headers: { authorization: `Bearer ${secret}` } })).status;
  expect(await Promise.all([byToken('GET', '/api/v1/targets'), byToken('GET', '/api/v1/me/sessions'), byToken('GET', '/api/v1/users')])).toEqual([403, 403, 403]);
  const everywhere = JSON.stringify([(await server.call('GET', '/api/v1/tokens', undefined, { cookie: admin })).body, (await server.call('GET', '/api/v1/audit', undefined, { cookie: admin })).body, (await server.call('GET', '/api/v1/users', undefined, { cookie: admin })).body]);
  // Its end is all secret; the secret itself may hold an underscore.
  expect(everywhere).not.toContain(secret.slice(-20));
  expect(everywhere).not.toMatch(/scrypt|hash/);
});

test('whoever is disabled is out at once', async () => {
  await using server = await startServer();
  const [admin, editor] = [await server.session('admin'), await server.session('editor')];
  const token = (await server.call('POST', '/api/v1/tokens', { name: 'own', scopes: ['read'] }, { cookie: editor })).body as { secret: string };
  const { items } = (await server.call('GET', '/api/v1/users', undefined, { cookie: admin })).body as { items: { id: string; name: string }[] };
  const id = items.find(({ name }) => name === 'editor')?.id ?? '';
  expect((await server.call('PATCH', `/api/v1/users/${id}`, { disabled: true }, { cookie: admin })).status).toBe(200);
  expect((await server.call('GET', '/api/v1/me', undefined, { cookie: editor })).status).toBe(401);
  expect((await fetch(`${server.url}/api/v1/me`, { headers: { authorization: `Bearer ${token.secret}` } })).status).toBe(401);
});

test('no path leads out of the page\'s folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'culprit-page-'));
  mkdirSync(join(folder, 'page'));
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'page/index.html'), '<!doctype html><title>Culprit</title>');
  try {
    await using server = await startServer({ page: join(folder, 'page') });
    expect((await server.call('GET', '/')).body).toContain('<title>Culprit</title>');
    for (const path of ['/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/%2e%2e%2fsecret.txt', '/..%5csecret.txt', '/targets/..%2f..%2fsecret.txt', '//etc/passwd', '/.%00./secret.txt']) {
      // `fetch` would straighten the path: it goes out as it is.
      const answer = await raw(server.port, `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
      expect([path, answer.includes('secret\n') || answer.endsWith('secret')]).toEqual([path, false]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a body that is too large, of another type, or of another shape is refused', async () => {
  await using server = await startServer();
  const cookie = await server.session('admin');
  const send = async (body: unknown, headers: Readonly<Record<string, string>> = {}) => server.call('POST', '/api/v1/users', body, { cookie, ...headers });
  expect(await send({ name: 'x'.repeat(300_000), password, role: 'admin' })).toMatchObject({ status: 413, body: { code: 'too-large' } });
  expect(await send('{"name":', {})).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  expect(await send({ name: 'ines', password, role: 'root' })).toMatchObject({ status: 400 });
  expect(await send({ name: 'ines', password, role: 'viewer', isAdmin: true })).toMatchObject({ status: 400 });
  expect(await send({ name: ['ines'], password, role: 'viewer' })).toMatchObject({ status: 400 });
  expect(await send('{"__proto__":{"role":"admin"},"name":"ines"}')).toMatchObject({ status: 400 });
  expect((await server.call('GET', '/api/v1/incidents?limit=100000', undefined, { cookie })).status).toBe(400);
});

test('a client that sends its request slowly is sent away', async () => {
  await using server = await startServer();
  expect([server.app.server.headersTimeout, server.app.server.requestTimeout]).toEqual([10_000, 20_000]);
  Object.assign(server.app.server, { headersTimeout: 50, requestTimeout: 100 });
  const [head, body] = await Promise.all([
    raw(server.port, 'GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: '),
    raw(server.port, 'POST /api/v1/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{'),
  ]);
  expect([head.split('\r\n', 1)[0], body.split('\r\n', 1)[0]]).toEqual(['HTTP/1.1 408 Request Timeout', 'HTTP/1.1 408 Request Timeout']);
});

test('answers say that they are data, and the page may load nothing from elsewhere', async () => {
  await using server = await startServer();
  const { headers, status, body } = await server.call('GET', '/api/v1/targets');
  expect([status, headers.get('content-type'), headers.get('x-content-type-options'), headers.get('x-frame-options'), headers.get('cache-control'), headers.get('referrer-policy')]).toEqual([401, 'application/problem+json', 'nosniff', 'DENY', 'no-store', 'no-referrer']);
  expect(body).toMatchObject({ type: 'https://culprit.dev/problems/not-authenticated', status: 401, code: 'not-authenticated' });
  expect(headers.get('content-security-policy')).toBe('default-src \'none\';script-src \'self\';style-src \'self\';img-src \'self\' data:;font-src \'self\';connect-src \'self\';manifest-src \'self\';form-action \'self\';frame-ancestors \'none\';base-uri \'none\'');
});

function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
