import { X509Certificate, type KeyObject } from 'node:crypto';
import type { SecretReader } from '@culprit/core';
import { readBounded, writeWhole } from '@culprit/core/files';
import { pemOf } from '../der/certificates-in.ts';
import type { WrittenFile, WrittenFileInput } from '../facts/written-file.ts';
import { maxFileBytes, readContents } from './read-contents.ts';
import { pkcs12Of, pkcs7Of } from './write-pkcs.ts';

/** Writes what was asked for. Never throws but for secrets that can't be resolved. */
export async function writeCertificates(input: WrittenFileInput, secrets: SecretReader, signal: AbortSignal): Promise<WrittenFile> {
  const certificates = input.certificates.map((text) => Buffer.from(text, 'base64'));
  const [first] = certificates;
  const revealed = async (reference: WrittenFileInput['password']): Promise<string | undefined> => (reference === undefined ? undefined : (await secrets.read(reference)).reveal());
  const [password, newPassword] = [await revealed(input.password), await revealed(input.newPassword)];
  const key = input.key === undefined || first === undefined ? undefined : await keyFor(first, input.key, password, signal);
  if (typeof key === 'string') return { outcome: 'key-unusable', why: key };
  return store(input, await bytesOf(input.to, certificates, key, newPassword), key !== undefined);
}

type Unusable = Extract<WrittenFile, { readonly outcome: 'key-unusable' }>['why'];

async function keyFor(certificate: Uint8Array, file: string, password: string | undefined, signal: AbortSignal): Promise<KeyObject | Unusable> {
  const bytes = await readBounded(file, { maxBytes: maxFileBytes, signal });
  if (typeof bytes === 'string') return bytes;
  const { keys, locked } = await readContents(bytes, password);
  if (locked !== undefined) return locked === 'password-needed' || locked === 'wrong-password' ? locked : 'unreadable';
  const [found] = keys;
  if (found === undefined) return 'no-key';
  const readable = keys.flatMap(({ key }) => (typeof key === 'string' ? [] : [key]));
  if (readable.length === 0) return typeof found.key === 'string' ? found.key : 'unreadable';
  try {
    const owner = new X509Certificate(certificate);
    return readable.find((key) => owner.checkPrivateKey(key)) ?? 'mismatch';
  } catch {
    return 'mismatch';
  }
}

async function bytesOf(to: WrittenFileInput['to'], certificates: readonly Uint8Array[], key: KeyObject | undefined, newPassword: string | undefined): Promise<Uint8Array> {
  switch (to) {
    case 'der': return certificates[0] ?? new Uint8Array(0);
    case 'p7b': return pkcs7Of(certificates);
    case 'p12': return pkcs12Of(certificates, key, newPassword ?? '');
    case 'pem': {
      const encryption = newPassword === undefined ? {} : { cipher: 'aes-256-cbc', passphrase: newPassword };
      const keyPem = key === undefined ? '' : String(key.export({ type: 'pkcs8', format: 'pem', ...encryption }));
      return Buffer.from(certificates.map((der) => pemOf(der)).join('') + keyPem);
    }
  }
}

async function store({ output, overwrite }: WrittenFileInput, bytes: Uint8Array, withKey: boolean): Promise<WrittenFile> {
  try {
    await writeWhole(output, bytes, { ownerOnly: withKey, replace: overwrite });
    return { outcome: 'written', bytes: bytes.length, withKey };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return code === 'EEXIST' && !overwrite ? { outcome: 'exists' } : { outcome: 'unwritable', code };
  }
}
