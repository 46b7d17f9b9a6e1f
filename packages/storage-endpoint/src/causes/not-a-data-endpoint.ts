import type { Cause } from '@culprit/core';
import { defineEndpointCause } from '../endpoint/endpoint-cause.ts';

export const notADataEndpoint: Cause = defineEndpointCause({
  id: 'not-a-data-endpoint',
  order: 23,
  symptoms: ['certificate/name#mismatch'],
  text: {
    en: {
      title: '{found} is no endpoint for a client with keys',
      about: 'Websites, content networks and the control plane of a store have hosts of their own. They know nothing of signed requests for objects.',
      confirmed: {
        website: '{found} serves the bucket as a website',
        cdn: '{found} belongs to the content network',
        control: '{found} is the control plane',
        service: '{found} lists buckets and holds no objects',
      },
      absent: '{endpoint} serves data',
    },
    'zh-CN': {
      title: '{found} 不是供密钥客户端访问数据的端点',
      about: '静态网站、CDN 和管控面各有自己的域名，不处理对对象的签名请求。',
      confirmed: {
        website: '{found} 是存储桶的静态网站域名',
        cdn: '{found} 属于 CDN',
        control: '{found} 是管控面域名',
        service: '{found} 只列出存储桶，不提供对象',
      },
      absent: '{endpoint} 可访问数据',
    },
  },
});
