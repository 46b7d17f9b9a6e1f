import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logInAccount } from '@culprit/lab';
import { expect, test } from 'vitest';
import credential from '../src/manifest.ts';

const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const random = (bytes: number): string => randomBytes(bytes).toString('hex');

/** One secret of each kind. */
const canaries: { readonly [name: string]: string } = {
  apiKey: `gsk_${random(26)}`, token: `${encode({ alg: 'HS256' })}.${encode({ sub: random(12), exp: 1_700_000_000 })}.${randomBytes(32).toString('base64url')}`, refresh: `refresh-${random(16)}`,
  master: random(32), previous: random(32), vaultValue: `value/${random(16)}+=`, passphrase: `five words ${random(8)} by lot`, cipherKey: random(32), sharedKey: random(32), plaintext: `plain-${random(12)}`, database: `Pg-${random(10)}`, ticket: `ticket-${random(16)}`,
};

/** As texts carry them: as they are, in base64, in hex, in an address. */
const forms = (secret: string): readonly string[] => [...new Set([secret, Buffer.from(secret).toString('base64').replace(/=+$/, ''), Buffer.from(secret).toString('base64url'), Buffer.from(secret).toString('hex'), encodeURIComponent(secret)])];

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
}

test('no secret that any command is given gets into an output, an error, an argument or a file that is not meant for it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'culprit-canary-'));
  const [given, scratch, home] = ['given', 'tmp', 'home'].map((name) => join(folder, name)) as [string, string, string];
  for (const path of [given, scratch, home]) mkdirSync(path);
  try {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', join(import.meta.dirname, 'canary-program.ts'), given], {
      cwd: scratch, encoding: 'utf8', timeout: 110_000, maxBuffer: 256 * 1_024 * 1_024, env: { PATH: process.env['PATH'], HOME: home, TMPDIR: scratch, CANARIES: JSON.stringify(canaries) },
    });
    expect([status, stdout.endsWith('all was said\n'), stderr.slice(-2_000)]).toEqual([0, true, expect.any(String)]);
    const places: readonly (readonly [place: string, text: string])[] = [['stdout', stdout], ['stderr', stderr], ...[scratch, home].flatMap(filesBelow).map((path): [string, string] => [path, readFileSync(path, 'latin1')]),
      // Sealed, and therefore without it.
      ...filesBelow(given).filter((path) => /vault\.json|other\.json/.test(path)).map((path): [string, string] => [path, readFileSync(path, 'latin1')])];
    const leaks = Object.entries({ ...canaries, password: logInAccount.password, username: logInAccount.username }).flatMap(([name, secret]) =>
      places.flatMap(([place, text]) => (forms(secret).some((form) => text.includes(form)) ? [`${name} in ${place}: …${text.slice(Math.max(0, text.indexOf(forms(secret).find((form) => text.includes(form)) ?? '') - 80)).slice(0, 80)}`] : [])));
    expect(leaks).toEqual([]);
    // The sessions of the log-ins are made up by the service: as cookies have them.
    expect([stdout, stderr].join('').match(/\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/g)?.filter((id) => !filesBelow(given).some((path) => readFileSync(path, 'latin1').includes(id))) ?? []).toEqual([]);
    expect(existsSync(join(given, 'vault.json'))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);

test('and the program above knows every command', () => {
  const program = readFileSync(join(import.meta.dirname, 'canary-program.ts'), 'utf8');
  expect(credential.commands.map(({ name }) => name).filter((name) => !program.includes(`'${name}'`))).toEqual([]);
});
