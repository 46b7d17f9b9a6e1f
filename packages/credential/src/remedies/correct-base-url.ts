import { defineRemedy, type Remedy } from '@culprit/core';

/** The base URL as the provider documents it. */
export const correctBaseUrl: Remedy = defineRemedy({
  id: 'credential/correct-base-url',
  audience: 'you',
  text: {
    en: { title: 'Use the address that the redirect names, if it is the provider\'s', steps: ['Look the base URL up in the provider\'s documentation: it begins with https:// and redirects nowhere. The last answer pointed at {to}.', 'A client that follows the redirect to another host drops the key, or gives it away.'] },
    'zh-CN': { title: '若重定向目标属于提供方，请直接使用该地址', steps: ['在提供方文档中核对基础网址：应以 https:// 开头且不再重定向。本次应答指向 {to}。', '客户端跟随重定向到其他主机时，要么丢失密钥，要么把密钥泄露出去。'] },
  },
});
