import { defineRemedy, type Remedy } from '@culprit/core';

/** The answer is the service's own: only whoever runs it can change it. */
export const tellOperator: Remedy = defineRemedy({
  id: 'mirror/tell-operator',
  audience: 'you',
  text: {
    en: { title: 'Tell the operator, and use another mirror meanwhile', steps: ['Give the operator the request and the answer (run again with --verbose for both) and the time.', 'Let another mirror be chosen meanwhile: culprit mirror select https://mirror-a https://mirror-b'] },
    'zh-CN': { title: '告知运营方，并暂时改用其他镜像', steps: ['把请求、响应（加 --verbose 重新运行即可看到）和时间告知运营方。', '在此期间改用其他镜像：culprit mirror select https://镜像甲 https://镜像乙'] },
  },
});
