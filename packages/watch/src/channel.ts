import type { JsonObject, Locale, Localized, OptionFields, Permits, SecretReader } from '@culprit/core';
import type { Message } from './records.ts';

/** What came of an attempt to tell somebody. `receipt` is what the receiver said, bounded and without secrets. */
export type Delivery =
  | { readonly outcome: 'delivered'; readonly receipt: string }
  /** It may work later, not before `afterMs` if the receiver said so. */
  | { readonly outcome: 'failed'; readonly receipt: string; readonly afterMs?: number }
  /** It won't work until somebody mends the channel. `text`: why, where that is known in both languages. */
  | { readonly outcome: 'refused'; readonly receipt: string; readonly text?: Localized<string> };

/** Sends one request. The server hands in one that keeps to its policy for outbound requests; it must not follow redirects. */
export type Send = (url: string, init: { readonly method: string; readonly headers: { readonly [name: string]: string }; readonly body: string; readonly signal: AbortSignal; readonly redirect: 'manual' }) => Promise<Response>;

export interface DeliverContext {
  /** Validated by {@link ChannelType.fields}; secrets are references. */
  readonly options: JsonObject;
  readonly locale: Locale;
  /** Where a person can look; absent where no address is configured. */
  readonly link?: string;
  /** Tells a repetition of the same message. */
  readonly key: string;
  readonly secrets: SecretReader;
  readonly send: Send;
  /** Asked before a connection that `send` does not make (SMTP). */
  readonly permits: Permits;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** A way to tell somebody. */
export interface ChannelType {
  readonly type: string;
  readonly text: Localized<string>;
  readonly fields: OptionFields;
  /** Never throws for what the receiver does; rejects with a `ToolError` where a secret can't be resolved. */
  deliver(message: Message, context: DeliverContext): Promise<Delivery>;
}
