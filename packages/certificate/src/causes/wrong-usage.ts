import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { nameOf } from '../certificate-summary.ts';
import { suspectedInput } from '../endpoint-input.ts';
import { certificateChain } from '../facts/chain.ts';
import { certificatePath } from '../facts/path.ts';
import { withLockIn } from '../hsts/lock-in.ts';
import { judgedCertificates } from '../judged-certificates.ts';
import { misusedCertificate, wrongPurpose } from '../purpose.ts';

const issueForServers: Remedy = defineRemedy({
  id: 'certificate/issue-for-servers',
  audience: 'operator',
  text: {
    en: {
      title: 'Have the certificate issued for its use',
      steps: [
        'A server certificate needs serverAuth in its extendedKeyUsage, or no such extension at all, and digitalSignature in its keyUsage.',
        'What issues certificates needs basicConstraints with CA:TRUE and, if it has a keyUsage, keyCertSign in it.',
      ],
    },
    'zh-CN': {
      title: '按用途重新签发证书',
      steps: [
        '服务器证书的 extendedKeyUsage 必须含有 serverAuth，或者完全没有该扩展；keyUsage 中须含 digitalSignature。',
        '用于签发的证书必须在 basicConstraints 中有 CA:TRUE；若有 keyUsage，其中须含 keyCertSign。',
      ],
    },
  },
});

/** A certificate is used for what it wasn't issued for: to speak for a server, or to issue others. */
export const wrongUsage: Cause = withLockIn(defineCause({
  id: 'certificate/wrong-usage',
  owner: 'service',
  layer: 'identity',
  order: 50,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The certificate of {subject} does not allow this use',
      about: 'Certificates say what they are for (RFC 5280 §4.2.1.9 and §4.2.1.12). Clients refuse one that is meant for clients, mail or code, and one whose issuer is no authority.',
      confirmed: {
        'wrong-purpose': 'Its extended key usage is {usages}, without serverAuth',
        'not-an-authority': 'It issued another certificate, and its basicConstraints do not make it an authority',
        'may-not-sign': 'It issued another certificate, and its key usage lacks keyCertSign',
        'key-usage': 'Its key usage has none of digitalSignature, keyEncipherment and keyAgreement, which TLS takes',
      },
      ruledOut: { allowed: 'Every certificate of the path allows its use' },
      open: { 'no-certificate': 'No certificate could be read' },
    },
    'zh-CN': {
      title: '{subject} 的证书不允许这种用途',
      about: '证书会声明其用途（RFC 5280 §4.2.1.9 与 §4.2.1.12）。用于客户端、邮件或代码签名的证书，以及由非 CA 签发的证书，都会被客户端拒绝。',
      confirmed: {
        'wrong-purpose': '其扩展密钥用途为 {usages}，不含 serverAuth',
        'not-an-authority': '它签发了其他证书，但 basicConstraints 并未声明它是 CA',
        'may-not-sign': '它签发了其他证书，但密钥用途不含 keyCertSign',
        'key-usage': '其密钥用途不含 TLS 所需的 digitalSignature、keyEncipherment 或 keyAgreement',
      },
      ruledOut: { allowed: '证书路径中的每份证书都允许其用途' },
      open: { 'no-certificate': '没有可读的证书' },
    },
  },
  suspectedBy: ['certificate/usage#wrong-purpose', 'certificate/usage#not-an-authority', 'certificate/usage#key-usage', 'certificate/trust#invalid-path'],
  controls: (suspicion) => ({ chain: certificateChain.of(suspectedInput(suspicion)), path: certificatePath.of(suspectedInput(suspicion)) }),
  judge: ({ facts: { chain, path }, confirmed, ruledOut, open }) => {
    const certificates = chain === undefined || path === undefined ? [] : judgedCertificates(chain, path);
    if (certificates.length === 0) return open('no-certificate', {}, []);
    const purpose = wrongPurpose(certificates);
    if (purpose !== undefined) return confirmed('wrong-purpose', { subject: nameOf(purpose.certificate.subject), usages: purpose.usages }, ['chain']);
    const misused = misusedCertificate(path);
    if (misused === undefined) return ruledOut('allowed', {}, ['chain', 'path']);
    return confirmed(misused.fault, { subject: nameOf(misused.certificate.subject) }, ['chain', 'path']);
  },
  remedies: [issueForServers],
}));
