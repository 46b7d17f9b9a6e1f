// `npm run test:system`: what needs root, network namespaces, Debian's programs or other projects' test data.
// What can't run here is counted and printed as skipped, with the reason. The files of failed tests run once more:
// kernels, daemons and a shared machine have bad moments; a test that needs its second chance is printed as flaky.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, environment, root } from './setup.mjs';
import { failedIn, printTotals, replaced, resultsOf } from './results.mjs';

ensureInstalled();
const file = join(root, 'tests/system/.results/system.json');

/** Runs the system tests, all or those of some files, and returns vitest's exit code and report. */
function run(...files) {
  rmSync(file, { force: true });
  const { status } = spawnSync('vitest', ['run', '--config', '../../vitest.config.mjs', '--root', 'tests/system', '--testTimeout=120000', '--maxWorkers=1', ...files], { cwd: root, stdio: 'inherit', env: { ...environment(), CULPRIT_TESTS: 'system' } });
  return { status: status ?? 1, report: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined };
}

const first = run();
const failed = first.report === undefined ? [] : failedIn(first.report);
if (first.status === 0 || failed.length === 0) {
  printTotals('system', first.report === undefined ? [] : [resultsOf(first.report)]);
  process.exit(first.status);
}
const files = [...new Set(failed.map((one) => one.file))];
process.stdout.write(`once more: ${files.join(', ')}\n`);
const second = run(...files);
for (const { name } of failed) process.stdout.write(`flaky or broken: ${name}\n`);
printTotals('system', [resultsOf(second.report === undefined ? first.report : replaced(first.report, second.report))]);
process.exit(second.status);
