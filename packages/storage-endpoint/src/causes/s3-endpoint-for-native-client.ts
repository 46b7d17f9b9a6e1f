import type { Cause } from '@culprit/core';
import { defineEndpointCause } from '../endpoint/endpoint-cause.ts';

export const s3EndpointForNativeClient: Cause = defineEndpointCause({
  id: 's3-endpoint-for-native-client',
  order: 31,
  text: {
    en: {
      title: '{program} can\'t use {found}',
      unknown: { program: 'the program', found: 'an S3 endpoint' },
      about: 'The native SDK signs in a way of its own (TOS4-HMAC-SHA256), which only the native endpoint of its store takes.',
      confirmed: {
        s3: '{found} is the endpoint for clients of the S3 API',
        'other-provider': '{found} belongs to another provider',
        letters: '{program} refuses every endpoint with the letters "s3" in it, {found} included: {refusal}',
      },
      absent: '{endpoint} is a native endpoint, or {program} speaks the S3 API',
    },
    'zh-CN': {
      title: '{program} 无法使用 {found}',
      unknown: { program: '程序', found: 'S3 端点' },
      about: '原生 SDK 使用自有签名（TOS4-HMAC-SHA256），只有该存储的原生端点才接受。',
      confirmed: {
        s3: '{found} 是供 S3 客户端使用的端点',
        'other-provider': '{found} 属于其他云厂商',
        letters: '{program} 拒绝一切含有“s3”字样的端点，包括 {found}：{refusal}',
      },
      absent: '{endpoint} 是原生端点，或 {program} 使用 S3 API',
    },
  },
});
