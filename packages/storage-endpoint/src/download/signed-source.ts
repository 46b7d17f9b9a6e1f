import { createHash, createHmac, createSecretKey, type Hash, type Hmac, type KeyObject } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { percentEncode } from '../endpoint/percent-encode.ts';
import { addressOf, type StoreAccess } from '../live/access.ts';
import type { SentRequest } from '../live/canonical-request.ts';
import type { PlainCredential } from '../live/store-client.ts';
import { recogniseHost } from '../providers/recognise-host.ts';
import type { Digest } from '../transfer/digest.ts';
import type { TransferItem, TransferSource } from '../transfer/transfer.ts';
import { digestsOfFields } from './object-digests.ts';

/** An object that is to be fetched. */
export interface ObjectItem extends TransferItem {
  readonly key: string;
  /** What a manifest wants its bytes to come to. */
  readonly pinned?: Digest;
}

/**
 * SHA-256 as the signer of the AWS SDK wants it, which names a key by its bytes for every signature. Node makes an object of
 * them each time, at five times the price of the hash: the few that there are in a day are kept.
 */
function sha256With(keys: Map<unknown, KeyObject>): new (secret?: unknown) => { update(data: string | Uint8Array): void; digest(): Promise<Uint8Array>; reset(): void } {
  const keyOf = (secret: unknown): KeyObject => {
    const key = keys.get(secret) ?? createSecretKey(typeof secret === 'string' ? Buffer.from(secret) : secret instanceof Uint8Array ? secret : Buffer.alloc(0));
    keys.set(secret, key);
    return key;
  };
  return class {
    readonly #hash: Hash | Hmac;
    constructor(secret?: unknown) {
      this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', keyOf(secret));
    }
    update(data: string | Uint8Array): void {
      this.#hash.update(data);
    }
    async digest(): Promise<Uint8Array> {
      return this.#hash.digest();
    }
    reset(): void {}
  };
}

/**
 * Objects of a bucket by signed requests: each is signed when it is sent, by the signer of the AWS SDK, and travels without
 * it. Ranges and conditions are not signed over, so that a signature serves every part. `now`: the clock that signs.
 * `sent` hears of each.
 */
export function signedSource(access: StoreAccess, credential: PlainCredential | undefined, now: () => Date, sent: (request: SentRequest) => void = () => {}): TransferSource<ObjectItem> {
  const { origin, path, host, port, secure } = addressOf(access);
  const signer = credential === undefined ? undefined : new SignatureV4({ service: 's3', region: access.region, credentials: credential, sha256: sha256With(new Map()), uriEscapePath: false, applyChecksum: true });
  const authority = new URL(origin).host;
  const provider = recogniseHost(new URL(access.endpoint).hostname)?.provider.id;
  // Who does not know the field has no use for it; those of unknown name may be Ceph or MinIO, which do.
  const asksChecksums = provider === undefined || provider === 'aws-s3' || provider === 'cloudflare-r2';
  return {
    request: async ({ key }, method) => {
      const target = `${path === '/' ? '' : path}/${key.split('/').map(percentEncode).join('/')}`;
      const headers = { host: authority, ...(asksChecksums ? { 'x-amz-checksum-mode': 'ENABLED' } : {}) };
      const signed = signer === undefined ? { headers } : await signer.sign({ method, protocol: secure ? 'https:' : 'http:', hostname: host, port, path: target, headers, query: {} }, { signingDate: now() });
      sent({ method, path: target, query: {}, headers: signed.headers });
      return { url: `${origin}${target}`, headers: signed.headers };
    },
    digestsOf: ({ pinned }, fields, known) => {
      const told = digestsOfFields(fields, known);
      return pinned === undefined || told.includes(pinned) ? told : [pinned, ...told];
    },
  };
}
