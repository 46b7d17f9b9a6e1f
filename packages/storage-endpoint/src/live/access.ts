import type { JsonObject, Route, SecretRef } from '@culprit/core';
import { styleByAwsRules } from '../consumers/address-style.ts';
import { effectiveEndpoint } from '../endpoint/effective-endpoint.ts';
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

/** Host, port and scheme that are contacted, and the path of the bucket: where the AWS SDK for JavaScript goes with these settings. */
export function addressOf({ endpoint, bucket, style }: Pick<StoreAccess, 'endpoint' | 'bucket' | 'style'>): { readonly secure: boolean; readonly host: string; readonly port: number; readonly origin: string; readonly path: string; readonly style: 'path' | 'virtual' } {
  const { protocol, hostname, port, host: authority } = new URL(endpoint);
  const scheme = protocol === 'https:' ? 'https' : 'http';
  const to = effectiveEndpoint(styleByAwsRules, { outcome: 'accepted', scheme, host: hostname.replaceAll(/^\[|\]$/g, ''), port: port === '' ? undefined : Number(port), path: '' }, bucket, style, true);
  return { secure: scheme === 'https', host: to.host, port: to.port, origin: `${protocol}//${to.style === 'virtual' ? `${bucket}.` : ''}${authority}`, path: to.path, style: to.style };
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
