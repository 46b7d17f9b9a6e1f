import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { HttpReply } from './http-behaviour.ts';

/** Writes a well-formed response. */
export function writeReply(response: ServerResponse, reply: HttpReply): void {
  const { body, date, reason } = reply;
  response.statusCode = reply.status ?? 200;
  if (reason !== undefined) response.statusMessage = reason;
  if (date === 'none') response.sendDate = false;
  else if (date !== undefined) {
    response.setHeader('Date', new Date(Date.now() + date.offsetSeconds * 1000).toUTCString());
  }
  let bytes = Buffer.alloc(0);
  if (typeof body === 'string') bytes = Buffer.from(body);
  else if (body instanceof Uint8Array) bytes = Buffer.from(body);
  else if (body !== undefined) {
    bytes = Buffer.from(JSON.stringify(body.json));
    response.setHeader('Content-Type', 'application/json');
  }
  if (reply.gzip === true) {
    bytes = gzipSync(bytes);
    response.setHeader('Content-Encoding', 'gzip');
  }
  for (const [name, value] of Object.entries(reply.headers ?? {})) {
    response.setHeader(name, typeof value === 'string' ? value : [...value]);
  }
  if (!response.hasHeader('Content-Length') && bodyAllowed(response.statusCode)) {
    response.setHeader('Content-Length', bytes.length);
  }
  response.end(bytes);
}

/** 204 and 304 carry no body and no length (RFC 9110, 8.6). */
function bodyAllowed(status: number): boolean {
  return status !== 204 && status !== 304;
}

/** An OpenAI-style error under this status, with the header fields that RFC 9110 asks for there. */
export function errorReply(
  status: number,
  options: {
    /** Text of the error. Default: the status. */
    readonly message?: string;
    /** Seconds, or a date, for 413, 429 and 503 (RFC 9110, 10.2.3). */
    readonly retryAfter?: number | Date;
    /** For 401 (WWW-Authenticate) and 407 (Proxy-Authenticate). Default `Bearer` and `Basic realm="lab"`. */
    readonly challenge?: string;
  } = {},
): HttpReply {
  const { retryAfter } = options;
  const headers: Record<string, string> = {};
  if (status === 401) headers['WWW-Authenticate'] = options.challenge ?? 'Bearer';
  if (status === 407) headers['Proxy-Authenticate'] = options.challenge ?? 'Basic realm="lab"';
  if (status === 408) headers['Connection'] = 'close';
  if (retryAfter !== undefined) {
    headers['Retry-After'] = typeof retryAfter === 'number' ? String(retryAfter) : retryAfter.toUTCString();
  }
  const message = options.message ?? `status ${status}`;
  return { status, headers, body: { json: { error: { message, code: status } } } };
}

/** A web page where an API would answer JSON. */
export function htmlReply(title: string, status = 200): HttpReply {
  const page = `<!doctype html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: page };
}
