import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { endpointOrHost } from '../connection/way.ts';
import { localNetwork } from '../facts/local-network.ts';
import { tcpConnection } from '../facts/tcp-connection.ts';

/** Nothing leads out of this machine: no interface has an address, or there is no default route. */
export const machineOffline: Cause = defineCause({
  id: 'network/machine-offline',
  owner: 'machine',
  layer: 'machine',
  order: 10,
  scope: 'machine',
  suspectedBy: ['network/connection#unreachable', 'network/name-resolution#temporary-failure', 'network/name-resolution#unreachable', 'network/name-resolution#timed-out', 'network/name-resolution#not-found'],
  text: {
    en: {
      title: 'This machine is not connected to a network',
      about: 'Without an interface that has an address, or without a default route, packets have no way out. No name can be resolved and no host be reached, whatever its state.',
      confirmed: {
        'no-interface': 'No network interface but loopback has an address',
        'no-default-route': 'The system answers {code} for {address}, and it has no default route for IPv{family}',
      },
      ruledOut: {
        connected: 'An interface of this machine has an address, and a default route leads out',
        'not-unreachable': 'An interface of this machine has an address, and the system did not say that there is no way',
      },
      open: { 'not-told': 'This system does not tell its routes to programs; see them with netstat -rn or route print' },
    },
    'zh-CN': {
      title: '本机没有接入网络',
      about: '没有任何接口拥有地址，或没有默认路由，数据包就无路可出。此时任何域名都解析不了，任何主机都连不上，与目标状态无关。',
      confirmed: {
        'no-interface': '除环回接口外，没有任何网络接口拥有地址',
        'no-default-route': '系统对 {address} 返回 {code}，而本机没有 IPv{family} 默认路由',
      },
      ruledOut: {
        connected: '本机有接口拥有地址，且有默认路由通向外部',
        'not-unreachable': '本机有接口拥有地址，系统也没有报告无路可走',
      },
      open: { 'not-told': '本系统不向程序提供路由信息；可用 netstat -rn 或 route print 查看' },
    },
  },
  controls: (suspicion) => ({ network: localNetwork.of({}), connection: tcpConnection.of(endpointOrHost(suspicion)) }),
  judge: ({ facts: { network, connection }, confirmed, ruledOut, open }) => {
    if (network === undefined) return open('not-told', {}, []);
    if (network.interfaces.length === 0) return confirmed('no-interface', {}, ['network']);
    const attempt = connection?.attempts.find(({ code }) => code === 'ENETUNREACH');
    // Names are often asked of a resolver nearby, to which there is a way without a default route.
    if (attempt === undefined || connection?.outcome === 'connected') return ruledOut('not-unreachable', {}, ['network']);
    // A machine without IPv6 is usual, and connected all the same.
    const ipv4 = connection?.attempts.find(({ code, family }) => code === 'ENETUNREACH' && family === 4);
    if (ipv4 === undefined) return network.defaultRoute4 === undefined ? open('not-told', {}, ['network']) : ruledOut('connected', {}, ['network']);
    if (network.defaultRoute4 === undefined) return open('not-told', {}, ['network']);
    return network.defaultRoute4
      ? ruledOut('connected', {}, ['network'])
      : confirmed('no-default-route', { address: ipv4.address, code: 'ENETUNREACH', family: 4 }, ['network', 'connection']);
  },
  remedies: [
    defineRemedy({
      id: 'network/connect-machine',
      audience: 'you',
      text: {
        en: { title: 'Connect this machine', steps: ['See the interfaces and the way out: "ip addr" and "ip route" on Linux, "ifconfig" and "netstat -rn" on macOS, "ipconfig" and "route print" on Windows.', 'Join the network again (cable, Wi-Fi, VPN), or renew the address: "dhclient -v" or "nmcli networking off; nmcli networking on". In a container, look at its network mode: "none" has no way out.'] },
        'zh-CN': { title: '将本机接入网络', steps: ['查看接口与出口：Linux 执行“ip addr”和“ip route”，macOS 执行“ifconfig”和“netstat -rn”，Windows 执行“ipconfig”和“route print”。', '重新接入网络（网线、Wi-Fi、VPN），或重新获取地址：“dhclient -v”或“nmcli networking off; nmcli networking on”。在容器中请检查网络模式：“none”没有出口。'] },
      },
    }),
  ],
});
