// Builds the server's page from a clone, unless what is there was built of the same sources.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, root } from './setup.mjs';

const page = join(root, 'apps/server/page');
const stamp = join(root, 'node_modules', '.culprit-page');
/** What the page is made of. */
const sources = ['apps/server/page/{src/**/*,index.html,vite.config.ts}', 'packages/{core,watch}/src/**/*.ts', 'pnpm-lock.yaml'];

export function ensurePage() {
  const hash = createHash('sha256');
  for (const file of globSync(sources, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort()) hash.update(file).update(readFileSync(file));
  const wanted = hash.digest('hex');
  if (existsSync(join(page, 'dist/index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  process.stderr.write('Building the page…\n');
  // Standard output belongs to the server.
  must('vite', ['build', page, '--logLevel', 'warn'], { cwd: join(root, 'apps/server'), stdio: ['ignore', 2, 2] });
  writeFileSync(stamp, wanted);
}
