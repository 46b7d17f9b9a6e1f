import { defineFact, type Fact, type Json } from '@culprit/core';
import { onceForEach } from '../certificate-summary.ts';
import { presentation, type ChainInput } from '../endpoint-input.ts';
import type { RevocationVerdict } from '../revocation/verdict.ts';

/** What the answer says that a server sends along about its own certificate. */
export type StapledOcsp = {
  /** Whether the certificate demands such an answer (RFC 7633). */
  readonly demanded: boolean;
} & (
  | { readonly outcome: 'absent' }
  | { readonly outcome: 'judged'; readonly subject: string; readonly verdict: RevocationVerdict }
  /** The certificate or that of its issuer is not at hand, so that nobody's signature can be checked. */
  | { readonly outcome: 'no-issuer' }
);

/** The object identifier of the TLS feature extension (RFC 7633 §6), DER. */
const tlsFeature = Buffer.from('06082b06010505070118', 'hex');

/** Whether a chain's first certificate may have that extension. */
const mentionsFeature = onceForEach(([leaf = '']: readonly string[]): boolean => Buffer.from(leaf, 'base64').includes(tlsFeature));

/** The stapled OCSP answer, verified (RFC 6066 §8, RFC 6961). Nothing is fetched, and nothing is loaded where there is none. */
export const stapledOcsp: Fact<ChainInput, StapledOcsp> = defineFact({
  id: 'certificate/stapled-ocsp',
  needs: (input: ChainInput) => ({ handshake: presentation(input) }),
  gather: ({ input, facts: { handshake }, memory, now, blocked }) => {
    const { chain } = handshake;
    if (chain.length === 0) return blocked('handshake');
    const staple = handshake.chainSource === 'file' ? undefined : handshake.stapledOcsp;
    if (staple === undefined && !mentionsFeature(chain)) return { outcome: 'absent', demanded: false };
    return import('../revocation/read-staple.ts').then(({ readStaple }) => readStaple({ chain, staple, caFile: input.route?.ca, memory, now: now() }));
  },
  exhibit: (value): Json => value,
});
