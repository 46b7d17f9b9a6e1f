import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// What a test trusts and where its traffic goes must not depend on who runs it. Node reads NODE_EXTRA_CA_CERTS when a
// process starts, so it has to go before the workers do.
for (const name of ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'all_proxy', 'no_proxy', 'SSL_CERT_FILE', 'SSL_CERT_DIR']) {
  delete process.env[name];
}

export default defineConfig({
  test: {
    include: ['{,test/**/}*.test.ts'],
    passWithNoTests: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    setupFiles: [fileURLToPath(new URL('scripts/canaries.mjs', import.meta.url))],
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['default', ['json', { outputFile: `.results/${process.env.CULPRIT_TESTS ?? 'unit'}.json` }]],
  },
});
