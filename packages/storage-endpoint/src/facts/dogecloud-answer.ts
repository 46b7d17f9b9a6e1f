import { defineFact, secret, type Blocked, type Fact, type GatherContext, type Request, type Secret, monotonicMs } from '@culprit/core';
import { mayReceiveCredential, tlsHandshake, type LentTlsSession, type TlsHandshake } from '@culprit/network';
import type { KeyEdges } from '../dogecloud/diagnose-signature.ts';
import { cleanKey, edgesOf } from '../dogecloud/signing-keys.ts';
import type { DogeCloudReply } from '../dogecloud/reply.ts';
import { apiOf, type DogeCloudAccount } from '../targets/dogecloud-account.ts';

export type DogeCloudAnswerInput = DogeCloudAccount & {
  /**
   * With which keys: `cleaned` without what stands around them, `swapped` each in the place of the other. `unsigned`: without
   * an Authorization field. Default: as they are given.
   */
  readonly as?: 'cleaned' | 'swapped' | 'unsigned';
};

/** What the API says to a list of domains, which changes nothing. */
export type DogeCloudAnswer = {
  readonly edges: KeyEdges;
  /** This machine's clock minus the reply's Date field; positive: ahead. Nothing that is signed depends on it. */
  readonly clockOffsetMs?: number;
} & (
  | { readonly outcome: 'accepted'; readonly domains: number }
  | { readonly outcome: 'refused'; readonly code: string; readonly message: string; readonly status: number }
  | Exclude<DogeCloudReply<never>, { readonly outcome: 'ok' | 'refused' }>
  /** The peer's certificate does not verify: nothing was sent. */
  | { readonly outcome: 'withheld' }
  /** The access key holds what no header field may (RFC 9110 §5.5). */
  | { readonly outcome: 'unsendable' }
  /** `cleaned`: there is nothing to clean. `swapped`: it would send in clear what is likely to be the secret. */
  | { readonly outcome: 'not-tried' }
);

type Needs = { readonly channel: Request<TlsHandshake, LentTlsSession> };
type Context = GatherContext<DogeCloudAnswerInput, Needs, never>;

/** Asks for the account's domains, over the connection that was examined. */
export const dogecloudAnswer: Fact<DogeCloudAnswerInput, DogeCloudAnswer, never> = defineFact<DogeCloudAnswerInput, DogeCloudAnswer, Needs, never>({
  id: 'storage-endpoint/dogecloud-answer',
  patienceMs: 8_000,
  needs: (input) => {
    const { host, port } = apiOf(input);
    return { channel: tlsHandshake.of({ host, port, ...(input.route === undefined ? {} : { route: input.route }) }) };
  },
  gather,
  exhibit: (value) => ({ ...value, edges: { ...value.edges } }),
});

async function gather(context: Context): Promise<DogeCloudAnswer | Blocked> {
  const { input, facts, secrets, patienceMs, signal, now, blocked } = context;
  if (facts.channel.outcome !== 'completed') return blocked('channel');
  const begun = monotonicMs();
  const given = await keysOf(context);
  const edges: KeyEdges = { accessKey: edgesOf(given.accessKey), secretKey: edgesOf(given.secretKey) };
  const clean = { accessKey: cleanKey(given.accessKey), secretKey: cleanKey(given.secretKey) };
  const changed = clean.accessKey !== given.accessKey || clean.secretKey !== given.secretKey;
  // The longer one of two keys is the secret: sent as access key it would stand in clear in the service's logs.
  if ((input.as === 'cleaned' && !changed) || (input.as === 'swapped' && clean.accessKey.length <= clean.secretKey.length)) return { outcome: 'not-tried', edges };
  const plain = input.as === 'cleaned' ? clean : input.as === 'swapped' ? { accessKey: clean.secretKey, secretKey: clean.accessKey } : given;
  if (input.as !== 'unsigned' && /[^\t\x20-\x7e\x80-\xff]/.test(plain.accessKey)) return { outcome: 'unsendable', edges };
  const left = await context.open('channel');
  if (left === undefined || left.later.code !== undefined) return blocked('channel');
  const { host, origin } = apiOf(input);
  if (!mayReceiveCredential(left.socket, host)) return { outcome: 'withheld', edges };
  const { overSocket } = await import('../dogecloud/over-socket.ts');
  await using channel = await overSocket(origin, left.socket);
  // A key that was cleaned is a secret of its own.
  const held = (label: string, value: string): Secret => (input.as === undefined ? secret(label, value) : secrets.conceal(`${label} (${input.as})`, value));
  const reply = await channel.domains({
    timeoutMs: patienceMs - (monotonicMs() - begun), signal,
    ...(input.as === 'unsigned' ? {} : { keys: { accessKey: held(input.accessKey.$secret, plain.accessKey), secretKey: held(input.secretKey.$secret, plain.secretKey) } }),
  });
  const { date, ...rest } = { date: undefined, ...reply };
  const clock = date === undefined ? {} : { clockOffsetMs: now().getTime() - date };
  if (rest.outcome !== 'ok') return { ...rest, ...clock, edges };
  return { outcome: 'accepted', domains: rest.data.length, ...clock, edges };
}

async function keysOf({ input, secrets }: Context): Promise<{ readonly accessKey: string; readonly secretKey: string }> {
  const [accessKey, secretKey] = await Promise.all([secrets.read(input.accessKey), secrets.read(input.secretKey)]);
  return { accessKey: accessKey.reveal(), secretKey: secretKey.reveal() };
}
