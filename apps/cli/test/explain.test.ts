import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import certificate from '@culprit/certificate/manifest';
import { locales } from '@culprit/core';
import { explain, renderUnderstanding } from '@culprit/core/explain';
import credential from '@culprit/credential/manifest';
import mfa from '@culprit/mfa/manifest';
import mirror from '@culprit/mirror/manifest';
import network from '@culprit/network/manifest';
import storageEndpoint from '@culprit/storage-endpoint/manifest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { culprit } from './culprit.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'culprit-explain-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const understand = async (text: string): Promise<{ readonly causes: readonly string[]; readonly targets: readonly string[] }> => {
  const { stdout } = await culprit(['explain', '-', '--format', 'json'], { input: text });
  const { causes, targets } = JSON.parse(stdout) as { readonly causes: readonly { readonly id: string }[]; readonly targets: readonly string[] };
  return { causes: causes.map(({ id }) => id), targets };
};

describe('explain names the likeliest cause and the target of what programs really print', () => {
  test.each([
    ['network/nxdomain', 'https://nope.invalid/x', 'npm error code ENOTFOUND\nnpm error syscall getaddrinfo\nnpm error errno ENOTFOUND\nnpm error network request to https://nope.invalid/x failed, reason: getaddrinfo ENOTFOUND nope.invalid\nnpm error network This is a problem related to network connectivity.'],
    ['network/doubled-scheme', 'https', 'Error: getaddrinfo ENOTFOUND https'],
    ['network/connection-refused', 'localhost:1', "curl: (7) Failed to connect to localhost port 1 after 0 ms: Couldn't connect to server"],
    ['network/connection-refused', '127.0.0.1:1', "Error: connect ECONNREFUSED 127.0.0.1:1\n    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1637:16) {\n  errno: -111,\n  code: 'ECONNREFUSED',\n  syscall: 'connect',\n  address: '127.0.0.1',\n  port: 1\n}"],
    ['network/tls-closed', 'localhost:45509', "requests.exceptions.SSLError: HTTPSConnectionPool(host='localhost', port=45509): Max retries exceeded with url: / (Caused by SSLError(SSLEOFError(8, '[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol (_ssl.c:1006)')))"],
    ['network/tls-closed', 'https://localhost:45509/x.git/', "fatal: unable to access 'https://localhost:45509/x.git/': gnutls_handshake() failed: The TLS connection was non-properly terminated."],
    ['network/not-tls', undefined, "[TypeError: fetch failed] {\n  [cause]: [Error: 40DD6BD4A07F0000:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../deps/openssl/openssl/ssl/record/methods/tlsany_meth.c:77:\n  ] {\n    library: 'SSL routines',\n    reason: 'wrong version number',\n    code: 'ERR_SSL_WRONG_VERSION_NUMBER'\n  }\n}"],
    ['network/proxy-wrong-scheme', 'example.invalid:443', "requests.exceptions.ProxyError: HTTPSConnectionPool(host='example.invalid', port=443): Max retries exceeded with url: / (Caused by ProxyError('Unable to connect to proxy. Your proxy appears to only use HTTP and not HTTPS, try changing your proxy URL to be HTTP. See: https://urllib3.readthedocs.io/en/latest/advanced-usage.html#https-proxy-error-http-proxy'))"],
    ['network/proxy-refusal', 'example.invalid:443', "requests.exceptions.ProxyError: HTTPSConnectionPool(host='example.invalid', port=443): Max retries exceeded with url: / (Caused by ProxyError('Unable to connect to proxy', OSError('Tunnel connection failed: 403 Forbidden')))"],
    ['network/proxy-authentication-required', 'example.invalid:443', 'Error [ERR_PROXY_TUNNEL]: Failed to establish tunnel to example.invalid:443 via http://127.0.0.1:36311: HTTP/1.1 407 Proxy Authentication Required'],
    ['network/http-forbidden', 'http://localhost:33687/', 'requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: http://localhost:33687/'],
    ['network/gateway-error', 'http://localhost:45059/x', 'npm error code E502\nnpm error 502 Bad Gateway - GET http://localhost:45059/x'],
    ['network/rate-limited', undefined, 'toomanyrequests: You have reached your unauthenticated pull rate limit.'],
    ['certificate/self-signed', undefined, "[TypeError: fetch failed] {\n  [cause]: Error: self-signed certificate; if the root CA is installed locally, try running Node.js with --use-system-ca\n      at TLSSocket.onConnectSecure (node:_tls_wrap:1679:34) {\n    code: 'DEPTH_ZERO_SELF_SIGNED_CERT'\n  }\n}"],
    ['certificate/incomplete-chain', 'https://localhost:36003/x', 'npm error code UNABLE_TO_VERIFY_LEAF_SIGNATURE\nnpm error request to https://localhost:36003/x failed, reason: unable to verify the first certificate; if the root CA is installed locally, try running Node.js with --use-system-ca'],
    ['certificate/unknown-root', 'localhost:36003', "requests.exceptions.SSLError: HTTPSConnectionPool(host='localhost', port=36003): Max retries exceeded with url: / (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1006)')))"],
    ['certificate/name-mismatch', 'hf-mirror.com', "certificate verify failed: Hostname mismatch, certificate is not valid for 'hf-mirror.com'. (_ssl.c:1006)"],
    ['certificate/expired', 'https://registry.example.com/v2/', 'Error response from daemon: Get "https://registry.example.com/v2/": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-22T10:00:00Z is after 2026-11-01T00:00:00Z'],
    ['certificate/name-mismatch', undefined, 'NET::ERR_CERT_COMMON_NAME_INVALID'],
    ['network/connection-timed-out', 'huggingface.co', '无法访问此网站\nhuggingface.co 的响应时间过长。\n请试试以下办法：\n检查网络连接\nERR_CONNECTION_TIMED_OUT'],
    ['network/http-forbidden', undefined, '403 Forbidden'],
  ])('%s at %s', async (cause, target, text) => {
    const { causes, targets } = await understand(text);
    expect(causes[0]).toBe(cause);
    expect(targets[0]).toBe(target);
  });
});

describe('explain reads', () => {
  test('words of the command line, and shows title, owner and the next command', async () => {
    const { code, stdout } = await culprit(['explain', 'connect ECONNREFUSED', '127.0.0.1:5432']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^FOUND {4}node  connect ECONNREFUSED 127\.0\.0\.1:5432\n/);
    expect(stdout).toContain('network/connection-refused · owner: the service');
    expect(stdout).toContain('NEXT     culprit 127.0.0.1:5432');
  });

  test('a file', async () => {
    const path = join(folder, 'build.log');
    writeFileSync(path, `${'quiet\n'.repeat(9)}curl: (6) Could not resolve host: nope.example\n`);
    const { code, stdout } = await culprit(['explain', path]);
    expect(code).toBe(0);
    expect(stdout).toContain('line 10');
  });

  test('a file by its bare name', async () => {
    writeFileSync(join(folder, 'nightly'), 'curl: (6) Could not resolve host: nope.example\n');
    expect((await culprit(['explain', 'nightly'], { cwd: folder })).stdout).toContain('nope.example');
  });

  test('stdin where no text is given, in Chinese', async () => {
    const { code, stdout } = await culprit(['explain', '--lang', 'zh-CN'], { input: '您的连接不是私密连接\n攻击者可能会试图从 gitlab.example.com 窃取您的信息\nNET::ERR_CERT_AUTHORITY_INVALID\n' });
    expect(code).toBe(0);
    expect(stdout).toContain('可能原因  1');
    expect(stdout).toContain('culprit gitlab.example.com');
  });

  test('and never shows a secret', async () => {
    const { stdout } = await culprit(['explain', '-'], { input: "fatal: unable to access 'https://bob:s3cretW0rd@git.example/x.git/?token=s3cretW0rd': The requested URL returned error: 403 password=s3cretW0rd" });
    expect(stdout).toContain('***');
    expect(stdout).not.toContain('s3cretW0rd');
  });
});

describe('explain says so', () => {
  test('where it knows nothing: what is nearest, and what to capture; exit code 3', async () => {
    const { code, stdout } = await culprit(['explain', 'the certificate of the peer is somehow expired']);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^UNKNOWN /);
    expect(stdout).toContain('NEAREST');
    expect(stdout).toContain('CAPTURE');
  });

  test.each(['./no-such-file.log', 'no-such-file.log', './no-such-file'])('where the file %s is not there; exit code 2', async (path) => {
    const { code, stdout, stderr } = await culprit(['explain', path]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('no-such-file');
  });

  test('where --examine has no target; exit code 2', async () => {
    const { code, stderr } = await culprit(['explain', '--examine', '403 Forbidden']);
    expect(code).toBe(2);
    expect(stderr).toContain('names no target');
  });
});

test('--examine examines the target that the text names', async () => {
  const { code, stdout } = await culprit(['explain', '--examine', '--offline', '--proxy', 'direct', 'connect ECONNREFUSED 127.0.0.1:1']);
  expect(code).toBe(1);
  expect(stdout).toContain('FOUND');
  expect(stdout).toMatch(/CAUSE[^]*network\/connection-refused/);
});

test('it is as wide as COLUMNS says where no terminal is', async () => {
  const { stdout } = await culprit(['explain', 'net::ERR_CERT_COMMON_NAME_INVALID'], { env: { COLUMNS: '60' } });
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
});

test('every title that a text may be given is a whole sentence, however little the text tells', async () => {
  const plugins = [network, certificate, credential, mfa, mirror, storageEndpoint];
  const knownErrors = (await Promise.all(plugins.flatMap((plugin) => plugin.knownErrors).map(({ load }) => load()))).flat();
  const causes = await Promise.all(plugins.flatMap((plugin) => plugin.causes).map(({ load }) => load()));
  const bare = await explain('', { knownErrors: [] });
  const match = { error: 'x/y', program: 'x', count: 1, line: 1, excerpt: 'x', captures: {}, wraps: [] };
  const named = [...new Set(knownErrors.flatMap((error) => error.causes.map(({ id }) => id)))];
  const titles = named.flatMap((id) => locales.map((locale) => {
    const screen = renderUnderstanding({ ...bare, matches: [match], causes: [{ id, when: { en: '', 'zh-CN': '' }, because: ['x/y'] }] }, { locale, color: false, columns: 100, causes });
    return `${id} ${locale}: ${screen.split('\n\n')[1]}`;
  }));
  expect(titles.length).toBeGreaterThan(200);
  expect(titles.filter((title) => /…|undefined|[{}]|\bthe (?:\w+ )?the\b|(\p{Script=Han}{2})\1/u.test(title))).toEqual([]);
});
