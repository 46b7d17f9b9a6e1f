import { createAuthority, httpHandler, startHttpServer, startTlsServer, type HttpRawFault, type HttpServer } from '@culprit/lab';
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpExchange } from '../src/facts/http-exchange.ts';
import { redirectChain } from '../src/facts/redirect-chain.ts';
import { decodeExcerpt } from '../src/http/content.ts';
import { gather } from './gather.ts';
import { observe } from './observe.ts';
import { useQuietEnvironment } from './quiet-environment.ts';

useQuietEnvironment();

const faults: readonly HttpRawFault[] = ['hang-before-headers', 'hang-after-headers', 'empty-reply', 'reset', 'truncated-body', 'broken-chunked', 'huge-header', 'broken-gzip', 'endless-body', 'malformed-status-line'];
let server: HttpServer;
let other: HttpServer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'http-exchange-'));
  other = await startHttpServer({ fallback: { body: 'other' } });
  server = await startHttpServer({
    routes: {
      ...Object.fromEntries(faults.map((fault) => [`/${fault}`, fault])),
      '/json': { body: { json: { ok: true } }, gzip: true },
      '/page': { headers: { 'Content-Type': 'text/html', 'WWW-Authenticate': 'Digest nonce="s3cret"', 'Set-Cookie': 'id=s3cret', Server: 'lab' }, body: '<title>Lab</title>s3cret' },
      '/loop': 'redirect-loop', '/a': { redirect: '/b' }, '/b': { redirect: '/a' }, '/c': { redirect: '/json' },
      '/away': { redirect: `${other.url}/x` }, '/ftp': { redirect: 'ftp://example.com/' }, '/dead': { redirect: 'http://127.0.0.1:1/' },
      '/events': { headers: { 'Content-Type': 'text/event-stream' }, body: 'data: 1\n\n' },
    },
  });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const ask = (path: string, timeoutMs = 9_000) => observe(httpExchange.of({ url: `${server.url}${path}` }), { timeoutMs });

test('an answer with its body, decoded', async () => {
  expect(await ask('/json')).toMatchObject({ outcome: 'answered', status: 200, kind: 'json', httpVersion: '1.1', body: { text: '{"ok":true}', complete: true } });
});

test('a program that stands still while the answer lies there says for how long, and takes it even past its patience', async () => {
  const service = createServer((socket) => socket.once('data', () => {
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    // It has left; from here on nobody in this process can look.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_500);
  }));
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const { port } = service.address() as AddressInfo;
  const { value } = await gather(httpExchange.of({ url: `http://127.0.0.1:${port}/` }), { patienceMs: 1_000 });
  service.close();
  expect(value).toMatchObject({ outcome: 'answered', stalledMs: expect.toSatisfy((ms: number) => ms >= 1_000) });
});

test('a program that stood still, looked and saw nothing was not late: the service was', async () => {
  const service = createServer((socket) => socket.once('data', () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_500);
    setTimeout(() => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'), 1_000);
  }));
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const { port } = service.address() as AddressInfo;
  const { value } = await gather(httpExchange.of({ url: `http://127.0.0.1:${port}/` }), { patienceMs: 9_000 });
  service.close();
  expect(value).toMatchObject({ outcome: 'answered' });
  expect(value).not.toMatchObject({ stalledMs: expect.toSatisfy((ms: number) => ms >= 1_000) });
});

test('a body by reference goes to its peer, cookies come back one by one, and neither is in the report', async () => {
  await using lab = await startHttpServer({ fallback: { headers: { 'Set-Cookie': ['a=s3cret-1; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'b=2'] }, body: 'x'.repeat(40_000) } });
  process.env['CULPRIT_TEST_BODY'] = 'user=me&password=s3cret-2';
  const request = httpExchange.of({ url: `${lab.url}/login`, method: 'POST', body: { type: 'application/x-www-form-urlencoded', content: { $secret: 'env:CULPRIT_TEST_BODY' } }, whole: true });
  const answer = await observe(request);
  delete process.env['CULPRIT_TEST_BODY'];
  expect(answer).toMatchObject({ outcome: 'answered', setCookies: ['a=s3cret-1; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'b=2'], body: { bytes: 40_000 } });
  expect(answer?.outcome === 'answered' && answer.body.text.length).toBe(40_000);
  expect(lab.requests[0]).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '25' } });
  expect(lab.requests[0]?.body.toString()).toBe('user=me&password=s3cret-2');
  expect(JSON.stringify([request.input, answer === undefined ? '' : httpExchange.exhibit(answer)])).not.toContain('s3cret');
});

test('a body is kept back from a peer whose certificate is not trusted', async () => {
  const { chain, key } = await (await createAuthority({ name: 'Nobody' })).issue({ names: ['shop.example'] });
  const http = httpHandler({ fallback: { body: 'ok' } });
  await using lab = await startTlsServer({ chain, key, http });
  const answer = await observe(httpExchange.of({ url: 'https://shop.example/login', method: 'POST', body: { type: 'text/plain', content: { $secret: 'env:NOT_EVEN_READ' } }, route: { connectTo: `127.0.0.1:${lab.port}` } }));
  expect(answer).toMatchObject({ outcome: 'failed', code: 'CREDENTIAL_WITHHELD' });
  expect(http.requests).toEqual([]);
});

test.each([
  ['/hang-before-headers', { outcome: 'timed-out', phase: 'headers' }],
  ['/hang-after-headers', { outcome: 'timed-out', phase: 'body', status: 200 }],
  ['/empty-reply', { outcome: 'closed', phase: 'headers' }],
  ['/reset', { outcome: 'reset', phase: 'headers', code: 'ECONNRESET' }],
  ['/truncated-body', { outcome: 'answered', body: { bytes: 16, complete: false, truncated: 'closed-early' } }],
  ['/broken-chunked', { outcome: 'malformed', phase: 'body', code: 'chunk-size', status: 200 }],
  ['/huge-header', { outcome: 'headers-too-large', phase: 'headers' }],
  ['/broken-gzip', { outcome: 'undecodable', phase: 'body', code: 'Z_DATA_ERROR' }],
  ['/endless-body', { outcome: 'answered', body: { bytes: 262_144, complete: false, truncated: 'limit' } }],
  ['/malformed-status-line', { outcome: 'malformed', phase: 'headers', code: 'not-http' }],
] as const)('%s', async (path, expected) => {
  expect(await ask(path, 1_500)).toMatchObject(expected);
});

test('an event stream is an answer, and nobody waits for its end', async () => {
  const stream = createServer((socket) => {
    socket.on('error', () => {});
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n');
  });
  await new Promise<void>((resolve) => void stream.listen(0, '127.0.0.1', resolve));
  const address = stream.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await observe(httpExchange.of({ url: `http://127.0.0.1:${port}/` }))).toMatchObject({ outcome: 'answered', status: 200, body: { truncated: 'limit' } });
  stream.close();
});

test('a field that can\'t be sent is a failed outcome, and nothing is sent', async () => {
  const before = server.requests.length;
  expect(await observe(httpExchange.of({ url: `${server.url}/json`, headers: { 'X-A': 'b\r\nX-C: d' } }))).toMatchObject({ outcome: 'failed', code: 'ERR_INVALID_HEADER_VALUE' });
  expect(server.requests.length).toBe(before);
});

test('an exhibit holds the title of a page and no cookie, nonce or body', async () => {
  const value = await ask('/page');
  const exhibit = JSON.stringify(value === undefined ? undefined : httpExchange.exhibit(value));
  expect(exhibit).toContain('"title":"Lab"');
  expect(exhibit).toContain('"www-authenticate":"Digest"');
  expect(exhibit).not.toContain('s3cret');
});

test('two requests to one endpoint each get their connection', async () => {
  const [first, second] = await Promise.all([ask('/json'), ask('/page')]);
  expect([first?.outcome, second?.outcome]).toEqual(['answered', 'answered']);
});

test('a credential is kept back where the certificate is not trusted, and sent where it is', async () => {
  const authority = await createAuthority({ name: 'Lab Root' });
  const ca = join(folder, 'ca.pem');
  await writeFile(ca, authority.certificate);
  const leaf = await authority.issue({ names: ['localhost'] });
  const handler = httpHandler({ fallback: { body: 'ok' } });
  await using tls = await startTlsServer({ chain: leaf.chain, key: leaf.key, http: handler });
  const headers = { Authorization: 'Bearer abc', Accept: 'text/plain' };
  const untrusted = await observe(httpExchange.of({ url: `https://localhost:${tls.port}/`, headers }));
  const otherName = await observe(httpExchange.of({ url: `https://127.0.0.1:${tls.port}/`, headers, route: { ca } }));
  const trusted = await observe(httpExchange.of({ url: `https://localhost:${tls.port}/`, headers, route: { ca } }));
  expect([untrusted?.withheldHeaders, otherName?.withheldHeaders, trusted?.withheldHeaders]).toEqual([['Authorization'], ['Authorization'], undefined]);
  expect(handler.requests.map(({ headers: sent }) => [sent['authorization'], sent['accept']])).toEqual([[undefined, 'text/plain'], [undefined, 'text/plain'], ['Bearer abc', 'text/plain']]);
});

const chain = (path: string, within?: 'origin') => observe(redirectChain.of({ url: `${server.url}${path}`, headers: { Authorization: 'Bearer abc' }, ...(within === undefined ? {} : { within }) }));

test.each([
  ['/json', 'ended', 1], ['/c', 'ended', 2], ['/a', 'loop', 2], ['/loop', 'too-many', 10], ['/ftp', 'invalid-location', 1], ['/dead', 'failed', 1], ['/away', 'ended', 2],
] as const)('the redirects of %s: %s after %d hops', async (path, outcome, hops) => {
  const value = await chain(path);
  expect([value?.outcome, value?.hops.length]).toEqual([outcome, hops]);
});

test('no field of the caller goes to another origin', async () => {
  await chain('/away');
  expect(other.requests.at(-1)).toMatchObject({ url: '/x' });
  expect(other.requests.at(-1)?.headers['authorization']).toBeUndefined();
});

test('within the origin nobody else is asked', async () => {
  const before = other.requests.length;
  expect(await chain('/away', 'origin')).toMatchObject({ outcome: 'elsewhere', last: `${other.url}/x` });
  expect(other.requests.length).toBe(before);
});

test('what of a hop does not work is told', async () => {
  expect(await chain('/dead')).toMatchObject({ failure: { step: 'connection', how: 'refused' } });
});

test('nobody is led from a public name into a private network', async () => {
  await using inner = await startHttpServer({ fallback: { body: 'secret' } });
  await using outer = await startHttpServer({ fallback: { redirect: `${inner.url}/latest/meta-data` } });
  const value = await observe(redirectChain.of({ url: 'http://service.example.com/', route: { connectTo: `127.0.0.1:${outer.port}` } }));
  expect(value).toMatchObject({ outcome: 'private', last: `${inner.url}/latest/meta-data` });
  expect(inner.requests).toEqual([]);
});

test('a page that goes on by itself is an answer, and is not followed', async () => {
  await using refreshing = await startHttpServer({ fallback: { headers: { 'Content-Type': 'text/html' }, body: `<meta http-equiv="refresh" content="0;url=${other.url}/refreshed">` } });
  expect(await observe(redirectChain.of({ url: refreshing.url }))).toMatchObject({ outcome: 'ended', hops: [{ status: 200 }] });
  expect(other.requests.some(({ url }) => url === '/refreshed')).toBe(false);
});

const json = JSON.stringify({ object: 'list', text: '列表'.repeat(200) });
const typed = 'application/json';
test.each([
  ['gzip', gzipSync(json)], ['br', brotliCompressSync(json)], ['zstd', zstdCompressSync(json)], ['deflate', deflateSync(json)], ['deflate', deflateRawSync(json)], ['identity', Buffer.from(json)],
])('a body in %s is decoded, and a cut one is told', async (coding, bytes) => {
  expect(await decodeExcerpt(bytes, coding, typed, true)).toEqual({ text: json });
  const cut = bytes.subarray(0, bytes.length - 9);
  expect('fault' in await decodeExcerpt(cut, coding, typed, true)).toBe(coding !== 'identity');
  expect('text' in await decodeExcerpt(cut, coding, typed, false)).toBe(true);
});

test('a text that was compressed twice is told, an archive is not', async () => {
  expect(await decodeExcerpt(gzipSync(gzipSync(json)), 'gzip', typed, true)).toEqual({ fault: 'encoded-twice' });
  expect('text' in await decodeExcerpt(gzipSync(gzipSync(json)), 'gzip', 'application/gzip', true)).toBe(true);
});

test('a bomb costs no more than what is looked at', async () => {
  const zeros = Buffer.alloc(16 * 1_048_576);
  for (const bytes of [gzipSync(zeros), brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }), zstdCompressSync(zeros)]) {
    const coding = bytes[0] === 0x1f ? 'gzip' : bytes[0] === 0x28 ? 'zstd' : 'br';
    const before = process.memoryUsage().arrayBuffers;
    const decoded = await decodeExcerpt(bytes, coding, 'application/octet-stream', true);
    expect('text' in decoded && decoded.text.length).toBe(16_384);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * 1_048_576);
  }
});

test('whatever a body holds, it is read or its fault is told', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.constantFrom('gzip', 'br', 'zstd', 'deflate', 'gzip, br', 'x', undefined), fc.constantFrom('text/plain', 'application/json; charset=x', undefined), fc.boolean(), async (bytes, coding, type, whole) => {
    const decoded = await decodeExcerpt(Buffer.from(bytes), coding, type, whole);
    expect('text' in decoded || decoded.fault.length > 0).toBe(true);
  }));
});

test('a page under the type of data is a page', async () => {
  await using liar = await startHttpServer({ fallback: { headers: { 'Content-Type': 'application/json' }, body: '<!doctype html><title>x</title>' } });
  expect(await observe(httpExchange.of({ url: liar.url }))).toMatchObject({ kind: 'html' });
});

test('the node of a CDN, the limits and the numbers for a ticket are shown', async () => {
  await using edge = await startHttpServer({ fallback: { headers: { 'CF-Ray': '8f00-HKG', 'X-Cache': 'HIT', 'RateLimit-Remaining': '3', 'X-Request-Id': 'abc', 'Set-Cookie': 'a=s3cret' }, body: 'ok' } });
  const value = await observe(httpExchange.of({ url: edge.url }));
  expect(value === undefined ? undefined : httpExchange.exhibit(value)).toMatchObject({ cdn: 'Cloudflare', headers: { 'cf-ray': '8f00-HKG', 'x-cache': 'HIT', 'ratelimit-remaining': '3', 'x-request-id': 'abc' } });
  expect(JSON.stringify(value === undefined ? undefined : httpExchange.exhibit(value))).not.toContain('s3cret');
});
