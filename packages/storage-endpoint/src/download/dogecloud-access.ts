import { dogeCloudEndpoint, type TemporaryCredentials } from '../dogecloud/client.ts';
import { overSocket } from '../dogecloud/over-socket.ts';
import type { DogeCloudKeys } from '../dogecloud/sign.ts';
import type { PlainCredential } from '../live/store-client.ts';
import { Connections, type TransferConnection } from '../transfer/connections.ts';

export interface DogeCloudAccess {
  /** For all buckets of the account. */
  readonly credential: PlainCredential;
  /** `name`: as the account has it. */
  readonly buckets: TemporaryCredentials['buckets'];
}

const timeoutMs = 20_000;

/** Asks DogeCloud's API for a credential of its storage, by the way that the download goes. `undefined`: it gives none. */
export async function dogeCloudAccess(keys: DogeCloudKeys, connection: TransferConnection, signal: AbortSignal): Promise<DogeCloudAccess | undefined> {
  using connections = new Connections(connection);
  const way = await connections.socket(new URL(dogeCloudEndpoint), timeoutMs, signal);
  if ('code' in way) return undefined;
  await using channel = await overSocket(dogeCloudEndpoint, way.socket);
  const reply = await channel.credentials({ keys, timeoutMs, signal });
  if (reply.outcome !== 'ok') return undefined;
  const { accessKeyId, secretAccessKey, sessionToken, buckets } = reply.data;
  return { credential: { accessKeyId: accessKeyId.reveal(), secretAccessKey: secretAccessKey.reveal(), sessionToken: sessionToken.reveal() }, buckets };
}
