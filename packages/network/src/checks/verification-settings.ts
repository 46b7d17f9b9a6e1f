import { defineCheck, defineRemedy, type Check, type Remedy } from '@culprit/core';
import { verificationSettings } from '../facts/verification-settings.ts';
import { machine } from '../targets/machine.ts';

const verifyAgain: Remedy = defineRemedy({
  id: 'network/verify-again',
  audience: 'you',
  text: {
    en: {
      title: 'Take {setting} away ({where})',
      steps: [
        'Without it {program} verifies again. If something then fails, that is the fault to mend: culprit https://the-host-that-fails',
        'Where a company\'s own authority is missing, name it instead: NODE_EXTRA_CA_CERTS, SSL_CERT_FILE, git config http.sslCAInfo, npm config set cafile, pip config set global.cert.',
      ],
    },
    'zh-CN': {
      title: '删除 {setting}（{where}）',
      steps: [
        '删除后 {program} 会恢复校验。若因此有访问失败，那才是真正要修的问题：culprit https://访问失败的主机',
        '如果缺的是公司自己的 CA，请改为指定它：NODE_EXTRA_CA_CERTS、SSL_CERT_FILE、git config http.sslCAInfo、npm config set cafile、pip config set global.cert。',
      ],
    },
  },
});

/** Whether some program on this machine was told to accept any certificate. */
export const verificationSettingsCheck: Check = defineCheck({
  id: 'network/verification-settings',
  layer: 'machine',
  target: machine,
  findings: {
    on: { outcome: 'pass' },
    off: { outcome: 'fail', severity: 'major', owner: 'machine', remedy: verifyAgain },
  },
  text: {
    en: {
      title: 'Verification of certificates',
      why: 'Whoever accepts any certificate talks to anybody: passwords and code may be read and changed on the way.',
      findings: {
        on: 'Nothing that was looked at switches it off',
        off: '{program} accepts any certificate: {setting} ({where})',
      },
    },
    'zh-CN': {
      title: '证书校验',
      why: '接受任何证书，就等于可能与任何人通信：密码和代码都可能在途中被窃取或篡改。',
      findings: {
        on: '所查的设置中没有关闭校验的',
        off: '{program} 接受任何证书：{setting}（{where}）',
      },
    },
  },
  needs: () => ({ settings: verificationSettings.of({}) }),
  evaluate: ({ facts: { settings: { off } }, conclude }) => (off.length === 0 ? conclude('on') : off.map((one) => conclude('off', one))),
});
