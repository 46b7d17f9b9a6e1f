/** What a client holds. All of it is secret but the times. */
export interface StoredTokens {
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** When the access token ends, in milliseconds since 1970 by this machine's own clock; `undefined`: nobody said. */
  readonly expiresAt?: number;
  /** How long it lived when it was issued, in milliseconds. */
  readonly lifetimeMs?: number;
}

/** Where tokens are kept. `write` resolves when they are sure to survive; `exclusively` keeps other processes out. */
export interface TokenStore {
  read(): Promise<StoredTokens | undefined>;
  write(tokens: StoredTokens): Promise<void>;
  exclusively<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

/** What came of asking for new tokens. */
export type ExchangeResult =
  | { readonly outcome: 'renewed'; readonly accessToken: string; readonly refreshToken?: string; readonly expiresAt?: number; readonly lifetimeMs?: number }
  /** The server said no, by a code of RFC 6749 §5.2 or a status: asking again is no use. */
  | { readonly outcome: 'refused'; readonly code: string }
  /** The network, or a server that is busy: later it may work. */
  | { readonly outcome: 'unavailable'; readonly how: string; readonly retryAfterSeconds?: number };

/** Asks for new tokens with those that are held. A refused connection is a value; a throw is a bug. */
export type Exchange = (tokens: StoredTokens, signal: AbortSignal) => Promise<ExchangeResult>;

export type RefreshFailure = 'signed-out' | 'refused' | 'unavailable';

/** Why there is no good token. `signed-out`: somebody has to sign in again. Its text holds no token. */
export class RefreshError extends Error {
  override readonly name = 'RefreshError';
  readonly reason: RefreshFailure;
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;
  constructor(reason: RefreshFailure, code: string, retryAfterSeconds?: number) {
    super(`no new token: ${reason} (${code})`);
    this.reason = reason;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export interface RefresherOptions {
  readonly store: TokenStore;
  readonly exchange: Exchange;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
  /** Deadline of one refresh, the wait for other processes included. Default: 30,000. */
  readonly timeoutMs?: number;
}

export interface Refresher {
  /**
   * An access token that is good for a while: the stored one, or a new one shortly before its end. However many ask at
   * the same time, in this process or others, one refresh is made. Aborting one caller leaves the others alone.
   * Rejects with a {@link RefreshError}, or with the caller's own abort reason.
   */
  token(signal?: AbortSignal): Promise<string>;
}

/** A tenth of the lifetime before the end, at most a minute. */
const aheadMs = ({ lifetimeMs = 600_000 }: StoredTokens): number => Math.min(60_000, lifetimeMs / 10);

export function createRefresher({ store, exchange, now = Date.now, timeoutMs = 30_000 }: RefresherOptions): Refresher {
  let flight: Promise<string> | undefined;
  /** The access token, where it is good for a while yet. */
  const good = (tokens: StoredTokens | undefined): string | undefined => (tokens !== undefined && (tokens.expiresAt === undefined || now() < tokens.expiresAt - aheadMs(tokens)) ? tokens.accessToken : undefined);

  async function refresh(signal: AbortSignal): Promise<string> {
    const before = good(await store.read());
    if (before !== undefined) return before;
    return store.exclusively(async () => {
      // Another process may have been faster while this one waited.
      const held = await store.read();
      const renewed = good(held);
      if (renewed !== undefined) return renewed;
      if (held === undefined) throw new RefreshError('signed-out', 'no-token');
      const result = await exchange(held, signal);
      if (result.outcome === 'renewed') {
        const { outcome: _outcome, ...tokens } = result;
        // An answer without a refresh token leaves the old one in force (RFC 6749 §6). Stored first: a crash after this loses nothing.
        await store.write({ ...(held.refreshToken === undefined ? {} : { refreshToken: held.refreshToken }), ...tokens });
        return tokens.accessToken;
      }
      if (result.outcome === 'unavailable') {
        // Early enough: the old one is still good.
        if (held.expiresAt !== undefined && now() < held.expiresAt) return held.accessToken;
        throw new RefreshError('unavailable', result.how, result.retryAfterSeconds);
      }
      // Somebody without the lock (another host) may have rotated it: what they stored is never cleared.
      const later = await store.read();
      const theirs = good(later);
      if (theirs !== undefined && later?.refreshToken !== held.refreshToken) return theirs;
      throw new RefreshError(result.code === 'invalid_grant' ? 'signed-out' : 'refused', result.code);
    }, signal);
  }

  return {
    async token(signal) {
      signal?.throwIfAborted();
      flight ??= refresh(AbortSignal.timeout(timeoutMs)).finally(() => { flight = undefined; });
      if (signal === undefined) return flight;
      const shared = flight;
      return new Promise((resolve, reject) => {
        const abort = (): void => reject(signal.reason);
        signal.addEventListener('abort', abort, { once: true });
        shared.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
      });
    },
  };
}
