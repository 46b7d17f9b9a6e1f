import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { listenOnLoopback, type LoopbackAddress, type LoopbackHost } from './loopback-server.ts';

/** A port that is kept in its state until it is disposed. */
export interface HeldPort extends LoopbackAddress, AsyncDisposable {}

/**
 * A port that refuses every connection (`ECONNREFUSED`). It is held as the local end of a
 * connection between two sockets of this process: nothing listens there, and no other process can
 * be given it before it is disposed. (A port that was merely bound and closed may be handed to
 * anyone at any moment.)
 */
export async function refusedPort(host: LoopbackHost = '127.0.0.1'): Promise<HeldPort> {
  const server = createServer((socket) => void socket.unref().resume());
  const listener = await listenOnLoopback(server, host);
  // Binding explicitly keeps the kernel from using the port as the source of another connection,
  // which on loopback could connect to itself.
  const holder = connect({ host, port: listener.port, localAddress: host });
  holder.on('error', () => {});
  await once(holder, 'connect', { signal: AbortSignal.timeout(5_000) });
  holder.unref().resume();
  server.unref();
  const port = (holder.address() as AddressInfo).port;
  return {
    host,
    port,
    async [Symbol.asyncDispose](): Promise<void> {
      // RST leaves no TIME_WAIT behind.
      holder.resetAndDestroy();
      await listener[Symbol.asyncDispose]();
    },
  };
}

/** The kernel admits one connection more than the backlog says. */
const BACKLOG = 1;
const FILLERS = 6;

/**
 * A port where a SYN is never answered, as behind a firewall that drops: a connection attempt ends
 * only by the client's own deadline. It is a listener that never accepts and whose backlog is full;
 * Linux then drops each further SYN, whatever `tcp_syncookies` says. It is proved before it is
 * handed out; rejects where the system behaves otherwise (Windows answers with RST).
 */
export async function filteredPort(host: LoopbackHost = '127.0.0.1'): Promise<HeldPort> {
  // Node accepts whenever its event loop turns, so the listener lives in a thread that blocks.
  const worker = new Worker(BLOCKED_LISTENER, { eval: true, workerData: { host, backlog: BACKLOG } });
  const fillers: Socket[] = [];
  const dispose = async (): Promise<void> => {
    for (const socket of fillers) socket.destroy();
    await worker.terminate();
  };
  try {
    const [port] = await once(worker, 'message', { signal: AbortSignal.timeout(5_000) });
    if (typeof port !== 'number') throw new TypeError('the blocked listener named no port');
    worker.unref();
    for (let n = 0; n < FILLERS; n += 1) fillers.push(filler(host, port));
    // On loopback an answer takes microseconds: whoever still waits after this was dropped.
    const deadline = Date.now() + 2_000;
    do await delay(100);
    while (established(fillers) < BACKLOG + 1 && Date.now() < deadline);
    await delay(100);
    const pending = fillers.filter((socket) => socket.connecting);
    if (pending.length === 0 || established(fillers) === 0) {
      throw new Error('this system answers a SYN although the backlog is full');
    }
    for (const socket of pending) socket.destroy();
    return { host, port, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

function filler(host: LoopbackHost, port: number): Socket {
  const socket = connect({ host, port });
  socket.on('error', () => {});
  return socket.unref();
}

function established(sockets: readonly Socket[]): number {
  return sockets.filter((socket) => socket.readyState === 'open').length;
}

/** Plain JavaScript, evaluated: a worker file would have another name once it is compiled. */
const BLOCKED_LISTENER = `
const { createServer } = require('node:net');
const { parentPort, workerData } = require('node:worker_threads');
const server = createServer();
server.listen({ host: workerData.host, port: 0, backlog: workerData.backlog, exclusive: true }, () => {
  parentPort.postMessage(server.address().port);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
`;
