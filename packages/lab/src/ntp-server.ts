import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { LoopbackAddress } from './loopback-server.ts';

export type NtpFault =
  /** It answers nobody. */
  | 'silent'
  /** It says itself that it has no time: leap indicator 3, stratum 16 (RFC 5905 §7.3). */
  | 'unsynchronised'
  /** It tells clients to go away: the kiss-o'-death RATE (§7.4). */
  | 'rate'
  /** Its answers belong to another request, as those of whoever guesses. */
  | 'forged'
  /** Its answers are cut short. */
  | 'truncated';

export interface NtpServerOptions {
  /** How far its clock is off; positive: ahead. */
  readonly offsetMs?: number;
  readonly fault?: NtpFault;
}

export interface NtpServer extends LoopbackAddress, AsyncDisposable {
  /** `ntp://127.0.0.1:port` */
  readonly url: string;
  /** How many requests it got. */
  readonly requests: number;
}

const epochSeconds = 2_208_988_800;

/** Starts an NTP server of version 4 on loopback (RFC 5905). */
export async function startNtpServer({ offsetMs = 0, fault }: NtpServerOptions = {}): Promise<NtpServer> {
  const socket = createSocket('udp4');
  let requests = 0;
  socket.on('message', (request, peer) => {
    requests += 1;
    if (fault === 'silent' || request.length < 48) return;
    const reply = Buffer.alloc(48);
    reply[0] = ((fault === 'unsynchronised' ? 3 : 0) << 6) | (4 << 3) | 4;
    reply[1] = fault === 'unsynchronised' ? 16 : fault === 'rate' ? 0 : 2;
    if (fault === 'rate') reply.write('RATE', 12, 'latin1');
    request.copy(reply, 24, 40, 48);
    if (fault === 'forged') reply[24] = (reply[24] ?? 0) ^ 0xff;
    for (const offset of [16, 32, 40]) writeMoment(reply, offset, Date.now() + offsetMs);
    socket.send(fault === 'truncated' ? reply.subarray(0, 40) : reply, peer.port, peer.address, () => {});
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  let closing: Promise<void> | undefined;
  return {
    host: '127.0.0.1', port, url: `ntp://127.0.0.1:${port}`,
    get requests(): number {
      return requests;
    },
    [Symbol.asyncDispose]: () => (closing ??= new Promise((resolve) => {
      socket.close(() => resolve());
    })),
  };
}

function writeMoment(message: Buffer, offset: number, moment: number): void {
  const seconds = Math.floor(moment / 1_000);
  message.writeUInt32BE((seconds + epochSeconds) % 2 ** 32, offset);
  message.writeUInt32BE(Math.floor(((moment / 1_000) - seconds) * 2 ** 32), offset + 4);
}
