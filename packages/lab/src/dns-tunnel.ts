import type { IncomingMessage, ServerResponse } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer } from 'node:https';
import { serveStream, startDnsServer, type DnsServerOptions } from './dns-server.ts';
import { type LabServer, listenOnLoopback } from './loopback-server.ts';
import { startTlsServer, type TlsIdentity } from './tls-server.ts';

export interface DotServerOptions extends DnsServerOptions, TlsIdentity {}

/** Starts a resolver that is asked over TLS (RFC 7858). */
export async function startDotServer({ chain, key, ...options }: DotServerOptions): Promise<LabServer> {
  const dns = await startDnsServer(options);
  const tunnel = await startTlsServer({ chain, key, host: dns.host, alpn: ['dot'], onConnection: (socket) => serveStream(socket, (message, send) => void dns.respond(message).then((reply) => reply === undefined ? undefined : send(reply))) });
  return { ...address(tunnel), get connections() { return tunnel.connections; }, [Symbol.asyncDispose]: () => endBoth(tunnel, dns) };
}

/**
 * What a DoH server does in place of an answer: a status, another media type, a body without an end, one that comes
 * byte by byte, or no answer at all.
 */
export type DohFault = { readonly status: number } | 'html' | 'endless' | 'drip' | 'silence';

export interface DohServerOptions extends DnsServerOptions, TlsIdentity {
  /** `h2`: nothing but HTTP/2, as BIND has it. `http/1.1`: nothing but that. Default: both. */
  readonly only?: 'h2' | 'http/1.1';
  readonly fault?: DohFault;
}

export interface DohServer extends LabServer {
  /** Where it is asked. */
  readonly url: string;
  /** The versions of HTTP that it was asked by, oldest first. */
  readonly versions: readonly string[];
}

/** Starts a resolver that is asked over HTTPS by POST (RFC 8484), at `/dns-query`. */
export async function startDohServer({ chain, key, only, fault, ...options }: DohServerOptions): Promise<DohServer> {
  const dns = await startDnsServer(options);
  const versions: string[] = [];
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    versions.push(request.httpVersion);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      if (fault !== undefined) return misbehave(fault, response);
      const sound = request.method === 'POST' && request.url === '/dns-query' && request.headers['content-type'] === 'application/dns-message';
      if (!sound) return void response.writeHead(400).end();
      void dns.respond(Buffer.concat(chunks)).then((reply) => (reply === undefined ? undefined : response.writeHead(200, { 'content-type': 'application/dns-message' }).end(reply)));
    });
  };
  const identity = { cert: chain.join('\n'), key };
  const server = only === 'http/1.1' ? createServer(identity, serve) : createSecureServer({ ...identity, allowHTTP1: only === undefined })
    // The compatibility interface of node:http2 has the members that are used here.
    .on('request', (request, response) => serve(request as unknown as IncomingMessage, response as unknown as ServerResponse))
    .on('sessionError', () => {});
  const tunnel = await listenOnLoopback(server, dns.host);
  const host = tunnel.host === '::1' ? '[::1]' : tunnel.host;
  return {
    ...address(tunnel), versions, url: `https://${host}:${tunnel.port}/dns-query`,
    get connections() { return tunnel.connections; },
    [Symbol.asyncDispose]: () => endBoth(tunnel, dns),
  };
}

const address = ({ host, port }: LabServer): Pick<LabServer, 'host' | 'port'> => ({ host, port });

async function endBoth(...servers: readonly LabServer[]): Promise<void> {
  await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
}

const message = { 'content-type': 'application/dns-message' };

function misbehave(fault: DohFault, response: ServerResponse): void {
  if (fault === 'silence') return;
  if (fault === 'html') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Log in');
  if (typeof fault === 'object') return void response.writeHead(fault.status).end();
  response.writeHead(200, message);
  if (fault === 'drip') {
    const timer = setInterval(() => response.write('\0'), 20);
    timer.unref();
    response.once('close', () => clearInterval(timer));
    return;
  }
  const more = (): void => {
    while (!response.destroyed && response.write(Buffer.alloc(16_384)));
  };
  response.on('drain', more);
  more();
}
