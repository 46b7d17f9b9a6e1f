import type { Cause } from '@culprit/core';
import { because } from '../dialects/causes.ts';
import { defineEndpointCause } from '../endpoint/endpoint-cause.ts';

export const virtualHostStyleNeeded: Cause = defineEndpointCause({
  id: 'virtual-host-style-needed',
  metLiveAs: [because.pathStyle],
  order: 34,
  text: {
    en: {
      title: '{found} wants the bucket before the host',
      about: '{program} puts it into the path, which this store answers with 403 InvalidPathAccess or a similar refusal.',
      confirmed: {
        path: '{program} asks {host} for the path /{bucket}',
      },
      absent: 'The bucket stands where {endpoint} takes it',
    },
    'zh-CN': {
      title: '{found} 要求存储桶名位于主机名之前',
      about: '{program} 把存储桶名放进路径，该存储会以 403 InvalidPathAccess 等错误拒绝。',
      confirmed: {
        path: '{program} 访问 {host} 的路径 /{bucket}',
      },
      absent: '存储桶名的位置符合 {endpoint} 的要求',
    },
  },
});
