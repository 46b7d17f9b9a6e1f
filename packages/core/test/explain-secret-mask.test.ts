import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain } from '../src/explain/index.ts';
import { maskedSlice } from '../src/explain/secret-mask.ts';
import { knownErrors } from './explain-samples.ts';

const secret = 'hUnter2zQ9xKp4';

describe('a secret in a log is masked', () => {
  test.each([
    `Authorization: Bearer ${secret}`,
    `Authorization: Basic dXNlcjpodW50ZXIyelE5eEtwNA==`,
    `proxy http://user:${secret}@127.0.0.1:7890`,
    `https://user:pa/${secret}#x@host.example/`,
    `https://${secret}@github.com/x/y.git`,
    `password=${secret}`,
    `"api_key": "${secret}"`,
    `DB_PASSWORD: '${secret} with blanks'`,
    `OPENAI_API_KEY=sk-proj-${secret}`,
    `invalid key sk-${secret}`,
    `AKIAIOSFODNN7EXAMPLE`,
    `token hf_${secret}${secret}`,
    `ghp_${secret}${secret}`,
    `GET /x?X-Amz-Signature=${secret}&X-Amz-Credential=${secret}`,
    `https://h.example/?sig=${secret}`,
    `Set-Cookie: session=${secret}; Path=/`,
    `jwt eyJhbGciOiJIUzI1NiJ9.${secret}.${secret}`,
    `-----BEGIN PRIVATE KEY-----${secret}`,
    `密码：${secret}`,
    `key ${secret}${secret}${secret}`,
  ])('%s', (text) => {
    const masked = maskedSlice(text);
    expect(masked).toContain('***');
    expect(masked).not.toMatch(/hUnter2|dXNlcj|IOSFODNN/);
  });

  test('in captures and excerpts, too', async () => {
    const understanding = await explain(`connect ECONNREFUSED 127.0.0.1:80 https://user:${secret}@h.example/x password=${secret}`, { knownErrors });
    expect(JSON.stringify(understanding)).not.toContain('hUnter2');
    expect(understanding.targets).toContain('https://h.example/x');
  });

  test('also where the slice begins or ends within it', () => {
    fc.assert(fc.property(fc.nat(60), fc.nat(60), (a, b) => {
      const text = `curl: failed password=${secret} and went on`;
      const shown = maskedSlice(text, Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length));
      expect([...Array(secret.length - 3).keys()].some((at) => shown.includes(secret.slice(at, at + 4)))).toBe(false);
    }));
  });
});

describe('what is no secret stays', () => {
  test.each([
    'curl: (56) CONNECT tunnel failed, response 407',
    'WWW-Authenticate: Basic realm="registry"',
    'request to https://registry.example.org/@scope/pkg failed, reason: getaddrinfo ENOTFOUND registry.example.org',
    'http://127.0.0.1:8080/@vite/client',
    "Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON",
    'npm_config_registry is https://registry.npmmirror.com/',
    'AccessToken Error',
    'the token has expired',
    'sha256:4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a',
    'x509: certificate is valid for *.tos-cn-beijing.volces.com, not a.b.tos-cn-beijing.volces.com',
    'NET::ERR_CERT_COMMON_NAME_INVALID UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  ])('%s', (text) => {
    expect(maskedSlice(text)).toBe(text);
  });
});
