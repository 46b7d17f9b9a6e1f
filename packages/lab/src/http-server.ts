import { createServer } from 'node:http';
import type { HttpBehaviour } from './http-behaviour.ts';
import { type HttpHandlerOptions, httpHandler, type HttpRequestRecord } from './http-handler.ts';
import { htmlReply } from './http-reply.ts';
import { type LabServer, listenOnLoopback, type LoopbackHost } from './loopback-server.ts';

export interface HttpServerOptions extends HttpHandlerOptions {
  /** Default `127.0.0.1`. */
  readonly host?: LoopbackHost;
}

/** A running HTTP/1.1 server. For HTTPS give `httpHandler(…)` to `startTlsServer`. */
export interface HttpServer extends LabServer {
  /** Origin, e.g. `http://127.0.0.1:40000`, without a final slash. */
  readonly url: string;
  /** The requests so far, oldest first. */
  readonly requests: readonly HttpRequestRecord[];
}

/** Starts an HTTP server that behaves by path. Rejects if it can't listen. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const handler = httpHandler(options);
  const server = createServer(handler);
  server.on('clientError', (_error, socket) => socket.destroy());
  const lab = await listenOnLoopback(server, options.host);
  const host = lab.host === '::1' ? '[::1]' : lab.host;
  return Object.assign(lab, { url: `http://${host}:${lab.port}`, requests: handler.requests });
}

/**
 * What a captive portal does with any plain HTTP request: a redirect to its log-in page
 * (RFC 8952, 1), or, without a URL, that page itself under 200.
 */
export function captivePortal(loginUrl?: string): HttpBehaviour {
  if (loginUrl === undefined) return htmlReply('Sign in to the network');
  return { redirect: loginUrl };
}
