import { defineRemedy, type Remedy } from '@culprit/core';

/** A request to whoever runs the network, ready to be sent: host, port, server name and what was seen. */
export const requestEgress: Remedy = defineRemedy({
  id: 'network/request-egress',
  audience: 'operator',
  applies: ({ evidence }) => evidence !== undefined,
  text: {
    en: {
      title: 'Ask the network\'s administrators to allow {endpoint}',
      steps: ['Send them: "Please allow outgoing TCP connections to {host}, port {port} (TLS server name: {host}), directly or by the proxy. Seen at {seenAt}: {evidence}."'],
    },
    'zh-CN': {
      title: '请网络管理员放行 {endpoint}',
      steps: ['可直接发送：“请放行到 {host} 的 {port} 端口的出站 TCP 连接（TLS 服务器名：{host}），直连或经代理均可。{seenAt} 观察到：{evidence}。”'],
    },
  },
});
