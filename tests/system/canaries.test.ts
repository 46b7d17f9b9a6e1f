import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { scratchFolder } from './daemon.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
// It must not stand here as it is: this file is watched too.
const [secret, calm] = [['hun', 'ter2'].join(''), 'nothing'];
const imports = "import { spawnSync, execFile } from 'node:child_process';\nimport { mkdtempSync, writeFileSync } from 'node:fs';\nimport { tmpdir } from 'node:os';\nimport { join } from 'node:path';\nimport { test } from 'vitest';\n";
const printing = (value: string): string => `process.stdout.write(Buffer.from(['${value.slice(0, 3)}', '${value.slice(3)}'].join('')))`;
const cases = {
  printed: (value: string) => `console.log('the key is ${value}');`,
  encoded: (value: string) => `process.stdout.write('Basic ${Buffer.from(`ada:${value}`).toString('base64')}\\n');`,
  split: (value: string) => `process.stderr.write('${value.slice(0, 4)}'); process.stderr.write('${value.slice(4)}');`,
  started: (value: string) => `spawnSync(process.execPath, ['-e', ${JSON.stringify(printing(value))}]);`,
  awaited: (value: string) => `await new Promise((resolve) => { execFile(process.execPath, ['-e', ${JSON.stringify(printing(value))}], resolve); });`,
} as const;
const fileOf = (value: string): string => `${imports}${Object.entries(cases).map(([name, of]) => `test('${name}', async () => { ${of(value)} });\n`).join('')}`;
const left = (value: string): string => `${imports}test('left', () => { writeFileSync(join(mkdtempSync(join(tmpdir(), 'a-')), 'log.txt'), 'key ${value}'); });\n`;

test('a secret of a test that is printed, or left behind in a file, fails the test or the file that did it', async () => {
  using folder = scratchFolder({ 'leaky.test.mjs': fileOf(secret), 'calm.test.mjs': fileOf(calm), 'left.test.mjs': left(secret), 'tidy.test.mjs': left(calm), 'vitest.config.mjs': `import config from ${JSON.stringify(`${root}/vitest.config.mjs`)};\nexport default { ...config, test: { ...config.test, include: ['*.test.mjs'], projects: undefined, reporters: ['json'], outputFile: undefined } };\n` });
  const child = spawn(`${root}/node_modules/.bin/vitest`, ['run', '--root', folder.path, '--config', `${folder.path}/vitest.config.mjs`, '--reporter=json', `--outputFile=${folder.path}/results.json`, '--maxWorkers=1'], { cwd: root, stdio: 'ignore' });
  await once(child, 'exit');
  const { testResults } = (await import(`${folder.path}/results.json`, { with: { type: 'json' } }) as { readonly default: { readonly testResults: readonly { readonly name: string; readonly status: string; readonly assertionResults: readonly { readonly title: string; readonly status: string }[] }[] } }).default;
  const outcome = Object.fromEntries(testResults.map(({ name, status, assertionResults }) => [name.replace(/^.*\/|\.test\.mjs$/g, ''), [status, ...assertionResults.filter((one) => one.status === 'failed').map(({ title }) => title)]]));
  expect(outcome).toEqual({ leaky: ['failed', ...Object.keys(cases)], calm: ['passed'], left: ['failed'], tidy: ['passed'] });
}, 120_000);
