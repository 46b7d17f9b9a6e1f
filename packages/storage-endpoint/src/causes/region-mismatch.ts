import type { Cause } from '@culprit/core';
import { because } from '../dialects/causes.ts';
import { defineEndpointCause } from '../endpoint/endpoint-cause.ts';

export const regionMismatch: Cause = defineEndpointCause({
  id: 'region-mismatch',
  metLiveAs: [because.wrongRegion],
  order: 32,
  text: {
    en: {
      title: 'The region is set to {found}, and the endpoint is in {expected}',
      unknown: { found: 'one', expected: 'another' },
      about: 'Requests are signed for a region. The store refuses a signature for another one, and the bucket stands in one region only.',
      confirmed: {
        differs: '{endpoint} is in {expected}; requests are signed for {found}',
      },
      absent: 'Region and endpoint {endpoint} agree',
    },
    'zh-CN': {
      title: '区域设为 {found}，而端点位于 {expected}',
      unknown: { found: '一处', expected: '另一处' },
      about: '请求按区域签名。存储会拒绝其他区域的签名，而且存储桶只存在于一个区域。',
      confirmed: {
        differs: '{endpoint} 位于 {expected}，而请求按 {found} 签名',
      },
      absent: '区域与端点 {endpoint} 一致',
    },
  },
});
