import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { Duplex } from 'node:stream';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import type { LoopbackAddress } from '../src/index.ts';

/** Completes a handshake (verification off unless asked for) or rejects with its error. */
export async function handshake(
  to: LoopbackAddress,
  options: ConnectionOptions = {},
  deadlineMs = 5_000,
): Promise<TLSSocket> {
  const socket = connect({ host: to.host, port: to.port, rejectUnauthorized: false, ...options });
  socket.setTimeout(deadlineMs, () => socket.destroy(new Error('no handshake in time')));
  try {
    await once(socket, 'secureConnect');
  } catch (error) {
    socket.destroy();
    throw error;
  }
  socket.on('error', () => {});
  return socket;
}

/** The certificates of the Certificate message as they were sent, DER, read off a TLS 1.2 handshake. */
export async function sentCertificates(to: LoopbackAddress): Promise<Buffer[]> {
  const wire = connectTcp({ host: to.host, port: to.port });
  const inbound: Buffer[] = [];
  // TLS over a plain socket takes its handle over; over a stream of ours the bytes pass by here.
  const tap = new Duplex({
    read: () => void wire.resume(),
    write: (chunk: Buffer, _encoding, done) => void wire.write(chunk, done),
  });
  wire.on('data', (chunk: Buffer) => {
    inbound.push(chunk);
    tap.push(chunk);
  });
  const socket = connect({ socket: tap, rejectUnauthorized: false, maxVersion: 'TLSv1.2' });
  await once(socket, 'secureConnect', { signal: AbortSignal.timeout(5_000) });
  socket.on('error', () => {});
  wire.on('error', () => {});
  socket.destroy();
  wire.destroy();
  return certificateMessage(handshakeBytes(Buffer.concat(inbound)));
}

function handshakeBytes(records: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at + 5 <= records.length && records[at] === 22; ) {
    const length = records.readUInt16BE(at + 3);
    parts.push(records.subarray(at + 5, at + 5 + length));
    at += 5 + length;
  }
  return Buffer.concat(parts);
}

function certificateMessage(messages: Buffer): Buffer[] {
  for (let at = 0; at + 4 <= messages.length; at += 4 + messages.readUIntBE(at + 1, 3)) {
    if (messages[at] !== 11) continue;
    const end = at + 4 + messages.readUIntBE(at + 1, 3);
    const certificates: Buffer[] = [];
    for (let entry = at + 7; entry < end; ) {
      const length = messages.readUIntBE(entry, 3);
      certificates.push(messages.subarray(entry + 3, entry + 3 + length));
      entry += 3 + length;
    }
    return certificates;
  }
  return [];
}
