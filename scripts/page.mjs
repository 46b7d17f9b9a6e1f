// Builds the server's page from a clone, unless what is there was built of the same sources. Plain JavaScript for Node 20, as setup.mjs.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, root } from './setup.mjs';

const page = join(root, 'apps/server/page');
const stamp = join(root, 'node_modules', '.culprit-page');
/** What the page is made of. */
const sources = ['apps/server/page/src', 'apps/server/page/index.html', 'apps/server/page/vite.config.ts', 'packages/core/src', 'packages/watch/src', 'pnpm-lock.yaml'];

/** The files below a path, or itself. */
const filesOf = (path) => (statSync(path).isFile() ? [path] : readdirSync(path).sort().flatMap((name) => filesOf(join(path, name))));

export function ensurePage() {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesOf(join(root, source)))) hash.update(file).update(readFileSync(file));
  const wanted = hash.digest('hex');
  if (existsSync(join(page, 'dist/index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  process.stderr.write('Building the page…\n');
  // Standard output belongs to the server.
  must('vite', ['build', page, '--logLevel', 'warn'], { cwd: join(root, 'apps/server'), stdio: ['ignore', 2, 2] });
  writeFileSync(stamp, wanted);
}
