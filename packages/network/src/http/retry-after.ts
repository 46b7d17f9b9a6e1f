import { parseHttpDate } from './http-date.ts';

/** Retry-After (RFC 9110 §10.2.3), seconds or a date, as seconds from the moment of the answer; never negative. */
export function retryAfterSeconds(field: string | undefined, receivedAt: string): number | undefined {
  if (field === undefined) return undefined;
  const text = field.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const date = parseHttpDate(text);
  return date === undefined ? undefined : Math.max(0, Math.ceil((date - Date.parse(receivedAt)) / 1_000));
}
