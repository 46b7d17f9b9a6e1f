import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpBehaviour } from './http-behaviour.ts';
import { writeRawFault } from './http-raw-fault.ts';
import { errorReply, writeReply } from './http-reply.ts';

/** A request as it arrived. */
export interface HttpRequestRecord {
  readonly method: string;
  /** Request target: path and query, or what the client sent instead. */
  readonly url: string;
  /** Names in lower case, repeated fields joined. */
  readonly headers: Readonly<Record<string, string>>;
  /** As much as has arrived, at most 1 MiB. */
  readonly body: Buffer;
}

export interface HttpHandlerOptions {
  /** By path, without query. */
  readonly routes?: Readonly<Record<string, HttpBehaviour>>;
  /** For every other path. Default: 404. */
  readonly fallback?: HttpBehaviour;
}

/** A handler for node:http and node:https servers, and for the `http` option of `startTlsServer`. */
export interface HttpHandler {
  (request: IncomingMessage, response: ServerResponse): void;
  /** The requests so far, oldest first. */
  readonly requests: readonly HttpRequestRecord[];
}

const MAX_RECORDED_BODY = 1_048_576;

/** Makes a handler from data. */
export function httpHandler(options: HttpHandlerOptions): HttpHandler {
  const requests: HttpRequestRecord[] = [];
  const turns = new Map<object, number>();
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    requests.push(record(request));
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const routed = Object.hasOwn(options.routes ?? {}, path) ? options.routes?.[path] : undefined;
    act(routed ?? options.fallback ?? errorReply(404), request, response, turns);
  };
  return Object.assign(handle, { requests });
}

function act(
  behaviour: HttpBehaviour,
  request: IncomingMessage,
  response: ServerResponse,
  turns: Map<object, number>,
): void {
  if (typeof behaviour === 'function') {
    behaviour(request, response);
  } else if (behaviour === 'redirect-loop') {
    const [path, query] = (request.url ?? '/').split('?', 2);
    const hop = Number(new URLSearchParams(query).get('hop') ?? 0) + 1;
    writeReply(response, { status: 302, headers: { Location: `${path}?hop=${hop}` } });
  } else if (typeof behaviour === 'string') {
    writeRawFault(request.socket, behaviour);
  } else if ('slow' in behaviour) {
    const { body, bytes, intervalMs } = behaviour.slow;
    trickle(response, Buffer.from(body), Math.max(1, bytes), intervalMs);
  } else if ('redirect' in behaviour) {
    writeReply(response, { status: behaviour.code ?? 302, headers: { Location: behaviour.redirect } });
  } else if ('lateMs' in behaviour) {
    const timer = setTimeout(() => act(behaviour.then, request, response, turns), behaviour.lateMs);
    response.once('close', () => clearTimeout(timer));
  } else if ('inOrder' in behaviour) {
    const turn = turns.get(behaviour) ?? 0;
    turns.set(behaviour, turn + 1);
    act(behaviour.inOrder[turn] ?? behaviour.inOrder.at(-1) ?? errorReply(404), request, response, turns);
  } else if ('ifHeader' in behaviour) {
    const { name, value } = behaviour.ifHeader;
    const sent = request.headers[name.toLowerCase()];
    const met = value instanceof RegExp ? value.test(String(sent ?? '')) : value === undefined ? sent !== undefined : sent === value;
    act(met ? behaviour.then : behaviour.otherwise, request, response, turns);
  } else {
    writeReply(response, behaviour);
  }
}

function trickle(response: ServerResponse, body: Buffer, bytes: number, intervalMs: number): void {
  response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': body.length });
  response.flushHeaders();
  let at = 0;
  const timer = setInterval(() => {
    response.write(body.subarray(at, at + bytes));
    at += bytes;
    if (at < body.length) return;
    clearInterval(timer);
    response.end();
  }, intervalMs);
  response.once('close', () => clearInterval(timer));
}

function record(request: IncomingMessage): HttpRequestRecord {
  const chunks: Buffer[] = [];
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    const room = MAX_RECORDED_BODY - length;
    if (room > 0) chunks.push(chunk.subarray(0, room));
    length += Math.min(chunk.length, Math.max(0, room));
  });
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return {
    method: request.method ?? '',
    url: request.url ?? '',
    headers,
    get body(): Buffer {
      return Buffer.concat(chunks);
    },
  };
}
