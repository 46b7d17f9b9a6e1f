import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isToolError } from '@culprit/core';
import { httpResource, tcpEndpoint, tlsEndpoint } from '../src/index.ts';

const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (isToolError(error)) return error.text.en;
    throw error;
  }
  return 'accepted';
};

describe('a URL', () => {
  test.each([
    ['https://Example.COM', 'https://example.com/'],
    ['http://example.com:8080/a?b=c#d', 'http://example.com:8080/a?b=c'],
    ['https://[2001:DB8::1]:8443/x', 'https://[2001:db8::1]:8443/x'],
    ['https://münchen.example/straße', 'https://xn--mnchen-3ya.example/stra%C3%9Fe'],
    ['https://a.example/?u=http://b.example/x', 'https://a.example/?u=http://b.example/x'],
    ['https://https://service.example/v1', 'https://https//service.example/v1'],
    ['example.com', 'https://example.com/'],
    ['example.com:8443/path', 'https://example.com:8443/path'],
    ['localhost', 'https://localhost/'],
  ])('%s is read as %s', (text, url) => {
    expect(httpResource.read(text, {})).toEqual({ url });
  });

  test('takes along the way and the request, and leaves out an empty way', () => {
    expect(httpResource.read('https://a.example/', { route: { proxy: 'direct' }, method: 'HEAD', expectStatus: [204] })).toEqual({ url: 'https://a.example/', method: 'HEAD', expectStatus: [204], route: { proxy: 'direct' } });
    expect(httpResource.read('https://a.example/', { route: {} })).toEqual({ url: 'https://a.example/' });
  });

  test('with a user name or password is refused, and what it holds is not repeated', () => {
    const text = refusal(() => httpResource.read('https://me:hunter2@a.example/', {}));
    expect(text).toContain('a.example');
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('me:');
  });

  test('is not the business of other schemes', () => {
    expect(httpResource.read('tos://bucket/key', {})).toBeUndefined();
    expect(httpResource.read('a.example:5432', {})).toBeUndefined();
  });
});

describe('host:port', () => {
  test('is a port on which TLS is tried', () => {
    expect(tlsEndpoint.read('db.example:5432', {})).toEqual({ host: 'db.example', port: 5432, attempt: true });
    expect(tlsEndpoint.read('[::1]:8443', {})).toEqual({ host: '::1', port: 8443, attempt: true });
    expect(tlsEndpoint.read('tls://a.example', {})).toEqual({ host: 'a.example', port: 443 });
    expect(tcpEndpoint.read('tcp://a.example:22', {})).toEqual({ host: 'a.example', port: 22 });
  });

  test.each(['a.example:70000', 'a.example:0', 'a.example:', 'a.example:x', 'tcp://a.example'])('%s names no port', (text) => {
    expect(refusal(() => tlsEndpoint.read(text, {}) ?? tcpEndpoint.read(text, {}))).toContain('Ports lie between 1 and 65535');
  });

  test.each(['not a host', 'https://', 'https://a..example/', 'https://-a.example', `https://${'a'.repeat(64)}.example`, 'https://[::g]/'])('%s is no host', (text) => {
    expect(refusal(() => httpResource.read(text, {}))).toContain('is no host name and no IP address');
  });
});

test('whatever is typed is read or refused, and what is read is a URL that reads the same again', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.webUrl({ withQueryParameters: true }).map((url) => url.replace('https', 'HTTP')), fc.domain(), fc.ipV6()), (text) => {
    let read;
    try {
      read = httpResource.read(text, {});
    } catch (error) {
      if (!isToolError(error)) throw error;
      return;
    }
    if (read !== undefined) expect(httpResource.read(read.url, {})).toEqual(read);
  }));
});
