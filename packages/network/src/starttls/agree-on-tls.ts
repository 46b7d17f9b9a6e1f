import { monotonicMs } from '@culprit/core';
import type { Socket } from 'node:net';
import { looksLikeTls } from '../facts/tls-capture/records.ts';
import { excerptOf, spokenProtocol } from '../facts/tls-capture/spoken-protocol.ts';
import type { StartTlsInput } from '../facts/tls-handshake.ts';
import { createExchange, isSilence } from '../proxy/exchange.ts';
import type { StartTlsProtocol } from '../targets/tls-endpoint.ts';
import { ldap, mysql, postgres } from './binary-dialogues.ts';
import type { Dialogue } from './dialogue.ts';
import type { StartTls } from './outcome.ts';
import { ftp, imap, pop3, smtp, xmpp } from './text-dialogues.ts';

const dialogues: { readonly [P in StartTlsProtocol]: Dialogue } = { smtp, imap, pop3, ldap, postgres, mysql, xmpp, ftp };

/** More than any greeting or list of capabilities; a peer that says more is not understood. */
const maxReply = 16_384;

/** Speaks a protocol up to where TLS begins. The socket is left where the ClientHello goes, paused, with nothing unread. */
export async function agreeOnTls(socket: Socket, { input, patienceMs, signal }: { readonly input: StartTlsInput; readonly patienceMs: number; readonly signal: AbortSignal }): Promise<StartTls> {
  const started = monotonicMs();
  const took = (): number => monotonicMs() - started;
  const exchange = createExchange(socket, started + patienceMs, signal);
  const dialogue = dialogues[input.protocol];
  const names = { peer: input.serverName ?? input.host, client: socket.localAddress ?? '' };
  let offered = true;
  let heard = '';
  for (const awaiting of ['greeting', 'announcement', 'answer'] as const) {
    const turn = dialogue[awaiting === 'answer' ? 'request' : awaiting];
    if (turn === undefined) continue;
    if (turn.say !== undefined) exchange.write(turn.say(names));
    const { reply } = turn;
    if (reply === undefined) continue;
    const bytes = await exchange.read((received) => reply.length(received) ?? (received.length > maxReply ? received.length : undefined));
    if (isSilence(bytes)) return { outcome: bytes.ended, awaiting, code: bytes.code, tookMs: took() };
    const meaning = reply.meaning(bytes);
    heard = excerptOf(bytes);
    if (meaning === 'go-on') continue;
    if (meaning === 'other-protocol') return { outcome: meaning, protocol: bytes.length > 2 && looksLikeTls(bytes) ? 'tls' : spokenProtocol(bytes), said: heard, tookMs: took() };
    if (meaning === 'refused' || meaning === 'turned-away') return { outcome: meaning, said: heard, tookMs: took() };
    offered = false;
    if (input.insist !== true || awaiting !== 'announcement') return { outcome: 'not-offered', masked: meaning === 'masked', said: heard, tookMs: took() };
  }
  // RFC 3207 §4.2 and RFC 2595: nothing that was said in clear may count as said within TLS.
  const early: unknown = socket.readableLength > 0 ? socket.read() : undefined;
  if (Buffer.isBuffer(early) && early.length > 0) return { outcome: 'early-bytes', bytes: early.length, said: excerptOf(early), tookMs: took() };
  return { outcome: 'agreed', offered, tookMs: took() };
}
