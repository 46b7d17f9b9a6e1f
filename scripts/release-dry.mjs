// `npm run release:dry`: everything that a release does but the upload: what it would bump, what it would publish, and
// whether that works on the promised Node and with the TypeScripts in use.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { publishable } from './gates/publishable.mjs';
import { runOnTarballs } from './packed-tests.mjs';
import { ensureInstalled, environment, root } from './setup.mjs';

ensureInstalled();
const problems = publishable();
for (const problem of problems) process.stderr.write(`${problem}\n`);
// Before the first release every changeset is pending; after one there may be none, and then there is nothing to release.
const pending = readdirSync(join(root, '.changeset')).filter((file) => file.endsWith('.md') && file !== 'README.md');
process.stdout.write(`${pending.length} changesets since ${JSON.parse(readFileSync(join(root, 'packages/core/package.json'), 'utf8')).version}\n`);
if (existsSync(join(root, '.git'))) {
  const { status, stdout, stderr } = spawnSync('changeset', ['status'], { cwd: root, encoding: 'utf8', env: environment() });
  process.stdout.write(stdout);
  if (status !== 0) problems.push(stderr);
}
const status = runOnTarballs('tests/release', 'release');
process.exit(problems.length > 0 ? 1 : status);
