import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { defineFact, type Blocked, type Fact, type GatherContext, type Json, monotonicMs } from '@culprit/core';
import { mayReceiveCredential } from '@culprit/network';
import type { Dialect } from '../dialects/rule.ts';
import { addressOf, type StoreAccess } from '../live/access.ts';
import { refusalOf, type Refusal } from '../live/refusal.ts';
import { SocketHandler } from '../live/request-handler.ts';
import { storeClient } from '../live/store-client.ts';
import { codeOf, credentialOf, storeNeeds, type StoreNeeds } from './store-request.ts';

export type WriteTrialInput = StoreAccess & {
  readonly prefix?: string;
  /** As today's SDKs send a stream by default: in chunks, with a checksum in the trailer. */
  readonly checksums?: 'default';
};

/** What came of writing an object under a random key, reading it and deleting it again. */
export type WriteTrial =
  | {
    readonly outcome: 'written';
    /** Whether the same bytes came back. */
    readonly read: boolean;
    /** The key that could not be deleted again. */
    readonly leftBehind?: string;
    readonly tookMs: number;
  }
  | Refusal & { readonly outcome: 'refused'; readonly dialect?: Dialect; readonly leftBehind?: string; readonly tookMs: number }
  | { readonly outcome: 'withheld' }
  | { readonly outcome: 'failed'; readonly code: string; readonly leftBehind?: string; readonly tookMs: number };

/** Less than what a fact gets to put things back after it was told to stop. */
const removalMs = 2_500;

type Context = GatherContext<WriteTrialInput, StoreNeeds, never>;

/** Writes 1 KiB, reads it and deletes it. Whatever became of the writing, the deletion is tried; what stays is named. */
export const writeTrial: Fact<WriteTrialInput, WriteTrial, never> = defineFact<WriteTrialInput, WriteTrial, StoreNeeds, never>({
  id: 'storage-endpoint/write-trial',
  access: 'modify',
  patienceMs: 12_000,
  needs: storeNeeds,
  gather,
  exhibit: (value): Json => {
    if (value.outcome !== 'refused') return value;
    const { headers: _, elements: __, ...shown } = value;
    return shown;
  },
});

async function gather(context: Context): Promise<WriteTrial | Blocked> {
  const { input, facts, patienceMs, signal, now } = context;
  if (facts.channel.outcome !== 'completed' && facts.channel.outcome !== 'direct' && facts.channel.outcome !== 'open') return context.blocked('channel');
  if (facts.service.outcome !== 'object-storage') return context.blocked('service');
  if (facts.token !== undefined && facts.token.outcome !== 'granted') return context.blocked('token');
  const begun = monotonicMs();
  const { host } = addressOf(input);
  const first = await context.open('channel');
  if (first === undefined) return context.blocked('channel');
  if (input.credential !== undefined && !mayReceiveCredential(first.socket, host)) return { outcome: 'withheld' };
  // The deletion's own connection is there before anything is written: a run that was ended opens none any more.
  const last = await context.open('channel');
  if (last === undefined) return context.blocked('channel');
  const [channels, spare] = [[first], [last]];
  const connect = (from: (typeof first)[]) => async () => {
    const channel = from.pop() ?? await context.open('channel');
    return channel !== undefined && mayReceiveCredential(channel.socket, host) ? channel : undefined;
  };
  // A fifth of the time for each step; each connection is looked at anew.
  const handler = new SocketHandler({ connect: connect(channels), patienceMs: patienceMs / 5, signal });
  const credential = await credentialOf(context);
  const checksums = input.checksums === 'default' ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED';
  const client = await storeClient(input, handler, credential, now, checksums);
  // Also when the run was ended between writing and deleting: then with a short deadline of its own.
  const remover = await storeClient(input, new SocketHandler({ connect: connect(spare), patienceMs: removalMs, signal: new AbortController().signal }), credential, now, checksums);
  const { PutObjectCommand, GetObjectCommand, DeleteObjectCommand } = await import('@aws-sdk/client-s3');
  const bytes = randomBytes(1_024);
  const object = { Bucket: input.bucket, Key: `${input.prefix ?? ''}culprit-trial-${randomBytes(8).toString('hex')}` };
  const took = (): number => Math.round((monotonicMs() - begun) * 10) / 10;
  const remove = async (): Promise<{ readonly leftBehind?: string }> => {
    try {
      await remover.send(new DeleteObjectCommand(object));
      return {};
    } catch {
      return { leftBehind: object.Key };
    }
  };
  try {
    try {
      await client.send(new PutObjectCommand({ ...object, Body: input.checksums === 'default' ? Readable.from([bytes]) : bytes, ContentLength: bytes.length }));
    } catch (error) {
      const exchanged = handler.exchanges.at(-1);
      // A refusal wrote nothing; without an answer it may have been written.
      if (exchanged === undefined || exchanged.status < 300) return { outcome: 'failed', code: codeOf(error), ...await remove(), tookMs: took() };
      const { dialect } = facts.service;
      return { outcome: 'refused', ...refusalOf(exchanged), ...(dialect === undefined ? {} : { dialect }), ...(exchanged.status >= 500 ? await remove() : {}), tookMs: took() };
    }
    const read = await client.send(new GetObjectCommand(object)).then(async ({ Body }) => bytes.equals(await Body?.transformToByteArray() ?? new Uint8Array()), () => false);
    return { outcome: 'written', read, ...await remove(), tookMs: took() };
  } finally {
    client.destroy();
    remover.destroy();
  }
}
