import { defineRemedy, type Remedy } from '@culprit/core';

/** For certificates at the end of their validity. */
export const renewCertificate: Remedy = defineRemedy({
  id: 'certificate/renew-certificate',
  audience: 'operator',
  text: {
    en: {
      title: 'Renew the certificate of {subject}',
      steps: [
        'If it was renewed already, the server still serves the old one: reload it and look again.',
        'Otherwise renew it (Certbot: certbot renew; acme.sh: acme.sh --renew -d NAME) and reload the server. If it is an intermediate, install the current chain of the authority in place of the old one.',
        'Find out why the renewal did not happen in time: its timer, its log, its DNS or HTTP challenge.',
      ],
    },
    'zh-CN': {
      title: '续期 {subject} 的证书',
      steps: [
        '如果已经续期，说明服务器仍在使用旧证书：重新加载服务后再检查。',
        '否则请续期（Certbot：certbot renew；acme.sh：acme.sh --renew -d 域名），然后重新加载服务。如果过期的是中间证书，请用 CA 当前的证书链替换旧链。',
        '查明为何没有按时续期：定时任务、日志，以及 DNS 或 HTTP 验证是否正常。',
      ],
    },
  },
});
