import type { Cause } from '@culprit/core';
import { defineEndpointCause } from '../endpoint/endpoint-cause.ts';

export const nativeEndpointForS3Client: Cause = defineEndpointCause({
  id: 'native-endpoint-for-s3-client',
  order: 30,
  text: {
    en: {
      title: '{found} is the native endpoint, and {program} speaks the S3 API',
      unknown: { found: 'what is set', program: 'the program' },
      about: 'The store has one host for its own SDKs and another one for clients of the S3 API. The certificate often covers both, so the connection stands and the requests are refused.',
      confirmed: {
        native: '{program} signs with SigV4, which {found} does not take',
      },
      absent: '{endpoint} takes the S3 API',
    },
    'zh-CN': {
      title: '{found} 是原生端点，而 {program} 使用 S3 API',
      unknown: { found: '所设的', program: '程序' },
      about: '该存储为自家 SDK 和 S3 客户端分别提供域名。证书往往同时覆盖两者，因此连接正常，请求却被拒绝。',
      confirmed: {
        native: '{program} 使用 SigV4 签名，{found} 不接受',
      },
      absent: '{endpoint} 支持 S3 API',
    },
  },
});
