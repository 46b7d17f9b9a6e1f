import type { Cause } from '@culprit/core';
import { defineEndpointCause, unresolved } from '../endpoint/endpoint-cause.ts';

export const bucketInEndpoint: Cause = defineEndpointCause({
  id: 'bucket-in-endpoint',
  order: 20,
  metLiveAs: ['certificate/doubled-label', 'storage-endpoint/doubled-bucket'],
  symptoms: ['certificate/name#mismatch', ...unresolved],
  text: {
    en: {
      title: 'The bucket {bucket} is written into the endpoint',
      unknown: { bucket: '' },
      about: 'The program adds the bucket by itself, so it stands there twice: in the host no wildcard certificate covers it (a wildcard covers one label), in the path the keys change.',
      confirmed: {
        'in-host': '{program} makes {host} of {endpoint}',
        'in-path': '{endpoint} ends in the bucket, which {program} adds once more',
      },
      absent: 'The endpoint {endpoint} holds no bucket',
    },
    'zh-CN': {
      title: '存储桶 {bucket} 被写进了端点',
      unknown: { bucket: '' },
      about: '程序会自行加上存储桶名，于是出现两次：出现在主机名中时，通配符证书无法覆盖（通配符只匹配一级）；出现在路径中时，对象键会随之改变。',
      confirmed: {
        'in-host': '{program} 由 {endpoint} 得到主机 {host}',
        'in-path': '{endpoint} 末尾已有存储桶名，{program} 还会再加一次',
      },
      absent: '端点 {endpoint} 中没有存储桶名',
    },
  },
});
