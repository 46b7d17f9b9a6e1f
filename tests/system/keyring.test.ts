import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { apt, because, firstReason, searchPath } from './requirements.ts';

const reason = firstReason(apt('dbus'), apt('gnome-keyring'));
const packages = join(import.meta.dirname, '../../packages/credential');

/** Stores a key in the keyring, as a user would, and opens a new vault with it: no variable, no file. */
const program = `
import { AsyncEntry } from '@napi-rs/keyring';
import manifest from '${packages}/src/manifest.ts';
const said = [];
const io = { stdin: (async function* () { yield process.env.VALUE; })(), stdout: (text) => said.push(text), stderr: (text) => said.push(text), color: false, interactive: false, columns: 80 };
const command = async (name, positionals = []) => (await manifest.commands.find((one) => one.name === name).load()).run({ positionals, options: {}, locale: 'en', io, signal: AbortSignal.timeout(20_000), env: { HOME: process.env.HOME, CULPRIT_VAULT: process.env.HOME + '/vault.json' }, plugins: [manifest] });
await new AsyncEntry('culprit', 'master-key').setPassword(process.env.KEY);
for (const [name, positionals] of [['vault init'], ['vault set', ['a']], ['vault get', ['a']]]) await command(name, positionals);
console.log(said.join(''));
`;

test.skipIf(reason !== undefined)(`a vault opens with the key that the keyring of a desktop holds${because(reason)}`, () => {
  const home = mkdtempSync(join(tmpdir(), 'culprit-keyring-'));
  const [key, value] = [randomBytes(32).toString('hex'), `value-${randomBytes(8).toString('hex')}`];
  // Beside its package: it is found from there alone.
  const file = join(packages, `.keyring-${randomBytes(4).toString('hex')}.mjs`);
  try {
    writeFileSync(file, program);
    const { stdout, stderr } = spawnSync('dbus-run-session', ['--', 'sh', '-c', 'printf pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$0" --no-warnings "$1"', process.execPath, file], {
      encoding: 'utf8', timeout: 60_000, env: { PATH: searchPath, HOME: home, XDG_RUNTIME_DIR: home, KEY: key, VALUE: value },
    });
    expect([stdout, stderr.slice(-600)]).toEqual([expect.stringContaining('under the key of keyring:culprit/master-key'), expect.any(String)]);
    expect(stdout).toContain(`${value}\n`);
    expect(stdout + stderr).not.toContain(key);
  } finally {
    rmSync(file, { force: true });
    rmSync(home, { recursive: true, force: true });
  }
}, 120_000);
