import { defineRemedy, type Remedy } from '@culprit/core';

/** For what a filter of a company, a provider or a country refuses. */
export const askForRelease: Remedy = defineRemedy({
  id: 'network/ask-for-release',
  audience: 'you',
  text: {
    en: { title: 'Have {host} released, or take another way', steps: ['In a company or school: ask whoever runs the filter ({by}) to release {host}, with the time of this request.', 'With a provider: look at its block page for whom to turn to, or use another network that may be used for it.'] },
    'zh-CN': { title: '申请放行 {host}，或换一条路径', steps: ['在企业或学校：请过滤设备（{by}）的管理员放行 {host}，并附上本次请求的时间。', '若是运营商：按拦截页面上的说明申诉，或改用获准的其他网络。'] },
  },
});
