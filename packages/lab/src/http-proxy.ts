import { createServer, type IncomingMessage, request as sendRequest, type ServerResponse, STATUS_CODES } from 'node:http';
import { connect, type Socket } from 'node:net';
import { type LabServer, listenOnLoopback, type LoopbackHost } from './loopback-server.ts';
import { destination, type ProxyRoutes } from './proxy-destination.ts';

/** User name and password as a proxy expects them. */
export interface ProxyCredential {
  readonly user: string;
  readonly password: string;
}

/** A proxy that never forwards: refuses with a status, stays silent, or resets. */
export type HttpProxyFault = { readonly refuse: 403 | 502 | 503 | 504 | 508 } | 'hang' | 'reset';

export interface HttpProxyOptions {
  /** Wanted by Basic authentication; anything else gets 407. Default: none. */
  readonly credential?: ProxyCredential;
  /** Default: it forwards. */
  readonly fault?: HttpProxyFault;
  /** Default: CONNECT leads to every port. `refused`: to none (403), as to port 80 by the usual rules of Squid. */
  readonly connect?: 'refused';
  /** Names it can reach, e.g. `{ 'api.example': '127.0.0.1:40000' }`. Loopback is always reachable. */
  readonly resolve?: ProxyRoutes;
  /** Header fields it drops from forwarded requests, e.g. `Authorization`. It can't inside CONNECT. */
  readonly stripHeaders?: readonly string[];
  /** Header fields that it takes out of answers that it passes on. */
  readonly stripAnswerHeaders?: readonly string[];
  /** What stands in Via of its refusals of CONNECT. Default: the proxy alone. */
  readonly via?: string;
  /** Default `127.0.0.1`. */
  readonly host?: LoopbackHost;
}

/** A request as a proxy received it. */
export interface ProxyRequest {
  readonly method: string;
  /** `host:port` for CONNECT, else the absolute URL. */
  readonly target: string;
  /** Status it answered with; absent for a forwarded plain request and for `hang` and `reset`. */
  readonly status?: number;
}

/** A running HTTP proxy. */
export interface HttpProxy extends LabServer {
  /** E.g. `http://127.0.0.1:40000`. */
  readonly url: string;
  /** The requests so far, oldest first. */
  readonly requests: readonly ProxyRequest[];
}

/**
 * Starts an HTTP proxy for CONNECT (RFC 9110, 9.3.6) and the absolute form (RFC 9112, 3.2.2).
 * Only ever connects to loopback; a name without a route gets 502, as from a proxy that can't
 * resolve it. Rejects if it can't listen.
 */
export async function startHttpProxy(options: HttpProxyOptions = {}): Promise<HttpProxy> {
  const requests: ProxyRequest[] = [];
  const note = (request: IncomingMessage, status?: number): void => {
    const { method = '', url: target = '' } = request;
    requests.push({ method, target, ...(status === undefined ? {} : { status }) });
  };
  const server = createServer((request, response) => {
    const verdict = judge(request, options);
    note(request, typeof verdict === 'number' ? verdict : undefined);
    if (verdict === 'reset') request.socket.resetAndDestroy();
    else if (typeof verdict === 'number') refuse(response, verdict);
    else if (verdict === 'forward') forward(request, response, options);
  });
  server.on('connect', (request, socket: Socket, head) => {
    const verdict = judge(request, options);
    const to = verdict === 'forward' && options.connect === undefined ? authority(request.url ?? '', options) : undefined;
    const status = typeof verdict === 'number' ? verdict : options.connect === 'refused' ? 403 : to === undefined ? 502 : 200;
    note(request, verdict === 'hang' || verdict === 'reset' ? undefined : status);
    if (verdict === 'reset') socket.resetAndDestroy();
    else if (to !== undefined) tunnel(socket, head, to);
    else if (verdict !== 'hang') socket.end(refusal(status, options.via));
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  const lab = await listenOnLoopback(server, options.host);
  return Object.assign(lab, { url: `http://${lab.host === '::1' ? '[::1]' : lab.host}:${lab.port}`, requests });
}

function judge(request: IncomingMessage, { fault, credential }: HttpProxyOptions): number | 'hang' | 'reset' | 'forward' {
  if (fault === 'hang' || fault === 'reset') return fault;
  if (credential !== undefined) {
    const expected = Buffer.from(`${credential.user}:${credential.password}`).toString('base64');
    if (request.headers['proxy-authorization'] !== `Basic ${expected}`) return 407;
  }
  return fault === undefined ? 'forward' : fault.refuse;
}

const CHALLENGE = 'Basic realm="lab proxy"';
const VIA = '1.1 lab-proxy';

function refusal(status: number, via = VIA): string {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, `Via: ${via}`, 'Content-Length: 0', 'Connection: close'];
  if (status === 407) lines.push(`Proxy-Authenticate: ${CHALLENGE}`);
  return [...lines, '', ''].join('\r\n');
}

function refuse(response: ServerResponse, status: number): void {
  const challenge = status === 407 ? { 'Proxy-Authenticate': CHALLENGE } : {};
  response.writeHead(status, { Via: VIA, 'Content-Length': 0, ...challenge });
  response.end();
}

function authority(target: string, { resolve }: HttpProxyOptions): ReturnType<typeof destination> {
  const at = target.lastIndexOf(':');
  return destination(target.slice(0, at), Number(target.slice(at + 1)), resolve);
}

function tunnel(client: Socket, head: Buffer, to: { host: string; port: number }): void {
  const upstream = connect(to);
  let established = false;
  client.on('error', () => {});
  client.once('close', () => upstream.destroy());
  upstream.on('error', () => {
    if (established) client.resetAndDestroy();
    else client.end(refusal(502));
  });
  upstream.once('connect', () => {
    established = true;
    client.write(`HTTP/1.1 200 Connection established\r\nVia: ${VIA}\r\n\r\n`);
    upstream.write(head);
    client.pipe(upstream);
    upstream.pipe(client);
  });
}

function forward(request: IncomingMessage, response: ServerResponse, options: HttpProxyOptions): void {
  const url = URL.parse(request.url ?? '');
  const to = url === null ? undefined : destination(url.hostname, Number(url.port) || 80, options.resolve);
  if (url === null || to === undefined) return refuse(response, 502);
  // Hop-by-hop fields end here (RFC 9110, 7.6.1).
  const dropped = new Set(['proxy-authorization', 'proxy-connection', 'connection', 'keep-alive']);
  for (const name of options.stripHeaders ?? []) dropped.add(name.toLowerCase());
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !dropped.has(name)));
  const upstream = sendRequest(
    { ...to, method: request.method, path: url.pathname + url.search, headers: { ...headers, via: VIA }, agent: false },
    (answer) => {
      const lost = new Set((options.stripAnswerHeaders ?? []).map((name) => name.toLowerCase()));
      response.writeHead(answer.statusCode ?? 502, { ...Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !lost.has(name))), via: VIA });
      answer.on('error', () => response.destroy());
      answer.pipe(response);
    },
  );
  upstream.on('error', () => {
    if (response.headersSent) response.destroy();
    else refuse(response, 502);
  });
  response.once('close', () => upstream.destroy());
  request.pipe(upstream);
}
