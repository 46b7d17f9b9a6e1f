import { isToolError, type Localized } from '@culprit/core';
import { StoreError } from '@culprit/watch';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/** Every way in which a request can fail, and its status. The words are permanent. */
const problems = {
  'invalid-request': [400, 'The request is wrong'],
  'not-authenticated': [401, 'Log in, or send a token'],
  'log-in-refused': [401, 'The name or the password is wrong'],
  'code-needed': [401, 'A one-time code is needed'],
  'set-up-refused': [403, 'The set-up token is wrong, or somebody was set up already'],
  'not-permitted': [403, 'You may not do this'],
  'cross-origin': [403, 'The request came from another site'],
  'not-found': [404, 'There is no such thing'],
  conflict: [409, 'It contradicts what is there'],
  'too-large': [413, 'The request is too large'],
  'unsupported-media-type': [415, 'Send application/json'],
  'not-acceptable': [422, 'It can not be taken as it is'],
  'too-many-requests': [429, 'Too many requests'],
  internal: [500, 'The server met a defect of its own'],
  'storage-trouble': [503, 'The database can not do it now'],
  busy: [503, 'The server has too much to do'],
} as const satisfies { readonly [code: string]: readonly [status: number, title: string] };

export type ProblemCode = keyof typeof problems;

/** Answered as RFC 9457 says. `detail` is a word or a sentence, `text` the same in both languages where there is one. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly detail: string | undefined;
  readonly text: Localized<string> | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: ProblemCode, { detail, text, retryAfterMs }: { readonly detail?: string | undefined; readonly text?: Localized<string>; readonly retryAfterMs?: number } = {}) {
    super(code);
    this.code = code;
    this.detail = detail ?? text?.en;
    this.text = text;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Answers an error. What is not known is a defect: it is logged, and nothing of it is told. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error);
  if (problem.code === 'internal') request.log.error({ err: error }, 'a defect');
  const [status, title] = problems[problem.code];
  const retryAfter = problem.retryAfterMs === undefined ? undefined : Math.ceil(problem.retryAfterMs / 1_000);
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
  const { detail, text, code } = problem;
  void reply.code(status).header('cache-control', 'no-store').type('application/problem+json').serializer(JSON.stringify)
    .send({ type: `https://culprit.dev/problems/${code}`, title, status, code, ...(detail === undefined ? {} : { detail }), ...(text === undefined ? {} : { text }), ...(retryAfter === undefined ? {} : { retryAfter }) });
}

function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isToolError(error)) return new ProblemError('not-acceptable', { text: error.text, detail: error.text.en });
  if (error instanceof StoreError) return new ProblemError('storage-trouble', { detail: error.trouble, retryAfterMs: 5_000 });
  const { statusCode, validation } = error as Partial<FastifyError>;
  if (validation !== undefined && error instanceof Error) return new ProblemError('invalid-request', { detail: error.message.slice(0, 300) });
  switch (statusCode) {
    case 413: return new ProblemError('too-large');
    case 415: return new ProblemError('unsupported-media-type');
    case 429: return new ProblemError('too-many-requests', { retryAfterMs: 60_000 });
    default: return new ProblemError(statusCode !== undefined && statusCode >= 400 && statusCode < 500 ? 'invalid-request' : 'internal');
  }
}
