import { createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { type LabServer, listenOnLoopback, type LoopbackHost } from './loopback-server.ts';
import { type StartTlsProtocol, startTlsScripts } from './starttls-scripts.ts';
import type { TlsIdentity } from './tls-server.ts';

/**
 * What goes wrong before TLS begins.
 *
 * - `not-offered`: it is neither announced nor taken.
 * - `hidden`: it is not announced, and taken all the same.
 * - `masked`: the same, and the announcement is written over with X, as Cisco firewalls do (SMTP).
 * - `refused`: announced, and refused.
 * - `early-bytes`: more comes in clear with the agreement (CVE-2011-0411).
 * - `plaintext`: it agrees, and answers the ClientHello in clear.
 * - `hang`: it never says anything.
 * - `turned-away`: it wants nothing to do with the client.
 */
export type StartTlsFault = 'not-offered' | 'hidden' | 'masked' | 'refused' | 'early-bytes' | 'plaintext' | 'hang' | 'turned-away';

export interface StartTlsServerOptions extends TlsIdentity {
  readonly protocol: StartTlsProtocol;
  readonly fault?: StartTlsFault;
  /** How many connections meet the fault before the server is sound. Default: all. */
  readonly times?: number;
  /** Default `127.0.0.1`. */
  readonly host?: LoopbackHost;
}

/** A running server; `serverNames`: those that clients asked for by SNI, oldest first. */
export interface StartTlsServer extends LabServer {
  readonly serverNames: readonly string[];
}

/** Starts a server that speaks a protocol in clear until the client asks for TLS (RFC 3207 and its like). */
export async function startStartTlsServer(options: StartTlsServerOptions): Promise<StartTlsServer> {
  const serverNames: string[] = [];
  const secureContext = createSecureContext({ cert: options.chain.join('\n'), key: options.key });
  let met = 0;
  const server = createServer((socket) => {
    met += 1;
    speak(socket, options, met <= (options.times ?? Infinity) ? options.fault : undefined, () => {
      const session = new TLSSocket(socket, {
        isServer: true, secureContext,
        SNICallback: (name, callback) => {
          serverNames.push(name);
          callback(null);
        },
      });
      session.on('error', () => {});
      session.resume();
    });
  });
  const lab = await listenOnLoopback(server, options.host);
  return Object.assign(lab, { serverNames });
}

const inClear = '500 5.5.1 Unrecognized command\r\n';

function speak(socket: Socket, { protocol }: StartTlsServerOptions, fault: StartTlsFault | undefined, secure: () => void): void {
  if (fault === 'hang') return void socket.resume();
  const script = startTlsScripts[protocol];
  const greeting = script.greeting(fault);
  if (greeting !== undefined) socket.write(greeting);
  let received: Buffer = Buffer.alloc(0);
  const onData = (chunk: Buffer): void => {
    received = Buffer.concat([received, chunk]);
    const reply = script.reply(received, fault);
    if (reply === undefined) return;
    const { say, secure: agreed = false, used = received.length } = reply;
    const rest = received.subarray(used);
    received = Buffer.alloc(0);
    if (!agreed) return void socket.write(say);
    socket.off('data', onData);
    if (fault === 'plaintext') {
      if (say.length > 0) socket.write(say);
      if (rest.length > 0) socket.write(inClear);
      else socket.once('data', () => socket.write(inClear));
      return;
    }
    // At once with the agreement, so that both come in one packet.
    if (fault === 'early-bytes') return void socket.write(Buffer.concat([Buffer.from(say), Buffer.from('250 injected\r\n')]));
    socket.pause();
    if (rest.length > 0) socket.unshift(rest);
    if (say.length === 0) secure();
    else socket.write(say, secure);
  };
  socket.on('data', onData);
}
