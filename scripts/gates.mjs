// The fast package gates: what the compiler and the linter can't say about the tree as a whole.
import { spawnSync } from 'node:child_process';
import { root, environment } from './setup.mjs';
import { importLaw } from './gates/import-law.mjs';
import { thinApps } from './gates/thin-apps.mjs';
import { causeRegister } from './gates/cause-register.mjs';
import { fileNames } from './gates/file-names.mjs';
import { verdictTable } from './gates/verdict-table.mjs';
import { namedCommands } from './gates/named-commands.mjs';
import { publishable } from './gates/publishable.mjs';
import { versions } from './gates/versions.mjs';
import { staleApi } from './api.mjs';
import { staleManifests } from './manifests.mjs';
import { staleReadmes } from './readme.mjs';

const tools = [
  ['turbo boundaries: every import is a declared dependency', 'turbo', ['boundaries', '--no-color']],
  ['knip: nothing is dead', 'knip', ['--no-progress']],
  ['tsc: the system tests are well typed', 'tsc', ['-p', 'tests/system']],
];

const write = process.argv.includes('--write');
let failed = 0;
const report = (name, problems) => {
  process.stdout.write(`${problems.length === 0 ? '✓' : '✗'} ${name}\n${problems.map((problem) => `    ${problem}\n`).join('')}`);
  if (problems.length > 0) failed++;
};
for (const [name, command, args] of tools) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, env: environment(), encoding: 'utf8' });
  report(name, status === 0 ? [] : `${stdout}${stderr}`.trim().split('\n'));
}
report('import law: packages import only what stands below them', importLaw());
report('apps stay thin', thinApps());
report('no drawer names: utils, helpers, common', fileNames());
report('every command that a text names exists', await namedCommands());
report('manifests agree with the folders', await staleManifests(write));
report('api.md of every package tells what it exports', await staleApi(write));
report('version.ts agrees with package.json', versions());
report('every package can be published', publishable());
report('READMEs agree with the scenarios and the example', await staleReadmes(write));
report('docs/causes.json names every cause, and none was renamed', await causeRegister(write));
report('docs/verdicts.md agrees with the cases and the table', await verdictTable(write));
process.exit(failed === 0 ? 0 : 1);
