import type { Dispatcher } from 'undici';

/** What came of a request. `date`: the reply's own, in milliseconds since 1970. */
export type Sent =
  | { readonly outcome: 'answered'; readonly status: number; readonly text: string; readonly date?: number }
  | { readonly outcome: 'timed-out' | 'too-large' }
  /** `code`: a system or TLS code, or undici's. */
  | { readonly outcome: 'failed'; readonly code: string };

export interface Sending {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Goes into the request line as it is. */
  readonly uri: string;
  readonly body: string;
  readonly authorization?: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

const maxReplyBytes = 1_048_576;

/** Sends one POST, follows no redirect and reads at most a mebibyte. Never throws. */
export async function send(dispatcher: Dispatcher, { origin, uri, body, authorization, timeoutMs, signal }: Sending): Promise<Sent> {
  const deadline = AbortSignal.timeout(Math.max(1, Math.round(timeoutMs)));
  try {
    const reply = await dispatcher.request({
      origin, path: uri, method: 'POST', body: Buffer.from(body), signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
      headers: { 'content-type': 'application/json', accept: 'application/json', 'user-agent': 'culprit', ...(authorization === undefined ? {} : { authorization }) },
    });
    const text = await readBounded(reply.body);
    const date = Date.parse(String(reply.headers['date'] ?? ''));
    return text === undefined ? { outcome: 'too-large' } : { outcome: 'answered', status: reply.statusCode, text, ...(Number.isNaN(date) ? {} : { date }) };
  } catch (error) {
    return deadline.aborted ? { outcome: 'timed-out' } : { outcome: 'failed', code: codeOf(error) };
  }
}

async function readBounded(body: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxReplyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A code and never a message: a message may hold what was sent. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause instanceof Error ? codeOf(error.cause) : error.name;
}
