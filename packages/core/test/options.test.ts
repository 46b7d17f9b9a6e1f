import { readHeaderValue } from '../src/secret.ts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical, defineOptions, describeIssues, fill, formsOf, nearest, parseDuration, placeholders, type Json } from '../src/index.ts';
import { jsonSchemaOf } from '../src/options-json-schema.ts';

const text = { en: 'x', 'zh-CN': '某' };
const options = defineOptions({
  warnDays: { type: 'integer', default: 21, min: 0, text },
  patience: { type: 'duration', default: 5_000, text },
  mode: { type: 'enum', values: ['a', 'b'], text },
  token: { type: 'secret', text },
  hosts: { type: 'list', items: { type: 'string' }, text },
  route: { type: 'object', text, fields: { proxy: { type: 'string', required: true, text } } },
});
const read = (given: unknown): readonly string[] | unknown => {
  const result = options['~standard'].validate(given);
  return result.issues ? describeIssues(result.issues).en.split('; ') : result.value;
};

describe('options', () => {
  test('take their defaults and read durations and secret references', () => {
    expect(read(undefined)).toEqual({ warnDays: 21, patience: 5_000 });
    expect(read({ patience: '2m', token: 'env:T', hosts: ['a'], route: { proxy: 'direct' } })).toEqual({ warnDays: 21, patience: 120_000, token: { $secret: 'env:T' }, hosts: ['a'], route: { proxy: 'direct' } });
  });

  test('refuse unknown names with the nearest known one, and say where every mistake stands', () => {
    expect(read({ warndays: 3, mode: 'c', hosts: [1], route: {}, token: 'hunter2' })).toEqual([
      'warndays is unknown, did you mean warnDays?',
      'mode must be one of a, b',
      'token must be a reference to a secret, such as env:NAME or file:path, and never the secret itself',
      'hosts.0 must be a text',
      'route.proxy is missing',
    ]);
    expect(read({ warnDays: -1 })).toEqual(['warnDays must be a whole number of at least 0']);
    expect(read([])).toEqual(['must be an object with warnDays, patience, mode, token, hosts, route']);
  });

  test('say it in Chinese too', () => {
    const { issues = [] } = options['~standard'].validate({ warndays: 3, mode: 'c' });
    expect(describeIssues(issues)['zh-CN']).toBe('warndays 不是已知的名称，是否想写 warnDays？；mode 应为 a、b 之一');
  });

  test('never throw, whatever they are given', () => {
    fc.assert(fc.property(fc.anything(), (given) => {
      read(given);
    }));
  });

  test('describe themselves as JSON Schema', () => {
    expect(jsonSchemaOf(options.fields)).toMatchObject({ type: 'object', additionalProperties: false, properties: { warnDays: { type: 'integer', minimum: 0, default: 21 }, route: { type: 'object', required: ['proxy'] } } });
  });
});

test('a duration is a number with a unit', () => {
  expect(['250ms', '5s', '1.5m', '1h', '1d', '5', 's', '-1s', ''].map(parseDuration)).toEqual([250, 5_000, 90_000, 3_600_000, 86_400_000, undefined, undefined, undefined, undefined]);
});

test('canonical text does not depend on the order of members, and tells different data apart', () => {
  const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;
  const reversed = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(reversed);
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).toReversed().map(([key, entry]) => [key, reversed(entry as Json)])) : value;
  };
  fc.assert(fc.property(json, (value) => canonical(value) === canonical(reversed(value))));
  fc.assert(fc.property(json, (value) => canonical(JSON.parse(canonical(value)) as Json) === canonical(value)));
  expect(canonical({ b: undefined, a: 1 })).toBe(canonical({ a: 1 }));
});

test('templates fill only what they are given, and choose the plural by count', () => {
  const days = { one: '{count} day left for {host}', other: '{count} days left for {host}' };
  expect(fill(days, { count: 1, host: 'a' }, 'en')).toBe('1 day left for a');
  expect(fill(days, { count: 1200, host: 'a' }, 'en')).toBe('1,200 days left for a');
  expect(fill('还剩 {count} 天', { count: 1 }, 'zh-CN')).toBe('还剩 1 天');
  expect(fill('Since {span}', { span: 90_000 }, 'en')).toBe('Since 1 min 30 s');
  expect(fill('已有 {span}', { span: 8 * 86_400_000 + 4 * 3_600_000 + 7 }, 'zh-CN')).toBe('已有 8 天 4 小时');
  expect(fill('Since {span}', { span: 3 }, 'en')).toBe('Since 1 s');
  expect(fill('{port} {missing}', { port: 8443 }, 'en')).toBe('8443 {missing}');
  expect([...placeholders(days)].sort()).toEqual(['count', 'host']);
});

test('a parameter stands for a word of the language, where there is one', () => {
  const template = { text: 'It is {size}', words: { size: { xs: 'tiny' } } };
  expect(['xs', 'xl', 'constructor'].map((size) => fill(template, { size }, 'en'))).toEqual(['It is tiny', 'It is xl', 'It is constructor']);
  expect([[...placeholders(template)], formsOf(template)]).toEqual([['size'], ['It is {size}']]);
});

test('the nearest names forgive a swap and a slip, and nothing more', () => {
  expect(nearest('netwrok', ['network', 'certificate'])).toEqual(['network']);
  expect(nearest('xyzzy', ['network', 'certificate'])).toEqual([]);
});

test.each([
  ['Accept', 'text/html', 'text/html'],
  ['Referer', 'https://a.example/', 'https://a.example/'],
  ['Authorization', 'Bearer env:TOKEN', { $secret: 'env:TOKEN', scheme: 'Bearer' }],
  ['X-Api-Key', 'vault:team/key', { $secret: 'vault:team/key' }],
  ['X-Custom', 'file:/run/key', { $secret: 'file:/run/key' }],
  ['Authorization', 'Bearer abc', undefined],
  ['X-Custom', 'sk-abc', undefined],
  ['Cookie', 'id=env:ID', undefined],
])('the header field %s: %s', (name, text, value) => {
  expect(readHeaderValue(name, text)).toEqual(value);
});
