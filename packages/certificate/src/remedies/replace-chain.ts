import { defineRemedy, type Remedy } from '@culprit/core';

/** For a certificate whose bytes are broken. */
export const replaceMalformed: Remedy = defineRemedy({
  id: 'certificate/replace-malformed-certificate',
  audience: 'operator',
  text: {
    en: {
      title: 'Install the certificate anew',
      steps: ['Read the file that the server sends: openssl x509 -in server.pem -noout -text. If that fails, fetch the certificate from the authority again; if it works, look at what lies between: a load balancer, a conversion, a truncated copy.'],
    },
    'zh-CN': {
      title: '重新安装证书',
      steps: ['用 openssl x509 -in server.pem -noout -text 查看服务器所用的文件。如果失败，请向 CA 重新获取证书；如果成功，请检查中间环节：负载均衡、格式转换或复制不完整。'],
    },
  },
});

/** For what OpenSSL refuses for a reason that has no finding of its own. */
export const followVerdict: Remedy = defineRemedy({
  id: 'certificate/replace-refused-chain',
  audience: 'operator',
  docs: 'https://docs.openssl.org/3.5/man1/openssl-verification-options/',
  text: {
    en: {
      title: 'Replace the certificate that OpenSSL refuses with {code}',
      steps: ['See which one it is: openssl verify -verbose -x509_strict -untrusted chain.pem server.pem. Have that one issued anew without the extension or constraint that is named.'],
    },
    'zh-CN': {
      title: '替换 OpenSSL 以 {code} 拒绝的证书',
      steps: ['先确认是哪一份：openssl verify -verbose -x509_strict -untrusted chain.pem server.pem。然后去掉其中指出的扩展或约束，重新签发该证书。'],
    },
  },
});
