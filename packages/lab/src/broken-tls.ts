import { randomBytes } from 'node:crypto';
import { connect, createServer, type Socket } from 'node:net';
import { type ClientHello, parseClientHello } from './client-hello.ts';
import {
  type LabServer,
  listenOnLoopback,
  type LoopbackAddress,
  type LoopbackHost,
} from './loopback-server.ts';

/**
 * What happens once the ClientHello has arrived.
 *
 * - `reset`: RST, as an SNI filter does.
 * - `close`: FIN without a byte.
 * - `hang`: silence, the connection stays open.
 * - `plain-http`: an HTTP/1.1 400 in clear, as from a web server without TLS on this port.
 * - `garbage`: 512 random bytes, then FIN.
 * - `alert`: a fatal alert of this code (RFC 8446, 6), then FIN; e.g. 40 handshake_failure,
 *   70 protocol_version, 80 internal_error, 112 unrecognized_name.
 */
export type TlsFault = 'reset' | 'close' | 'hang' | 'plain-http' | 'garbage' | { readonly alert: number };

/** Which ClientHellos meet the fault. Of several conditions each one suffices. */
export interface TlsFaultCondition {
  /** SNI host names, without regard to case; a name covers its subdomains too. */
  readonly serverNames?: readonly string[];
  /** Fault when the client sends no SNI. */
  readonly withoutServerName?: boolean;
  /** Fault when the ClientHello has more bytes than this, as at a box that knows no post-quantum key share. */
  readonly longerThan?: number;
}

export interface BrokenTlsOptions {
  readonly fault: TlsFault;
  /** Default: every connection meets the fault. Needs `forwardTo`. */
  readonly when?: TlsFaultCondition;
  /** The good server that gets the connections without fault, byte for byte. */
  readonly forwardTo?: LoopbackAddress;
  /** Default `127.0.0.1`. */
  readonly host?: LoopbackHost;
}

/** A running server with a fault in its handshake. */
export interface BrokenTlsServer extends LabServer {
  /** Every ClientHello seen, oldest first. */
  readonly clientHellos: readonly ClientHello[];
}

const CLIENT_HELLO_DEADLINE_MS = 10_000;

/**
 * Starts a server (or, with `forwardTo`, a middlebox) that breaks the TLS handshake.
 * Throws `TypeError` when `when` is given without `forwardTo`; rejects if it can't listen.
 */
export async function startBrokenTls(options: BrokenTlsOptions): Promise<BrokenTlsServer> {
  const { when, forwardTo, fault } = options;
  if (when !== undefined && forwardTo === undefined) {
    throw new TypeError('`when` needs `forwardTo`: a server for the connections without fault');
  }
  const clientHellos: ClientHello[] = [];
  const server = createServer((client) => {
    let received = Buffer.alloc(0);
    client.setTimeout(CLIENT_HELLO_DEADLINE_MS, () => client.destroy());
    const onData = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      const hello = parseClientHello(received);
      if (hello === 'incomplete') return;
      client.off('data', onData);
      client.setTimeout(0);
      if (hello !== 'not-tls') clientHellos.push(hello);
      if (forwardTo === undefined || hello === 'not-tls' || when === undefined || meets(hello, when)) {
        breakOff(client, fault);
      } else {
        forward(client, received, forwardTo);
      }
    };
    client.on('data', onData);
  });
  const lab = await listenOnLoopback(server, options.host);
  return Object.assign(lab, { clientHellos });
}

function meets(hello: ClientHello, when: TlsFaultCondition): boolean {
  const name = hello.serverName;
  if (name === undefined && when.withoutServerName === true) return true;
  if (when.longerThan !== undefined && hello.length > when.longerThan) return true;
  return (when.serverNames ?? []).some((listed) => {
    const blocked = listed.toLowerCase();
    return name !== undefined && (name === blocked || name.endsWith(`.${blocked}`));
  });
}

function breakOff(client: Socket, fault: TlsFault): void {
  // Unread bytes would turn a FIN into an RST.
  client.resume();
  if (fault === 'reset') client.resetAndDestroy();
  else if (fault === 'close') client.end();
  else if (fault === 'plain-http') client.end(PLAIN_HTTP);
  else if (fault === 'garbage') client.end(garbage());
  else if (fault !== 'hang') client.end(Buffer.from([21, 3, 3, 0, 2, 2, fault.alert]));
}

function garbage(): Buffer {
  const bytes = randomBytes(512);
  bytes[0] = 0xff; // no TLS record type, so that it never passes for one by chance
  return bytes;
}

function forward(client: Socket, received: Buffer, to: LoopbackAddress): void {
  const upstream = connect({ host: to.host, port: to.port });
  upstream.on('error', () => client.resetAndDestroy());
  client.once('close', () => upstream.destroy());
  upstream.write(received);
  client.pipe(upstream);
  upstream.pipe(client);
}

const BODY = '<html><body>The plain HTTP request was sent to HTTPS port</body></html>\n';
const PLAIN_HTTP = [
  'HTTP/1.1 400 Bad Request',
  'Content-Type: text/html',
  `Content-Length: ${BODY.length}`,
  'Connection: close',
  '',
  BODY,
].join('\r\n');
