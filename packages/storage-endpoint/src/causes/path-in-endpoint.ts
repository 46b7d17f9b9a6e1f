import type { Cause } from '@culprit/core';
import { defineEndpointCause } from '../endpoint/endpoint-cause.ts';

export const pathInEndpoint: Cause = defineEndpointCause({
  id: 'path-in-endpoint',
  order: 22,
  text: {
    en: {
      title: 'The endpoint {endpoint} has a path',
      unknown: { endpoint: '' },
      about: 'What stands behind the host becomes part of every request, so keys are looked for where they are not, or signatures no longer fit.',
      confirmed: {
        path: '{found} is put before every key',
      },
      absent: 'The endpoint {endpoint} has no path that its provider does not know',
    },
    'zh-CN': {
      title: '端点 {endpoint} 带有路径',
      unknown: { endpoint: '' },
      about: '主机名之后的部分会成为每个请求的一部分，于是在错误的位置查找对象，或导致签名不匹配。',
      confirmed: {
        path: '每个对象键前都会加上 {found}',
      },
      absent: '端点 {endpoint} 没有多余的路径',
    },
  },
});
