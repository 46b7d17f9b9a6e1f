import { defineRemedy, type Remedy } from '@culprit/core';
import { wayBy, wayTo } from '../connection/way.ts';
import { tcpConnection } from '../facts/tcp-connection.ts';

/** Leaves IPv6 aside. Tried by connecting over IPv4 alone. */
export const useIpv4: Remedy = defineRemedy({
  id: 'network/use-ipv4',
  audience: 'you',
  text: {
    en: { title: 'Use IPv4 until IPv6 works', steps: ['For Node: NODE_OPTIONS=--dns-result-order=ipv4first. For curl: -4. For glibc programs: the line "precedence ::ffff:0:0/96 100" in /etc/gai.conf.', 'Tell whoever runs the network that IPv6 to {addresses} fails ({code}).'] },
    'zh-CN': { title: '在 IPv6 恢复之前使用 IPv4', steps: ['Node：NODE_OPTIONS=--dns-result-order=ipv4first。curl：-4。glibc 程序：在 /etc/gai.conf 中加入“precedence ::ffff:0:0/96 100”。', '请告知网络管理员：到 {addresses} 的 IPv6 不通（{code}）。'] },
  },
  trial: {
    facts: ({ suspicion }) => ({ connection: tcpConnection.of(wayBy(wayTo(suspicion), { family: 4 })) }),
    works: ({ facts: { connection } }) => (connection === undefined ? undefined : connection.outcome === 'connected'),
  },
});
