import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { decodeDns, type DnsMessage, encodeDns } from '../src/dns-codec.ts';
import type { LoopbackAddress } from '../src/index.ts';

/** A query with EDNS, as resolvers send it. */
export function query(name: string, type: string, id = 4711): Buffer {
  const additionals = [{ type: 'OPT', name: '.', udpPayloadSize: 1232 }];
  return encodeDns({ id, type: 'query', flags: 0x0100, questions: [{ name, type }], additionals });
}

/** Every datagram that comes back within `patienceMs`, at most `enough`. */
export function askUdp(
  server: LoopbackAddress,
  name: string,
  type: string,
  { enough = 1, patienceMs = 2_000 }: { enough?: number; patienceMs?: number } = {},
): Promise<Buffer[]> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const replies: Buffer[] = [];
    const finish = (): void => {
      clearTimeout(timer);
      socket.close();
      resolve(replies);
    };
    const timer = setTimeout(finish, patienceMs);
    socket.on('message', (bytes) => {
      replies.push(bytes);
      if (replies.length === enough) finish();
    });
    socket.send(query(name, type), server.port, server.host);
  });
}

/** The first message over TCP. */
export function askTcp(server: LoopbackAddress, name: string, type: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: server.host, port: server.port });
    const message = query(name, type);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(message.length);
    let received = Buffer.alloc(0);
    socket.setTimeout(2_000, () => socket.destroy(new Error('no answer over TCP')));
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      socket.destroy();
      resolve(received.subarray(2));
    });
    socket.write(Buffer.concat([length, message]));
  });
}

/** The decoded message; fails the test when it is none. */
export function decoded(bytes: Buffer | undefined): Required<DnsMessage> {
  const message = bytes === undefined ? undefined : decodeDns(bytes);
  if (message === undefined) throw new Error('no DNS message');
  return message;
}

/** The RCODE of a message. */
export function rcode(message: DnsMessage): number {
  return message.flags & 0xf;
}

/** The data of the answers of one type. */
export function data(message: Required<DnsMessage>, type: string): unknown[] {
  return message.answers.filter((answer) => answer.type === type).map((answer) => answer.data);
}
