// `npm run test:system`: what needs root, network namespaces, Debian's programs or other projects' test data.
// What can't run here is counted and printed as skipped, with the reason.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, environment, root } from './setup.mjs';
import { printTotals, resultsOf } from './results.mjs';

ensureInstalled();
const results = join(root, 'tests/system/.results/system.json');
rmSync(results, { force: true });
const { status } = spawnSync('vitest', ['run', '--config', '../../vitest.config.mjs', '--root', 'tests/system', '--testTimeout=120000', '--maxWorkers=1'], { cwd: root, stdio: 'inherit', env: { ...environment(), CULPRIT_TESTS: 'system' } });
printTotals('system', existsSync(results) ? [resultsOf(JSON.parse(readFileSync(results, 'utf8')))] : []);
process.exit(status ?? 1);
