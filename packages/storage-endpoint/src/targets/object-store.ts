import { defineTarget, type TargetKind } from '@culprit/core';
import { endpointOf, impliedBy, schemaOf, storeFields, type Place } from './place-fields.ts';
import { readPlace } from './read-place.ts';

export type ObjectStore = Place;

const label = ({ scheme }: ObjectStore): string => `${scheme}://`;

/** A store as a whole, without a bucket. Reads `tos://`. */
export const objectStore: TargetKind<ObjectStore> = defineTarget({
  kind: 'object-store',
  text: { en: 'An object store, as a program is told to reach it', 'zh-CN': '对象存储（按程序的配置访问）' },
  schema: schemaOf<ObjectStore>(storeFields),
  schemes: ['s3', 'tos', 'oss', 'cos', 'obs', 'doge'],
  label,
  implies: impliedBy,
  endpoint: (data) => endpointOf(data, label(data)),
  read: (text, given) => {
    const read = readPlace(text, given);
    return read === undefined || read.uri.bucket !== '' ? undefined : read.place;
  },
});
