import { defineCheck, defineRemedy, type Check } from '@culprit/core';
import { sessionOf } from '../session-of.ts';
import mailSubmissionTarget from '../targets/mail-submission.ts';

const lookAtCertificate = defineRemedy({
  id: 'submission/mend-certificate',
  audience: 'operator',
  text: {
    en: { title: 'Mend the certificate of the mail server', steps: ['Look at what it shows: openssl s_client -starttls smtp -connect {host}:{port} -servername {host}'] },
    'zh-CN': { title: '修复邮件服务器的证书', steps: ['查看服务器出示的证书：openssl s_client -starttls smtp -connect {host}:{port} -servername {host}'] },
  },
});

/** What Node says of a certificate whose dates do not fit the clock. */
const dates = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

/**
 * Whether the session gets as far as encryption. Causes of `@culprit/network` are named by id: the clock behind dates
 * that do not fit, a name that leads elsewhere behind a server that is none, a middlebox behind a missing offer.
 */
const encryptionCheck: Check = defineCheck({
  id: 'submission/encryption',
  layer: 'tls',
  target: mailSubmissionTarget,
  docs: 'https://example.com/submission/encryption',
  findings: {
    encrypted: { outcome: 'pass' },
    'not-wanted': { outcome: 'not-applicable' },
    'not-offered': { outcome: 'fail', severity: 'critical', owner: 'service', suspects: ['network/starttls-stripped', 'network/starttls-not-offered'], remedy: lookAtCertificate },
    'dates-do-not-fit': { outcome: 'fail', severity: 'critical', owner: 'service', suspects: ['network/clock-skew'], remedy: lookAtCertificate },
    'tls-failed': { outcome: 'fail', severity: 'critical', owner: 'service', remedy: lookAtCertificate },
    'other-service': { outcome: 'fail', severity: 'critical', owner: 'service', suspects: ['network/starttls-wrong-protocol', 'network/forged-address', 'network/hosts-override'] },
    'no-session': { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'Encryption of the session', why: 'Without it the password travels in the clear.',
      findings: {
        encrypted: 'The session is encrypted', 'not-wanted': 'The client does not change to TLS', 'not-offered': '{host}:{port} offers no STARTTLS',
        'dates-do-not-fit': 'By this clock the certificate of {host}:{port} is not valid ({code})', 'tls-failed': 'TLS with {host}:{port} failed ({code})',
        'other-service': '{host}:{port} speaks something else: "{said}"', 'no-session': 'Not judged: no session stood ({how})',
      },
    },
    'zh-CN': {
      title: '会话加密', why: '不加密时，密码以明文传输。',
      findings: {
        encrypted: '会话已加密', 'not-wanted': '客户端没有切换到 TLS', 'not-offered': '{host}:{port} 没有提供 STARTTLS',
        'dates-do-not-fit': '按本机时钟，{host}:{port} 的证书不在有效期内（{code}）', 'tls-failed': '与 {host}:{port} 的 TLS 握手失败（{code}）',
        'other-service': '{host}:{port} 使用的是其他协议：“{said}”', 'no-session': '未判定：会话未能建立（{how}）',
      },
    },
  },
  needs: (target) => ({ session: sessionOf(target) }),
  evaluate: ({ target: { host, port, encryption }, facts: { session }, conclude }) => {
    switch (session.outcome) {
      case 'broken-off': return session.how === 'not-smtp' ? conclude('other-service', { host, port, said: session.said.trim() }) : conclude('no-session', { how: session.how });
      case 'turned-away': return conclude('no-session', { how: String(session.code) });
      case 'tls-failed': return conclude(dates.has(session.code) ? 'dates-do-not-fit' : 'tls-failed', { host, port, code: session.code });
      case 'greeted':
        if (encryption === 'none') return conclude('not-wanted');
        return session.inTls === undefined ? conclude('not-offered', { host, port }) : conclude('encrypted');
    }
  },
});

export default encryptionCheck;
