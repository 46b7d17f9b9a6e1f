import { defineRemedy, type Remedy } from '@culprit/core';

/** For authorities that somebody runs on purpose and that this machine hasn't been told of. */
export const trustAuthority: Remedy = defineRemedy({
  id: 'certificate/trust-authority',
  audience: 'you',
  docs: 'https://nodejs.org/api/cli.html#node_extra_ca_certsfile',
  text: {
    en: {
      title: 'Trust the authority {root}, if you know whose it is',
      steps: [
        'Get its root certificate as PEM from whoever runs it, over a way that you trust; never from this connection.',
        'See that it suffices: culprit --ca root.pem with the same target',
        'Node: NODE_EXTRA_CA_CERTS=root.pem. curl: --cacert root.pem. Go and OpenSSL: SSL_CERT_FILE=root.pem. Python requests: REQUESTS_CA_BUNDLE=root.pem',
        'For the whole machine (Debian, Ubuntu): copy it to /usr/local/share/ca-certificates/root.crt and run update-ca-certificates',
      ],
    },
    'zh-CN': {
      title: '如果确知 {root} 属于谁，请信任该 CA',
      steps: [
        '通过可信的途径向其管理者索取根证书（PEM），切勿从当前连接中获取。',
        '确认是否足够：对同一目标运行 culprit --ca root.pem',
        'Node：NODE_EXTRA_CA_CERTS=root.pem；curl：--cacert root.pem；Go 和 OpenSSL：SSL_CERT_FILE=root.pem；Python requests：REQUESTS_CA_BUNDLE=root.pem',
        '对整台机器（Debian、Ubuntu）：复制为 /usr/local/share/ca-certificates/root.crt，再运行 update-ca-certificates',
      ],
    },
  },
});

/** For services that are meant for everybody. */
export const usePublicAuthority: Remedy = defineRemedy({
  id: 'certificate/use-public-authority',
  audience: 'operator',
  text: {
    en: {
      title: 'Use a certificate of a public authority',
      steps: ['If strangers are to get in, have the certificate issued by an authority that clients know, such as Let\'s Encrypt.'],
    },
    'zh-CN': {
      title: '改用公共 CA 签发的证书',
      steps: ['如果服务面向公众，请使用客户端普遍信任的 CA（如 Let\'s Encrypt）签发的证书。'],
    },
  },
});
