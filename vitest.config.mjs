import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

// What a test trusts and where its traffic goes must not depend on who runs it. Node reads NODE_EXTRA_CA_CERTS when a
// process starts, so it has to go before the workers do.
for (const name of ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'all_proxy', 'no_proxy', 'SSL_CERT_FILE', 'SSL_CERT_DIR']) {
  delete process.env[name];
}

const include = ['{,test/**/}*.test.ts'];
// A process of its own for each file costs as much as the tests do: unit tests share the modules of their worker, but for
// those in *.alone.test.ts, which need what Node reads once in a process, such as the system's authorities.
const projects = [
  { extends: true, test: { name: 'shared', isolate: false, include, exclude: [...configDefaults.exclude, '**/*.alone.test.ts'] } },
  { extends: true, test: { name: 'alone', include: ['{,test/**/}*.alone.test.ts'] } },
];

export default defineConfig({
  test: {
    passWithNoTests: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    setupFiles: [fileURLToPath(new URL('scripts/canaries.mjs', import.meta.url))],
    pool: 'forks',
    ...(process.env.CULPRIT_TESTS === undefined ? { projects } : { include }),
    maxWorkers: 2,
    reporters: ['default', ['json', { outputFile: `.results/${process.env.CULPRIT_TESTS ?? 'unit'}.json` }]],
  },
});
