import type { Cause } from '@culprit/core';
import { defineEndpointCause, unresolved } from '../endpoint/endpoint-cause.ts';

export const doubledScheme: Cause = defineEndpointCause({
  id: 'doubled-scheme',
  order: 13,
  symptoms: unresolved,
  text: {
    en: {
      title: 'The endpoint {endpoint} has its scheme twice',
      unknown: { endpoint: '' },
      about: 'A scheme was put in front of an address that already had one. What follows the first "://" is the host then: the word "https".',
      confirmed: {
        twice: 'The scheme stands twice before {expected}',
      },
      absent: 'The scheme stands once in {endpoint}',
    },
    'zh-CN': {
      title: '端点 {endpoint} 的协议写了两遍',
      unknown: { endpoint: '' },
      about: '在已带协议的地址前又加了一次协议。第一个“://”之后的部分被当成主机名，也就是“https”这个词。',
      confirmed: {
        twice: '{expected} 前的协议写了两遍',
      },
      absent: '{endpoint} 中协议只出现一次',
    },
  },
});
