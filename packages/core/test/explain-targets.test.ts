import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { proxiesInCaptures, targetsInCaptures, targetsInText } from '../src/explain/target-finder.ts';

describe('targets in a text', () => {
  test.each([
    ['see https://api.example.com/v1.', ['https://api.example.com/v1']],
    ['(https://api.example.com/a_(b))', ['https://api.example.com/a_(b)']],
    ['https://API.Example.COM:443', ['https://api.example.com/']],
    ['http://[2001:DB8::1]:8080/x', ['http://[2001:db8::1]:8080/x']],
    ['wss://live.example.com/socket', ['https://live.example.com/socket']],
    ['https://a:b@c.example/?token=x#y', ['https://c.example/']],
    ['https://hooks.example.com/services/T00000000/B0000/aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW', ['https://hooks.example.com/']],
    ['tos://bucket/prefix/', ['tos://bucket/prefix/']],
    ['访问“https://bucket.example.com/”失败', ['https://bucket.example.com/']],
    ['More details here: https://curl.se/docs/sslcerts.html', []],
    ['https://host:99999/ https://-bad-/ https:///x file:///etc/passwd', []],
  ])('%s', (text, expected) => {
    expect(targetsInText(text)).toEqual(expected);
  });
});

describe('targets in captures', () => {
  test.each([
    [{ host: 'nope.example', port: '443' }, ['nope.example:443']],
    [{ host: 'Nope.Example.' }, ['nope.example']],
    [{ address: '::1', port: '3000' }, ['[::1]:3000']],
    [{ endpoint: '[2001:db8::1]:443' }, ['[2001:db8::1]:443']],
    [{ url: 'http://h.example/a?b', host: 'h.example' }, ['http://h.example/a', 'h.example']],
    [{ host: 'h.example', port: '0' }, []],
    [{ host: '12' }, []],
  ])('%o', (captures, expected) => {
    expect(targetsInCaptures(captures)).toEqual(expected);
  });
});

test('a proxy is read off without its user-info', () => {
  expect(proxiesInCaptures({ proxy: 'http://u:p@127.0.0.1:7890' })).toEqual(['http://127.0.0.1:7890/']);
  expect(proxiesInCaptures({ proxy: 'proxy.corp.example:3128' })).toEqual(['proxy.corp.example:3128']);
});

test('whatever is taken for a target holds no blank, quote or control character', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    for (const target of [...targetsInText(`https://${text}`), ...targetsInCaptures({ host: text, url: text })]) expect(target).not.toMatch(/[\s\p{C}"'`]/u);
  }), { numRuns: 3_000, examples: [['a\u0000'], ['a.example/\u0000'], ['a\u00ADb.example'], ['\uD800'], ['例え.example/\u202E']] });
});
