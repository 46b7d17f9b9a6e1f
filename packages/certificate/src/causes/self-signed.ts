import { defineCause, type Cause } from '@culprit/core';
import { isMalformed, nameOf } from '../certificate-summary.ts';
import { suspectedInput } from '../endpoint-input.ts';
import { certificatePath } from '../facts/path.ts';
import { withLockIn } from '../hsts/lock-in.ts';
import { counterpart, nameComparison } from '../served-by-name.ts';
import { trustAuthority, usePublicAuthority } from '../remedies/trust-authority.ts';

/** The server's certificate is signed by its own key: nobody else vouches for it. */
export const selfSigned: Cause = withLockIn(defineCause({
  id: 'certificate/self-signed',
  owner: 'service',
  layer: 'identity',
  order: 20,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The certificate of {subject} is self-signed',
      about: 'It is signed by its own key, as installers and test set-ups make them. Nobody vouches for it, so no client accepts it unasked.',
      confirmed: { signature: 'Its own key verifies its signature, and no store on this machine holds it' },
      ruledOut: { 'other-key': 'Another key signed it', trusted: 'A store on this machine holds it', 'other-certificate': 'The same address has a trusted certificate for the host, by {issuer}, and shows it to who does not ask by name' },
      open: { 'no-path': 'No certificate could be read' },
    },
    'zh-CN': {
      title: '{subject} 的证书是自签名证书',
      about: '证书由自身的密钥签名，常见于安装程序或测试环境。没有人为它担保，因此客户端不会主动接受。',
      confirmed: { signature: '用它自己的公钥即可验证其签名，且本机的信任库中没有它' },
      ruledOut: { 'other-key': '证书由另一个密钥签名', trusted: '本机的信任库中有这份证书', 'other-certificate': '同一地址持有由 {issuer} 为该主机签发的受信任证书，并向未指明名称的客户端出示' },
      open: { 'no-path': '没有可读的证书' },
    },
  },
  suspectedBy: ['certificate/trust#self-signed', 'certificate/trust#unknown-issuer'],
  controls: (suspicion) => ({ ...nameComparison(suspicion), path: certificatePath.of(suspectedInput(suspicion)) }),
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const { chain, path } = facts;
    const [leaf] = chain?.certificates ?? [];
    if (leaf === undefined || isMalformed(leaf) || path === undefined || path.outcome === 'unreadable') return open('no-path', {}, []);
    if (path.outcome === 'trusted') return ruledOut('trusted', {}, ['path']);
    if (path.reason !== 'self-signed') return ruledOut('other-key', {}, ['path']);
    const replaced = counterpart(suspicion, facts);
    if (replaced !== undefined) return ruledOut('other-certificate', { issuer: replaced.issuer }, ['chain', replaced.by]);
    return confirmed('signature', { subject: nameOf(leaf.subject), root: nameOf(leaf.subject) }, ['chain', 'path']);
  },
  remedies: [usePublicAuthority, trustAuthority],
}));
