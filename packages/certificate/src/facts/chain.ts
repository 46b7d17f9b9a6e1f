import { createHash } from 'node:crypto';
import { defineFact, type Blocked, type Fact, type Json, type Memory } from '@culprit/core';
import { isMalformed, onceForEach, summarize, type ChainEntry } from '../certificate-summary.ts';
import { presentation, shownChain, type ChainInput } from '../endpoint-input.ts';

/** The certificates of a TLS server, exactly as it sent them or as a file holds them, its own first. */
export type CertificateChain = {
  readonly certificates: readonly ChainEntry[];
  /** `session`: the order and number of certificates may differ from what was sent. */
  readonly source: 'wire' | 'session' | 'file';
};

const exhibitedCertificates = 20;
const exhibitedNames = 50;

/** What the peer's certificates say. Blocked where the handshake ended before any was seen. */
export const certificateChain: Fact<ChainInput, CertificateChain> = defineFact({
  id: 'certificate/chain',
  needs: (input: ChainInput) => ({ handshake: presentation(input) }),
  gather: ({ input, facts: { handshake }, memory, ask, blocked }) => {
    const read = (chain: readonly string[]): CertificateChain | Blocked => {
      if (chain.length === 0 && handshake.outcome !== 'completed') return blocked('handshake');
      return { certificates: recallSummaries(chain, memory), source: handshake.chainSource };
    };
    return handshake.chain.length > 0 ? read(handshake.chain) : shownChain(handshake, input, ask).then(read);
  },
  exhibit: ({ certificates, source }) => ({
    source,
    count: certificates.length,
    certificates: certificates.slice(0, exhibitedCertificates).map(exhibitCertificate),
  }),
});

/** A repeated handshake that met the same certificate hands on the very chain that was captured before. */
const summaries = new WeakMap<readonly string[], readonly ChainEntry[]>();

function recallSummaries(chain: readonly string[], memory: Memory): readonly ChainEntry[] {
  let certificates = summaries.get(chain);
  if (certificates === undefined) summaries.set(chain, certificates = chain.map((text) => recallSummary(Buffer.from(text, 'base64'), memory)));
  return certificates;
}

/** Thousands of endpoints share a few intermediates, and a watched one its own certificate for weeks. */
function recallSummary(der: Uint8Array, memory: Memory): ChainEntry {
  const fingerprint = createHash('sha256').update(der).digest('base64');
  return memory.recall(`certificate/summary/${fingerprint}`, () => summarize(der));
}

const exhibitCertificate = onceForEach((entry: ChainEntry): Json => {
  if (isMalformed(entry)) return entry;
  const { dnsNames, ipAddresses, ...rest } = entry;
  return { ...rest, dnsNames: dnsNames.slice(0, exhibitedNames), ipAddresses: ipAddresses.slice(0, exhibitedNames) };
});
