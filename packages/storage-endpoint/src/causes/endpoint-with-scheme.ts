import type { Cause } from '@culprit/core';
import { defineEndpointCause } from '../endpoint/endpoint-cause.ts';

export const endpointWithScheme: Cause = defineEndpointCause({
  id: 'endpoint-with-scheme',
  order: 12,
  text: {
    en: {
      title: '{program} wants the endpoint without its scheme',
      unknown: { program: 'the program' },
      about: 'It takes a host and a port; whether TLS is spoken is an option of its own (Secure).',
      confirmed: {
        present: '{program} stops before it contacts anybody: {refusal}',
      },
      absent: 'The endpoint {endpoint} is written as {program} wants it',
    },
    'zh-CN': {
      title: '{program} 的端点不应带协议',
      unknown: { program: '程序' },
      about: '它只接受主机和端口；是否使用 TLS 由单独的选项（Secure）决定。',
      confirmed: {
        present: '{program} 尚未发起连接就已停止：{refusal}',
      },
      absent: '端点 {endpoint} 的写法符合 {program} 的要求',
    },
  },
});
