// Brings a fresh clone to where everything runs. Plain JavaScript for Node 20: nothing is installed yet when it starts.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
const stamp = join(root, 'node_modules', '.culprit-setup');

/** The environment of everything that the scripts start: the pinned Node first, and no variable that changes what TLS trusts or where traffic goes. */
export function environment() {
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
  delete env.NODE_EXTRA_CA_CERTS;
  return env;
}

/** Installs what the lockfile names, unless that was done already. A second call costs a few milliseconds. */
export function ensureInstalled() {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  process.stderr.write('Installing dependencies…\n');
  const local = join(bin, 'pnpm');
  const [command, ...prefix] = existsSync(local) ? [local] : ['npx', '-y', 'pnpm@12'];
  const { status, error } = spawnSync(command, [...prefix, 'install', '--frozen-lockfile', '--reporter=append-only'], { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32', timeout: 900_000 });
  if (status !== 0) {
    process.stderr.write(`The dependencies could not be installed${error ? `: ${error.message}` : ''}. This needs the npm registry; the lines above say what went wrong.\n`);
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

/** Runs a program in the project's environment and ends with its exit code if it fails. */
export function must(command, args, options = {}) {
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: environment(), ...options });
  if (error) process.stderr.write(`${command} could not be started: ${error.message}\n`);
  if (status !== 0) process.exit(status ?? (signal ? 1 : 70));
}

/** Changes whenever another install would give another result. */
function fingerprint() {
  const hash = createHash('sha256');
  const manifests = ['packages', 'apps'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name, 'package.json')));
  for (const file of ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', ...manifests]) {
    if (existsSync(join(root, file))) hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}
