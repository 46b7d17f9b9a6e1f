import { defineFact, type Fact, type SecretRef } from '@culprit/core';
import type { UnreadableFile } from '@culprit/core/files';

/** How certificates are written: PEM, DER (one), certs-only PKCS #7, PKCS #12. */
export type WrittenForm = 'pem' | 'der' | 'p7b' | 'p12';

export type WrittenFileInput = {
  readonly output: string;
  readonly to: WrittenForm;
  /** Base64 DER, in the order in which they are written. */
  readonly certificates: readonly string[];
  /** The file whose private key is written too; it must fit the first certificate. */
  readonly key?: string;
  /** What opens that file. */
  readonly password?: SecretRef;
  /** What the key is encrypted with; a PKCS #12 file needs it. */
  readonly newPassword?: SecretRef;
  readonly overwrite: boolean;
};

export type WrittenFile =
  | { readonly outcome: 'written'; readonly bytes: number; readonly withKey: boolean }
  | { readonly outcome: 'exists' }
  | { readonly outcome: 'unwritable'; readonly code: string }
  /** Nothing was written: a key that does not fit helps nobody. */
  | { readonly outcome: 'key-unusable'; readonly why: UnreadableFile | 'no-key' | 'mismatch' | 'password-needed' | 'wrong-password' | 'unreadable' };

/** Writes certificates, and the key if it is asked for, to a file: all of it or nothing. A file with a key is its owner's alone. */
export const writtenFile: Fact<WrittenFileInput, WrittenFile> = defineFact({
  id: 'certificate/written-file',
  access: 'modify',
  patienceMs: 20_000,
  gather: async ({ input, secrets, signal }) => (await import('../files/write-certificates.ts')).writeCertificates(input, secrets, signal),
  exhibit: (value) => value,
});
