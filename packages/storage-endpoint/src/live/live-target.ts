import { consumerOf } from '../consumers/consumers.ts';
import type { ConfiguredCredential } from '../endpoint/configured-credential.ts';
import { judgeEndpoint } from '../endpoint/judge-endpoint.ts';
import { percentEncode } from '../endpoint/percent-encode.ts';
import { providerOfScheme } from '../endpoint/read-uri.ts';
import { recogniseHost } from '../providers/recognise-host.ts';
import { questionOf, type Place } from '../targets/place-fields.ts';
import type { S3Bucket } from '../targets/s3-bucket.ts';
import { addressOf } from './access.ts';

type BucketPlace = Place & { readonly bucket: string; readonly prefix?: string; readonly key?: string };

/** Providers whose hosts take the keys of another: one company, or storage that is sold on. */
const sameAccount: { readonly [provider: string]: string | undefined } = { 'byteplus-tos': 'volcengine-tos', 'tencent-cos': 'dogecloud-oss' };

/**
 * Pure: a place as a client of the S3 API goes into it; `undefined`: its program does not get there, or speaks another
 * language. The host is the one that is configured, never one that a repair guessed.
 */
export function liveTargetOf(place: BucketPlace): S3Bucket | undefined {
  const { verdict, effective, provider } = judgeEndpoint(questionOf(place));
  if (verdict === 'fails' || effective === undefined || consumerOf(place.consumer).speaks !== 's3') return undefined;
  const { scheme, host, port, style, path } = effective;
  if (path !== (style === 'path' ? `/${percentEncode(place.bucket)}` : '/')) return undefined;
  const bare = style === 'virtual' ? host.slice(place.bucket.length + 1) : host;
  const endpoint = `${scheme}://${bare.includes(':') ? `[${bare}]` : bare}${port === (scheme === 'https' ? 443 : 80) ? '' : `:${port}`}`;
  if (!URL.canParse(endpoint) || addressOf({ endpoint, bucket: place.bucket, style }).style !== style) return undefined;
  return {
    endpoint, style, bucket: place.bucket, region: place.region ?? provider?.region ?? 'us-east-1',
    ...(place.prefix === undefined ? {} : { prefix: place.prefix }), ...(place.key === undefined ? {} : { key: place.key }),
    ...(isTheirs(place.scheme, bare) ? credentialOf(place) : {}),
    ...(place.route === undefined ? {} : { route: place.route }),
  };
}

/** Pure: the live bucket of a place that has a key. Without one nothing but the endpoint is looked at. */
export function impliedLive(place: BucketPlace): readonly { readonly kind: string; readonly data: S3Bucket }[] {
  const data = place.accessKeyId === undefined && place.dogecloud === undefined ? undefined : liveTargetOf(place);
  return data === undefined || (data.accessKeyId === undefined && data.dogecloud === undefined) ? [] : [{ kind: 's3-bucket', data }];
}

/** Whether a host may be asked with the key of the scheme's provider: it is theirs, or of nobody who is known. */
function isTheirs(scheme: string, host: string): boolean {
  const [meant, found] = [providerOfScheme[scheme], recogniseHost(host)?.provider.id];
  return meant === undefined || found === undefined || found === meant || sameAccount[found] === meant;
}

function credentialOf({ accessKeyId, secretAccessKey, sessionToken, dogecloud }: Place): ConfiguredCredential {
  if (dogecloud !== undefined) return { dogecloud };
  if (accessKeyId === undefined || secretAccessKey === undefined) return {};
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}
