import { startDnsServer, startHttpProxy, startHttpServer } from '@culprit/lab';
import { expect, test } from 'vitest';
import { startServer, type TestServer } from './start-server.ts';

type Look = { result: { verdict: string }; report: { findings: { id: string; outcome: string }[]; evidence: object[] } };

/** Adds a target through the API and looks at it at once. */
async function lookAt(server: TestServer, entry: unknown, cookie: string): Promise<Look> {
  const added = await server.call('POST', '/api/v1/targets', { entry, paused: true }, { cookie });
  expect(added.status, JSON.stringify(added.body)).toBe(201);
  const { id } = added.body as { id: string };
  const looked = await server.call('POST', `/api/v1/targets/${id}/run`, undefined, { cookie });
  expect(looked.status).toBe(200);
  return looked.body;
}

const trouble = ({ report }: Look): readonly string[] => report.findings.filter(({ outcome }) => outcome === 'inconclusive' || outcome === 'fail').map(({ id }) => id);

test('a target is added, looked at, changed and removed, and the audit log says by whom', async () => {
  await using web = await startHttpServer({ routes: { '/': { body: 'fine' } } });
  await using server = await startServer({ allow: [`127.0.0.1:${web.port}`] });
  const [editor, admin] = [await server.session('editor'), await server.session('admin')];
  const added = await server.call('POST', '/api/v1/targets', { entry: `${web.url}/`, label: 'the web', tags: ['shop'], intervalMs: 60_000 }, { cookie: editor });
  expect(added).toMatchObject({ status: 201, body: { label: 'the web', tags: ['shop'], origin: 'api', intervalMs: 60_000 } });
  const { id } = added.body as { id: string };
  expect(await server.call('POST', '/api/v1/targets', { entry: `${web.url}/` }, { cookie: editor })).toMatchObject({ status: 422, body: { code: 'not-acceptable' } });
  const looked = await server.call('POST', `/api/v1/targets/${id}/run`, undefined, { cookie: editor });
  expect(looked.body).toMatchObject({ result: { target: id, verdict: 'up' } });
  const { body } = await server.call('GET', '/api/v1/targets', undefined, { cookie: editor });
  expect(body).toMatchObject({ items: [{ id, standing: { verdict: 'up' }, incidents: [] }] });
  expect((await server.call('GET', `/api/v1/targets/${id}/results`, undefined, { cookie: editor })).body).toMatchObject({ items: [{ target: id, verdict: 'up' }] });
  expect((await server.call('GET', '/api/v1/totals?resolution=minute', undefined, { cookie: editor })).body).toMatchObject({ items: [{ target: id, up: 1, down: 0, planned: 0 }] });
  expect((await server.call('GET', `/api/v1/totals?resolution=hour&node=*&target=${id}`, undefined, { cookie: editor })).body).toMatchObject({ items: [{ target: id, node: '127.0.0.1', up: 1 }] });
  const sums = await server.call('GET', '/api/v1/totals?resolution=hour&node=*&format=csv', undefined, { cookie: editor });
  expect(sums.headers.get('content-disposition')).toBe('attachment; filename="culprit-totals.csv"');
  expect((sums.body as string).split('\r\n')).toEqual(['target,node,from,up,down,inconclusive,planned,mean_ms,min_ms,max_ms', expect.stringMatching(/^the web,127\.0\.0\.1,[^,]+,1,0,0,0,/), '']);
  const csv = await server.call('GET', `/api/v1/rollups?format=csv&resolution=minute&target=${id}`, undefined, { cookie: editor });
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect((csv.body as string).split('\r\n')[1]).toMatch(/^the web,,\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000Z,1,0,0,0,/);
  expect(await server.call('PATCH', `/api/v1/targets/${id}`, { paused: true }, { cookie: editor })).toMatchObject({ status: 200, body: { paused: true } });
  expect((await server.call('DELETE', `/api/v1/targets/${id}`, undefined, { cookie: editor })).status).toBe(204);
  expect((await server.call('GET', `/api/v1/targets/${id}`, undefined, { cookie: editor })).status).toBe(404);
  const audit = (await server.call('GET', '/api/v1/audit', undefined, { cookie: admin })).body as { items: { actor: string; action: string }[] };
  expect(audit.items.filter(({ action }) => action.startsWith('target')).map(({ actor, action }) => `${actor} ${action}`)).toEqual(['editor target-removed', 'editor target-changed', 'editor target-added']);
});

test('what the config file names can not be changed through the API', async () => {
  await using web = await startHttpServer({ routes: { '/': { body: 'fine' } } });
  await using server = await startServer({ targets: [`${web.url}/`] });
  const cookie = await server.session('admin');
  const { items: [target] } = (await server.call('GET', '/api/v1/targets', undefined, { cookie })).body as { items: { id: string }[] };
  for (const [method, body] of [['PATCH', { paused: true }], ['DELETE', undefined]] as const) expect(await server.call(method, `/api/v1/targets/${target?.id}`, body, { cookie })).toMatchObject({ status: 409, body: { detail: 'in-config-file' } });
});

test('no target of the API reaches what is not permitted: by address, other spellings, names, redirects, proxies, name servers', async () => {
  await using inner = await startHttpServer({ routes: { '/': { body: 'internal' } } });
  await using proxy = await startHttpProxy({});
  await using dns = await startDnsServer({ answers: { 'rebound.example': { a: ['127.0.0.1'] } } });
  await using outer = await startHttpServer({ routes: { '/': { redirect: `${inner.url}/` } } });
  await using server = await startServer({ allow: [`127.0.0.1:${outer.port}`, `127.0.0.1:${dns.port}`] });
  const cookie = await server.session('editor');
  const refused = ['network/connection#not-permitted'];
  for (const host of ['127.0.0.1', '2130706433', '0x7f000001', '0177.0.0.1', '[::ffff:127.0.0.1]', 'localhost']) expect([host, trouble(await lookAt(server, `http://${host}:${inner.port}/`, cookie))]).toEqual([host, refused]);
  expect(trouble(await lookAt(server, { kind: 'http-resource', url: `http://rebound.example:${inner.port}/`, route: { resolver: `127.0.0.1:${dns.port}` } }, cookie))).toEqual(refused);
  expect(trouble(await lookAt(server, { kind: 'http-resource', url: `${inner.url}/`, route: { connectTo: `127.0.0.1:${inner.port}` } }, cookie))).toEqual(refused);
  expect(trouble(await lookAt(server, { kind: 'http-resource', url: 'http://public.example/', route: { proxy: proxy.url } }, cookie))).toEqual(['network/proxy#not-permitted']);
  await lookAt(server, `${outer.url}/`, cookie);
  expect([inner.requests, proxy.requests, outer.requests.length]).toEqual([[], [], 1]);
}, 60_000);

test('a target of the API reads no file and no secret of the server', async () => {
  await using server = await startServer();
  const cookie = await server.session('editor');
  const entries = [
    './secret.pem', '/etc/passwd',
    { kind: 'certificate-file', file: '/etc/passwd' },
    { kind: 'http-resource', url: 'https://evil.example/', route: { ca: '/etc/shadow' } },
    { kind: 'tls-endpoint', host: 'evil.example', port: 443, route: { clientCertificate: { certificate: '/etc/shadow', key: '/etc/shadow' } } },
    { kind: 'http-resource', url: 'https://evil.example/', headers: { authorization: { $secret: 'env:DATABASE_PASSWORD', scheme: 'Bearer' } } },
    { kind: 'http-resource', url: 'https://evil.example/', headers: { authorization: 'Bearer env:DATABASE_PASSWORD' } },
    { kind: 'http-resource', url: 'https://evil.example/', route: { proxy: 'http://evil.example:3128', proxyCredential: { $secret: 'file:/etc/shadow' } } },
    { kind: 'machine' }, { id: 'x', kind: 'http-resource', label: 'x', data: { url: 'https://evil.example/', route: { ca: '/etc/shadow' } } },
  ];
  for (const entry of entries) expect([entry, (await server.call('POST', '/api/v1/targets', { entry }, { cookie })).status]).toEqual([entry, 422]);
  expect((await server.call('GET', '/api/v1/targets', undefined, { cookie })).body).toEqual({ items: [] });
});

test('what a hostile server says is data, and only administrators read it', async () => {
  const script = '<script>alert(1)</script>';
  await using web = await startHttpServer({ routes: { '/': { status: 503, headers: { server: script, 'content-type': 'text/html' }, body: '<title>Payroll of the staff</title>' } } });
  await using server = await startServer({ allow: [`127.0.0.1:${web.port}`] });
  const [admin, editor] = [await server.session('admin'), await server.session('editor')];
  const look = await lookAt(server, `${web.url}/`, editor);
  expect(look.result.verdict).toBe('down');
  const { items: [target] } = (await server.call('GET', '/api/v1/targets', undefined, { cookie: admin })).body as { items: { id: string }[] };
  const { items: [kept] } = (await server.call('GET', `/api/v1/targets/${target?.id}/reports`, undefined, { cookie: admin })).body as { items: { dueAt: number }[] };
  const path = `/api/v1/targets/${target?.id}/reports/${kept?.dueAt}`;
  const [whole, cut] = [await server.call('GET', path, undefined, { cookie: admin }), await server.call('GET', path, undefined, { cookie: editor })];
  expect([whole.status, whole.headers.get('content-type'), whole.headers.get('x-content-type-options')]).toEqual([200, 'application/json; charset=utf-8', 'nosniff']);
  expect([JSON.stringify(whole.body).includes(script), JSON.stringify(whole.body).includes('Payroll'), JSON.stringify((cut.body as { evidence: unknown }).evidence).includes('Payroll')]).toEqual([true, true, false]);
  const metrics = await server.call('GET', '/metrics', undefined, { cookie: admin });
  expect(metrics.body).not.toContain('<script>');
});

test('events are told while they happen, and end with the session', async () => {
  await using web = await startHttpServer({ routes: { '/': { body: 'fine' } } });
  await using server = await startServer({ allow: [`127.0.0.1:${web.port}`] });
  const cookie = await server.session('editor');
  expect((await fetch(`${server.url}/api/v1/events`)).status).toBe(401);
  const stream = await fetch(`${server.url}/api/v1/events`, { headers: { cookie } });
  expect([stream.headers.get('content-type'), stream.headers.get('cache-control'), stream.headers.get('x-content-type-options')]).toEqual(['text/event-stream; charset=utf-8', 'no-store', 'nosniff']);
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  const look = lookAt(server, `${web.url}/`, cookie);
  let heard = '';
  while (!heard.includes('event: result')) {
    const { value, done } = await reader?.read() ?? { done: true, value: undefined };
    if (done || value === undefined) break;
    heard += value;
  }
  await look;
  expect(heard).toMatch(/event: result\ndata: \{"result":\{"target":"/);
  expect(heard).not.toContain('"report"');
  await reader?.cancel();
});

test('other monitors are told what is seen, and look under the same policy', async () => {
  await using web = await startHttpServer({ routes: { '/': { body: 'fine' }, '/gone': { status: 500 } } });
  await using server = await startServer({ allow: [`127.0.0.1:${web.port}`] });
  const cookie = await server.session('viewer');
  await lookAt(server, `${web.url}/`, await server.session('editor'));
  expect((await server.call('GET', '/metrics')).status).toBe(401);
  const metrics = (await server.call('GET', '/metrics', undefined, { cookie })).body as string;
  expect(metrics).toContain(`culprit_target_up{target="${web.url}/"} 1`);
  expect(metrics).toContain(`culprit_checks_total{target="${web.url}/",verdict="up"} 1`);
  const probe = async (target: string, module = 'http_2xx'): Promise<string> => (await server.call('GET', `/probe?module=${module}&target=${encodeURIComponent(target)}`, undefined, { cookie })).body;
  const good = await probe(`127.0.0.1:${web.port}/`);
  for (const line of ['probe_success 1', 'probe_http_status_code 200', 'probe_http_ssl 0', 'probe_ip_protocol 4']) expect(good.split('\n')).toContain(line);
  expect(good).toMatch(/probe_http_duration_seconds\{phase="connect"\} [\d.e-]+/);
  const bad = await probe(`${web.url}/gone`);
  expect(bad).toContain('probe_success 0');
  expect(bad).toMatch(/culprit_probe_cause_info\{cause="[a-z/#-]+",owner="service",confidence="[a-z]+"\} 1/);
  expect(await probe(`127.0.0.1:${web.port}`, 'tcp_connect')).toContain('probe_success 1');
  expect(await probe(`http://127.0.0.1:${server.port}/healthz`)).toContain('probe_success 0');
  expect((await server.call('GET', '/probe?module=icmp&target=x', undefined, { cookie })).status).toBe(400);
  expect([(await server.call('GET', '/healthz')).body, (await server.call('GET', '/readyz')).body]).toEqual([{ status: 'ok' }, { status: 'ok', running: true }]);
});

test('log-ins and heartbeats are sent in by a token that may do nothing else', async () => {
  await using server = await startServer();
  const admin = await server.session('admin');
  const { secret } = (await server.call('POST', '/api/v1/tokens', { name: 'shop', scopes: ['events'] }, { cookie: admin })).body as { secret: string };
  const send = (path: string, body?: unknown) => server.call('POST', path, body, { authorization: `Bearer ${secret}` });
  expect((await send('/api/v1/events/login', { events: [{ service: 'shop', outcome: 'failure', reason: 'wrong-password', count: 3 }] })).status).toBe(204);
  expect((await send('/api/v1/events/login', { events: [{ service: 'shop', outcome: 'perhaps' }] })).status).toBe(400);
  expect((await server.call('GET', '/api/v1/log-ins?service=shop', undefined, { cookie: admin })).body).toMatchObject({ items: [{ service: 'shop', outcome: 'failure', reason: 'wrong-password', count: 3 }] });
  expect((await send('/api/v1/heartbeats/backup/beat')).status).toBe(404);
  const saved = await server.call('PUT', '/api/v1/heartbeats/backup', { name: 'nightly backup', interval: '1d', grace: '1h' }, { cookie: admin });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  expect((await send('/api/v1/heartbeats/backup/beat')).status).toBe(204);
  expect((await server.call('GET', '/api/v1/heartbeats', undefined, { cookie: admin })).body).toMatchObject({ items: [{ id: 'backup', last: { status: 'ok' } }] });
});
