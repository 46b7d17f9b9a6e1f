import type { Cause } from '@culprit/core';
import { defineEndpointCause } from '../endpoint/endpoint-cause.ts';

export const malformedRegion: Cause = defineEndpointCause({
  id: 'malformed-region',
  order: 17,
  text: {
    en: {
      title: '{program} refuses the region {found}',
      unknown: { program: 'The client', found: 'that is set' },
      about: 'A region is a label of a host name: letters, digits and hyphens. The client stops before it contacts anybody.',
      confirmed: {
        around: 'Quotes, blanks or characters that nobody sees are part of {found}; without them it is {expected}',
        characters: '{found} is no label of a host name: {refusal}',
      },
      absent: '{program} takes the region',
    },
    'zh-CN': {
      title: '{program} 拒绝区域 {found}',
      unknown: { program: '客户端', found: '的设置' },
      about: '区域只能由字母、数字和连字符组成，与域名中的一段相同。客户端在发出任何请求之前就会停止。',
      confirmed: {
        around: '{found} 中混有引号、空白或不可见字符；去掉后为 {expected}',
        characters: '{found} 不是有效的域名标签：{refusal}',
      },
      absent: '{program} 接受该区域',
    },
  },
});
