import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { isMalformed } from '../certificate-summary.ts';
import { suspectedFile } from '../endpoint-input.ts';
import { certificateChain } from '../facts/chain.ts';
import { certificateFileContents } from '../facts/certificate-file-contents.ts';

const findMatchingKey: Remedy = defineRemedy({
  id: 'certificate/find-matching-key',
  audience: 'you',
  text: {
    en: {
      title: 'Find the key that the certificate of {leaf} was requested with',
      steps: [
        'Renewals make a new key each time: take key and certificate of the same order (Certbot: privkey.pem and fullchain.pem of one folder of live/, never of archive/ with different numbers).',
        'Try every key that you have: culprit certificate verify FILE --key KEY',
        'If it is lost, have the certificate issued anew for a new key; nothing else can be done.',
      ],
    },
    'zh-CN': {
      title: '找到申请 {leaf} 证书时所用的私钥',
      steps: [
        '续期时常会生成新私钥：证书和私钥须取自同一次签发（Certbot：live/ 下同一目录中的 privkey.pem 与 fullchain.pem，而不是 archive/ 下编号不同的文件）。',
        '逐一尝试手头的私钥：culprit certificate verify 文件 --key 私钥',
        '如果私钥已丢失，只能用新私钥重新签发证书，别无他法。',
      ],
    },
  },
});

/** The private key beside a certificate is that of another one. */
export const keyMismatch: Cause = defineCause({
  id: 'certificate/key-mismatch',
  owner: 'service',
  layer: 'identity',
  order: 5,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The private key is not the one of the certificate of {leaf}',
      about: 'A certificate holds the public half of one key. With any other private key a server can prove nothing: it refuses to start ("key values mismatch") or fails every handshake.',
      confirmed: {
        'other-key': "Its public key differs from the certificate's, and from that of every other certificate of the file",
        'other-type': 'It is an {keyType} key, the certificate is for an {certificateKeyType} key',
      },
      ruledOut: { fits: 'The key belongs to a certificate of the file' },
      open: { 'not-compared': 'Key and certificate could not both be read' },
    },
    'zh-CN': {
      title: '私钥与 {leaf} 的证书不匹配',
      about: '证书中只有一把密钥的公钥部分。用其他私钥，服务器什么也证明不了：要么无法启动（“key values mismatch”），要么每次握手都失败。',
      confirmed: {
        'other-key': '它的公钥与该证书以及文件中其他证书的公钥都不同',
        'other-type': '它是 {keyType} 私钥，而证书对应的是 {certificateKeyType} 密钥',
      },
      ruledOut: { fits: '私钥与文件中的某张证书匹配' },
      open: { 'not-compared': '私钥或证书无法读取' },
    },
  },
  suspectedBy: ['certificate/key-pair#mismatch'],
  controls: (suspicion) => ({ chain: certificateChain.of(suspectedFile(suspicion)), contents: certificateFileContents.of(suspectedFile(suspicion)) }),
  judge: ({ facts: { chain, contents }, confirmed, ruledOut, open }) => {
    const [leaf] = chain?.certificates ?? [];
    if (contents?.outcome !== 'read' || leaf === undefined || isMalformed(leaf)) return open('not-compared', {}, []);
    if (contents.key.outcome === 'fits') return ruledOut('fits', {}, ['contents']);
    if (contents.key.outcome !== 'fits-none') return open('not-compared', {}, ['contents']);
    const { keyType } = contents.key;
    const params = { leaf: contents.leaf, keyType, certificateKeyType: leaf.keyType };
    return confirmed(keyType === leaf.keyType ? 'other-key' : 'other-type', params, ['contents', 'chain']);
  },
  remedies: [findMatchingKey],
});
