import type { SpokenProtocol } from '../facts/tls-capture/spoken-protocol.ts';

/** What came of asking for TLS in clear. `said`: the printable start of what the peer said, at most 80 characters. */
export type StartTls = { readonly tookMs: number } & (
  /** TLS begins now. `offered`: it was announced, or the protocol has no announcements. */
  | { readonly outcome: 'agreed'; readonly offered: boolean }
  /** `masked`: something wrote over what the peer announces. */
  | { readonly outcome: 'not-offered'; readonly masked: boolean; readonly said: string }
  /** `refused`: offered, and yet no. `turned-away`: the peer wants nothing to do with this client. */
  | { readonly outcome: 'refused' | 'turned-away'; readonly said: string }
  | { readonly outcome: 'other-protocol'; readonly protocol: SpokenProtocol | 'tls'; readonly said: string }
  /** More bytes came in clear with the answer: whoever wrote them is not who the handshake would prove (CVE-2011-0411). */
  | { readonly outcome: 'early-bytes'; readonly bytes: number; readonly said: string }
  | { readonly outcome: 'closed' | 'reset' | 'timed-out'; readonly awaiting: 'greeting' | 'announcement' | 'answer'; readonly code: string }
);
