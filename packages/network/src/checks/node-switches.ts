import { defineCheck, defineRemedy, type Check, type Remedy } from '@culprit/core';
import { nodeSwitches } from '../facts/node-switches.ts';
import { machine } from '../targets/machine.ts';

const dropSwitch: Remedy = defineRemedy({
  id: 'network/drop-node-switch',
  audience: 'you',
  text: {
    en: { title: 'Take {option} out of NODE_OPTIONS', steps: ['Update the server that needed it to TLS 1.2 or newer, and set the switch for that one program until then.'] },
    'zh-CN': { title: '从 NODE_OPTIONS 中去掉 {option}', steps: ['请把需要它的服务器升级到 TLS 1.2 或更高；在此之前只对那一个程序使用该开关。'] },
  },
});

const stopLogging: Remedy = defineRemedy({
  id: 'network/stop-key-logging',
  audience: 'you',
  text: {
    en: { title: 'Unset SSLKEYLOGFILE and drop --tls-keylog', steps: ['Delete the file that was written: with it recorded traffic can be read.'] },
    'zh-CN': { title: '取消 SSLKEYLOGFILE 与 --tls-keylog', steps: ['并删除已写出的文件：凭它可以解密录下的流量。'] },
  },
});

/** Node.js's own switches, which every Node.js program in this environment obeys. */
export const nodeSwitchesCheck: Check = defineCheck({
  id: 'network/node-switches',
  layer: 'machine',
  target: machine,
  findings: {
    usual: { outcome: 'pass' },
    changed: { outcome: 'pass' },
    weak: { outcome: 'fail', severity: 'minor', owner: 'machine', remedy: dropSwitch },
    'keys-logged': { outcome: 'fail', severity: 'minor', owner: 'machine', remedy: stopLogging },
  },
  text: {
    en: {
      title: 'Node.js switches',
      why: 'They explain why a Node.js program behaves unlike curl or a browser on the same machine.',
      findings: {
        usual: 'Node.js reaches the network as it does everywhere',
        changed: 'Node.js is told: {switches}',
        weak: '{option} makes every Node.js program here accept outdated protocols',
        'keys-logged': 'The keys of TLS connections are written to a file (SSLKEYLOGFILE or --tls-keylog)',
      },
    },
    'zh-CN': {
      title: 'Node.js 开关',
      why: '它们能解释为什么同一台机器上 Node.js 程序的表现与 curl 或浏览器不同。',
      findings: {
        usual: 'Node.js 以默认方式访问网络',
        changed: 'Node.js 的设置：{switches}',
        weak: '{option} 使这里的所有 Node.js 程序接受过时的协议',
        'keys-logged': 'TLS 连接的密钥被写入文件（SSLKEYLOGFILE 或 --tls-keylog）',
      },
    },
  },
  needs: () => ({ switches: nodeSwitches.of({}) }),
  evaluate: ({ facts: { switches: { changed, weak, tlsKeysLogged } }, conclude }) => {
    const faults = [...weak.map((option) => conclude('weak', { option })), ...(tlsKeysLogged ? [conclude('keys-logged')] : [])];
    if (faults.length > 0) return faults;
    return changed.length === 0 ? conclude('usual') : conclude('changed', { switches: changed.join(' ') });
  },
});
