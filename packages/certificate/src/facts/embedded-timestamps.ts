import { defineFact, type Fact, type Json } from '@culprit/core';
import { presentation, shownChain, type ChainInput } from '../endpoint-input.ts';

/** Signed certificate timestamps inside of the server's certificate (RFC 6962 §3.3). They are counted and not verified. */
export type EmbeddedTimestamps =
  | {
    readonly outcome: 'counted';
    /** 0 where there is no such extension. */
    readonly count: number;
    /** The log of each, SHA-256 of its key, base64. */
    readonly logs: readonly string[];
  }
  /** The certificate or the extension can't be read. */
  | { readonly outcome: 'unreadable' };

/** What shows a browser that a certificate was published in the logs of Certificate Transparency. */
export const embeddedTimestamps: Fact<ChainInput, EmbeddedTimestamps> = defineFact({
  id: 'certificate/embedded-timestamps',
  needs: (input: ChainInput) => ({ handshake: presentation(input) }),
  gather: async ({ input, facts: { handshake }, ask, blocked }): Promise<EmbeddedTimestamps | ReturnType<typeof blocked>> => {
    const [leaf] = await shownChain(handshake, input, ask);
    if (leaf === undefined) return blocked('handshake');
    const { timestampsIn } = await import('../der/timestamps-in.ts');
    return timestampsIn(Buffer.from(leaf, 'base64'));
  },
  exhibit: (value): Json => value,
});
