import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { nameOf } from '../certificate-summary.ts';
import { suspectedInput } from '../endpoint-input.ts';
import { certificateChain } from '../facts/chain.ts';
import { certificatePath } from '../facts/path.ts';
import { withLockIn } from '../hsts/lock-in.ts';
import { judgedCertificates } from '../judged-certificates.ts';
import { weaknesses } from '../strength.ts';

const replaceKey: Remedy = defineRemedy({
  id: 'certificate/replace-key',
  audience: 'operator',
  text: {
    en: {
      title: 'Make a new key and have a certificate issued for it',
      steps: ['openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out server.key, or RSA with at least 2048 bits. A renewal with the old key changes nothing.'],
    },
    'zh-CN': {
      title: '生成新密钥并为它签发证书',
      steps: ['openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out server.key，或至少 2048 位的 RSA。沿用旧密钥续期没有作用。'],
    },
  },
});

/** A key of the path is shorter than what clients accept. */
export const weakKey: Cause = withLockIn(defineCause({
  id: 'certificate/weak-key',
  owner: 'service',
  layer: 'identity',
  order: 60,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The key of {subject} is too short',
      about: 'Keys below 112 bits of security can be computed with effort; OpenSSL 3, browsers and Go refuse them.',
      confirmed: { 'bits-counted': 'It is an {keyType} key of {keyBits} bits; at least {leastBits} are needed' },
      ruledOut: { 'long-enough': 'Every key of the path is long enough' },
      open: { 'no-certificate': 'No certificate could be read' },
    },
    'zh-CN': {
      title: '{subject} 的密钥太短',
      about: '安全强度低于 112 位的密钥有可能被算出，OpenSSL 3、浏览器和 Go 会拒绝它们。',
      confirmed: { 'bits-counted': '这是 {keyBits} 位的 {keyType} 密钥，至少需要 {leastBits} 位' },
      ruledOut: { 'long-enough': '证书路径中的密钥都足够长' },
      open: { 'no-certificate': '没有可读的证书' },
    },
  },
  suspectedBy: ['certificate/strength#weak-key'],
  controls: (suspicion) => ({ chain: certificateChain.of(suspectedInput(suspicion)), path: certificatePath.of(suspectedInput(suspicion)) }),
  judge: ({ facts: { chain, path }, confirmed, ruledOut, open }) => {
    const certificates = chain === undefined || path === undefined ? [] : judgedCertificates(chain, path);
    if (certificates.length === 0) return open('no-certificate', {}, []);
    const weak = weaknesses(certificates).find((weakness) => weakness.of === 'key');
    if (weak === undefined) return ruledOut('long-enough', {}, ['chain']);
    const { certificate, keyType, keyBits, leastBits } = weak;
    return confirmed('bits-counted', { subject: nameOf(certificate.subject), keyType, keyBits, leastBits }, ['chain', 'path']);
  },
  remedies: [replaceKey],
}));
