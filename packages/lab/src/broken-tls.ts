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
 * - `inClear`: this text, then FIN, as from a filter that shows its page to whoever asks for TLS.
 * - `garbage`: 512 random bytes, then FIN.
 * - `alert`: a fatal alert of this code (RFC 8446, 6), then FIN; e.g. 40 handshake_failure,
 *   70 protocol_version, 80 internal_error, 112 unrecognized_name.
 * - `only`: as a server that speaks one version and one suite, which need not be known to anybody else any more: whoever
 *   offers the suite gets its ServerHello and certificates, and nothing after them; others get alert 40.
 */
export type TlsFault = 'reset' | 'close' | 'hang' | 'plain-http' | 'garbage' | { readonly inClear: string } | { readonly alert: number } | { readonly only: ObsoleteTls };

/** A version (0x0300 for SSL 3.0), a suite, and the certificates that are sent, PEM, each with its chain or alone. */
export interface ObsoleteTls {
  readonly version: number;
  readonly suite: number;
  readonly chain: readonly string[];
}

/** Which ClientHellos meet the fault. Of several conditions each one suffices. */
export interface TlsFaultCondition {
  /** SNI host names, without regard to case; a name covers its subdomains too. */
  readonly serverNames?: readonly string[];
  /** Fault when the client sends no SNI. */
  readonly withoutServerName?: boolean;
  /** Fault when the ClientHello has more bytes than this, as at a box that knows no post-quantum key share. */
  readonly longerThan?: number;
  /** Fault when the client offers this version, as at a server that can't pass over TLS 1.3 (0x0304). */
  readonly version?: number;
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
        breakOff(client, fault, hello);
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
  if (when.version !== undefined && hello.versions.includes(when.version)) return true;
  if (when.longerThan !== undefined && hello.length > when.longerThan) return true;
  return (when.serverNames ?? []).some((listed) => {
    const blocked = listed.toLowerCase();
    return name !== undefined && (name === blocked || name.endsWith(`.${blocked}`));
  });
}

function breakOff(client: Socket, fault: TlsFault, hello: ClientHello | 'not-tls'): void {
  // Unread bytes would turn a FIN into an RST.
  client.resume();
  if (fault === 'reset') client.resetAndDestroy();
  else if (fault === 'close') client.end();
  else if (fault === 'plain-http') client.end(PLAIN_HTTP);
  else if (fault === 'garbage') client.end(garbage());
  else if (fault === 'hang') return;
  else if ('inClear' in fault) client.end(fault.inClear);
  else if ('alert' in fault) client.end(alert(fault.alert));
  else if (hello !== 'not-tls' && hello.suites.includes(fault.only.suite)) client.write(obsoleteFlight(fault.only));
  else client.end(alert(40));
}

const alert = (code: number): Buffer => Buffer.from([21, 3, 3, 0, 2, 2, code]);

/** ServerHello, Certificate and ServerHelloDone (RFC 6101, 5.6; RFC 5246, 7.4), in one record. */
function obsoleteFlight({ version, suite, chain }: ObsoleteTls): Buffer {
  const hello = Buffer.concat([sized(version, 2), randomBytes(32), sized(0, 1), sized(suite, 2), sized(0, 1)]);
  const certificates = chain.flatMap((pem) => pem.match(/-----BEGIN CERTIFICATE-----[^-]+/g) ?? []).map((pem) => {
    const der = Buffer.from(pem.slice(pem.indexOf('\n')), 'base64');
    return Buffer.concat([sized(der.length, 3), der]);
  });
  const list = Buffer.concat(certificates);
  const messages = Buffer.concat([message(2, hello), message(11, Buffer.concat([sized(list.length, 3), list])), message(14, Buffer.alloc(0))]);
  return Buffer.concat([sized(22, 1), sized(version, 2), sized(messages.length, 2), messages]);
}

const message = (type: number, body: Buffer): Buffer => Buffer.concat([sized(type, 1), sized(body.length, 3), body]);

function sized(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
}

function garbage(): Buffer {
  const bytes = randomBytes(512);
  // Neither a record type nor a version of TLS, so that it never passes for a record by chance.
  bytes[0] = 0xff;
  bytes[1] = 0xff;
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
