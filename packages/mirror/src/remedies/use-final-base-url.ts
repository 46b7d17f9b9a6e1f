import { defineRemedy, type Remedy } from '@culprit/core';

/** Clients follow a redirect without the key, or do not follow a POST at all. */
export const useFinalBaseUrl: Remedy = defineRemedy({
  id: 'mirror/use-final-base-url',
  audience: 'you',
  text: {
    en: { title: 'Give clients the base URL that the redirect leads to', steps: ['If {to} is where the service documents its API, put it into the base URL.', 'If you do not know that host, do not send it a key; ask the operator.'] },
    'zh-CN': { title: '把重定向的目标设为基础网址', steps: ['如果 {to} 就是服务文档中的 API 地址，请把它写进基础网址。', '如果不认识该主机，请不要把密钥发给它，并询问运营方。'] },
  },
});
