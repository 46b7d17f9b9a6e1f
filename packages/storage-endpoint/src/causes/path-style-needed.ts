import type { Cause } from '@culprit/core';
import { defineEndpointCause, unresolved } from '../endpoint/endpoint-cause.ts';

export const pathStyleNeeded: Cause = defineEndpointCause({
  id: 'path-style-needed',
  order: 33,
  symptoms: ['certificate/name#mismatch', ...unresolved],
  text: {
    en: {
      title: '{found} wants the bucket in the path',
      about: '{program} puts it before the host, a name that this store does not have.',
      confirmed: {
        virtual: '{program} asks {host}; {found} knows no bucket before its host',
      },
      absent: 'The bucket stands where {endpoint} takes it',
    },
    'zh-CN': {
      title: '{found} 要求存储桶名位于路径中',
      about: '{program} 把存储桶名放在主机名之前，而该存储没有这样的域名。',
      confirmed: {
        virtual: '{program} 访问 {host}，而 {found} 不支持把存储桶名放在主机名之前',
      },
      absent: '存储桶名的位置符合 {endpoint} 的要求',
    },
  },
});
