import { defineFact, type Fact, type JsonObject, type SecretRef } from '@culprit/core';
import type { TokenReading } from '../token/read-token.ts';

export type TokenReadingInput = { readonly token: SecretRef };

/** What a token says of itself, unverified. Neither its signature nor the values of its claims leave the fact, but times, issuer and audience. */
export const tokenReading: Fact<TokenReadingInput, TokenReading> = defineFact<TokenReadingInput, TokenReading>({
  id: 'credential/token-reading',
  async gather({ input, secrets }) {
    const { readToken } = await import('../token/read-token.ts');
    return readToken((await secrets.read(input.token)).reveal());
  },
  exhibit: (value) => value as unknown as JsonObject,
});
