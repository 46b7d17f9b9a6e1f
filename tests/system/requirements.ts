import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Why something can't be tested here; `undefined` where it can. */
export type Reason = string | undefined;

/** The first reason of several; later ones aren't looked into once one is found. */
export function firstReason(...requirements: readonly (() => Reason)[]): Reason {
  for (const requirement of requirements) {
    const reason = requirement();
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** What the title of a skipped test ends in. */
export const because = (reason: Reason): string => (reason === undefined ? '' : ` — skipped: ${reason}`);

export const root = (): Reason => (process.getuid?.() === 0 ? undefined : 'needs root');

// Debian keeps servers and network tools where only root's PATH leads.
const folders = [...new Set([...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/bin', '/bin'])];

/** The PATH under which a program that {@link program} found is found again. */
export const searchPath: string = folders.join(delimiter);

/** A program that must be there. */
export const program = (name: string) => (): Reason => (folders.some((folder) => existsSync(join(folder, name))) ? undefined : `there is no program ${name}`);

const log = join(import.meta.dirname, '.results', 'apt.log');
const installed = (name: string): boolean => spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' }).stdout?.includes('install ok installed') === true;
let listsUpdated = false;

/** A Debian package that is installed if it is missing; what apt says is kept in `.results/apt.log`. */
export const apt = (name: string) => (): Reason => {
  if (program('apt-get')() !== undefined) return `there is no apt-get to install ${name} with`;
  if (installed(name)) return undefined;
  if (root() !== undefined) return `${name} is not installed, and installing it needs root`;
  return withoutServices(() => {
    if (aptGet('install', '--no-install-recommends', name)) return undefined;
    // The lists of a fresh machine are empty or old.
    if (!listsUpdated) {
      listsUpdated = true;
      if (aptGet('update') && aptGet('install', '--no-install-recommends', name)) return undefined;
    }
    return `Debian package ${name} can't be installed`;
  });
};

function aptGet(...args: readonly string[]): boolean {
  const { status, stdout, stderr } = spawnSync('apt-get', ['-y', '-q', '-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=10', '-o', 'DPkg::Lock::Timeout=60', ...args], {
    encoding: 'utf8', timeout: 180_000, env: { ...process.env, PATH: searchPath, DEBIAN_FRONTEND: 'noninteractive' },
  });
  mkdirSync(join(import.meta.dirname, '.results'), { recursive: true });
  appendFileSync(log, `$ apt-get ${args.join(' ')}\n${stdout}${stderr}\n`);
  return status === 0;
}

/** Debian starts a server when it installs it, unless this file says no (invoke-rc.d(8)). */
const policy = '/usr/sbin/policy-rc.d';

function withoutServices<T>(install: () => T): T {
  const mine = !existsSync(policy);
  if (mine) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return install();
  } finally {
    if (mine) rmSync(policy, { force: true });
  }
}
