import type { SecretReader, SecretSource } from '@culprit/core';
import { defaultPolicy } from '../policy.ts';

/**
 * The secret source `totp:`: the current code of a secret that another reference names, for the log-in of another plugin:
 * `{ $secret: 'totp:env:SHOP_TOTP' }`. The secret may be base32 or an `otpauth://` URI with its own parameters. A code
 * that would end within a second is waited out.
 */
export function createCodeSource({ now = () => Date.now() }: { readonly now?: () => number } = {}): SecretSource {
  return {
    scheme: 'totp',
    async resolve(name: string, secrets: SecretReader): Promise<string | undefined> {
      const [{ readSecret }, { codeAt, timeStep, secondsLeft }] = await Promise.all([import('../secret/read-secret.ts'), import('../codes/one-time-code.ts')]);
      const read = readSecret((await secrets.read({ $secret: name })).reveal());
      // A secret that can't be read is not there; a counter would move with each look.
      if (read.outcome === 'refused' || read.account?.type === 'hotp') return undefined;
      const parameters = read.account ?? defaultPolicy;
      if (secondsLeft(now(), parameters) <= 1) await new Promise((resolve) => setTimeout(resolve, 1_000 - (now() % 1_000)));
      return codeAt(read.bytes, timeStep(now(), parameters), parameters);
    },
  };
}

/** `totp:` by this machine's clock. */
export const codeSource: SecretSource = createCodeSource();
