import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/* What a stranger has: the tarballs, an empty folder and npm. */

// pnpm starts tools with it, and it would make the packages of this workspace visible from everywhere.
delete process.env['NODE_PATH'];

export const root: string = fileURLToPath(new URL('../..', import.meta.url));
/** Where the tarballs are. */
export const folder: string = process.env['CULPRIT_TARBALLS'] ?? '';
export const tarballs: readonly string[] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
const tarball = (name: string): string => join(folder, tarballs.find((file) => file.startsWith(`culprit-${name}-`)) ?? `${name} was not packed`);
const scratch: string[] = [];
export const emptyFolder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'culprit-packed-'));
  scratch.push(made);
  return made;
};
export const run = (cwd: string, command: string, ...args: readonly string[]): SpawnSyncReturns<string> => spawnSync(command, args, { cwd, encoding: 'utf8', timeout: 120_000 });
/** What npm needs to reach its registry from here, and what no test may have. */
const npmEnvironment: NodeJS.ProcessEnv = { ...process.env, ...JSON.parse(process.env['CULPRIT_NPM_ENVIRONMENT'] ?? '{}') as NodeJS.ProcessEnv };
/** Every package that was packed, by the last part of its name. */
export const packages: readonly string[] = tarballs.map((file) => file.replace(/^culprit-(.*)-\d+\.\d+\.\d+.*$/, '$1'));
/** Installs what npm understands: names, versions, tarballs. */
export const installFrom = (cwd: string, ...wanted: readonly string[]): void => {
  if (!existsSync(join(cwd, 'package.json'))) writeFileSync(join(cwd, 'package.json'), JSON.stringify({ name: 'stranger', private: true, type: 'module' }));
  const { status, stderr, error } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...wanted], { cwd, encoding: 'utf8', timeout: 240_000, env: npmEnvironment });
  if (status !== 0) throw new Error(`npm install: ${error?.message ?? stderr}`);
};
/** Installs packed packages, and whatever else the folder's own package.json asks for. */
export const install = (cwd: string, ...names: readonly string[]): void => installFrom(cwd, ...names.map(tarball));

afterAll(() => {
  for (const made of scratch) rmSync(made, { recursive: true, force: true });
}, 120_000);

