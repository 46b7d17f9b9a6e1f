import type { JsonObject, Route, SecretRef } from '@culprit/core';
import type { DogeCloudAccount } from '../targets/dogecloud-account.ts';

/** A credential of Signature Version 4, by reference; or the account that gives a temporary one. */
type StoreCredential = { readonly keyId: SecretRef; readonly secret: SecretRef; readonly token?: SecretRef } | { readonly dogecloud: DogeCloudAccount };

/** How a bucket is gone into: the input of every fact about a live store. */
export type StoreAccess = {
  /** Scheme, host and port, without a bucket and without a path: `https://s3.example.com:9000`. */
  readonly endpoint: string;
  readonly bucket: string;
  /** For the scope of the signature. */
  readonly region: string;
  readonly style: 'path' | 'virtual';
  readonly credential?: StoreCredential;
  readonly route?: Route;
};

/** Whether a bucket can stand in front of a host under one wildcard, as the AWS SDKs see it. */
const label = /^[a-z0-9](?:[a-z0-9-]{1,61})[a-z0-9]$/;
const isAddress = (host: string): boolean => /^\d+(?:\.\d+){3}$/.test(host) || host.includes(':');

/**
 * Host, port and scheme that are contacted, and the path of the bucket. As the AWS SDK for JavaScript has it: an address,
 * and a bucket whose name is no label of a host, are asked for by path.
 */
export function addressOf({ endpoint, bucket, style }: Pick<StoreAccess, 'endpoint' | 'bucket' | 'style'>): { readonly secure: boolean; readonly host: string; readonly port: number; readonly origin: string; readonly path: string; readonly style: 'path' | 'virtual' } {
  const url = new URL(endpoint);
  const secure = url.protocol === 'https:';
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  const virtual = style === 'virtual' && !isAddress(bare) && label.test(bucket);
  const host = virtual ? `${bucket}.${bare}` : bare;
  return {
    secure, host, port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    origin: `${url.protocol}//${virtual ? `${bucket}.` : ''}${url.host}`,
    path: virtual ? '/' : `/${encodeURIComponent(bucket)}`,
    style: virtual ? 'virtual' : 'path',
  };
}

/** Where the bucket's listing is, as anybody could ask for it. */
export function listingUrl(access: Pick<StoreAccess, 'endpoint' | 'bucket' | 'style'>): string {
  const { origin, path } = addressOf(access);
  return `${origin}${path}?list-type=2&max-keys=1`;
}

/** The input without members that say nothing, so that equal questions stay equal. */
export function wayOf({ host, port }: { readonly host: string; readonly port: number }, route: Route | undefined): { readonly host: string; readonly port: number; readonly route?: Route } & JsonObject {
  return { host, port, ...(route === undefined ? {} : { route }) };
}
