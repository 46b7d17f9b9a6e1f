import { retryAfterSeconds } from '@culprit/network';
import { readToken } from './read-token.ts';
import type { Exchange, ExchangeResult } from './refresher.ts';

export interface RefreshGrantOptions {
  readonly tokenUrl: string;
  readonly clientId?: string;
  /** Sent as HTTP Basic, as RFC 6749 §2.3.1 prefers. */
  readonly clientSecret?: string;
  readonly scope?: string;
}

/** The refresh grant of OAuth 2.0 (RFC 6749 §6). @throws RangeError for a URL that is neither https nor on this machine. */
export function refreshGrant({ tokenUrl, clientId, clientSecret, scope }: RefreshGrantOptions): Exchange {
  requireSafe(tokenUrl);
  return async ({ refreshToken }, signal) => {
    if (refreshToken === undefined) return { outcome: 'refused', code: 'invalid_grant' };
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, ...(scope === undefined ? {} : { scope }), ...(clientId === undefined || clientSecret !== undefined ? {} : { client_id: clientId }) });
    const encode = encodeURIComponent;
    const basic = clientId === undefined || clientSecret === undefined ? {} : { Authorization: `Basic ${Buffer.from(`${encode(clientId)}:${encode(clientSecret)}`).toString('base64')}` };
    return post(tokenUrl, { ...basic, 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' }, body.toString(), 'access_token', signal);
  };
}

/** A POST with the old token as bearer that answers `{"newToken": …}`: the convention of document 000, for who has it. */
export function bearerExchange({ url }: { readonly url: string }): Exchange {
  requireSafe(url);
  return ({ accessToken }, signal) => post(url, { Authorization: `Bearer ${accessToken}`, Accept: 'application/json' }, '', 'newToken', signal);
}

function requireSafe(text: string): void {
  const { protocol, hostname } = new URL(text);
  if (protocol !== 'https:' && !/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname)) throw new RangeError('tokens are only sent over https, or on this machine');
}

const maxBytes = 65_536;

async function post(url: string, headers: { readonly [name: string]: string }, body: string, member: 'access_token' | 'newToken', signal: AbortSignal): Promise<ExchangeResult> {
  let response: Response;
  let text = '';
  try {
    // A redirect would take the token elsewhere.
    response = await fetch(url, { method: 'POST', headers: { ...headers }, body, redirect: 'manual', signal });
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) if ((text += chunk).length > maxBytes) return { outcome: 'unavailable', how: 'answer-too-large' };
  } catch (error) {
    signal.throwIfAborted();
    return { outcome: 'unavailable', how: codeOf(error) };
  }
  const answer = members(text);
  const receivedAt = Date.now();
  if (response.status >= 500 || response.status === 429) {
    const wait = retryAfterSeconds(response.headers.get('retry-after') ?? undefined, new Date(receivedAt).toISOString());
    return { outcome: 'unavailable', how: String(response.status), ...(wait === undefined ? {} : { retryAfterSeconds: wait }) };
  }
  const { [member]: accessToken, refresh_token: refreshToken, expires_in: expiresIn, error } = answer;
  if (!response.ok || typeof accessToken !== 'string' || accessToken === '') return { outcome: 'refused', code: typeof error === 'string' && /^[\w.-]{1,60}$/.test(error) ? error : response.ok ? 'no-token-in-answer' : `status-${response.status}` };
  return { outcome: 'renewed', accessToken, ...(typeof refreshToken === 'string' ? { refreshToken } : {}), ...await lifeOf(accessToken, expiresIn, response.headers.get('date'), receivedAt) };
}

/** By `expires_in` from now on, which needs no clock but our own; else by `exp`, corrected by the server's Date. */
async function lifeOf(token: string, expiresIn: unknown, date: string | null, receivedAt: number): Promise<{ readonly expiresAt?: number; readonly lifetimeMs?: number }> {
  const seconds = typeof expiresIn === 'string' ? Number(expiresIn) : expiresIn;
  if (typeof seconds === 'number' && seconds > 0 && seconds < 1e10) return { expiresAt: receivedAt + seconds * 1_000, lifetimeMs: seconds * 1_000 };
  const { expires } = await readToken(token);
  if (expires === undefined) return {};
  const theirs = Date.parse(date ?? '');
  const skew = Number.isNaN(theirs) || Math.abs(receivedAt - theirs) < 5_000 ? 0 : receivedAt - theirs;
  const expiresAt = expires * 1_000 + skew;
  return { expiresAt, lifetimeMs: Math.max(0, expiresAt - receivedAt) };
}

function members(text: string): { readonly [name: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
  } catch {
    return {};
  }
}

/** `ECONNREFUSED`, `CERT_HAS_EXPIRED`, …: fetch wraps what happened. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause ?? error : error;
  return typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'failed';
}
