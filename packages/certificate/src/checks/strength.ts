import { defineCheck, type Check } from '@culprit/core';
import { tlsEndpoint } from '@culprit/network';
import { nameOf } from '../certificate-summary.ts';
import { chainInput, filesToo } from '../endpoint-input.ts';
import { certificateChain } from '../facts/chain.ts';
import { certificatePath } from '../facts/path.ts';
import { judgedCertificates } from '../judged-certificates.ts';
import { weaknesses } from '../strength.ts';

/** Whether keys and signatures are as strong as current clients demand. */
export const strengthCheck: Check = defineCheck({
  id: 'certificate/strength',
  layer: 'identity',
  target: tlsEndpoint,
  alsoJudges: filesToo,
  findings: {
    strong: { outcome: 'pass' },
    'weak-key': { outcome: 'fail', severity: 'major', owner: 'service' },
    'weak-signature': { outcome: 'fail', severity: 'major', owner: 'service' },
    unreadable: { outcome: 'inconclusive', required: false },
  },
  text: {
    en: {
      title: 'Strength of keys and signatures',
      why: 'Weak keys can be computed and weak signatures forged, so current clients refuse them.',
      findings: {
        strong: 'Keys and signatures are strong ({keyType} {keyBits}, {signatureAlgorithm})',
        'weak-key': 'The {keyType} key of {subject} has {keyBits} bits; clients demand {leastBits}',
        'weak-signature': 'The certificate of {subject} is signed with {algorithm}',
        unreadable: "Not judged: the server's certificate can't be read",
      },
    },
    'zh-CN': {
      title: '密钥与签名的强度',
      why: '弱密钥可以被算出，弱签名可以被伪造，因此当前的客户端会拒绝它们。',
      findings: {
        strong: '密钥与签名强度足够（{keyType} {keyBits}，{signatureAlgorithm}）',
        'weak-key': '{subject} 的 {keyType} 密钥只有 {keyBits} 位，客户端要求至少 {leastBits} 位',
        'weak-signature': '{subject} 的证书使用 {algorithm} 签名',
        unreadable: '未判定：无法读取服务器的证书',
      },
    },
  },
  needs: (target) => ({ chain: certificateChain.of(chainInput(target)), path: certificatePath.of(chainInput(target)) }),
  evaluate: ({ facts: { chain, path }, conclude }) => {
    const certificates = judgedCertificates(chain, path);
    const [leaf] = certificates;
    if (leaf === undefined) return conclude('unreadable');
    const weak = weaknesses(certificates);
    const findings = weak.map((weakness) => (weakness.of === 'key'
      ? conclude('weak-key', { subject: nameOf(weakness.certificate.subject), keyType: weakness.keyType, keyBits: weakness.keyBits, leastBits: weakness.leastBits })
      : conclude('weak-signature', { subject: nameOf(weakness.certificate.subject), algorithm: weakness.algorithm })));
    const { keyType, keyBits = '', signatureAlgorithm } = leaf;
    return findings.length > 0 ? findings.slice(0, 10) : conclude('strong', { keyType, keyBits, signatureAlgorithm });
  },
});
