// A change under packages/*/src or apps/*/src without a changeset fails: the last commit that touched the sources of a
// package must not be newer than the last one that touched a changeset naming it. A commit that no user can notice says
// so with the trailer "No-changeset: <reason>".
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 }).trim();
const lines = (text) => (text === '' ? [] : text.split('\n'));

const packages = ['packages', 'apps'].flatMap((folder) => readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => ({ path: `${folder}/${name}`, name: JSON.parse(readFileSync(join(root, folder, name, 'package.json'), 'utf8')).name })));
const problems = packages.flatMap(({ path, name }) => {
  const changed = lines(git('log', '--format=%H', '--', `${path}/src`, `${path}/bin`)).find((commit) => !/^No-changeset: \S/m.test(git('show', '-s', '--format=%B', commit)));
  if (changed === undefined) return [];
  // Adding, changing and consuming (deleting) a changeset all count; a release consumes it and changes the version.
  const declared = lines(git('log', '--format=%H', `-G^["']?${name}["']?:`, '--', '.changeset/*.md'));
  const covered = declared.some((commit) => commit === changed || lines(git('rev-list', '--ancestry-path', `${changed}..${commit}`)).length > 0);
  return covered ? [] : [`${name}: ${changed.slice(0, 10)} changed ${path} without a changeset ("npx changeset", or the trailer "No-changeset: <reason>")`];
});
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(problems.length === 0 ? `changesets: ${packages.length} packages covered\n` : '');
process.exit(problems.length === 0 ? 0 : 1);
