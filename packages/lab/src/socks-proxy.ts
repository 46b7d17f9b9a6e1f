import { connect, createServer, type Socket } from 'node:net';
import type { ProxyCredential } from './http-proxy.ts';
import { type LabServer, listenOnLoopback, type LoopbackHost } from './loopback-server.ts';
import { destination, type ProxyRoutes } from './proxy-destination.ts';

/**
 * A SOCKS proxy that never forwards.
 *
 * - `reply`: refuses CONNECT with this code (RFC 1928, 6): 1 general failure, 2 not allowed,
 *   3 network unreachable, 4 host unreachable, 5 refused, 6 TTL expired, 7 command, 8 address type.
 * - `no-method`: accepts none of the authentication methods offered (0xFF).
 * - `hang`: accepts the connection and never answers.
 * - `reset`: RST after the greeting.
 */
export type SocksFault = { readonly reply: number } | 'no-method' | 'hang' | 'reset';

export interface SocksProxyOptions {
  /** 4: speaks SOCKS4 and 4A, and nothing else. Default: 5. */
  readonly version?: 4;
  /** Wanted by username and password (RFC 1929). Default: none. */
  readonly credential?: ProxyCredential;
  /** Default: it forwards. */
  readonly fault?: SocksFault;
  /** Names it can reach, e.g. `{ 'api.example': '127.0.0.1:40000' }`. Loopback is always reachable. */
  readonly resolve?: ProxyRoutes;
  /** Default `127.0.0.1`. */
  readonly host?: LoopbackHost;
}

/** A CONNECT that a SOCKS proxy received. */
export interface SocksRequest {
  /** Name or address as the client sent it: a name means the client left resolving to the proxy. */
  readonly host: string;
  readonly port: number;
  /** Reply code; 0 is success. */
  readonly reply: number;
}

/** A running SOCKS proxy. */
export interface SocksProxy extends LabServer {
  /** E.g. `socks5://127.0.0.1:40000`. */
  readonly url: string;
  /** The requests so far, oldest first. */
  readonly requests: readonly SocksRequest[];
}

const VERSION = 5;
const NO_AUTHENTICATION = 0;
const USERNAME_PASSWORD = 2;
const NO_METHOD = 0xff;
const HOST_UNREACHABLE = 4;
const CONNECTION_REFUSED = 5;
const HANDSHAKE_DEADLINE_MS = 10_000;

/** Starts a SOCKS proxy. Only ever connects to loopback. Rejects if it can't listen. */
export async function startSocksProxy(options: SocksProxyOptions = {}): Promise<SocksProxy> {
  const requests: SocksRequest[] = [];
  const server = createServer((client) => {
    if (options.fault === 'hang') {
      client.resume();
      return;
    }
    client.setTimeout(HANDSHAKE_DEADLINE_MS, () => client.destroy());
    void (options.version === 4 ? converseInFour : converse)(client, options, requests).catch(() => client.destroy());
  });
  const lab = await listenOnLoopback(server, options.host);
  return Object.assign(lab, { url: `socks${options.version ?? VERSION}://${lab.host === '::1' ? '[::1]' : lab.host}:${lab.port}`, requests });
}

async function converse(client: Socket, options: SocksProxyOptions, requests: SocksRequest[]): Promise<void> {
  const { credential, fault } = options;
  const [version = 0, methods = 0] = await read(client, 2);
  const offered = await read(client, methods);
  if (version !== VERSION) return void client.destroy();
  if (fault === 'reset') return void client.resetAndDestroy();
  const method = credential === undefined ? NO_AUTHENTICATION : USERNAME_PASSWORD;
  if (fault === 'no-method' || !offered.includes(method)) return void client.end(Buffer.of(VERSION, NO_METHOD));
  client.write(Buffer.of(VERSION, method));
  if (credential !== undefined) {
    const user = await readCounted(client, (await read(client, 2))[1] ?? 0);
    const password = await readCounted(client, (await read(client, 1))[0] ?? 0);
    const good = user === credential.user && password === credential.password;
    if (!good) return void client.end(Buffer.of(1, 1));
    client.write(Buffer.of(1, 0));
  }
  const [, command = 0, , addressType = 0] = await read(client, 4);
  const host = await readAddress(client, addressType);
  const port = (await read(client, 2)).readUInt16BE(0);
  const finish = (reply: number): void => {
    requests.push({ host, port, reply });
    const answer = Buffer.of(VERSION, reply, 0, 1, 0, 0, 0, 0, 0, 0);
    if (reply === 0) client.write(answer);
    else client.end(answer);
  };
  if (typeof fault === 'object') return finish(fault.reply);
  if (command !== 1) return finish(7);
  const to = destination(host, port, options.resolve);
  if (to === undefined) return finish(HOST_UNREACHABLE);
  tunnel(client, connect(to), finish);
}

/** SOCKS4: one request, one answer of eight bytes. A fault refuses it with 91. */
async function converseInFour(client: Socket, { fault, resolve }: SocksProxyOptions, requests: SocksRequest[]): Promise<void> {
  const [version = 0] = await read(client, 1);
  const answer = (reply: number): Buffer => Buffer.of(0, reply, 0, 0, 0, 0, 0, 0);
  // Whoever speaks another version is refused in this one.
  if (version !== 4) return void client.end(answer(91));
  const [command = 0] = await read(client, 1);
  const port = (await read(client, 2)).readUInt16BE(0);
  const address = (await read(client, 4)).join('.');
  await readText(client);
  const host = /^0\.0\.0\.[1-9]/.test(address) ? await readText(client) : address;
  const finish = (reply: number): void => {
    requests.push({ host, port, reply });
    if (reply === 90) client.write(answer(reply));
    else client.end(answer(reply));
  };
  if (fault !== undefined || command !== 1) return finish(91);
  const to = destination(host, port, resolve);
  if (to === undefined) return finish(91);
  tunnel(client, connect(to), (reply) => finish(reply === 0 ? 90 : 91));
}

/** Up to a zero byte; what is too long for a name ends it. */
async function readText(client: Socket): Promise<string> {
  const bytes: number[] = [];
  while (bytes.length < 256) {
    const [byte = 0] = await read(client, 1);
    if (byte === 0) break;
    bytes.push(byte);
  }
  return Buffer.from(bytes).toString('latin1');
}

function tunnel(client: Socket, upstream: Socket, finish: (reply: number) => void): void {
  let established = false;
  client.once('close', () => upstream.destroy());
  upstream.on('error', () => {
    if (established) client.resetAndDestroy();
    else finish(CONNECTION_REFUSED);
  });
  upstream.once('connect', () => {
    established = true;
    client.setTimeout(0);
    finish(0);
    client.pipe(upstream);
    upstream.pipe(client);
  });
}

async function readAddress(client: Socket, type: number): Promise<string> {
  if (type === 1) return (await read(client, 4)).join('.');
  if (type === 3) return readCounted(client, (await read(client, 1))[0] ?? 0);
  const bytes = await read(client, 16);
  const groups = Array.from({ length: 8 }, (_, at) => bytes.readUInt16BE(at * 2).toString(16));
  // The URL parser knows the short form of RFC 5952.
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

async function readCounted(client: Socket, length: number): Promise<string> {
  return (await read(client, length)).toString('utf8');
}

/** Exactly `length` bytes; rejects when the client closes first. The socket's timeout ends the wait. */
function read(client: Socket, length: number): Promise<Buffer> {
  if (length === 0) return Promise.resolve(Buffer.alloc(0));
  return new Promise((resolve, reject) => {
    const attempt = (): void => {
      const bytes: Buffer | null = client.readableLength < length ? null : client.read(length);
      if (bytes === null) return void client.read(0);
      settle();
      resolve(bytes);
    };
    const fail = (): void => {
      settle();
      reject(new Error('the client closed before it had spoken'));
    };
    const settle = (): void => {
      client.off('readable', attempt);
      client.off('close', fail);
      client.off('end', fail);
    };
    client.on('readable', attempt);
    client.once('close', fail);
    client.once('end', fail);
    attempt();
  });
}
