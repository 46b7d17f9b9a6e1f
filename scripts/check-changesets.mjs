// A change under packages/*/src or apps/*/src without a changeset fails: the last commit that touched the sources of a
// package must not be newer than the last one that touched a changeset naming it. A commit that no user can notice says
// so with the trailer "No-changeset: <reason>".
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 }).trim();
const lines = (text) => (text === '' ? [] : text.split('\n'));

/** A file as a commit left it or, where the commit deleted it, as it was before. */
function contentAt(commit, file) {
  for (const revision of [commit, `${commit}^`]) {
    try {
      return execFileSync('git', ['show', `${revision}:${file}`], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    } catch {
      // Not there at this revision.
    }
  }
  return '';
}

const packages = ['packages', 'apps'].flatMap((folder) => readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => ({ path: `${folder}/${name}`, name: JSON.parse(readFileSync(join(root, folder, name, 'package.json'), 'utf8')).name })));
// Adding, changing and consuming (deleting) a changeset all count; a release consumes it and changes the version.
const changesets = lines(git('log', '--format=%H', '--', '.changeset/*.md')).flatMap((commit) =>
  lines(git('show', '--format=', '--name-only', commit, '--', '.changeset/*.md')).map((file) => ({ commit, text: contentAt(commit, file) })));

const problems = packages.flatMap(({ path, name }) => {
  const changed = lines(git('log', '--format=%H', '--', `${path}/src`, `${path}/bin`)).find((commit) => !/^No-changeset: \S/m.test(git('show', '-s', '--format=%B', commit)));
  if (changed === undefined) return [];
  const declared = changesets.filter(({ text }) => new RegExp(`^["']?${name}["']?:`, 'm').test(text)).map(({ commit }) => commit);
  const covered = declared.some((commit) => commit === changed || lines(git('rev-list', '--ancestry-path', `${changed}..${commit}`)).length > 0);
  return covered ? [] : [`${name}: ${changed.slice(0, 10)} changed ${path} without a changeset ("npx changeset", or the trailer "No-changeset: <reason>")`];
});
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(problems.length === 0 ? `changesets: ${packages.length} packages covered\n` : '');
process.exit(problems.length === 0 ? 0 : 1);
