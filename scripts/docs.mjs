// `node scripts/docs.mjs`: writes the generated part of the documentation, one page for each check, cause, known error,
// command, and storage provider with each program that reads its endpoint; in both languages. `--build` builds the site.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { causePages } from './docs/causes.mjs';
import { checkPages } from './docs/checks.mjs';
import { commandPages } from './docs/commands.mjs';
import { knownErrorPages } from './docs/known-errors.mjs';
import { indexOf, pageOf } from './docs/markdown.mjs';
import { storagePages } from './docs/storage.mjs';
import { wordsFor } from './docs/words.mjs';
import { ensureInstalled, environment, must, root } from './setup.mjs';

const site = join(root, 'docs', 'site');
const content = join(site, 'src', 'content', 'docs');
/** Whatever stands in these is generated and is not in the repository. */
export const sections = ['checks', 'causes', 'errors', 'commands', 'storage'];
const folders = { en: content, 'zh-CN': join(content, 'zh-cn') };

/** Every page as `{ path, title, description, body }`, with its path below the language's folder and without an extension. */
export async function generatedPages(locale) {
  const manifests = await firstPartyManifests();
  return (await Promise.all([checkPages, causePages, knownErrorPages, commandPages, storagePages].map((pages) => pages(manifests, locale)))).flat();
}

/** Writes the pages and returns how many there are of each section. */
export async function writePages() {
  const counts = {};
  for (const [locale, folder] of Object.entries(folders)) {
    for (const section of sections) rmSync(join(folder, section), { recursive: true, force: true });
    const pages = await generatedPages(locale);
    const indices = sections.map((section) => indexOf(section, pages.filter(({ path }) => path.startsWith(`${section}/`)), wordsFor(locale).sections[section], locale));
    for (const page of [...pages, ...indices]) {
      const file = join(folder, `${page.path}.md`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, pageOf(page));
      const [section] = page.path.split('/');
      counts[section] = (counts[section] ?? 0) + 1;
    }
  }
  return counts;
}

/** The manifest of every package that is a plugin. */
async function firstPartyManifests() {
  const packages = join(root, 'packages');
  const plugins = readdirSync(packages).filter((name) => existsSync(join(packages, name, 'src', 'manifest.ts'))).toSorted();
  return Promise.all(plugins.map(async (name) => (await import(join(packages, name, 'src', 'manifest.ts'))).default));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensureInstalled();
  const counts = await writePages();
  process.stdout.write(`${Object.entries(counts).map(([section, count]) => `${section} ${count}`).join(', ')}\n`);
  if (process.argv.includes('--build')) {
    // A project of its own: whoever examines a target need not download what makes the site.
    // Here the registry is asked, which takes the authorities that the machine needs for it.
    must('pnpm', ['install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only'], { cwd: site, stdio: ['ignore', 2, 2], env: { ...environment(), ...(process.env.NODE_EXTRA_CA_CERTS === undefined ? {} : { NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS }) } });
    must('pnpm', ['run', 'build'], { cwd: site, env: { ...environment(), ASTRO_TELEMETRY_DISABLED: '1' } });
  }
}
