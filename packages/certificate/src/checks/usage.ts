import { defineCheck, type Check } from '@culprit/core';
import { tlsEndpoint } from '@culprit/network';
import { nameOf } from '../certificate-summary.ts';
import { chainInput, filesToo } from '../endpoint-input.ts';
import { certificateChain } from '../facts/chain.ts';
import { certificatePath } from '../facts/path.ts';
import { judgedCertificates } from '../judged-certificates.ts';
import { misusedCertificate, wrongPurpose } from '../purpose.ts';

/** Whether the certificates may be used for what they are used for: to speak for a server, and to issue. */
export const usageCheck: Check = defineCheck({
  id: 'certificate/usage',
  layer: 'identity',
  target: tlsEndpoint,
  alsoJudges: filesToo,
  findings: {
    'server-authentication': { outcome: 'pass' },
    'wrong-purpose': { outcome: 'fail', severity: 'critical', owner: 'service' },
    'not-an-authority': { outcome: 'fail', severity: 'critical', owner: 'service' },
    'key-usage': { outcome: 'fail', severity: 'critical', owner: 'service' },
    unreadable: { outcome: 'inconclusive', required: false },
  },
  text: {
    en: {
      title: 'Usage that the certificates allow',
      why: "A certificate that wasn't issued for servers, or an issuer that isn't an authority, is refused.",
      findings: {
        'server-authentication': 'The certificates may be used for a server',
        'wrong-purpose': 'The certificate of {subject} is not meant for servers but for {usages}',
        'not-an-authority': '{subject} issued a certificate without being an authority',
        'key-usage': 'The key usage of {subject} allows nothing that a TLS server does',
        unreadable: "Not judged: the server's certificate can't be read",
      },
    },
    'zh-CN': {
      title: '证书允许的用途',
      why: '不是为服务器签发的证书，或由非 CA 证书签发的证书，都会被拒绝。',
      findings: {
        'server-authentication': '证书允许用于服务器身份验证',
        'wrong-purpose': '{subject} 的证书不用于服务器，而是用于 {usages}',
        'not-an-authority': '{subject} 不是 CA，却签发了证书',
        'key-usage': '{subject} 的密钥用途不允许 TLS 服务器所需的任何操作',
        unreadable: '未判定：无法读取服务器的证书',
      },
    },
  },
  needs: (target) => ({ chain: certificateChain.of(chainInput(target)), path: certificatePath.of(chainInput(target)) }),
  evaluate: ({ facts: { chain, path }, conclude }) => {
    const certificates = judgedCertificates(chain, path);
    if (certificates.length === 0) return conclude('unreadable');
    const purpose = wrongPurpose(certificates);
    if (purpose !== undefined) return conclude('wrong-purpose', { subject: nameOf(purpose.certificate.subject), usages: purpose.usages });
    const misused = misusedCertificate(path);
    if (misused === undefined) return conclude('server-authentication');
    const subject = nameOf(misused.certificate.subject);
    return misused.fault === 'key-usage' ? conclude('key-usage', { subject }) : conclude('not-an-authority', { subject });
  },
});
