// `npm run test:packages`: the packages as strangers get them: built, packed, installed into an empty folder and used.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, environment, must, root } from './setup.mjs';
import { printTotals, resultsOf } from './results.mjs';

ensureInstalled();
must('turbo', ['run', 'build', '--output-logs=errors-only']);
const tarballs = join(root, '.cache', 'tarballs');
rmSync(tarballs, { recursive: true, force: true });
mkdirSync(tarballs, { recursive: true });
for (const folder of ['packages', 'apps']) {
  for (const name of readdirSync(join(root, folder))) {
    if (existsSync(join(root, folder, name, 'package.json'))) must('pnpm', ['pack', '--pack-destination', tarballs], { cwd: join(root, folder, name), stdio: ['ignore', 'ignore', 'inherit'] });
  }
}
// The tests themselves know no proxy and no extra authority; the npm that they start needs what this machine needs.
const npm = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(?:NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR|(?:https?|all|no)_proxy)$/i.test(name)));
const results = join(root, 'tests/packages/.results/packages.json');
rmSync(results, { force: true });
const { status } = spawnSync('vitest', ['run', '--config', '../../vitest.config.mjs', '--root', 'tests/packages', '--testTimeout=300000'], { cwd: root, stdio: 'inherit', env: { ...environment(), CULPRIT_TESTS: 'packages', CULPRIT_TARBALLS: tarballs, CULPRIT_NPM_ENVIRONMENT: JSON.stringify(npm) } });
printTotals('packages', existsSync(results) ? [resultsOf(JSON.parse(readFileSync(results, 'utf8')))] : []);
process.exit(status ?? 1);
