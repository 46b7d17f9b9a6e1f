import { X509Certificate } from 'node:crypto';
import { defineFact, type Blocked, type Fact, type GatherContext, type Request } from '@culprit/core';
import { tlsHandshake, type LentTlsSession, type TlsHandshake } from '@culprit/network';
import { addressOf, wayOf, type StoreAccess } from '../live/access.ts';
import { storeRequest } from './store-request.ts';

export type KnownHostNameInput = Omit<StoreAccess, 'credential'>;

/** By which other name of its certificate a store looks for the bucket that it is asked for. */
export type KnownHostName =
  /** `answer`: what it then says, asked without a key. `missing`: that it has no such bucket. */
  | { readonly outcome: 'found'; readonly endpoint: string; readonly answer: string; readonly missing: boolean }
  /** `asked`: the names that were tried. */
  | { readonly outcome: 'none'; readonly asked: readonly string[] };

type Needs = { readonly handshake: Request<TlsHandshake, LentTlsSession> };

/** Certificates of content networks bear a hundred names of others. */
const maxNames = 3;

/**
 * Asks the same peer, at the same address, by other names that its certificate bears. Nothing is signed: a name out of a
 * certificate is a guess, and a key is for the host that was configured.
 */
export const knownHostName: Fact<KnownHostNameInput, KnownHostName> = defineFact<KnownHostNameInput, KnownHostName, Needs>({
  id: 'storage-endpoint/known-host-name',
  patienceMs: 8_000,
  needs: (input) => ({ handshake: tlsHandshake.of(wayOf(addressOf(input), input.route)) }),
  gather: async ({ input, facts: { handshake }, ask, blocked }: GatherContext<KnownHostNameInput, Needs, never>): Promise<KnownHostName | Blocked> => {
    const [leaf] = handshake.chain;
    if (handshake.outcome !== 'completed' || leaf === undefined) return blocked('handshake');
    const { hostname, port } = new URL(input.endpoint);
    const asked = storeNames(new X509Certificate(Buffer.from(leaf, 'base64')).subjectAltName ?? '').filter((name) => name !== hostname).slice(0, maxNames);
    const { host, port: number } = addressOf(input);
    const answers = await Promise.all(asked.map(async (name) => {
      const endpoint = `https://${name}${port === '' ? '' : `:${port}`}`;
      return { endpoint, answer: await ask(storeRequest.of({ ...input, endpoint, operation: 'list', route: { ...input.route, connectTo: input.route?.connectTo ?? `${host}:${number}` } })) };
    }));
    for (const { endpoint, answer } of answers) {
      if (answer?.outcome === 'accepted') return { outcome: 'found', endpoint, answer: String(answer.status), missing: false };
      if (answer?.outcome === 'refused' && answer.elements['BucketName'] === input.bucket) return { outcome: 'found', endpoint, answer: `${answer.status} ${answer.code ?? ''}`.trim(), missing: answer.code === 'NoSuchBucket' };
    }
    return { outcome: 'none', asked };
  },
  exhibit: (value) => value,
});

/** Host names of a certificate, as Node prints them; those below which a wildcard stands first, as buckets would. */
function storeNames(text: string): readonly string[] {
  const names = [...text.matchAll(/(?:^|, )DNS:(\*\.)?((?:[a-z\d-]{1,63}\.)+[a-z\d-]{1,63})(?=,|$)/gi)].map(([, wildcard, name = '']) => ({ name: name.toLowerCase(), wildcard: wildcard !== undefined }));
  return [...new Set([...names.filter(({ wildcard }) => wildcard), ...names].map(({ name }) => name))];
}
