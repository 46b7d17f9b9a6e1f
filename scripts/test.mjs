// `npm test`: lint, types, unit tests and the fast package gates, through turbo.
import { readdirSync, readFileSync, existsSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, environment, root } from './setup.mjs';
import { printTotals, resultsOf } from './results.mjs';

ensureInstalled();
const files = ['packages', 'apps'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name, '.results', 'unit.json')));
for (const file of files) rmSync(file, { force: true });
const { status } = spawnSync('turbo', ['run', 'lint', 'types', 'test', 'gates', '--output-logs=new-only', '--continue', '--concurrency=3', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit', env: environment() });
const results = files.filter((file) => existsSync(file)).map((file) => resultsOf(JSON.parse(readFileSync(file, 'utf8'))));
printTotals('unit', results);
process.exit(status ?? 1);
