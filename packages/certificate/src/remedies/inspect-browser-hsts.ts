import { defineRemedy, type Remedy } from '@culprit/core';

/** For a broken host that browsers show no way into. */
export const inspectBrowserHsts: Remedy = defineRemedy({
  id: 'certificate/inspect-browser-hsts',
  audience: 'you',
  // Causes of a refused certificate carry it where browsers are known to hold the host to HTTPS; to the findings of HSTS it belongs anyway.
  applies: ({ lockedInDays }) => lockedInDays !== undefined,
  docs: 'https://www.rfc-editor.org/rfc/rfc6797#section-12.1',
  text: {
    en: {
      title: 'No browser lets anyone through before this is set right; where it keeps what it remembers of {host}',
      steps: [
        'There is no button to go on, and that is meant so: what is wrong with the certificate of {host} has to be set right.',
        'Chrome, Edge, Opera: chrome://net-internals/#hsts, "Query HSTS/PKP domain" shows it, "Delete domain security policies" forgets it. Firefox: History, "Forget About This Site". Safari: quit it and delete ~/Library/Cookies/HSTS.plist. Clearing the cache changes nothing.',
        'A host of the preload list (https://hstspreload.org shows whether it is in it) can\'t be forgotten: it comes with the browser.',
      ],
    },
    'zh-CN': {
      title: '问题解决之前浏览器不会放行；另附查看 {host} 的 HSTS 记录的位置',
      steps: [
        '浏览器不会显示“继续访问”的按钮，这是有意的设计：必须先解决 {host} 的证书问题。',
        'Chrome、Edge、Opera：打开 chrome://net-internals/#hsts，“Query HSTS/PKP domain”可查看，“Delete domain security policies”可删除。Firefox：在历史记录中选择“忘记此网站”。Safari：退出后删除 ~/Library/Cookies/HSTS.plist。清除缓存没有作用。',
        '预加载列表中的主机（可在 https://hstspreload.org 查询）随浏览器发布，无法删除。',
      ],
    },
  },
});
