import { defineRemedy, type Remedy } from '@culprit/core';

/** What is expected stands in the reader's own config. */
export const adjustProfile: Remedy = defineRemedy({
  id: 'mirror/adjust-profile',
  audience: 'you',
  text: {
    en: { title: 'Compare the profile with the operator\'s documentation', steps: ['If the service is well as it answers, change what the config expects (kind: profiled-service, expect: …).', 'If the health answer wants a credential, give it by reference: expect: { requestHeaders: { Authorization: Bearer env:NAME } }'] },
    'zh-CN': { title: '对照运营方文档检查规格', steps: ['若服务的响应本属正常，请修改配置中的预期（kind: profiled-service，expect: …）。', '若健康响应要求凭据，请以引用方式提供：expect: { requestHeaders: { Authorization: Bearer env:名称 } }'] },
  },
});
