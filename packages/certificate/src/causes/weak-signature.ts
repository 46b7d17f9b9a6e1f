import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { nameOf } from '../certificate-summary.ts';
import { suspectedInput } from '../endpoint-input.ts';
import { certificateChain } from '../facts/chain.ts';
import { certificatePath } from '../facts/path.ts';
import { withLockIn } from '../hsts/lock-in.ts';
import { judgedCertificates } from '../judged-certificates.ts';
import { weaknesses } from '../strength.ts';

const reissueSigned: Remedy = defineRemedy({
  id: 'certificate/reissue-with-sha256',
  audience: 'operator',
  text: {
    en: {
      title: 'Have the certificate of {subject} issued anew with SHA-256',
      steps: ['An authority of your own: openssl ca -md sha256, or default_md = sha256 in its configuration. A public authority signs with nothing else today.'],
    },
    'zh-CN': {
      title: '用 SHA-256 重新签发 {subject} 的证书',
      steps: ['自建 CA：openssl ca -md sha256，或在配置中设置 default_md = sha256。公共 CA 如今只使用更强的算法。'],
    },
  },
});

/** A certificate of the path is signed over a hash that can be forged. */
export const weakSignature: Cause = withLockIn(defineCause({
  id: 'certificate/weak-signature',
  owner: 'service',
  layer: 'identity',
  order: 61,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The signature on the certificate of {subject} is too weak',
      about: 'Certificates with the same MD5 or SHA-1 can be made on purpose, so clients refuse such signatures, except on roots.',
      confirmed: { algorithm: 'It is signed with {algorithm}' },
      ruledOut: { strong: 'Every signature of the path is strong' },
      open: { 'no-certificate': 'No certificate could be read' },
    },
    'zh-CN': {
      title: '{subject} 的证书签名太弱',
      about: '可以人为造出 MD5 或 SHA-1 相同的证书，因此除根证书外，客户端会拒绝这类签名。',
      confirmed: { algorithm: '它使用 {algorithm} 签名' },
      ruledOut: { strong: '证书路径中的签名都足够强' },
      open: { 'no-certificate': '没有可读的证书' },
    },
  },
  suspectedBy: ['certificate/strength#weak-signature'],
  controls: (suspicion) => ({ chain: certificateChain.of(suspectedInput(suspicion)), path: certificatePath.of(suspectedInput(suspicion)) }),
  judge: ({ facts: { chain, path }, confirmed, ruledOut, open }) => {
    const certificates = chain === undefined || path === undefined ? [] : judgedCertificates(chain, path);
    if (certificates.length === 0) return open('no-certificate', {}, []);
    const weak = weaknesses(certificates).find((weakness) => weakness.of === 'signature');
    if (weak === undefined) return ruledOut('strong', {}, ['chain']);
    return confirmed('algorithm', { subject: nameOf(weak.certificate.subject), algorithm: weak.algorithm }, ['chain', 'path']);
  },
  remedies: [reissueSigned],
}));
