import type { S3Client } from '@aws-sdk/client-s3';
import { editDistance } from '@culprit/core';

export interface ListedObject {
  readonly key: string;
  readonly size: number;
  readonly tag: string | undefined;
}

/** More names than any folder is for, and what a store that never ends its list would fill the memory with. */
const maxObjects = 2_000_000;

/** Every object whose key begins so, page by page. A store that repeats a page is at its end. Rejects with the SDK's error. */
export async function listObjects(client: S3Client, bucket: string, prefix: string, signal: AbortSignal): Promise<readonly ListedObject[]> {
  const { ListObjectsV2Command } = await import('@aws-sdk/client-s3');
  const objects: ListedObject[] = [];
  const seen = new Set<string>();
  for (let token: string | undefined; ;) {
    const page = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, EncodingType: 'url', ...(token === undefined ? {} : { ContinuationToken: token }) }), { abortSignal: signal });
    const decode = decoderOf(page.EncodingType);
    for (const { Key, Size = 0, ETag } of page.Contents ?? []) if (Key !== undefined) objects.push({ key: decode(Key), size: Size, tag: ETag });
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    if (token === undefined || seen.has(token) || objects.length >= maxObjects) return objects;
    seen.add(token);
  }
}

/** Asked for in `url`, keys come as a form has them (EncodingType of ListObjectsV2), so that any character fits into XML. */
const decoderOf = (encoding: string | undefined) => (text: string): string => (encoding === 'url' ? decodeURIComponent(text.replaceAll('+', '%20')) : text);

/** What there is where a prefix leads to nothing: its last part that exists, and the names below that are most like the wanted one. */
export interface NearPrefixes {
  readonly within: string;
  readonly near: readonly string[];
}

const maxSteps = 6;

/** Looks upwards from a prefix that holds nothing. `undefined`: the whole bucket is empty. */
export async function nearPrefixes(client: S3Client, bucket: string, prefix: string, signal: AbortSignal): Promise<NearPrefixes | undefined> {
  const { ListObjectsV2Command } = await import('@aws-sdk/client-s3');
  const parts = prefix.replace(/\/$/, '').split('/');
  for (let depth = parts.length - 1, steps = 0; depth >= 0 && steps < maxSteps; depth = steps === maxSteps - 1 ? 0 : depth - 1, steps++) {
    const within = depth === 0 ? '' : `${parts.slice(0, depth).join('/')}/`;
    const page = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: within, Delimiter: '/', EncodingType: 'url' }), { abortSignal: signal });
    const decode = decoderOf(page.EncodingType);
    const found = [...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix), ...(page.Contents ?? []).map(({ Key = '' }) => Key)].map(decode).filter((name) => name !== within);
    const wanted = `${within}${parts[depth] ?? ''}`;
    if (found.length > 0) return { within, near: found.map((name) => ({ name, far: editDistance(name.replace(/\/$/, ''), wanted) })).toSorted((a, b) => a.far - b.far).slice(0, 3).map(({ name }) => name) };
    if (depth === 0) break;
  }
  return undefined;
}
