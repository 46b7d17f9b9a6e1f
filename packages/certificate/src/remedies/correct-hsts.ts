import { defineRemedy, type Remedy } from '@culprit/core';

/** For a Strict-Transport-Security field that doesn't say what it was meant to. */
export const correctHsts: Remedy = defineRemedy({
  id: 'certificate/correct-hsts',
  audience: 'operator',
  docs: 'https://hstspreload.org/#submission-requirements',
  text: {
    en: {
      title: 'Send one well-formed Strict-Transport-Security',
      steps: [
        'Strict-Transport-Security: max-age=31536000, once for each answer over HTTPS; see whether the gateway and the application both add it. nginx: add_header Strict-Transport-Security "max-age=31536000" always;',
        'For the preload list: max-age=31536000; includeSubDomains; preload, and only if every subdomain will speak HTTPS for years: leaving the list takes months. Otherwise leave out "preload".',
      ],
    },
    'zh-CN': {
      title: '只发送一个格式正确的 Strict-Transport-Security',
      steps: [
        'Strict-Transport-Security: max-age=31536000，每个 HTTPS 响应只发送一次；请检查网关和应用是否重复添加。nginx：add_header Strict-Transport-Security "max-age=31536000" always;',
        '如需加入预加载列表：max-age=31536000; includeSubDomains; preload，前提是所有子域名都会长期使用 HTTPS，因为退出列表需要数月。否则请去掉“preload”。',
      ],
    },
  },
});
