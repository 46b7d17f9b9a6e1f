import { defineRemedy, type Remedy } from '@culprit/core';

/** For whoever runs the service. */
export const exemptClient: Remedy = defineRemedy({
  id: 'network/exempt-client',
  audience: 'operator',
  text: {
    en: { title: 'Exempt the programs that may come', steps: ['Find the request in the events of {by} by its time and number, and see which rule refused it.', 'Let paths of an API pass without a challenge, or let this client in by its address, its token or a client certificate.'] },
    'zh-CN': { title: '放行获准的程序', steps: ['按时间和编号在 {by} 的事件日志中找到该请求，查看是哪条规则拒绝的。', '对接口路径免除验证，或按来源地址、令牌、客户端证书放行该客户端。'] },
  },
});
