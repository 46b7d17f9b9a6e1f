import { defineCheck, type Check } from '@culprit/core';
import { certificateFileContents } from '../facts/certificate-file-contents.ts';
import { giveCertificateFile, givePassword } from '../remedies/repair-certificate-file.ts';
import { certificateFile } from '../targets/certificate-file.ts';

/** Whether the private key is that of the certificate: a server with another does not start, or fails every handshake. */
export const keyPairCheck: Check = defineCheck({
  id: 'certificate/key-pair',
  layer: 'identity',
  target: certificateFile,
  findings: {
    fits: { outcome: 'pass' },
    mismatch: { outcome: 'fail', severity: 'critical', owner: 'service' },
    'no-key': { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: giveCertificateFile },
    'wrong-password': { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: givePassword },
    'password-needed': { outcome: 'inconclusive', required: true },
    unreadable: { outcome: 'inconclusive', required: true },
    'not-given': { outcome: 'not-applicable' },
  },
  text: {
    en: {
      title: 'Certificate and private key',
      why: 'They are a pair. With another key nginx, Apache and HAProxy do not start, and an upload to a CDN is refused.',
      findings: {
        fits: 'The private key belongs to the certificate of {leaf}',
        mismatch: 'The private key belongs to no certificate of {file}',
        'no-key': '{key} holds no private key ({reason})',
        'wrong-password': 'The password does not open the private key',
        'password-needed': 'Not compared: the private key takes a password (--password env:NAME or file:PATH)',
        unreadable: "Not compared: the private key can't be read",
        'not-given': 'Not compared: no private key was given',
      },
    },
    'zh-CN': {
      title: '证书与私钥',
      why: '两者是一对。私钥不对时，nginx、Apache 和 HAProxy 无法启动，上传到 CDN 也会被拒绝。',
      findings: {
        fits: '私钥与 {leaf} 的证书匹配',
        mismatch: '私钥与 {file} 中的任何证书都不匹配',
        'no-key': '{key} 中没有私钥（{reason}）',
        'wrong-password': '密码无法打开私钥',
        'password-needed': '未比对：打开私钥需要密码（--password env:名称 或 file:路径）',
        unreadable: '未比对：无法读取私钥',
        'not-given': '未比对：没有给出私钥',
      },
    },
  },
  needs: (target) => ({ contents: certificateFileContents.of(target) }),
  evaluate: ({ target, facts: { contents }, conclude }) => {
    if (contents.outcome !== 'read') return conclude('not-given');
    switch (contents.key.outcome) {
      case 'none': return conclude('not-given');
      case 'fits': return conclude('fits', { leaf: contents.leaf });
      case 'fits-none': return conclude('mismatch', { file: target.file });
      case 'absent': return conclude('no-key', { key: target.key ?? target.file, reason: contents.key.why });
      default: return conclude(contents.key.outcome);
    }
  },
});
