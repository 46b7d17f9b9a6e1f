import type { Cause } from '@culprit/core';
import { defineEndpointCause } from '../endpoint/endpoint-cause.ts';

export const endpointWithoutScheme: Cause = defineEndpointCause({
  id: 'endpoint-without-scheme',
  order: 11,
  text: {
    en: {
      title: 'The endpoint {endpoint} has no https:// before it',
      unknown: { endpoint: '' },
      about: '{program} takes the endpoint as a URL. Native SDKs of some stores take a bare host, so the same value works there and fails here.',
      confirmed: {
        missing: '{program} stops before it contacts anybody: {refusal}',
      },
      absent: 'The endpoint {endpoint} is a URL, or {program} takes a bare host',
    },
    'zh-CN': {
      title: '端点 {endpoint} 缺少 https://',
      unknown: { endpoint: '' },
      about: '{program} 要求端点是完整网址。某些存储的原生 SDK 接受不带协议的主机名，因此同一个值在那里可用，在这里却报错。',
      confirmed: {
        missing: '{program} 尚未发起连接就已停止：{refusal}',
      },
      absent: '端点 {endpoint} 是完整网址，或 {program} 接受不带协议的主机名',
    },
  },
});
