import { defineTarget, type TargetKind } from '@culprit/core';
import { impliedLive } from '../live/live-target.ts';
import { bucketFields, endpointOf, impliedBy, schemaOf, type Place } from './place-fields.ts';
import { readPlace } from './read-place.ts';

export type Bucket = Place & {
  readonly bucket: string;
  /** Without the slash before it; ends in one. Absent: the whole bucket. */
  readonly prefix?: string;
};

const label = ({ scheme, bucket: name, prefix = '' }: Bucket): string => `${scheme}://${name}/${prefix}`;

/** A bucket, or what stands below a prefix of it. Reads `tos://bucket` and `tos://bucket/prefix/`. */
export const bucket: TargetKind<Bucket> = defineTarget({
  kind: 'bucket',
  text: { en: 'A bucket of an object store, or a prefix in it', 'zh-CN': '对象存储的存储桶，或其中的一个前缀' },
  schema: schemaOf<Bucket>(bucketFields),
  schemes: ['s3', 'tos', 'oss', 'cos', 'obs', 'doge'],
  label,
  implies: (data) => [...impliedBy(data), ...impliedLive(data)],
  endpoint: (data) => endpointOf(data, label(data)),
  account: (data) => `${data.scheme}://${data.bucket}`,
  read: (text, given) => {
    const read = readPlace(text, given);
    if (read === undefined || read.uri.bucket === '' || !/^$|\/$/.test(read.uri.key)) return undefined;
    return { ...read.place, bucket: read.uri.bucket, ...(read.uri.key === '' ? {} : { prefix: read.uri.key }) };
  },
});
