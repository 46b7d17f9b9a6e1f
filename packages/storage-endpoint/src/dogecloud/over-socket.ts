import type { Socket } from 'node:net';
import { Client } from 'undici';
import { readDomains, type DogeCloudDomain } from './client.ts';
import { readReply, type DogeCloudReply } from './reply.ts';
import { send } from './send.ts';
import { dogeCloudAuthorization, type DogeCloudKeys } from './sign.ts';

/** One question to the API over a connection that stands already. */
export interface SocketChannel extends AsyncDisposable {
  domains(asked: { readonly keys?: DogeCloudKeys; readonly timeoutMs: number; readonly signal: AbortSignal }): Promise<DogeCloudReply<readonly DogeCloudDomain[]>>;
}

/** Speaks HTTP/1.1 over this socket and over no other: where it is lost, the call fails. Disposing destroys it. */
export async function overSocket(origin: string, socket: Socket): Promise<SocketChannel> {
  let taken = false;
  const client = new Client(origin, {
    allowH2: false,
    connect: (_, callback) => {
      const gone = taken || socket.destroyed;
      taken = true;
      // undici never goes on where it is answered before `connect` returned.
      setImmediate(() => (gone ? callback(Object.assign(new Error('the connection is gone'), { code: 'ECONNRESET' }), null) : callback(null, socket)));
    },
  });
  return {
    async domains({ keys, timeoutMs, signal }) {
      const [uri, body] = ['/cdn/domain/list.json', '{}'];
      return readReply(await send(client, { origin, uri, body, timeoutMs, signal, ...(keys === undefined ? {} : { authorization: dogeCloudAuthorization({ uri, body }, keys) }) }), readDomains);
    },
    [Symbol.asyncDispose]: () => client.destroy(),
  };
}
