import { parseHttpDate } from './http-date.ts';

/** Retry-After (RFC 9110 §10.2.3), seconds or a date, as seconds from the moment of the answer; never negative. */
export function retryAfterSeconds(field: string | undefined, receivedAt: string): number | undefined {
  if (field === undefined) return undefined;
  const text = field.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const date = parseHttpDate(text);
  return date === undefined ? undefined : Math.max(0, Math.ceil((date - Date.parse(receivedAt)) / 1_000));
}

/**
 * When a limit is lifted, by the fields of rate limits, as seconds from the answer: the latest of them. `t=` of RateLimit
 * and RateLimit-Reset are seconds (draft-ietf-httpapi-ratelimit-headers); vendors also write a moment in Unix time or,
 * as OpenAI does, spans such as `6m0s` and `20ms`.
 */
export function limitResetSeconds(headers: { readonly [name: string]: string }, receivedAt: string): number | undefined {
  const resets = Object.entries(headers).flatMap(([name, value]) => {
    if (name === 'ratelimit') return [...value.matchAll(/;\s*t=(\d{1,9})/g)].map((match) => Number(match[1]));
    if (!/^(?:x-)?ratelimit-reset(?:-requests|-tokens)?$/.test(name)) return [];
    const text = value.trim();
    if (/^\d{1,13}(?:\.\d{1,6})?$/.test(text)) return [fromNumber(Number(text), receivedAt)];
    const span = /^(?=\d)(?:(\d{1,5})d)?(?:(\d{1,5})h)?(?:(\d{1,5})m)?(?:(\d{1,6}(?:\.\d{1,9})?)s)?(?:(\d{1,9}(?:\.\d{1,6})?)ms)?$/.exec(text);
    if (span === null) return [];
    const [days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = span.slice(1).map((part) => Number(part ?? 0));
    return [Math.ceil(days * 86_400 + hours * 3_600 + minutes * 60 + seconds + milliseconds / 1_000)];
  });
  return resets.length === 0 ? undefined : Math.max(...resets);
}

/** Small numbers are seconds; others a moment, in seconds or milliseconds since 1970. */
function fromNumber(value: number, receivedAt: string): number {
  if (value < 1e8) return Math.ceil(value);
  return Math.max(0, Math.ceil((value < 1e11 ? value : value / 1_000) - Date.parse(receivedAt) / 1_000));
}
