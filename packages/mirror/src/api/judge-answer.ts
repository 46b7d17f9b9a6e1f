import type { HttpAnswer } from '@culprit/network';
import { saysRegion } from '../profile/region-words.ts';

/** What an API answers to a client without a key. Closed. */
export type ApiState =
  | 'lists-models' | 'wants-key' | 'web-page' | 'wrong-path' | 'region-refused' | 'overloaded' | 'server-error' | 'error-in-success' | 'redirected'
  | 'refused-by-other' | 'unknown-answer';

export interface ApiAnswer {
  readonly state: ApiState;
  /** The service's own code; never its words, which may repeat what was sent. */
  readonly code?: string;
  /** How many models it lists. */
  readonly models?: number;
}

/** Pure. A 401 to a client without a key is how a healthy API answers. */
export function judgeApiAnswer({ status, kind, body, refusal, headers }: Pick<HttpAnswer, 'status' | 'kind' | 'body' | 'refusal' | 'headers'>): ApiAnswer {
  const read = readBody(body.text);
  const code = read?.code === undefined ? {} : { code: read.code };
  if (status >= 300 && status < 400 && headers['location'] !== undefined) return { state: 'redirected' };
  if (refusal?.kind === 'region' || saysRegion({ status, body })) return { state: 'region-refused', ...code };
  if (refusal !== undefined && read === undefined) return { state: 'refused-by-other' };
  if (kind === 'html') return { state: status < 400 ? 'web-page' : status === 404 || status === 405 ? 'wrong-path' : status >= 500 ? 'server-error' : 'unknown-answer' };
  if (status === 404 || status === 405) return { state: 'wrong-path', ...code };
  if (status === 429 || status === 503 || status === 529) return { state: 'overloaded', ...code };
  if (status >= 500) return { state: 'server-error', ...code };
  if (wantsKey(status, body.text, read)) return { state: 'wants-key', ...code };
  if (status >= 400 || read === undefined) return { state: 'unknown-answer', ...code };
  // OpenRouter and relays before it: the status says 200, the body says why not.
  if (read.failed) return { state: 'error-in-success', ...code };
  return read.models === undefined ? { state: 'unknown-answer' } : { state: 'lists-models', models: read.models };
}

/** Gemini says 403 "unregistered callers" or 400 to a missing key; one-api says 未提供令牌. An error inside of a 200 may say 401. */
function wantsKey(status: number, text: string, read: ReadBody | undefined): boolean {
  if (status === 401) return true;
  if (read?.failed === true && status < 300) return read.code === '401';
  return (status === 403 || status === 400) && /unregistered callers|未提供令牌|api[ _-]?key[^.\n]{0,40}(?:required|missing)|(?:missing|provide|without)[^.\n]{0,40}api[ _-]?key/i.test(text.slice(0, 4_096));
}

interface ReadBody {
  readonly failed: boolean;
  readonly code?: string;
  readonly models?: number;
}

function readBody(text: string): ReadBody | undefined {
  const document = parse(text);
  if (document === undefined) return undefined;
  const top = members(document);
  const error = members(top['error']);
  const code = [error['code'], error['type'], error['status'], top['code'], top['Code']].find((value) => (typeof value === 'string' || typeof value === 'number') && /^[\w.-]{1,60}$/.test(String(value)));
  const list = [top['data'], top['models']].find(Array.isArray);
  return { failed: top['error'] !== undefined || top['success'] === false, ...(code === undefined ? {} : { code: String(code) }), ...(list === undefined ? {} : { models: list.length }) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The excerpt of a long list ends somewhere within it.
    return /^\s*\{\s*"(?:object|data|models)"\s*:/.test(text) && text.length >= 16_000 ? { data: [] } : undefined;
  }
}

const members = (value: unknown): { readonly [name: string]: unknown } => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {});
