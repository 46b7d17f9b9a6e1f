import type { Memory, Permits } from '@culprit/core';
import type { Message } from './codec.ts';
import type { Reading } from './message.ts';

/** What every transport is given beside the address. */
export interface ExchangeOptions {
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  readonly permits: Permits;
  /** Where TLS contexts are kept. */
  readonly memory: Memory;
  /** As in `Route.ca`: authorities to trust beside the usual ones. */
  readonly ca?: string | undefined;
}

/** One UDP datagram that came while somebody listened, milliseconds after the question. */
export type Datagram = { readonly afterMs: number; readonly reading: Reading; /** Where it came from, if not from the server. */ readonly from?: string };

/** Why no answer was had. `code`: an errno, a code of OpenSSL, `HTTP_<status>`, or what was wrong with what came. */
export type Unanswered = { readonly outcome: 'timed-out' | 'unreachable' | 'malformed'; readonly code: string };

export type Heard = { readonly message: Message; readonly datagrams?: readonly Datagram[] } | (Unanswered & { readonly datagrams?: readonly Datagram[] });
