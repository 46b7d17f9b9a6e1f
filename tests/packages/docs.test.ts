import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'docs/site/dist');
/** Path on the site → HTML. */
const pages = new Map<string, string>();

beforeAll(() => {
  const npm = JSON.parse(process.env['CULPRIT_NPM_ENVIRONMENT'] ?? '{}') as NodeJS.ProcessEnv;
  const { status, stdout, stderr } = spawnSync('node', ['scripts/docs.mjs', '--build'], { cwd: root, encoding: 'utf8', env: { ...process.env, ...npm }, timeout: 600_000, maxBuffer: 64 * 1024 * 1024 });
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

test('every screen in the prose is what the commands print', () => {
  const { status, stdout, stderr } = spawnSync('node', ['scripts/docs/screens.mjs'], { cwd: root, encoding: 'utf8', timeout: 240_000 });
  expect({ status, said: `${stdout}${stderr}` }).toEqual({ status: 0, said: '' });
}, 300_000);
