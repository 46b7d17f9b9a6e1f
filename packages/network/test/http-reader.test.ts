import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentKind, decodeExcerpt, htmlTitle } from '../src/http/content.ts';
import { parseHttpDate } from '../src/http/http-date.ts';
import { portalOf } from '../src/http/portal.ts';
import { writeRequest } from '../src/http/request.ts';
import { limits } from '../src/http/response-head.ts';
import { ResponseReader } from '../src/http/response-reader.ts';
import { limitResetSeconds, retryAfterSeconds } from '../src/http/retry-after.ts';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

const read = (text: string | Buffer, method = 'GET'): ResponseReader => {
  const reader = new ResponseReader(method);
  reader.feed(Buffer.isBuffer(text) ? text : Buffer.from(text, 'latin1'));
  return reader;
};

test('a response with a length is read to its end and no further', () => {
  const reader = read('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: 1\r\nx-a: 2\r\n\r\nhelloEXTRA');
  expect(reader.head).toEqual({ status: 200, reason: 'OK', httpVersion: '1.1', headers: { 'content-length': '5', 'x-a': '1, 2' } });
  expect([reader.done, reader.body().toString()]).toEqual([true, 'hello']);
});

test('chunks are joined, extensions and trailers skipped', () => {
  const reader = read('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n6\r\n world\r\n0\r\nX-T: 1\r\n\r\n');
  expect([reader.done, reader.fault, reader.body().toString()]).toEqual([true, undefined, 'hello world']);
});

test('interim responses are skipped', () => {
  const reader = read('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n');
  expect([reader.head?.status, reader.done]).toEqual([204, true]);
});

test('a response without a length ends with the connection', () => {
  const reader = read('HTTP/1.0 200 OK\r\n\r\nhello');
  expect(reader.done).toBe(false);
  expect([reader.close(), reader.body().toString()]).toEqual([true, 'hello']);
});

test('an answer to HEAD has no body whatever its length says', () => {
  expect(read('HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n', 'HEAD').done).toBe(true);
});

test('a connection that ends inside a body is not whole', () => {
  expect(read('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello').close()).toBe(false);
});

test.each([
  ['HTTTP/9.9 OK two hundred\r\n\r\n', 'not-http'],
  ['SSH-2.0-OpenSSH_9.2\r\n', 'not-http'],
  ['\x15\x03\x01\x00\x02\x02\x46', 'tls-record'],
  ['\x00\x00\x12\x04\x00\x00\x00\x00\x00', 'http2-frame'],
  ['HTTP/1.1 2x0 OK\r\n\r\n', 'status-line'],
  ['HTTP/1.1 200 OK\r\nno colon here\r\n\r\n', 'field-line'],
  ['HTTP/1.1 200 OK\r\nBad Name: x\r\n\r\n', 'field-line'],
  ['HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\n', 'content-length'],
  ['HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n', 'content-length'],
  ['HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n', 'transfer-encoding'],
  ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 'chunk-size'],
  ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n', 'chunk-end'],
] as const)('%j is malformed as %s', (text, fault) => {
  expect(read(text).fault).toBe(fault);
});

test('a head above 64 KiB is refused, ended or not', () => {
  expect(read(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(limits.headBytes)}\r\n\r\n`).fault).toBe('headers-too-large');
  expect(read(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(limits.headBytes)}`).fault).toBe('headers-too-large');
  expect(read(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(limits.headBytes - 100)}\r\n\r\n`).fault).toBeUndefined();
});

test('a head full of blanks is read in one go, whatever follows them', () => {
  const blanks = ' \t'.repeat(30_000);
  for (const [field, fault] of [[`a:${blanks}\rb`, 'field-line'], [`a: 1\r\n${blanks}\rb`, 'field-line'], [`a:${blanks}b${blanks.slice(0, 4_000)}`, undefined]] as const) {
    const reader = read(`HTTP/1.1 200 OK\r\n${field}\r\n\r\n`);
    expect([reader.fault, reader.head?.headers]).toEqual([fault, fault === undefined ? { a: 'b' } : undefined]);
  }
});

test('endless interim responses are bounded like one head', () => {
  expect(read('HTTP/1.1 103 Early\r\nX: y\r\n\r\n'.repeat(5_000)).fault).toBe('headers-too-large');
});

test('at most 100 names of 4 KiB are kept', () => {
  const { head } = read(`HTTP/1.1 200 OK\r\n${Array.from({ length: 150 }, (_, n) => `X-${n}: v\r\n`).join('')}\r\n`);
  expect(Object.keys(head?.headers ?? {})).toHaveLength(limits.names);
  expect(read(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(9_000)}\r\n\r\n`).head?.headers['x']).toHaveLength(limits.valueCharacters);
});

test('a body is read up to 256 KiB', () => {
  const reader = read(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(400_000)}`);
  expect([reader.done, reader.limited, reader.body().length]).toEqual([true, true, limits.bodyBytes]);
});

test('a body that somebody takes is not kept, and has no bound of the reader', () => {
  let count = 0;
  const reader = new ResponseReader('GET', (bytes) => { count += bytes.length; });
  reader.feed(Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: 400000\r\n\r\n${'x'.repeat(400_000)}`));
  expect([reader.done, reader.limited, count, reader.body().length]).toEqual([true, false, 400_000, 0]);
});

test('bytes that were fed may be overwritten, wherever they were cut', () => {
  const whole = Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n10;q\r\n0123456789abcdef\r\n0\r\n\r\n');
  fc.assert(fc.property(fc.integer({ min: 1, max: 20 }), (step) => {
    const body: string[] = [];
    const reader = new ResponseReader('GET', (bytes) => void body.push(bytes.toString()));
    const place = Buffer.alloc(step);
    for (let at = 0; at < whole.length; at += step) {
      const count = whole.copy(place, 0, at);
      reader.feed(place.subarray(0, count));
      place.fill(0x7a);
    }
    expect([reader.done, reader.reusable, body.join('')]).toEqual([true, true, 'abc0123456789abcdef']);
  }));
});

test.each([
  ['HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', true],
  ['HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive, Close\r\n\r\n', false],
  ['HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n', false],
  ['HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: Keep-Alive\r\n\r\n', true],
  ['HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\n', false],
  ['HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel', false],
] as const)('whether the connection carries another request after %j: %s', (text, expected) => {
  expect(read(text).reusable).toBe(expected);
});

test('any bytes at all are read without a throw and within the bounds', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom('HTTP/1.1 200 OK\r\n', 'HTTP/1.1 100 C\r\n\r\n', 'Transfer-Encoding: chunked\r\n', 'Content-Length: 7\r\n', '\r\n', '\n', '5\r\n', '0\r\n', 'hello').map((text) => Buffer.from(text)),
  );
  fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
    const reader = new ResponseReader('GET');
    for (const bytes of pieces) reader.feed(bytes);
    reader.close();
    expect(reader.body().length).toBeLessThanOrEqual(limits.bodyBytes);
  }));
});

test('how a response is cut into packets makes no difference', () => {
  const whole = Buffer.from('HTTP/1.1 103 E\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX: y\r\n\r\n3\r\nabc\r\n10;q\r\n0123456789abcdef\r\n0\r\nT: 1\r\n\r\n');
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: whole.length }), { maxLength: 12 }), (cuts) => {
    const reader = new ResponseReader('GET');
    const places = [0, ...cuts.sort((a, b) => a - b), whole.length];
    for (let index = 1; index < places.length; index++) reader.feed(whole.subarray(places[index - 1], places[index]));
    expect([reader.done, reader.fault, reader.head?.status, reader.body().toString()]).toEqual([true, undefined, 200, 'abc0123456789abcdef']);
  }));
});

test('no header name or value of the caller can end a line', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, value) => {
    const written = writeRequest({ url: 'http://example.com/a?b=c', headers: { [name]: value } });
    if ('fault' in written) return;
    expect(written.head.split('\r\n').filter((line) => line !== '')).toHaveLength(['host', 'user-agent', 'accept'].includes(name.toLowerCase()) ? 5 : 6);
    expect(written.head).not.toMatch(/[^\r]\n|\r[^\n]|\0/);
  }));
});

test.each([
  [{ 'X-A': 'a\r\nX-B: b' }, 'ERR_INVALID_HEADER_VALUE'],
  [{ 'X-A': 'a\nb' }, 'ERR_INVALID_HEADER_VALUE'],
  [{ 'X-A': '密钥' }, 'ERR_INVALID_HEADER_VALUE'],
  [{ 'X A': 'a' }, 'ERR_INVALID_HEADER_NAME'],
  [{ 'X-A:': 'a' }, 'ERR_INVALID_HEADER_NAME'],
  [{ 'Content-Length': '5' }, 'ERR_RESERVED_HEADER'],
] as const)('%j is refused', (headers, fault) => {
  expect(writeRequest({ url: 'http://example.com/', headers: { ...headers } })).toEqual({ fault });
});

test('a method that would end the line is refused', () => {
  expect(writeRequest({ url: 'http://example.com/', method: 'GET / HTTP/1.1\r\nX: y' })).toEqual({ fault: 'ERR_INVALID_METHOD' });
});

test('the caller may replace the default fields', () => {
  const written = writeRequest({ url: 'http://example.com:8080/x', headers: { host: 'other', ACCEPT: 'application/json' } });
  expect(written).toHaveProperty('head', expect.stringMatching(/^GET \/x HTTP\/1\.1\r\nhost: other\r\nUser-Agent: culprit\/[\d.]+\r\nACCEPT: application\/json\r\nConnection: close\r\n\r\n$/));
});

test.each([['gzip', gzipSync], ['br', brotliCompressSync], ['deflate', deflateSync]] as const)('%s is undone, also when it was cut short', async (coding, compress) => {
  expect(await decodeExcerpt(compress(Buffer.from('hello')), coding, undefined, true)).toEqual({ text: 'hello' });
  const large = compress(Buffer.from(Array.from({ length: 4_000 }, (_, n) => String(n * 7_919)).join(' ')));
  const cut = await decodeExcerpt(large.subarray(0, 3_000), coding, undefined, false);
  expect('text' in cut ? cut.text.slice(0, 12) : cut).toBe('0 7919 15838');
});

test('what is not gzip is told', async () => {
  expect(await decodeExcerpt(Buffer.from('plain'), 'gzip', undefined, true)).toEqual({ fault: 'Z_DATA_ERROR' });
});

test('a charset of China is decoded', async () => {
  expect(await decodeExcerpt(Buffer.from([0xc4, 0xe3, 0xba, 0xc3]), undefined, 'text/html; charset=GBK', true)).toEqual({ text: '你好' });
});

test.each([
  ['<html>', 'text/html; charset=utf-8', 'html'], ['{}', 'application/problem+json', 'json'], ['<!DOCTYPE html><p>', undefined, 'html'],
  ['{"a":1}', undefined, 'json'], ['<?xml version="1.0"?>', 'application/octet-stream', 'xml'], ['hi', 'text/plain', 'text'], ['hi', undefined, 'other'],
] as const)('%j of type %s is %s', (text, type, kind) => {
  expect(contentKind(text, text.length, type)).toBe(kind);
});

test('an empty body is empty whatever its type says', () => {
  expect(contentKind('', 0, 'application/json')).toBe('empty');
});

test('the title of a page is one line of at most 100 characters', () => {
  expect(htmlTitle('<title lang=en>\n  Sign\n in </title>')).toBe('Sign in');
  expect(htmlTitle(`<title>${'x'.repeat(500)}</title>`)).toHaveLength(100);
  expect(htmlTitle('<h1>no</h1>')).toBeUndefined();
});

test('Retry-After is read as seconds or as a date', () => {
  const now = '2026-11-22T01:00:00.000Z';
  expect(retryAfterSeconds('120', now)).toBe(120);
  expect(retryAfterSeconds('Sun, 22 Nov 2026 01:02:00 GMT', now)).toBe(120);
  expect(retryAfterSeconds('Sun, 22 Nov 2026 00:02:00 GMT', now)).toBe(0);
  expect(retryAfterSeconds('soon', now)).toBeUndefined();
});

test('the three forms of HTTP dates are one moment', () => {
  const moment = Date.UTC(1994, 10, 6, 8, 49, 37);
  expect(parseHttpDate('Sun, 06 Nov 1994 08:49:37 GMT')).toBe(moment);
  expect(parseHttpDate('Sunday, 06-Nov-94 08:49:37 GMT')).toBe(moment);
  expect(parseHttpDate('Sun Nov  6 08:49:37 1994')).toBe(moment);
  expect(parseHttpDate('2026-11-22')).toBeUndefined();
});

const redirect = (location: string) => ({ status: 302, headers: { location } });
test.each([
  ['http://service.example/', redirect('http://wifi.hotel.test/login?u=x'), 'http://wifi.hotel.test/login?u=…'],
  ['http://service.example/', { status: 511, headers: {} }, 'http://service.example/'],
  ['http://service.example/', redirect('https://login.service.example/'), undefined],
  ['http://service.example/', redirect('https://sso.test/login?client_id=a&response_type=code'), undefined],
  ['http://service.example/', redirect('https://service.example/login'), undefined],
  ['https://service.example/', redirect('http://wifi.hotel.test/login'), undefined],
  ['http://service.example/', redirect('https://cdn.test/file'), undefined],
] as const)('%s with %j leads to the portal %s', (url, answer, portal) => {
  expect(portalOf(url, answer)).toBe(portal);
});

const at = '2026-11-22T00:00:00Z';
test.each([
  [{ ratelimit: '"default";r=0;t=30, "day";r=9;t=5' }, 30], [{ 'ratelimit-reset': '12' }, 12], [{ 'x-ratelimit-reset': String(Date.parse(at) / 1_000 + 60) }, 60],
  [{ 'x-ratelimit-reset': String(Date.parse(at) + 1_500) }, 2], [{ 'x-ratelimit-reset-requests': '6m0s', 'x-ratelimit-reset-tokens': '20ms' }, 360],
  [{ 'x-ratelimit-reset': 'soon' }, undefined], [{ 'x-ratelimit-reset': '' }, undefined], [{ 'x-ratelimit-remaining': '0' }, undefined],
] as const)('the limit of %j is lifted after %j s', (headers: { readonly [name: string]: string }, seconds) => {
  expect(limitResetSeconds(headers, at)).toBe(seconds);
});

test('whatever a server writes about its limits, a wait is a number that is not negative', () => {
  fc.assert(fc.property(fc.string(), fc.constantFrom('ratelimit', 'x-ratelimit-reset', 'ratelimit-reset'), (text, name) => {
    const seconds = limitResetSeconds({ [name]: text }, at);
    expect(seconds === undefined || (Number.isFinite(seconds) && seconds >= 0)).toBe(true);
  }));
});
