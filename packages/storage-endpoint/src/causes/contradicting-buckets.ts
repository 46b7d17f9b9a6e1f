import type { Cause } from '@culprit/core';
import { defineEndpointCause, unresolved } from '../endpoint/endpoint-cause.ts';

export const contradictingBuckets: Cause = defineEndpointCause({
  id: 'contradicting-buckets',
  order: 21,
  symptoms: ['certificate/name#mismatch', ...unresolved],
  text: {
    en: {
      title: 'Two buckets are named: {found} and {expected}',
      about: 'One stands in the endpoint or in a setting, the other one in the URI. Only whoever owns them knows which is meant.',
      confirmed: {
        host: 'The endpoint {endpoint} belongs to {found}, the bucket asked for is {expected}',
        path: 'The path of {endpoint} is {found}, the bucket asked for is {expected}',
        uri: 'The setting says {found}, the URI {expected}',
      },
      absent: 'Only one bucket is named',
    },
    'zh-CN': {
      title: '出现了两个存储桶：{found} 和 {expected}',
      about: '一个写在端点或设置中，另一个写在 URI 中。究竟要用哪个，只有其所有者知道。',
      confirmed: {
        host: '端点 {endpoint} 属于 {found}，而要访问的存储桶是 {expected}',
        path: '{endpoint} 的路径是 {found}，而要访问的存储桶是 {expected}',
        uri: '设置中是 {found}，URI 中是 {expected}',
      },
      absent: '只出现了一个存储桶',
    },
  },
});
