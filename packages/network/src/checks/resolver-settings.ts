import { defineCheck, defineRemedy, type Check, type Remedy } from '@culprit/core';
import { resolverSettings } from '../facts/resolver-settings.ts';
import { machine } from '../targets/machine.ts';

const nameServers: Remedy = defineRemedy({
  id: 'network/correct-name-servers',
  audience: 'you',
  text: {
    en: {
      title: 'Correct the list of name servers',
      steps: [
        'Write each as "nameserver" and its IP address, three at most: glibc asks no more.',
        'Many programs write the file anew (NetworkManager, systemd-resolved, DHCP clients, VPNs, container engines): set the servers there, not in the file. "ls -l /etc/resolv.conf" shows whose it is.',
      ],
    },
    'zh-CN': {
      title: '更正域名服务器列表',
      steps: [
        '每台服务器写成“nameserver”加 IP 地址，最多三台：glibc 只询问前三台。',
        '许多程序会重写该文件（NetworkManager、systemd-resolved、DHCP 客户端、VPN、容器引擎）：请在这些程序中设置，而不是直接修改文件。“ls -l /etc/resolv.conf”可看出它由谁管理。',
      ],
    },
  },
});

const hostsLine: Remedy = defineRemedy({
  id: 'network/correct-hosts-line',
  audience: 'you',
  text: {
    en: { title: 'Put the address first', steps: ['In {file}, line {line}: write the IP address, then the names, separated by blanks (hosts(5)).'] },
    'zh-CN': { title: '把地址写在前面', steps: ['{file} 第 {line} 行：先写 IP 地址，再写域名，以空格分隔（参见 hosts(5)）。'] },
  },
});

const stub: Remedy = defineRemedy({
  id: 'network/start-local-resolver',
  audience: 'you',
  text: {
    en: { title: 'Start the resolver of this machine, or name another one', steps: ['See whether it runs: "systemctl status systemd-resolved" (or dnsmasq, unbound); start it with "systemctl start".', 'In a container 127.0.0.x is the container itself: give it a name server that it can reach ("--dns").'] },
    'zh-CN': { title: '启动本机的解析服务，或改用其他服务器', steps: ['查看服务是否在运行：“systemctl status systemd-resolved”（或 dnsmasq、unbound），用“systemctl start”启动。', '在容器内，127.0.0.x 指容器自身：请用“--dns”为它指定可以访问的域名服务器。'] },
  },
});

const services: Remedy = defineRemedy({
  id: 'network/consult-name-servers',
  audience: 'you',
  text: {
    en: { title: 'Let getaddrinfo ask name servers', steps: ['In {file} write: "hosts: files dns" (with systemd-resolved: "hosts: files resolve [!UNAVAIL=return] dns").'] },
    'zh-CN': { title: '让 getaddrinfo 询问域名服务器', steps: ['在 {file} 中写“hosts: files dns”（使用 systemd-resolved 时写“hosts: files resolve [!UNAVAIL=return] dns”）。'] },
  },
});

const fault = { outcome: 'fail', owner: 'machine' } as const;

/** Whether this machine's settings of name resolution can work: resolv.conf, hosts and nsswitch.conf. */
export const resolverSettingsCheck: Check = defineCheck({
  id: 'network/resolver-settings',
  layer: 'machine',
  target: machine,
  findings: {
    sound: { outcome: 'pass' },
    'no-name-server': { ...fault, severity: 'critical', remedy: nameServers },
    'stub-without-listener': { ...fault, severity: 'critical', remedy: stub },
    'dns-not-consulted': { ...fault, severity: 'critical', remedy: services },
    'invalid-name-server': { ...fault, severity: 'major', remedy: nameServers },
    'ignored-name-servers': { ...fault, severity: 'minor', remedy: nameServers },
    'invalid-hosts-line': { ...fault, severity: 'minor', remedy: hostsLine },
    unreadable: { outcome: 'inconclusive', required: false },
  },
  text: {
    en: {
      title: 'Settings of name resolution',
      why: 'A mistake in these files makes every name slow or unknown, for every program.',
      findings: {
        sound: 'Names are looked up at {servers}',
        'no-name-server': '{file} names no name server',
        'stub-without-listener': 'The name server {address} is this machine itself, and nobody listens at its port 53',
        'dns-not-consulted': '{file} lets programs look names up in "{services}" alone: no name server is asked',
        'invalid-name-server': '{file}, line {line}: "{value}" is no IP address, and the line does not count',
        'ignored-name-servers': '{file} lists more than three name servers: {addresses} are never asked',
        'invalid-hosts-line': '{file}, line {line}, does not begin with an IP address and does not count: {value}',
        unreadable: '{file} can\'t be read ({code})',
      },
    },
    'zh-CN': {
      title: '域名解析设置',
      why: '这些文件一旦写错，所有程序解析任何域名都会变慢或失败。',
      findings: {
        sound: '域名由 {servers} 解析',
        'no-name-server': '{file} 中没有域名服务器',
        'stub-without-listener': '域名服务器 {address} 指向本机，但其 53 端口无人监听',
        'dns-not-consulted': '{file} 只允许程序在“{services}”中查找域名，不会询问任何域名服务器',
        'invalid-name-server': '{file} 第 {line} 行：“{value}”不是 IP 地址，该行无效',
        'ignored-name-servers': '{file} 列出的域名服务器超过三台：{addresses} 永远不会被询问',
        'invalid-hosts-line': '{file} 第 {line} 行不以 IP 地址开头，因而无效：{value}',
        unreadable: '无法读取 {file}（{code}）',
      },
    },
  },
  needs: () => ({ settings: resolverSettings.of({}) }),
  evaluate: ({ facts: { settings }, conclude }) => {
    const problems = settings.problems.map((found) => {
      switch (found.problem) {
        case 'no-name-server': return conclude(found.problem, { file: found.file });
        case 'unreadable': return conclude(found.problem, { file: found.file, code: found.code });
        case 'stub-without-listener': return conclude(found.problem, { address: found.address });
        case 'ignored-name-servers': return conclude(found.problem, { file: found.file, addresses: found.addresses.join(', ') });
        case 'dns-not-consulted': return conclude(found.problem, { file: found.file, services: found.services.join(' ') });
        default: return conclude(found.problem, { file: found.file, line: found.line, value: found.value });
      }
    });
    return problems.length > 0 ? problems : conclude('sound', { servers: settings.nameServers.join(', ') });
  },
});
