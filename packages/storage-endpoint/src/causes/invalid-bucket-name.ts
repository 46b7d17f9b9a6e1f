import type { Cause } from '@culprit/core';
import { defineEndpointCause } from '../endpoint/endpoint-cause.ts';

export const invalidBucketName: Cause = defineEndpointCause({
  id: 'invalid-bucket-name',
  order: 36,
  text: {
    en: {
      title: '{found} is no name of a bucket',
      unknown: { found: 'The name' },
      about: 'Names have 3 to 63 of a–z, 0–9 and "-". With anything else the SDKs put the bucket into the path, which this store does not take.',
      confirmed: {
        characters: '{found} holds other characters, or is too short or long',
      },
      absent: '{bucket} may be the name of a bucket',
    },
    'zh-CN': {
      title: '{found} 不是有效的存储桶名',
      unknown: { found: '该名称' },
      about: '名称由 3–63 个小写字母、数字或“-”组成。否则 SDK 会把存储桶名放进路径，而该存储不支持。',
      confirmed: {
        characters: '{found} 含有其他字符，或长度不符',
      },
      absent: '{bucket} 可以作为存储桶名',
    },
  },
});
