import type { Socket } from 'node:net';
import { Client } from 'undici';
import { readCredentials, readDomains, type DogeCloudDomain, type TemporaryCredentials } from './client.ts';
import { readReply, type DogeCloudReply, type ReadData } from './reply.ts';
import { send } from './send.ts';
import { dogeCloudAuthorization, type DogeCloudKeys } from './sign.ts';

/** One question to the API over a connection that stands already. */
export interface SocketChannel extends AsyncDisposable {
  domains(asked: Asked): Promise<DogeCloudReply<readonly DogeCloudDomain[]>>;
  /** For all buckets of the account. */
  credentials(asked: Asked): Promise<DogeCloudReply<TemporaryCredentials>>;
}

type Asked = { readonly keys?: DogeCloudKeys; readonly timeoutMs: number; readonly signal: AbortSignal };

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
  const call = async <Data>(uri: string, body: string, { keys, timeoutMs, signal }: Asked, read: ReadData<Data>): Promise<DogeCloudReply<Data>> =>
    readReply(await send(client, { origin, uri, body, timeoutMs, signal, ...(keys === undefined ? {} : { authorization: dogeCloudAuthorization({ uri, body }, keys) }) }), read);
  return {
    domains: (asked) => call('/cdn/domain/list.json', '{}', asked, readDomains),
    credentials: (asked) => call('/auth/tmp_token.json', JSON.stringify({ channel: 'OSS_FULL', scopes: ['*'] }), asked, readCredentials),
    [Symbol.asyncDispose]: () => client.destroy(),
  };
}
