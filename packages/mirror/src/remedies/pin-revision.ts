import { defineRemedy, type Remedy } from '@culprit/core';

/** A mirror may lag behind its hub, and names are case-sensitive. */
export const pinRevision: Remedy = defineRemedy({
  id: 'mirror/pin-revision',
  audience: 'you',
  text: {
    en: { title: 'Look the name up where the repository is listed', steps: ['Open the page of the repository: file names, branches and tags are case-sensitive.', 'If it is there and the mirror does not have it, the mirror lags: use the hub itself, or an older revision.'] },
    'zh-CN': { title: '在仓库页面核对名称', steps: ['打开仓库页面：文件名、分支和标签均区分大小写。', '若页面上有而镜像没有，说明镜像尚未同步：请直接使用官方站点，或改用较早的版本。'] },
  },
});
