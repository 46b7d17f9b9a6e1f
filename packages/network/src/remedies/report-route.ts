import { defineRemedy, type Remedy } from '@culprit/core';

/** For a fault beyond the own network: whoever runs the hop must be told, with the table. */
export const reportRoute: Remedy = defineRemedy({
  id: 'network/report-route',
  audience: 'you',
  text: {
    en: {
      title: 'Write to whoever runs the network at hop {hop} ({address})',
      steps: [
        'whois {address} names the operator and its contact (NOC or abuse); an address of 100.64.0.0/10 is your own access provider\'s. Send the table of hops with the time and your own address: culprit {endpoint} --depth full --output route.md',
        'Meanwhile, try another way: another access network, a VPN, or another region of the service.',
      ],
    },
    'zh-CN': {
      title: '联系第 {hop} 跳（{address}）所在网络的运营方',
      steps: [
        '用 whois {address} 查出运营方及其联系方式（NOC 或 abuse）；100.64.0.0/10 内的地址属于你的宽带运营商。请附上各跳的表格、时间和你的地址：culprit {endpoint} --depth full --output route.md',
        '在此期间可以换一条路：更换接入网络、使用 VPN，或改用该服务的其他区域。',
      ],
    },
  },
});
