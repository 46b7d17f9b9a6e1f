import { defineFact, type Fact, type JsonObject, type SecretRef } from '@culprit/core';
import type { KeyReading } from '../key-reading/read-key.ts';
import type { KeyProfile } from '../key-reading/key-profile.ts';

export type KeyReadingInput = {
  readonly key: SecretRef;
  /** Whose key it should be. */
  readonly provider?: string;
  /** Rules of the reader's own, beside those that are known. */
  readonly profiles?: readonly KeyProfile[];
};

/** What a key's text gives away about itself. Nothing leaves this machine, and nothing of the text leaves the fact. */
export const keyReading: Fact<KeyReadingInput, KeyReading> = defineFact<KeyReadingInput, KeyReading>({
  id: 'credential/key-reading',
  async gather({ input, secrets }) {
    const [{ readKey }, { keyRules }, { rulesOfProfiles }] = await Promise.all([import('../key-reading/read-key.ts'), import('../key-reading/rules/all.ts'), import('../key-reading/key-profile.ts')]);
    const secret = await secrets.read(input.key);
    const { reading, atTheEnds, throughout } = readKey(secret.reveal(), [...rulesOfProfiles(input.profiles ?? []), ...keyRules], input.provider);
    // A server may echo the key without what stood around it.
    for (const text of [atTheEnds, throughout]) if (text !== undefined && text.length >= 8) secrets.conceal(secret.label, text);
    return reading;
  },
  exhibit: (value) => value as unknown as JsonObject,
});
