import { defineFact, type Fact, type SecretRef } from '@culprit/core';
import type { CodeParameters } from '../policy.ts';
import type { NoSecret } from '../secret/no-secret.ts';
import type { SecretForm, SecretNote } from '../secret/read-secret.ts';
import type { UriNote } from '../uri/read-uri.ts';

export type SecretReadingInput = { readonly secret: SecretRef };

/** What can be told of a secret without telling the secret. */
export type SecretReading =
  | {
    readonly outcome: 'read'; readonly bytes: number; readonly form: SecretForm; readonly notes: readonly (SecretNote | UriNote)[];
    /** What its own URI says; absent where it is no URI. */
    readonly parameters?: CodeParameters & { readonly counter?: number };
  }
  | { readonly outcome: 'refused'; readonly reason: NoSecret; readonly position?: number };

/** Reads the secret of one-time codes, as its owner has it. */
export const secretReading: Fact<SecretReadingInput, SecretReading> = defineFact<SecretReadingInput, SecretReading>({
  id: 'mfa/secret-reading',
  gather: async ({ input: { secret }, secrets }): Promise<SecretReading> => {
    const { readSecret } = await import('../secret/read-secret.ts');
    const text = (await secrets.read(secret)).reveal();
    const read = readSecret(text);
    if (read.outcome === 'refused') return read;
    const { account, bytes, form, notes } = read;
    if (account === undefined) return { outcome: 'read', bytes: bytes.length, form, notes };
    const { encodeBase32 } = await import('../secret/base32.ts');
    // The secret inside of a URI is one of its own.
    secrets.conceal(secret.$secret, encodeBase32(bytes));
    const { type, algorithm, digits, periodSeconds, counter } = account;
    return { outcome: 'read', bytes: bytes.length, form, notes, parameters: { type, algorithm, digits, periodSeconds, ...(counter === undefined ? {} : { counter }) } };
  },
  exhibit: (value) => value,
});
