import { randomUUID } from 'node:crypto';
import { defineFact, monotonicMs, type Blocked, type Fact, type GatherContext, type Handle, type Request } from '@culprit/core';
import { mayReceiveCredential, tlsHandshake, type LentTlsSession, type TlsHandshake } from '@culprit/network';
import type { DogeCloudReply } from '../dogecloud/reply.ts';
import type { PlainCredential } from '../live/store-client.ts';
import { apiOf, type DogeCloudAccount } from '../targets/dogecloud-account.ts';

/** What the API says to a wish for temporary credentials. Who needs them takes them; they are in no value. */
export type DogeCloudCredentials =
  | { readonly outcome: 'granted'; readonly expires: string; readonly buckets: readonly { readonly name: string; readonly s3Bucket: string; readonly s3Endpoint: string }[] }
  | Exclude<DogeCloudReply<never>, { readonly outcome: 'ok' }>
  /** The peer's certificate does not verify: nothing was sent. */
  | { readonly outcome: 'withheld' };

/** Temporary credentials for whoever takes them. */
export interface LentCredential extends Handle {
  readonly credential: PlainCredential;
}

type Needs = { readonly channel: Request<TlsHandshake, LentTlsSession> };
type Context = GatherContext<DogeCloudAccount, Needs, LentCredential>;

/** Asks for credentials of the account's storage, which expire by themselves: its own keys open no bucket (facts of docs.dogecloud.com, 临时密钥). */
export const dogecloudCredentials: Fact<DogeCloudAccount, DogeCloudCredentials, LentCredential> = defineFact<DogeCloudAccount, DogeCloudCredentials, Needs, LentCredential>({
  id: 'storage-endpoint/dogecloud-credentials',
  patienceMs: 8_000,
  needs: (input) => {
    const { host, port } = apiOf(input);
    return { channel: tlsHandshake.of({ host, port, ...(input.route === undefined ? {} : { route: input.route }) }) };
  },
  gather,
  exhibit: (value) => (value.outcome === 'granted' ? { ...value, buckets: value.buckets.slice(0, 50) } : value),
});

async function gather({ input, facts, secrets, patienceMs, signal, blocked, open, lend }: Context): Promise<DogeCloudCredentials | Blocked> {
  if (facts.channel.outcome !== 'completed') return blocked('channel');
  const begun = monotonicMs();
  const [accessKey, secretKey] = await Promise.all([secrets.read(input.accessKey), secrets.read(input.secretKey)]);
  const left = await open('channel');
  if (left === undefined || left.later.code !== undefined) return blocked('channel');
  const { host, origin } = apiOf(input);
  if (!mayReceiveCredential(left.socket, host)) return { outcome: 'withheld' };
  const { overSocket } = await import('../dogecloud/over-socket.ts');
  await using channel = await overSocket(origin, left.socket);
  const reply = await channel.credentials({ keys: { accessKey, secretKey }, timeoutMs: patienceMs - (monotonicMs() - begun), signal });
  if (reply.outcome !== 'ok') return reply;
  const { accessKeyId, secretAccessKey, sessionToken, expires, buckets } = reply.data;
  // Each time another credential is given: the earlier ones stay concealed as well.
  const number = randomUUID().slice(0, 8);
  const plain = (name: string, value: string): string => secrets.conceal(`temporary ${name} ${number} of ${input.accessKey.$secret}`, value).reveal();
  const credential = { accessKeyId: plain('access key id', accessKeyId.reveal()), secretAccessKey: plain('secret access key', secretAccessKey.reveal()), sessionToken: plain('session token', sessionToken.reveal()) };
  lend({ credential, [Symbol.dispose]: () => {} });
  return { outcome: 'granted', expires, buckets };
}
