// The packages as strangers get them: built, packed, and handed to tests that install them into empty folders.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, environment, must, root } from './setup.mjs';
import { printTotals, resultsOf } from './results.mjs';

/** Builds and packs every package, runs the tests of a folder on the tarballs, and returns the exit code. */
export function runOnTarballs(folder, name) {
  ensureInstalled();
  must('turbo', ['run', 'build', '--output-logs=errors-only']);
  const tarballs = join(root, '.cache', 'tarballs');
  rmSync(tarballs, { recursive: true, force: true });
  mkdirSync(tarballs, { recursive: true });
  for (const parent of ['packages', 'apps']) {
    for (const child of readdirSync(join(root, parent))) {
      if (existsSync(join(root, parent, child, 'package.json'))) must('pnpm', ['pack', '--pack-destination', tarballs], { cwd: join(root, parent, child), stdio: ['ignore', 'ignore', 'inherit'] });
    }
  }
  // The tests themselves know no proxy and no extra authority; the npm that they start needs what this machine needs.
  const npm = Object.fromEntries(Object.entries(process.env).filter(([variable]) => /^(?:NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR|(?:https?|all|no)_proxy)$/i.test(variable)));
  const results = join(root, folder, `.results/${name}.json`);
  rmSync(results, { force: true });
  const up = folder.split('/').map(() => '..').join('/');
  const { status } = spawnSync('vitest', ['run', '--config', `${up}/vitest.config.mjs`, '--root', folder, '--testTimeout=300000'], { cwd: root, stdio: 'inherit', env: { ...environment(), CULPRIT_TESTS: name, CULPRIT_TARBALLS: tarballs, CULPRIT_NPM_ENVIRONMENT: JSON.stringify(npm) } });
  printTotals(name, existsSync(results) ? [resultsOf(JSON.parse(readFileSync(results, 'utf8')))] : []);
  return status ?? 1;
}
