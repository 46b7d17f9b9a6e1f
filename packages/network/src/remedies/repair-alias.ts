import { defineRemedy, type Remedy } from '@culprit/core';

/** For an alias whose end does not exist or has no address. */
export const repairAlias: Remedy = defineRemedy({
  id: 'network/repair-alias',
  audience: 'operator',
  applies: ({ alias }) => alias !== undefined,
  text: {
    en: { title: 'Point the alias {host} at a name that has an address', steps: ['The CNAME chain of {host} ends at {alias}: create {alias} again, or change the CNAME record. Whoever can register {alias} takes {host} over.'] },
    'zh-CN': { title: '让别名 {host} 指向有地址的域名', steps: ['{host} 的 CNAME 链终止于 {alias}：请重建 {alias} 或修改 CNAME 记录。任何能注册 {alias} 的人都可以接管 {host}。'] },
  },
});
