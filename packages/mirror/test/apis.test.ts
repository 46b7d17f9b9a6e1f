import { run } from '@culprit/core';
import { errorReply, startHttpServer } from '@culprit/lab';
import network from '@culprit/network/manifest';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { repairedBases } from '../src/api/base-paths.ts';
import { judgeApiAnswer, type ApiState } from '../src/api/judge-answer.ts';
import manifest from '../src/manifest.ts';
import { openaiCompatible } from '../src/targets/openai-compatible.ts';
import { anthropic } from '../src/targets/anthropic.ts';

const first = (baseUrl: string, dialect: Parameters<typeof repairedBases>[1] = 'openai-compatible'): string => {
  const [found] = repairedBases(baseUrl, dialect);
  return found === undefined ? '' : `${found.fault} ${found.baseUrl}`;
};

test('each mistake with the path of a base URL has its own name', () => {
  expect(first('https://relay.example')).toBe('prefix-missing https://relay.example/v1');
  expect(first('https://relay.example/v1/v1')).toBe('prefix-doubled https://relay.example/v1');
  expect(first('https://relay.example/v1/chat/completions')).toBe('whole-path https://relay.example/v1');
  expect(first('https://relay.example/v1', 'anthropic')).toBe('prefix-too-many https://relay.example');
  expect(first('https://relay.example/v1/messages', 'anthropic')).toBe('whole-path https://relay.example/v1');
  expect(first('https://google.example', 'gemini')).toBe('prefix-missing https://google.example/v1beta');
});

test('repairs stay on the host and never repeat what was given', () => {
  const path = fc.array(fc.constantFrom('v1', 'v1beta', 'api', 'chat', 'completions', 'models', 'messages', 'x'), { maxLength: 6 });
  fc.assert(fc.property(path, fc.constantFrom('openai-compatible', 'anthropic', 'gemini', 'relay'), (segments, dialect) => {
    const given = ['https://relay.example', ...segments].join('/');
    const found = repairedBases(given, dialect).map(({ baseUrl }) => baseUrl);
    expect(found.every((baseUrl) => new URL(baseUrl).host === 'relay.example' && baseUrl !== given)).toBe(true);
    expect(new Set(found).size).toBe(found.length);
    expect(found.length).toBeLessThanOrEqual(4);
  }));
});

const states: readonly (readonly [string, number, string, ApiState])[] = [
  ['a list', 200, '{"object":"list","data":[{"id":"a"}]}', 'lists-models'],
  ['a missing key', 401, '{"error":{"code":null}}', 'wants-key'],
  ['a missing key at Gemini', 403, '{"error":{"status":"PERMISSION_DENIED","message":"Method doesn\'t allow unregistered callers"}}', 'wants-key'],
  ['an error that stands in a 200', 200, '{"error":{"code":402,"message":"Insufficient credits"}}', 'error-in-success'],
  ['a missing key that stands in a 200', 200, '{"error":{"code":401,"message":"No auth credentials found"}}', 'wants-key'],
  ['Invalid URL', 404, '{"error":{"message":"Invalid URL (GET /v1/v1/models)"}}', 'wrong-path'],
  ['an overload', 529, '{"type":"error","error":{"type":"overloaded_error"}}', 'overloaded'],
  ['a refused region', 403, '{"error":{"code":"unsupported_country_region_territory"}}', 'region-refused'],
  ['a refusal over something else', 403, '{"error":{"message":"IP not allowed"}}', 'unknown-answer'],
  ['something else in JSON', 200, '{"ok":true}', 'unknown-answer'],
];
test.each(states)('an API answers %s', (_, status, text, state) => {
  expect(judgeApiAnswer({ status, kind: 'json', headers: {}, body: { text, bytes: text.length, complete: true } }).state).toBe(state);
});

test('a web page in place of the API is told apart from a page that says 404', () => {
  const page = (status: number): ApiState => judgeApiAnswer({ status, kind: 'html', headers: {}, body: { text: '<!doctype html>', bytes: 15, complete: true } }).state;
  expect([page(200), page(404), page(502)]).toEqual(['web-page', 'wrong-path', 'server-error']);
});

test('an API is read with its key by reference alone', () => {
  expect(openaiCompatible.read('openai-compatible://relay.example/v1?key=env:KEY&model=small-1', {})).toEqual({ dialect: 'openai-compatible', baseUrl: 'https://relay.example/v1', key: { $secret: 'env:KEY' }, model: 'small-1' });
  expect(anthropic.read('anthropic://', {})?.baseUrl).toBe('https://api.anthropic.com');
  expect(() => openaiCompatible.read('openai-compatible://relay.example/v1?key=sk-abc', {})).toThrow(/by reference/);
  expect(() => openaiCompatible.read('openai-compatible://', {})).toThrow(/base URL/i);
});

test('a key is left to whoever examines keys', () => {
  const data = openaiCompatible.read('openai-compatible://relay.example/v1?key=env:KEY&provider=zhipu', {});
  expect(data === undefined ? [] : openaiCompatible.implies(data).map(({ kind }) => kind)).toEqual(['tls-endpoint', 'api-key']);
});

test('without a plugin for keys the API is examined all the same, and the report says what is missing', async () => {
  await using server = await startHttpServer({ routes: { '/v1/models': errorReply(401) } });
  const report = await run({ plugins: [network, manifest], targets: [`openai-compatible://?base=${server.url}/v1&key=env:KEY`], controls: { resolvers: [], timeSources: [], sni: [], portals: [] } }, {});
  expect(report.findings.map(({ id }) => id)).toContain('mirror/api#wants-key');
  expect(report.notes).toEqual([{ text: 'core/kind-not-installed', params: { kind: 'api-key' } }]);
  expect(server.requests.every(({ headers }) => headers['authorization'] === undefined)).toBe(true);
});
