import type { Cause } from '@culprit/core';
import { defineEndpointCause } from '../endpoint/endpoint-cause.ts';

export const dottedBucket: Cause = defineEndpointCause({
  id: 'dotted-bucket',
  order: 35,
  symptoms: ['certificate/name#mismatch'],
  text: {
    en: {
      title: 'The name of the bucket {bucket} has a dot in it',
      unknown: { bucket: '' },
      about: 'Before the host, its dots make more labels than a wildcard certificate covers. Clients then put it into the path, which not every store takes.',
      confirmed: {
        virtual: '{host} has more labels than a wildcard certificate covers',
        path: '{program} puts it into the path, which the store does not take',
      },
      absent: 'The name of the bucket {bucket} has no dot, or the path takes it',
    },
    'zh-CN': {
      title: '存储桶名 {bucket} 中含有点号',
      unknown: { bucket: '' },
      about: '放在主机名之前时，点号会产生多级域名，超出通配符证书的覆盖范围。于是客户端改放进路径，但并非所有存储都支持。',
      confirmed: {
        virtual: '{host} 的级数超出了通配符证书的覆盖范围',
        path: '{program} 把它放进路径，而该存储不支持',
      },
      absent: '存储桶名 {bucket} 不含点号，或可以放进路径',
    },
  },
});
