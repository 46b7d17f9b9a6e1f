import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defineKnownErrors } from '../src/index.ts';
import { explain, renderUnderstanding } from '../src/explain/index.ts';
import { isAtLeast, releaseInFile } from '../src/explain/installed-releases.ts';

const fixedIn = { product: 'Certimate', release: '0.2.15', names: ['certimate', 'certimate-go/server'] };
const knownErrors = defineKnownErrors([{
  id: 'sample/access-token', program: 'certimate', literals: ['AccessToken Error'], pattern: /AccessToken Error/, causes: [], fixedIn, examples: { matches: ['AccessToken Error'], nearMisses: ['AccessToken'] },
}]);
const failure = 'dogecloud api error, code: 403, msg: AccessToken Error';
const found = async (text: string, beside: Readonly<Record<string, string>> = {}) =>
  (await explain(text, { knownErrors, beside: Object.entries(beside).map(([name, content]) => ({ name, text: content })) })).matches[0]?.fixedIn;

describe('the release that is installed is read off', () => {
  test.each([
    'certimate:v0.2.3', 'image: usual2970/certimate:v0.2.3@sha256:00ff', 'Certimate version 0.2.3', 'certimate v0.2.3 (linux/amd64)', '  "Image": "certimate-go/server:0.2.3",', 'certimate_1  | Certimate 版本：v0.2.3', 'certimate@0.2.3', 'certimate-v0.2.3',
  ])('%s', async (line) => {
    expect(await found(`${line}\n${failure}`)).toEqual({ product: 'Certimate', release: '0.2.15', installed: { release: '0.2.3', line: 1 }, has: false });
  });
  test.each(['please update certimate to v0.2.15', 'fixed in certimate v0.2.15', 'certimate:latest', 'not-certimate:v0.2.3', 'certimate listens on 10.0.0.1:8090', 'certimate 升级到 v0.2.15', 'certimate:v0.2.3.4.5'])('and not: %s', async (line) => {
    expect(await found(`${line}\n${failure}`)).toEqual({ product: 'Certimate', release: '0.2.15' });
  });
});

test('files beside the text go before it: a compose file, and what docker inspect prints of an image without a tag', async () => {
  const inspected = JSON.stringify([{ Config: { Image: 'certimate@sha256:00ff', Labels: { 'org.opencontainers.image.version': 'v0.2.16' } } }], undefined, 2);
  expect(await found(`Certimate v0.2.3\n${failure}`, { 'inspect.json': inspected })).toMatchObject({ installed: { release: '0.2.16', file: 'inspect.json' }, has: true });
  expect(await found(failure, { 'compose.yaml': 'services:\n  app:\n    image: certimate:${TAG:-v0.2.14}\n' })).toMatchObject({ installed: { release: '0.2.14', file: 'compose.yaml' }, has: false });
  expect(releaseInFile(inspected.replace('certimate', 'another'), fixedIn)).toBeUndefined();
});

test('a reader is told to update, or that it is another cause', async () => {
  const screen = async (version: string, locale: 'en' | 'zh-CN') => (renderUnderstanding(await explain(`certimate:${version}\n${failure}`, { knownErrors }), { locale, color: false, columns: 100, causes: [] })).replaceAll(/\s+/g, ' ');
  expect(await screen('v0.2.3', 'en')).toContain('Certimate 0.2.3 is installed (line 1), mended in 0.2.15: update');
  expect(await screen('v0.2.15', 'en')).toContain('mended in Certimate 0.2.15, and 0.2.15 is installed (line 1): another cause');
  expect(await screen('v0.2.3', 'zh-CN')).toContain('安装的是 Certimate 0.2.3（第 1 行），0.2.15 已修复：请升级');
});

test('releases are in the order of their numbers, and early ones before their own', () => {
  expect(['0.2.15', 'v0.2.15', '0.2.16-rc.1', '0.3', '1.0', '0.2.15.1'].map((release) => isAtLeast(release, '0.2.15'))).toEqual([true, true, true, true, true, true]);
  expect(['0.2.15-rc.1', '0.2.9', '0.2', 'v0.1.99'].map((release) => isAtLeast(release, '0.2.15'))).toEqual([false, false, false, false]);
  const number = fc.nat(30);
  fc.assert(fc.property(fc.tuple(number, number, number), fc.tuple(number, number, number), (a, b) => {
    const order = a.map((part, index) => Math.sign(part - (b[index] ?? 0))).find((sign) => sign !== 0) ?? 0;
    expect(isAtLeast(a.join('.'), b.join('.'))).toBe(order >= 0);
  }));
});
