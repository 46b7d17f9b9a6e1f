import { defineRemedy, type Remedy } from '@culprit/core';
import { suspectedInput } from '../endpoint-input.ts';
import { revocation } from '../facts/revocation.ts';

/** For a server that staples nothing, or something old or wrong. */
export const repairStapling: Remedy = defineRemedy({
  id: 'certificate/repair-stapling',
  audience: 'operator',
  docs: 'https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_stapling',
  text: {
    en: {
      title: 'Have the server fetch a current OCSP answer and staple it',
      steps: [
        'nginx: ssl_stapling on; ssl_stapling_verify on; ssl_trusted_certificate chain.pem; and a resolver that works. It fetches only after the first handshake: for a must-staple certificate give it ssl_stapling_file from a timer. Apache: SSLUseStapling On and SSLStaplingCache. HAProxy 2.8 or later: ocsp-update on. Caddy staples by itself.',
        'See that the server itself reaches the responder that the certificate names: openssl x509 -noout -ocsp_uri -in cert.pem, then curl -sI URL from that machine, through its proxy if it has one.',
        'If the authority runs no responder any more, as Let\'s Encrypt since 2025: have the certificate issued without must-staple and switch stapling off.',
      ],
    },
    'zh-CN': {
      title: '让服务器获取有效的 OCSP 应答并附带发送',
      steps: [
        'nginx：ssl_stapling on; ssl_stapling_verify on; ssl_trusted_certificate chain.pem; 并配置可用的 resolver。它在首次握手之后才去获取，must-staple 证书请用定时任务生成 ssl_stapling_file。Apache：SSLUseStapling On 与 SSLStaplingCache。HAProxy 2.8 及以上：ocsp-update on。Caddy 会自动处理。',
        '确认服务器本身能访问证书中的 OCSP 地址：openssl x509 -noout -ocsp_uri -in cert.pem，再在该机器上执行 curl -sI 地址（如需代理则经由代理）。',
        '如果 CA 已不再提供 OCSP（Let\'s Encrypt 自 2025 年起如此）：请签发不带 must-staple 的证书，并关闭 stapling。',
      ],
    },
  },
  trial: {
    facts: ({ suspicion }) => ({ asked: revocation.of({ ...suspectedInput(suspicion), sources: 'all' }) }),
    /** Whether there is a current answer that could be stapled. */
    works: ({ facts: { asked } }) => {
      if (asked?.outcome !== 'asked') return undefined;
      const answers = asked.certificates.find(({ position }) => position === 1)?.sources.filter(({ by, outcome }) => by === 'ocsp' && outcome !== 'not-asked' && outcome !== 'unreachable') ?? [];
      return answers.length === 0 ? undefined : answers.some(({ outcome }) => outcome === 'good');
    },
  },
});
