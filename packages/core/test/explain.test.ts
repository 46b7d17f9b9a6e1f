import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain, renderUnderstanding, type Understanding } from '../src/explain/index.ts';
import { inChunks, knownErrors } from './explain-samples.ts';

const understand = (source: Parameters<typeof explain>[0]): Promise<Understanding> => explain(source, { knownErrors });
const causesOf = ({ causes }: Understanding): readonly string[] => causes.map(({ id }) => id.replace('sample/', ''));

describe('explain', () => {
  test('finds a known error in any case, and reads out what it was about', async () => {
    const result = await understand('Error: connect ECONNREFUSED 127.0.0.1:5432');
    expect(result).toMatchObject({
      matches: [{ error: 'sample/node-refused', program: 'node', count: 1, line: 1, captures: { address: '127.0.0.1', port: '5432' }, wraps: [] }],
      targets: ['127.0.0.1:5432'], nearest: [], capture: [], lines: 1, complete: true,
    });
    expect(causesOf(result)).toEqual(['refused', 'proxy']);
  });

  test('a wrapper adds no cause where a more telling text stands in the same trace, before or after it', async () => {
    const trace = (first: string, second: string): string => `${first}\n    at a (b.js:1:2)\n    at c (d.js:3:4)\n  ${second}\n`;
    for (const text of [trace('TypeError: fetch failed', '[cause]: Error: getaddrinfo ENOTFOUND nope.example'), trace('Error: getaddrinfo ENOTFOUND nope.example', 'wrapped: fetch failed')]) {
      const result = await understand(text);
      expect(causesOf(result)).toEqual(['no-name', 'refused']);
      expect(result.matches.map(({ error, wraps }) => [error, wraps])).toEqual([['sample/node-not-found', []], ['sample/node-fetch-failed', ['sample/node-not-found']]]);
    }
  });

  test('a wrapper far from anything more telling speaks for itself, after it', async () => {
    const result = await understand(`fetch failed\n${'quiet\n'.repeat(60)}ENOTFOUND nope.example`);
    expect(causesOf(result)).toEqual(['no-name', 'slow', 'refused', 'certificate']);
  });

  test('a wrapper alone asks for what is inside it', async () => {
    const result = await understand('TypeError: fetch failed');
    expect(result.causes).toHaveLength(4);
    expect(result.capture[0]?.en).toContain('console.error(error)');
  });

  test('causes that more errors speak for come first among equals', async () => {
    const result = await understand('ENOTFOUND a.example\nconnect ECONNREFUSED 10.0.0.1:80\nlocalhost 拒绝了我们的连接请求。');
    expect(causesOf(result)).toEqual(['refused', 'no-name', 'proxy']);
    expect(new Set(result.causes[0]?.because)).toEqual(new Set(['sample/chrome-refused', 'sample/node-refused', 'sample/node-not-found']));
  });

  test('counts lines, and keeps the first and the last of them', async () => {
    const result = await understand('ECONNREFUSED 10.0.0.1:1\nfine\nECONNREFUSED 10.0.0.2:2\r\nECONNREFUSED 10.0.0.3:3 ECONNREFUSED\n');
    expect(result.matches[0]).toMatchObject({ count: 3, line: 1, excerpt: 'ECONNREFUSED 10.0.0.1:1', last: { line: 4, excerpt: 'ECONNREFUSED 10.0.0.3:3 ECONNREFUSED' } });
    expect(result).toMatchObject({ lines: 4, targets: ['10.0.0.1:1', '10.0.0.2:2', '10.0.0.3:3'] });
  });

  test('looks through colours and reads UTF-16 as PowerShell writes it', async () => {
    async function* utf16(): AsyncGenerator<Uint8Array, void, undefined> {
      const bytes = Buffer.from('\uFEFFdial failed\r\nlocalhost 拒绝了我们的连接请求。\r\n', 'utf16le');
      for (let at = 0; at < bytes.length; at += 3) yield bytes.subarray(at, at + 3);
    }
    expect((await understand('\u001B[31mconnect \u001B[1mECONNREFUSED\u001B[0m 10.0.0.1:80')).targets).toEqual(['10.0.0.1:80']);
    expect((await understand('\u001B[31mECONNREFUSED 10.0.0.1:80\u001B[0m')).targets).toEqual(['10.0.0.1:80']);
    expect(await understand(utf16())).toMatchObject({ matches: [{ error: 'sample/chrome-refused', line: 2 }], targets: ['localhost'] });
  });

  test('takes the URL beside or near a text that names no host, and never one of documentation', async () => {
    expect((await understand('GET https://user:pw@api.example.com:8443/v1/models?key=abc#x: fetch failed')).targets).toEqual(['https://api.example.com:8443/v1/models']);
    expect((await understand('> curl https://a.example/\n\nfetch failed\n  see https://nodejs.org/api/errors.html')).targets).toEqual(['https://a.example/']);
    expect((await understand('fetch failed\nurl: "https://b.example/x"')).targets).toEqual(['https://b.example/x']);
    expect((await understand(`https://far.example/\n${'quiet\n'.repeat(20)}fetch failed`)).targets).toEqual([]);
  });

  test('an unknown text yields what is nearest to it and what to look for', async () => {
    const near = await understand('the getaddrinfo call for nope.example went wrong');
    expect(near).toMatchObject({ matches: [], causes: [], nearest: [{ error: 'sample/node-not-found', program: 'node' }] });
    expect(near.capture.length).toBeGreaterThan(1);
    expect((await understand('segmentation fault (core dumped)')).nearest).toEqual([]);
    expect(await understand('')).toMatchObject({ matches: [], nearest: [], lines: 0, bytes: 0, complete: true });
  });

  test('ends at once when it is aborted, and tells what it understood by then', async () => {
    const controller = new AbortController();
    async function* endless(): AsyncGenerator<string, void, undefined> {
      yield 'connect ECONNREFUSED 10.0.0.1:80\n';
      setTimeout(() => controller.abort(), 10);
      await new Promise(() => {});
    }
    expect(await explain(endless(), { knownErrors, signal: controller.signal })).toMatchObject({ matches: [{ error: 'sample/node-refused' }], complete: false });
  });

  test('never throws, whatever the text', async () => {
    await fc.assert(fc.asyncProperty(
      fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('ECONNREFUSED ', 'fetch failed', '://', 'https://[', ':99999', '\u001B[', '\r', '\n', '拒绝了我们的连接请求', 'Bearer ', '@')), { maxLength: 30 }),
      async (parts) => {
        const result = await understand(parts.join(''));
        expect(result.complete).toBe(true);
        expect(renderUnderstanding(result, { locale: 'zh-CN', color: false, columns: 60, causes: [] })).not.toMatch(/[\u0000-\u0009\u000B-\u001F]/);
      },
    ));
  });

  test('arbitrary bytes are read, too', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 8 }), async (chunks) => {
      const result = await understand((async function* () { yield* chunks; })());
      expect(result.bytes).toBeLessThanOrEqual(chunks.reduce((sum, chunk) => sum + chunk.length, 0) * 3);
    }));
  });

  test('the result does not depend on where chunks end', async () => {
    const part = fc.constantFrom('connect ECONNREFUSED 10.0.0.1:80', 'localhost 拒绝了我们的连接请求。', '\n', '\r\n', 'x'.repeat(9_000), '好'.repeat(3_000), ' fetch failed ', 'GET https://a.example/b ', '😀', 'the getaddrinfo call for nope.example went wrong ');
    await fc.assert(fc.asyncProperty(fc.array(part, { maxLength: 12 }), fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 6 }), async (parts, sizes) => {
      const text = parts.join('');
      expect(await understand(inChunks(text, sizes))).toEqual(await understand(text));
    }), { numRuns: 60 });
  });

  test('strings may be cut in the middle of a character', async () => {
    async function* halves(): AsyncGenerator<string, void, undefined> {
      yield 'ECONN';
      yield 'REFUSED \uD83D';
      yield '\uDE00 end';
    }
    expect((await understand(halves())).matches[0]?.excerpt).toBe('ECONNREFUSED 😀 end');
  });

  test('in a long line every error is found once, also where a window ends', async () => {
    const word = ' ECONNREFUSED 10.0.0.1:80 ';
    for (const at of [0, 15_340, 15_350, 15_360, 16_370, 16_384, 31_000, 100_000]) {
      expect((await understand(`${'x'.repeat(at)}${word}${'y'.repeat(40_000)}`)).matches).toMatchObject([{ count: 1, captures: { port: '80' } }]);
    }
  });

  test('a stream of 50 MB takes bounded memory', async () => {
    const line = `2026-11-22T10:00:00Z GET https://api.example.com/v1/items/${'z'.repeat(120)} error: connect ECONNREFUSED 10.0.0.1:80\n`;
    const chunk = new TextEncoder().encode(line.repeat(400));
    const chunks = Math.ceil(50_000_000 / chunk.length);
    let peak = 0;
    async function* log(): AsyncGenerator<Uint8Array, void, undefined> {
      for (let index = 0; index < chunks; index++) {
        if (index % 64 === 0) peak = Math.max(peak, process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed - before);
        yield chunk;
      }
    }
    const before = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
    const result = await understand(log());
    expect(result).toMatchObject({ bytes: chunks * chunk.length, lines: chunks * 400, matches: [{ count: chunks * 400 }] });
    expect(result.targets.length).toBeLessThanOrEqual(10);
    expect(peak).toBeLessThan(64_000_000);
  });

  test('a single line of 20 MB without a break takes bounded memory', async () => {
    const chunk = new Uint8Array(65_536).fill(0x61);
    async function* line(): AsyncGenerator<Uint8Array, void, undefined> {
      for (let index = 0; index < 320; index++) yield chunk;
      yield new TextEncoder().encode(' fetch failed');
    }
    expect(await understand(line())).toMatchObject({ lines: 1, bytes: 320 * 65_536 + 13, matches: [{ error: 'sample/node-fetch-failed', count: 1 }] });
  });
});

describe('the screen of an understanding', () => {
  const causes = [{ id: 'sample/refused', owner: 'service' as const, text: { en: { title: 'Nothing listens on {endpoint}' }, 'zh-CN': { title: '{endpoint} 上没有服务在监听' } } as never }];

  test('names what was found, the causes with their owners, the target and the next command', async () => {
    const screen = renderUnderstanding(await understand('connect ECONNREFUSED 127.0.0.1:5432'), { locale: 'en', color: false, columns: 80, causes });
    expect(screen).toBe([
      'FOUND    node  connect ECONNREFUSED 127.0.0.1:5432', '',
      'LIKELY   1  Nothing listens on 127.0.0.1:5432', '            It is refused.', '            sample/refused · owner: the service',
      '         2  sample/proxy', '            It is proxy.', '            the plugin that judges it is not installed', '',
      'TARGET   127.0.0.1:5432', '',
      'NEXT     culprit 127.0.0.1:5432', '         examines it, and says which of these it is', '',
    ].join('\n'));
  });

  test('speaks Chinese', async () => {
    const screen = renderUnderstanding(await understand('localhost 拒绝了我们的连接请求。'), { locale: 'zh-CN', color: false, columns: 80, causes });
    expect(screen).toContain('可能原因  1  localhost 上没有服务在监听');
    expect(screen).toContain('下一步    culprit localhost');
    const standIn = [{ ...causes[0], text: { en: { title: '{proxy} is down' }, 'zh-CN': { title: '本机连不上 {proxy} 的端口' } } as never }] as typeof causes;
    expect(renderUnderstanding(await understand('localhost 拒绝了我们的连接请求。'), { locale: 'zh-CN', color: false, columns: 80, causes: standIn })).toContain('本机连不上代理的端口');
  });

  test.each([
    ['the noun that stands there already is not repeated', 'en', { title: 'The proxy {proxy} hangs up on {user}', unknown: { user: 'its user' } }, 'The proxy hangs up on its user'],
    ['a cause may need nothing in the place', 'en', { title: 'The name {label} does not exist', unknown: { label: '' } }, 'The name does not exist'],
    ['a sentence begins with a capital', 'en', { title: '{user} may not enter', unknown: { user: 'the user' } }, 'The user may not enter'],
    ['what the text tells stands there', 'en', { title: 'The host {host} is closed', unknown: { host: '' } }, 'The host localhost is closed'],
    ['Chinese words stand without blanks', 'zh-CN', { title: '代理 {proxy} 不放行 {user}', unknown: { user: '用户' } }, '代理不放行用户'],
  ] as const)('a title of unknown parameters is a sentence: %s', async (_, locale, title, expected) => {
    const screen = renderUnderstanding(await understand('localhost 拒绝了我们的连接请求。'), { locale, color: false, columns: 80, causes: [{ id: 'sample/refused', owner: 'service', text: { [locale]: title } as never }] });
    expect(screen).toContain(`1  ${expected}\n`);
  });

  test('says so where nothing is known', async () => {
    const screen = renderUnderstanding(await understand('the getaddrinfo call for nope.example went wrong'), { locale: 'en', color: false, columns: 80, causes });
    expect(screen).toContain('UNKNOWN  Culprit knows no error text in this.');
    expect(screen).toContain('NEAREST  node  getaddrinfo ENOTFOUND nope.example');
    expect(screen).toContain('CAPTURE  · ');
  });
});
