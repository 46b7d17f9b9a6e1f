import type { IncomingMessage, ServerResponse } from 'node:http';

/** Response headers; a list becomes repeated fields. */
export type HttpHeaders = Readonly<Record<string, string | readonly string[]>>;

/** A well-formed response. */
export interface HttpReply {
  /** Default 200. */
  readonly status?: number;
  /** Reason phrase. Default: the registered one. */
  readonly reason?: string;
  readonly headers?: HttpHeaders;
  /** Text (UTF-8), bytes, or data to be sent as JSON under `application/json`. */
  readonly body?: string | Uint8Array | { readonly json: unknown };
  /** Compresses the body and says so in Content-Encoding. */
  readonly gzip?: boolean;
  /** Date header: off by this many seconds (negative: behind), or `none`. Default: the true time. */
  readonly date?: { readonly offsetSeconds: number } | 'none';
}

/** Responses that no web framework would produce; written by hand on the connection. */
export type HttpRawFault =
  /** Reads the request, never answers. */
  | 'hang-before-headers'
  /** Promises 1,024 bytes of JSON in the headers, sends none. */
  | 'hang-after-headers'
  /** Closes without a byte. */
  | 'empty-reply'
  /** RST without a byte. */
  | 'reset'
  /** Content-Length 1,024, 16 bytes, close. */
  | 'truncated-body'
  /** A chunk whose size isn't hexadecimal (RFC 9112, 7.1). */
  | 'broken-chunked'
  /** A header field of 10 MB. */
  | 'huge-header'
  /** Content-Encoding gzip, but the body is no gzip. */
  | 'broken-gzip'
  /** A body without end; stops when the client closes or after 64 MiB. */
  | 'endless-body'
  /** A status line that isn't HTTP. */
  | 'malformed-status-line';

/** What a server does with a request. */
export type HttpBehaviour =
  | HttpReply
  | HttpRawFault
  /** Sends the body in pieces of `bytes`, `intervalMs` apart. */
  | { readonly slow: { readonly body: string; readonly bytes: number; readonly intervalMs: number } }
  /** Redirects to `redirect`, by default with 302. */
  | { readonly redirect: string; readonly code?: 301 | 302 | 303 | 307 | 308 }
  /** Redirects to its own path, with a growing query, for ever. */
  | 'redirect-loop'
  /** Waits, then goes on. */
  | { readonly lateMs: number; readonly then: HttpBehaviour }
  /** One after the other, one for each request; the last stays. */
  | { readonly inOrder: readonly HttpBehaviour[] }
  /** `then` if the request carries this header (with this value, or one like it, where given), else `otherwise`. */
  | {
      readonly ifHeader: { readonly name: string; readonly value?: string | RegExp };
      readonly then: HttpBehaviour;
      readonly otherwise: HttpBehaviour;
    }
  /** Whatever you write. */
  | ((request: IncomingMessage, response: ServerResponse) => void);
