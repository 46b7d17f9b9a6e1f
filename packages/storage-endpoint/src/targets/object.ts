import { defineTarget, type TargetKind } from '@culprit/core';
import { impliedLive } from '../live/live-target.ts';
import { endpointOf, objectFields, schemaOf, type Place } from './place-fields.ts';
import { readPlace } from './read-place.ts';

export type StoredObject = Place & { readonly bucket: string; readonly key: string };

const label = ({ scheme, bucket, key }: StoredObject): string => `${scheme}://${bucket}/${key}`;

/** One object in a bucket. Reads `tos://bucket/key`. */
export const object: TargetKind<StoredObject> = defineTarget({
  kind: 'object',
  text: { en: 'An object in a bucket', 'zh-CN': '存储桶中的一个对象' },
  schema: schemaOf<StoredObject>(objectFields),
  schemes: ['s3', 'tos', 'oss', 'cos', 'obs', 'doge'],
  label,
  // The object itself is read, and no more than it is listed.
  implies: (data) => {
    const { key, accessKeyId: _id, secretAccessKey: _secret, sessionToken: _token, dogecloud: _account, ...place } = data;
    return [{ kind: 'bucket', data: place }, ...impliedLive({ ...data, prefix: key })];
  },
  endpoint: (data) => endpointOf(data, label(data)),
  account: (data) => `${data.scheme}://${data.bucket}`,
  read: (text, given) => {
    const read = readPlace(text, given);
    if (read === undefined || read.uri.bucket === '' || /^$|\/$/.test(read.uri.key)) return undefined;
    return { ...read.place, bucket: read.uri.bucket, key: read.uri.key };
  },
});
