import { randomBytes } from 'node:crypto';
import { defineFact, type Blocked, type Fact, type GatherContext, type Json, type Request, monotonicMs } from '@culprit/core';
import { mayReceiveCredential, proxyTunnel, tlsHandshake, type LentSocket, type LentTlsSession, type ProxyTunnel, type TlsHandshake } from '@culprit/network';
import { keyShapeOf } from '../dialects/dialect-of.ts';
import type { Dialect, KeyShape } from '../dialects/rule.ts';
import { addressOf, wayOf, type StoreAccess } from '../live/access.ts';
import { SocketHandler } from '../live/request-handler.ts';
import { sentRecordOf, type SentRecord } from '../live/sent-record.ts';
import { refusalOf, type Refusal } from '../live/refusal.ts';
import { storeClient, type PlainCredential } from '../live/store-client.ts';
import { dogecloudCredentials, type DogeCloudCredentials, type LentCredential } from './dogecloud-credentials.ts';
import { storageService, type StorageService } from './storage-service.ts';

export type StoreRequestInput = StoreAccess & {
  readonly operation: 'list' | 'get';
  /** `list`: only keys that begin so. */
  readonly prefix?: string;
  /** `get`: its first bytes are read. Default: the first key of the listing. */
  readonly key?: string;
  /** An experiment: signed with a key id and a secret that nobody has. */
  readonly stranger?: true;
  /** An experiment: what is added to this machine's clock, which signs. */
  readonly clockCorrectionMs?: number;
};

/** What came of one request. */
export type StoreRequest =
  | {
    readonly outcome: 'accepted';
    readonly status: number;
    /** `list`: how many of at most one keys came. */
    readonly keys?: number;
    readonly firstKey?: string;
    /** `get`: bytes that came of the range. */
    readonly bytes?: number;
    readonly sent?: SentRecord;
    readonly tookMs: number;
  }
  | Refusal & { readonly outcome: 'refused'; readonly style: 'path' | 'virtual'; readonly dialect?: Dialect; readonly keyShape?: KeyShape; readonly signed: boolean; readonly sent?: SentRecord; readonly tookMs: number }
  /** The peer's certificate does not verify: nothing was signed. */
  | { readonly outcome: 'withheld' }
  /** There is nothing to read: the listing has no keys, or could not be had. */
  | { readonly outcome: 'nothing-to-read' }
  | { readonly outcome: 'failed'; readonly code: string; readonly tookMs: number };

export type StoreNeeds = { readonly channel: Request<TlsHandshake | ProxyTunnel, LentTlsSession | LentSocket>; readonly service: Request<StorageService>; /** Where an account gives a temporary credential. */ readonly token?: Request<DogeCloudCredentials, LentCredential> };

/** What a request to a store rests on: the connection, and that a store answers there. */
export function storeNeeds(input: StoreAccess): StoreNeeds {
  const address = addressOf(input);
  const way = wayOf(address, input.route);
  const { endpoint, bucket, style, route } = input;
  return {
    channel: address.secure ? tlsHandshake.of(way) : proxyTunnel.of({ ...way, scheme: 'http', form: 'tunnel' }),
    service: storageService.of({ endpoint, bucket, style, ...(route === undefined ? {} : { route }) }),
    ...(input.credential !== undefined && 'dogecloud' in input.credential ? { token: dogecloudCredentials.of(input.credential.dogecloud) } : {}),
  };
}

type Context = GatherContext<StoreRequestInput, StoreNeeds, never>;

/** One request to a store, signed by the AWS SDK where a credential is given (Signature Version 4), and what it says. */
export const storeRequest: Fact<StoreRequestInput, StoreRequest, never> = defineFact<StoreRequestInput, StoreRequest, StoreNeeds, never>({
  id: 'storage-endpoint/store-request',
  patienceMs: 8_000,
  needs: storeNeeds,
  gather,
  exhibit,
});

async function gather(context: Context): Promise<StoreRequest | Blocked> {
  const { input, facts, patienceMs, signal, now } = context;
  if (facts.channel.outcome !== 'completed' && facts.channel.outcome !== 'direct' && facts.channel.outcome !== 'open') return context.blocked('channel');
  // A signature is for a store, not for whoever answers in its place.
  if (facts.service.outcome !== 'object-storage') return context.blocked('service');
  if (facts.token !== undefined && facts.token.outcome !== 'granted') return context.blocked('token');
  const key = input.operation === 'get' ? input.key ?? await firstKey(context) : undefined;
  if (input.operation === 'get' && key === undefined) return { outcome: 'nothing-to-read' };
  const begun = monotonicMs();
  const left = await context.open('channel');
  if (left === undefined) return context.blocked('channel');
  const address = addressOf(input);
  const credential = input.stranger === true ? stranger() : undefined;
  if (input.credential !== undefined && !mayReceiveCredential(left.socket, address.host)) return { outcome: 'withheld' };
  const plain = credential ?? await credentialOf(context);
  const handler = new SocketHandler({ connect: async () => ('later' in left && left.later.code !== undefined ? undefined : left), patienceMs: patienceMs - (monotonicMs() - begun), signal });
  const client = await storeClient(input, handler, plain, () => new Date(now().getTime() + (input.clockCorrectionMs ?? 0)));
  const took = (): number => Math.round((monotonicMs() - begun) * 10) / 10;
  try {
    const { ListObjectsV2Command, GetObjectCommand } = await import('@aws-sdk/client-s3');
    const answered = (): { readonly status: number; readonly sent?: SentRecord } => {
      const last = handler.exchanges.at(-1);
      return last === undefined ? { status: 0 } : { status: last.status, sent: sentRecordOf(last, input) };
    };
    if (key !== undefined) {
      const got = await client.send(new GetObjectCommand({ Bucket: input.bucket, Key: key, Range: 'bytes=0-1023' }));
      return { outcome: 'accepted', ...answered(), bytes: (await got.Body?.transformToByteArray())?.length ?? 0, tookMs: took() };
    }
    const listed = await client.send(new ListObjectsV2Command({ Bucket: input.bucket, MaxKeys: 1, ...(input.prefix === undefined ? {} : { Prefix: input.prefix }) }));
    const first = listed.Contents?.[0]?.Key;
    return { outcome: 'accepted', ...answered(), keys: listed.Contents?.length ?? 0, ...(first === undefined ? {} : { firstKey: first }), tookMs: took() };
  } catch (error) {
    const exchanged = handler.exchanges.at(-1);
    if (exchanged === undefined || exchanged.status < 300) return { outcome: 'failed', code: codeOf(error), tookMs: took() };
    // An empty object has no range to read (RFC 9110 §15.5.17); whoever is told so may read it.
    if (exchanged.status === 416 && key !== undefined) return { outcome: 'accepted', status: 416, bytes: 0, sent: sentRecordOf(exchanged, input), tookMs: took() };
    const { dialect } = facts.service;
    return {
      outcome: 'refused', ...refusalOf(exchanged), style: address.style, signed: plain !== undefined, sent: sentRecordOf(exchanged, input),
      ...(dialect === undefined ? {} : { dialect }), ...(plain === undefined ? {} : { keyShape: keyShapeOf(plain.accessKeyId) }), tookMs: took(),
    };
  } finally {
    client.destroy();
  }
}

/** The key that the listing of the same bucket shows. */
async function firstKey({ input, ask }: Context): Promise<string | undefined> {
  const { operation: _, key: __, ...rest } = input;
  const listed = await ask(storeRequest.of({ ...rest, operation: 'list' }));
  return listed?.outcome === 'accepted' ? listed.firstKey : undefined;
}

/** Reads the credential now, when nothing speaks against using it. */
export async function credentialOf({ input: { credential }, secrets, open }: { readonly input: StoreAccess; readonly secrets: Context['secrets']; readonly open: Context['open'] }): Promise<PlainCredential | undefined> {
  if (credential === undefined) return undefined;
  if ('dogecloud' in credential) return (await open('token'))?.credential;
  const [id, secret, token] = await Promise.all([secrets.read(credential.keyId), secrets.read(credential.secret), credential.token === undefined ? undefined : secrets.read(credential.token)]);
  return { accessKeyId: id.reveal(), secretAccessKey: secret.reveal(), ...(token === undefined ? {} : { sessionToken: token.reveal() }) };
}

/** Of the usual form, and of nobody. */
const stranger = (): PlainCredential => ({ accessKeyId: `AKIA${[...randomBytes(16)].map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32]).join('')}`, secretAccessKey: randomBytes(30).toString('base64') });

/** A system's or the SDK's own code; its texts may hold what a server wrote. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  return 'code' in error && typeof error.code === 'string' ? error.code.slice(0, 60) : error.name.slice(0, 60);
}

function exhibit(value: StoreRequest): Json {
  if (value.outcome === 'accepted') {
    const { firstKey: _, ...shown } = value;
    return shown;
  }
  if (value.outcome !== 'refused') return value;
  const { headers, elements: _, ...shown } = value;
  return { ...shown, headers: Object.fromEntries(Object.entries(headers).filter(([name]) => telling.has(name)).map(([name, text]) => [name, text.slice(0, 200)])) };
}

/** Fields that help to tell who answered, and what a ticket asks for. */
const telling: ReadonlySet<string> = new Set(['server', 'date', 'x-amz-request-id', 'x-amz-id-2', 'x-amz-bucket-region', 'x-tos-request-id', 'x-tos-ec', 'x-oss-request-id', 'x-oss-ec', 'x-cos-request-id', 'x-obs-request-id', 'cf-ray']);
