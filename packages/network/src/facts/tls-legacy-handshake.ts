import { defineFact, type Fact } from '@culprit/core';
import { exhibitHandshake, loadCapture, tlsHandshakeNeeds, type LentTlsSession, type TlsHandshake, type TlsHandshakeInput, type TlsHandshakeNeeds } from './tls-handshake.ts';

export type TlsLegacyHandshakeInput = Pick<TlsHandshakeInput, 'host' | 'port' | 'serverName' | 'startTls' | 'route'>;

/**
 * Shakes hands on the terms of twenty years ago: TLS 1.0 and later, any key size, unsafe renegotiation. Nothing is ever
 * sent over such a session: it only tells whether age is what a handshake fails for.
 */
export const tlsLegacyHandshake: Fact<TlsLegacyHandshakeInput, TlsHandshake, LentTlsSession> = defineFact<TlsLegacyHandshakeInput, TlsHandshake, TlsHandshakeNeeds, LentTlsSession>({
  id: 'network/tls-legacy-handshake',
  needs: tlsHandshakeNeeds,
  gather: async (context) => (await loadCapture()).gatherHandshake(context, 'legacy'),
  exhibit: exhibitHandshake,
});
