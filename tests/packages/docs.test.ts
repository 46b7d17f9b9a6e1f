import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { apt, because } from '../system/requirements.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'docs/site/dist');
/** Path on the site → HTML. */
const pages = new Map<string, string>();

beforeAll(() => {
  const npm = JSON.parse(process.env['CULPRIT_NPM_ENVIRONMENT'] ?? '{}') as NodeJS.ProcessEnv;
  // What vitest says about itself makes a site for development, which has no search.
  const { NODE_ENV: _, DEV: _1, PROD: _2, MODE: _3, TEST: _4, VITEST: _5, SSR: _6, BASE_URL: _7, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync('node', ['scripts/docs.mjs', '--build'], { cwd: root, encoding: 'utf8', env: { ...env, ...npm }, timeout: 600_000, maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`the documentation was not built:\n${`${stdout}${stderr}`.slice(-3_000)}`);
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.html')) continue;
    const file = join(entry.parentPath, entry.name);
    pages.set(`/${file.slice(dist.length + 1).replace(/(?:index)?\.html$/, '').replace(/\/$/, '')}`.replace(/(.)$/, (end) => (end === '/' ? end : `${end}/`)), readFileSync(file, 'utf8'));
  }
}, 900_000);

const hrefs = (html: string): readonly string[] => [...html.matchAll(/<a\b[^>]*?\bhref="([^"#][^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));

test('every link inside the site leads somewhere', () => {
  const dead = new Set<string>();
  for (const [path, html] of pages) {
    for (const href of hrefs(html)) {
      const url = URL.parse(href, `https://culprit.dev${path}`);
      if (url === null) {
        dead.add(`${path} → ${href}`);
        continue;
      }
      const { origin, pathname } = url;
      if (origin !== 'https://culprit.dev' || /\.\w+$/.test(pathname)) continue;
      if (!pages.has(pathname.endsWith('/') ? pathname : `${pathname}/`)) dead.add(`${path} → ${href}`);
    }
  }
  expect([...dead].slice(0, 20)).toEqual([]);
  expect(pages.size).toBeGreaterThan(2_000);
});

test('every cause has the page that findings link to, in both languages', () => {
  const causes = JSON.parse(readFileSync(join(root, 'docs/causes.json'), 'utf8')) as readonly (string | { readonly id: string })[];
  const ids = causes.map((cause) => (typeof cause === 'string' ? cause : cause.id));
  expect(ids.length).toBeGreaterThan(150);
  expect(ids.flatMap((id) => [`/causes/${id}/`, `/zh-cn/causes/${id}/`]).filter((path) => !pages.has(path))).toEqual([]);
});

test('every page exists in both languages', () => {
  const english = [...pages.keys()].filter((path) => !path.startsWith('/zh-cn/') && path !== '/404/');
  expect(english.filter((path) => !pages.has(`/zh-cn${path}`))).toEqual([]);
  expect(pages.size - 1).toBe(english.length * 2);
});

test('the API reference has every name that a package exports', () => {
  const described = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name, 'api.md')).filter((file) => existsSync(file));
  const missing: string[] = [];
  for (const file of described) {
    // A plugin's manifest is what it exports by default, and is described once.
    for (const [, entry = '', names = ''] of readFileSync(file, 'utf8').matchAll(/^## @(culprit\/(?!\S*\/manifest)\S+)\n\n((?:- .*\n)+)/gm)) {
      const html = pages.get(`/api/${entry}/`) ?? '';
      missing.push(...[...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => name).filter((name) => !html.includes(`id="${name.toLowerCase()}`)).map((name) => `${entry} ${name}`));
    }
  }
  expect(missing).toEqual([]);
  expect(described.length).toBeGreaterThan(8);
});

test('every screen in the prose is what the commands print', () => {
  const { status, stdout, stderr } = spawnSync('node', ['scripts/docs/screens.mjs'], { cwd: root, encoding: 'utf8', timeout: 240_000 });
  expect({ status, said: `${stdout}${stderr}` }).toEqual({ status: 0, said: '' });
}, 300_000);

const noBrowser = apt('chromium')();

describe.skipIf(noBrowser !== undefined)(`in a browser${because(noBrowser)}`, () => {
  for (const width of [375, 1_280]) {
    test(`no page is wider than a window of ${width} pixels`, async () => {
      const wide: string[] = [];
      await browse(width, async (page, origin) => {
        for (const path of ['/', '/guides/first-diagnosis/', '/cases/tos-endpoint/', '/causes/network/connection-refused/', '/storage/volcengine-tos/aibrix-v2/', '/api/culprit/core/', '/zh-cn/', '/zh-cn/guides/recovery/', '/zh-cn/causes/network/connection-refused/']) {
          const answer = await page.goto(`${origin}${path}`);
          expect(answer?.status(), path).toBe(200);
          const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
          if (over !== 0) wide.push(`${path}: ${String(over)} pixels`);
          if (screenshots !== undefined) await page.screenshot({ path: join(screenshots, `${width}${path.replaceAll('/', '_')}.png`) });
        }
      });
      expect(wide).toEqual([]);
    }, 120_000);
  }

  // As somebody types it, and as somebody who read a report or a page gives it.
  for (const { language, folder, button } of [{ language: 'English', folder: '', button: 'Search' }, { language: 'Chinese', folder: '/zh-cn', button: '搜索' }]) {
    test(`the search finds the page of a cause first, by its id and by its title, in ${language}`, async () => {
      const first: Record<string, string | null> = {};
      const wanted: Record<string, string> = {};
      await browse(1_280, async (page, origin) => {
        await page.goto(`${origin}${folder}/`);
        await page.getByRole('button', { name: button }).click();
        for (const id of ['network/connection-refused', 'certificate/name-mismatch', 'credential/invalid-key', 'storage-endpoint/bucket-in-endpoint', 'mirror/gated-repository']) {
          const own = `${folder}/causes/${id}/`;
          for (const text of [id, titleOf(own)]) {
            wanted[text] = own;
            await page.locator('dialog input').fill(text);
            await page.locator('.pagefind-ui__message').filter({ hasText: text }).waitFor({ timeout: 30_000 });
            first[text] = await page.locator('.pagefind-ui__result-link').first().getAttribute('href', { timeout: 30_000 });
          }
        }
      });
      expect(first).toEqual(wanted);
    }, 120_000);
  }
});

/** The heading of a page, as the search reads it. */
const titleOf = (path: string): string => /<h1[^>]*>([^<]*)</.exec(pages.get(path) ?? '')?.[1]?.trim() ?? '';

/** A folder for what the browser shows, where somebody wants to look at it. */
const screenshots = process.env['CULPRIT_SCREENSHOTS'];

const types: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml', '.wasm': 'application/wasm' };

/** Serves the built site on loopback, and opens it in Debian's Chromium. */
async function browse(width: number, visit: (page: Page, origin: string) => Promise<void>): Promise<void> {
  const server = createServer(({ url = '/' }, response) => {
    const path = decodeURIComponent(new URL(url, 'http://site.test').pathname);
    const file = join(dist, path.endsWith('/') ? `${path}index.html` : path);
    if (!existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'] });
  try {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await visit(page, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}
