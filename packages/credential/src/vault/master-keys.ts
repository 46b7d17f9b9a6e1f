import { homedir } from 'node:os';
import { join } from 'node:path';
import type { SecretRef } from '@culprit/core';
import { readKeyText } from '../ciphertext/key-text.ts';
import { keyOfPassphrase } from './passphrase.ts';
import type { MasterKey, Passphrase } from './read-vault.ts';

type Environment = { readonly [name: string]: string | undefined };

/** Where a vault's keys come from; what is not given is looked up in the usual places. */
export interface KeySources {
  readonly key?: SecretRef | undefined;
  /** The key that was in use before, for the time of a rotation; several are separated by commas. */
  readonly previous?: SecretRef | undefined;
  /** A passphrase in place of a key. */
  readonly passphrase?: SecretRef | undefined;
}

const folder = (env: Environment): string => join(env['XDG_CONFIG_HOME'] ?? join(env['HOME'] ?? homedir(), '.config'), 'culprit');

/** Where the vault is: `CULPRIT_VAULT`, or `culprit/vault.json` in the folder of settings (XDG Base Directory). */
export const defaultVault = (env: Environment): string => env['CULPRIT_VAULT'] ?? join(folder(env), 'vault.json');

/** The places where a master key is looked for, in order. The first that is there counts. */
const usualKeys = (env: Environment): readonly string[] => ['env:CULPRIT_MASTER_KEY', `file:${join(folder(env), 'master.key')}`];

const usualKeyring = 'keyring:culprit/master-key';
const usualPassphrase = 'env:CULPRIT_PASSPHRASE';
const usualPrevious = 'env:CULPRIT_MASTER_KEY_PREVIOUS';

/**
 * Looks for the keys of a vault. `read` resolves to `undefined` where a reference leads to nothing. Every place that was
 * looked at is in the result, so that a missing key can be told with them.
 */
export async function findMasterKeys({ key, previous, passphrase }: KeySources, env: Environment, read: (reference: SecretRef) => Promise<string | undefined>): Promise<readonly MasterKey[]> {
  const found: MasterKey[] = [];
  for (const source of key !== undefined ? [key.$secret] : passphrase === undefined ? usualKeys(env) : []) {
    const text = await read({ $secret: source });
    found.push({ source, role: 'current', text: text === undefined ? { outcome: 'absent' } : readKeyText(text) });
    if (text !== undefined) break;
  }
  const missing = found.every(({ text }) => text.outcome === 'absent');
  if (missing && key === undefined) found.push(...await furtherKeys(passphrase, found.length === 0, read));
  const source = previous?.$secret ?? usualPrevious;
  const older = await read({ $secret: source });
  if (older !== undefined) found.push(...older.split(',').slice(0, 8).map((text): MasterKey => ({ source, role: 'previous', text: keyOrPassphrase(text) })));
  return found;
}

/** The keyring of the desktop, then a passphrase; where one was named, that alone. */
async function furtherKeys(passphrase: SecretRef | undefined, alone: boolean, read: (reference: SecretRef) => Promise<string | undefined>): Promise<readonly MasterKey[]> {
  const found: MasterKey[] = [];
  if (!alone) {
    const { readKeyring } = await import('./keyring.ts');
    const ring = await readKeyring(usualKeyring.slice('keyring:'.length));
    found.push({ source: usualKeyring, role: 'current', text: ring.outcome === 'value' ? readKeyText(ring.text) : { outcome: 'absent', ...(ring.why === 'no-entry' ? {} : { why: ring.why }) } });
    if (ring.outcome === 'value') return found;
  }
  const source = passphrase?.$secret ?? usualPassphrase;
  const text = await read({ $secret: source });
  return [...found, { source, role: 'current', text: text === undefined ? { outcome: 'absent' } : passphraseOf(text) }];
}

const passphraseOf = (text: string): Passphrase => ({ outcome: 'passphrase', characters: [...text.trimEnd()].length, keyFor: (kdf) => keyOfPassphrase(text, kdf) });

/** A key that was in use before may have been a passphrase. */
function keyOrPassphrase(text: string): MasterKey['text'] {
  const read = readKeyText(text);
  return read.outcome === 'key' || read.outcome === 'empty' ? read : passphraseOf(text);
}

/** Reads `env:` and `file:` for a library or a secret source, outside of a run. */
export const plainReader = (env: Environment) => async ({ $secret }: SecretRef): Promise<string | undefined> => {
  const [, scheme, name = ''] = /^([a-z]+):(.*)$/s.exec($secret) ?? [];
  if (scheme === 'env') return env[name] === '' ? undefined : env[name];
  if (scheme !== 'file') return undefined;
  const { readFile } = await import('node:fs/promises');
  return readFile(name, 'utf8').catch(() => undefined);
};
