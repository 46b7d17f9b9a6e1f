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
        'Otherwise renew it and reload the server. Certbot: certbot renew --cert-name NAME; acme.sh: acme.sh --renew -d NAME; lego: lego renew; cert-manager: cmctl renew NAME; Caddy and Traefik: their log tells why it failed. If it is an intermediate, install the current chain of the authority in place of the old one.',
        'Find out why the renewal did not happen in time: its timer (systemctl list-timers, crontab -l), its log, its DNS or HTTP challenge. Certbot 4.1 or later, Caddy and lego ask the authority when to renew (ARI, RFC 9773); a fixed "30 days before" is never reached by certificates of 47 or of 6 days.',
      ],
    },
    'zh-CN': {
      title: '续期 {subject} 的证书',
      steps: [
        '如果已经续期，说明服务器仍在使用旧证书：重新加载服务后再检查。',
        '否则请续期并重新加载服务。Certbot：certbot renew --cert-name 名称；acme.sh：acme.sh --renew -d 域名；lego：lego renew；cert-manager：cmctl renew 名称；Caddy 与 Traefik：日志中有失败原因。如果过期的是中间证书，请用 CA 当前的证书链替换旧链。',
        '查明为何没有按时续期：定时任务（systemctl list-timers、crontab -l）、日志，以及 DNS 或 HTTP 验证是否正常。Certbot 4.1 及以上、Caddy 和 lego 会向 CA 询问续期时间（ARI，RFC 9773）；固定“提前 30 天”的设置对 47 天或 6 天的证书不适用。',
      ],
    },
  },
});
