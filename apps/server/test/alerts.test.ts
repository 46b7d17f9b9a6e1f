import { startHttpServer } from '@culprit/lab';
import { expect, test } from 'vitest';
import { startServer } from './start-server.ts';

test('an incident is told by a webhook, and the API tells both', async () => {
  await using receiver = await startHttpServer({ routes: { '/hook': { body: 'thanks' } } });
  await using web = await startHttpServer({ routes: { '/': { status: 500, body: 'no' } } });
  await using server = await startServer({ allow: [`127.0.0.1:${receiver.port}`, `127.0.0.1:${web.port}`], secrets: { HOOK: `${receiver.url}/hook` } });
  const [admin, editor] = [await server.session('admin'), await server.session('editor')];
  const as = (cookie: string) => (method: string, path: string, body?: unknown) => server.call(method, `/api/v1${path}`, body, { cookie });
  const saved = await as(admin)('PUT', '/channels/team', { type: 'webhook', options: { url: 'test:HOOK' } });
  expect(saved, JSON.stringify(saved.body)).toMatchObject({ status: 200, body: { name: 'team', type: 'webhook' } });
  expect(JSON.stringify((await as(admin)('GET', '/channels')).body)).not.toContain('/hook');
  expect((await as(admin)('POST', '/channels/team/test')).body).toMatchObject({ outcome: 'delivered' });

  const added = (await as(editor)('POST', '/targets', { entry: `${web.url}/`, retries: 0, intervalMs: 86_400_000 })).body as { id: string };
  await as(editor)('POST', `/targets/${added.id}/run`);
  await expect.poll(() => receiver.requests.length, { timeout: 20_000 }).toBe(2);
  const { items: [incident] } = (await as(editor)('GET', '/incidents?state=open')).body as { items: { id: string; targets: string[]; text: { en: { title: string }; 'zh-CN': { title: string } } }[] };
  expect(incident?.targets).toEqual([added.id]);
  expect(incident?.text['zh-CN'].title).toMatch(/\p{Script=Han}/u);
  const detail = (await as(editor)('GET', `/incidents/${incident?.id}`)).body as { transitions: { kind: string }[] };
  expect(detail.transitions.map(({ kind }) => kind)).toEqual(['triggered']);
  await expect.poll(async () => ((await as(editor)('GET', '/deliveries')).body as { items: { channel: string; state: string; kind: string }[] }).items, { timeout: 20_000 }).toMatchObject([{ channel: 'team', state: 'delivered', kind: 'triggered' }]);
  expect((await as(editor)('GET', `/targets/${added.id}`)).body).toMatchObject({ incidents: [incident?.id], standing: { verdict: 'down' } });
  const { body: metrics } = await server.call('GET', '/metrics', undefined, { cookie: admin });
  expect(metrics).toMatch(/culprit_open_incidents\{cause="(?:[a-z-]+\/[a-z-]+|unclaimed)",owner="service",severity="[a-z]+"\} 1/);
}, 60_000);

test('no webhook reaches what is not permitted', async () => {
  await using receiver = await startHttpServer({ routes: { '/hook': { body: 'internal' } } });
  await using server = await startServer({ secrets: { HOOK: `http://localhost:${receiver.port}/hook`, ADDRESS: `http://[::ffff:127.0.0.1]:${receiver.port}/hook` } });
  const cookie = await server.session('admin');
  for (const name of ['HOOK', 'ADDRESS']) {
    await server.call('PUT', '/api/v1/channels/inner', { type: 'webhook', options: { url: `test:${name}` } }, { cookie });
    const tested = await server.call('POST', '/api/v1/channels/inner/test', undefined, { cookie });
    expect((tested.body as { outcome: string }).outcome).not.toBe('delivered');
    expect(JSON.stringify(tested.body)).not.toContain('internal');
  }
  expect(receiver.requests).toEqual([]);
}, 30_000);

test('rules and maintenance are kept by the API, and what is wrong is said in both languages', async () => {
  await using server = await startServer();
  const cookie = await server.session('editor');
  const call = (method: string, path: string, body?: unknown) => server.call(method, `/api/v1${path}`, body, { cookie });
  expect(await call('PUT', '/rules/slow', { type: 'latency', slowerThan: '2s' })).toMatchObject({ status: 200, body: { id: 'slow', slowerThan: 2_000 } });
  expect(((await call('GET', '/rules')).body as { items: { id: string }[] }).items.map(({ id }) => id)).toContain('slow');
  expect((await call('DELETE', '/rules/slow')).status).toBe(204);
  expect((await call('DELETE', '/rules/slow')).status).toBe(404);
  expect(await call('PUT', '/rules/odd', { type: 'latency', slowerThan: 'soon' })).toMatchObject({ status: 422, body: { text: { 'zh-CN': expect.stringMatching(/\p{Script=Han}/u) as string } } });
  expect((await call('PUT', '/maintenance/night', { title: 'backups', hours: { begin: '02:00', end: '04:00', timeZone: 'Asia/Shanghai' } })).status).toBe(200);
  expect((await call('GET', '/maintenance')).body).toMatchObject({ items: [{ id: 'night', title: 'backups' }] });
  expect((await call('DELETE', '/maintenance/night')).status).toBe(204);
});

test('what was asked for can be given back as it is', async () => {
  await using server = await startServer({ secrets: { HOOK: 'https://hooks.example/' } });
  const cookie = await server.session('admin');
  const call = (method: string, path: string, body?: unknown) => server.call(method, `/api/v1${path}`, body, { cookie });
  const quiet = { days: [6, 7], begin: '22:00', end: '08:00', timeZone: 'Asia/Shanghai' };
  for (const [path, given] of [
    ['/rules/slow', { type: 'latency', slowerThan: '2s' }], ['/channels/team', { type: 'webhook', language: 'zh-CN', quiet, options: { url: 'test:HOOK' } }],
    ['/maintenance/move', { title: 'Moving', hours: { from: '2026-12-01T00:00:00Z', to: '2026-12-01T02:00:00Z' } }], ['/heartbeats/backup', { name: 'Backup', interval: '1d' }],
  ] as const) {
    const saved = await call('PUT', path, given);
    expect(saved, path).toMatchObject({ status: 200 });
    if (path.startsWith('/heartbeats')) await call('POST', `${path}/beat`);
    const [, list = '', name] = path.split('/');
    const found = ((await call('GET', `/${list}`)).body as { items: { id?: string; name?: string }[] }).items.find((item) => (item.id ?? item.name) === name);
    expect(found, path).toMatchObject(saved.body as object);
    expect(await call('PUT', path, found), path).toMatchObject({ status: 200, body: saved.body as object });
  }
}, 30_000);
