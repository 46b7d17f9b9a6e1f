import { defineCheck, defineRemedy, type Check, type Remedy } from '@culprit/core';
import { localNetwork, type LocalNetwork } from '../facts/local-network.ts';
import { machine } from '../targets/machine.ts';

const connectToNetwork: Remedy = defineRemedy({
  id: 'network/connect-to-network',
  audience: 'you',
  text: {
    en: { title: 'Connect this machine to a network', steps: ['Linux: ip route and nmcli device status show what is there; sudo dhclient or the network manager get a default route. Container: start it without --network none, or with the network that it needs.'] },
    'zh-CN': { title: '把本机接入网络', steps: ['Linux：用 ip route 和 nmcli device status 查看现状；用 sudo dhclient 或网络管理器获取默认路由。容器：不要使用 --network none，或为它指定所需的网络。'] },
  },
});

const mendIpv6: Remedy = defineRemedy({
  id: 'network/mend-ipv6-route',
  audience: 'you',
  text: {
    en: { title: 'Give IPv6 a default route, or switch IPv6 off', steps: ['Look at ip -6 route and whether the router sends advertisements (RFC 4861). Until then clients that try IPv6 first lose time: sysctl net.ipv6.conf.all.disable_ipv6=1 switches it off.'] },
    'zh-CN': { title: '为 IPv6 配置默认路由，或关闭 IPv6', steps: ['请查看 ip -6 route，以及路由器是否发送路由通告（RFC 4861）。在此之前，优先尝试 IPv6 的客户端会浪费时间：可用 sysctl net.ipv6.conf.all.disable_ipv6=1 关闭。'] },
  },
});

/** Whether there is a way out of this machine, by IPv4 and by IPv6. */
export const defaultRoutesCheck: Check = defineCheck({
  id: 'network/default-routes',
  layer: 'machine',
  target: machine,
  findings: {
    both: { outcome: 'pass' },
    'one-family': { outcome: 'pass' },
    addressed: { outcome: 'pass' },
    'no-route': { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: connectToNetwork },
    'ipv6-without-route': { outcome: 'fail', severity: 'minor', owner: 'network', remedy: mendIpv6 },
  },
  text: {
    en: {
      title: 'Default route',
      why: 'Without it nothing beyond the own network can be reached.',
      findings: {
        both: 'IPv4 by {ways4}, IPv6 by {ways6}',
        'one-family': 'IPv{family} by {ways}; no IPv{other}',
        addressed: 'This machine has addresses (IPv{families}); its routing table was not read on this system',
        'no-route': 'This machine has no default route: only its own network can be reached',
        'ipv6-without-route': 'This machine has a global IPv6 address and no IPv6 default route: clients that try IPv6 first fail or wait',
      },
    },
    'zh-CN': {
      title: '默认路由',
      why: '没有默认路由，就只能访问本地网络。',
      findings: {
        both: 'IPv4 经 {ways4}，IPv6 经 {ways6}',
        'one-family': 'IPv{family} 经 {ways}；没有 IPv{other}',
        addressed: '本机有地址（IPv{families}）；在此系统上没有读取路由表',
        'no-route': '本机没有默认路由：只能访问本地网络',
        'ipv6-without-route': '本机有公网 IPv6 地址，但没有 IPv6 默认路由：优先尝试 IPv6 的客户端会失败或卡住',
      },
    },
  },
  needs: () => ({ network: localNetwork.of({}) }),
  evaluate: ({ facts: { network }, conclude }) => {
    const { interfaces, defaultRoute4, defaultRoute6, globalIpv6 = false } = network;
    const [ways4, ways6] = [devicesOf(network, 4), devicesOf(network, 6)];
    if (interfaces.length === 0) return conclude('no-route');
    if (defaultRoute4 === undefined && defaultRoute6 === undefined) return conclude('addressed', { families: [...(ways4 === '' ? [] : ['4']), ...(ways6 === '' ? [] : ['6'])].join(', IPv') });
    if (defaultRoute4 !== true && defaultRoute6 !== true) return conclude('no-route');
    if (defaultRoute6 !== true && globalIpv6) return conclude('ipv6-without-route');
    if (defaultRoute4 === true && defaultRoute6 === true) return conclude('both', { ways4, ways6 });
    return conclude('one-family', defaultRoute4 === true ? { family: 4, other: 6, ways: ways4 } : { family: 6, other: 4, ways: ways6 });
  },
});

const devicesOf = ({ interfaces }: LocalNetwork, family: 4 | 6): string => interfaces.filter(({ families }) => families.includes(family)).map(({ name }) => name).slice(0, 4).join(', ');
