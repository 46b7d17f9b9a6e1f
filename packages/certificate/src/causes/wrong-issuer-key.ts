import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { withLockIn } from '../hsts/lock-in.ts';
import { issuerControls } from '../issuer-control.ts';
import { firstOfTheName, otherKey } from '../other-key.ts';

const sendRightIssuer: Remedy = defineRemedy({
  id: 'certificate/send-the-issuer-that-signed',
  audience: 'operator',
  text: {
    en: {
      title: 'Install the certificate of {issuer} whose key signed that of {subject}',
      steps: [
        'The two have to name the same key: openssl x509 -in server.pem -noout -ext authorityKeyIdentifier and openssl x509 -in issuer.pem -noout -ext subjectKeyIdentifier',
        'If {issuer} was set up anew, issue the certificate of {subject} anew from it as well; if it was not, put its own certificate back into the chain file. Then: openssl verify -partial_chain -trusted issuer.pem server.pem',
      ],
    },
    'zh-CN': {
      title: '安装真正签发 {subject} 的那份 {issuer} 证书',
      steps: [
        '两者标明的密钥必须相同：openssl x509 -in server.pem -noout -ext authorityKeyIdentifier 与 openssl x509 -in issuer.pem -noout -ext subjectKeyIdentifier',
        '如果 {issuer} 已重新建立，请用它重新签发 {subject} 的证书；否则请把它原来的证书放回证书链文件。然后执行：openssl verify -partial_chain -trusted issuer.pem server.pem',
      ],
    },
  },
});

const replaceTrustedRoot: Remedy = defineRemedy({
  id: 'certificate/replace-trusted-root',
  audience: 'you',
  text: {
    en: {
      title: 'Trust the {issuer} of today, if it was set up anew',
      steps: ['Get its current root certificate from whoever runs it, over a way that you trust, and put it in place of the old one: --ca, NODE_EXTRA_CA_CERTS, /usr/local/share/ca-certificates (then update-ca-certificates --fresh). See that it suffices: culprit --ca root.pem with the same target.'],
    },
    'zh-CN': {
      title: '如果 {issuer} 已重建，请改为信任它现在的根证书',
      steps: ['通过可信的途径向其管理者索取当前的根证书，替换旧的：--ca、NODE_EXTRA_CA_CERTS、/usr/local/share/ca-certificates（之后运行 update-ca-certificates --fresh）。对同一目标运行 culprit --ca root.pem 以确认是否足够。'],
    },
  },
  applies: ({ by }) => by === 'trusted',
});

/** A certificate with the name of the issuer is there, and its key did not make the signature. */
export const wrongIssuerKey: Cause = withLockIn(defineCause({
  id: 'certificate/wrong-issuer-key',
  owner: 'service',
  layer: 'identity',
  order: 19,
  scope: 'endpoint',
  text: {
    en: {
      title: 'Another key than that of {issuer} signed the certificate of {subject}',
      unknown: { issuer: 'its issuer' },
      about: 'An authority that is set up anew under its old name has a new key: what the old one signed no longer fits, and the other way round. OpenSSL calls it a signature failure or an unknown issuer.',
      confirmed: {
        sent: 'The server sends a certificate named {issuer}, and its key does not verify the signature on that of {subject}',
        'first-of-the-name': 'The chain is sound, yet before the certificate of {issuer} that signed comes another one of that name with another key: without key identifiers OpenSSL takes the first and fails (CERT_SIGNATURE_FAILURE)',
        trusted: 'This machine trusts an authority named {issuer}, and its key does not verify the signature on the certificate of {subject}',
      },
      ruledOut: {
        'right-key': 'No certificate of the path was signed by another key than that of its named issuer',
        completes: 'With the certificate of the same name at {url} the chain is sound: that one is missing',
        'another-root': 'The chain leads to another root, which no store holds',
      },
      open: { 'no-path': 'The chain could not be examined' },
    },
    'zh-CN': {
      title: '{subject} 的证书不是由 {issuer} 的密钥签名的',
      unknown: { issuer: '其签发者' },
      about: 'CA 以原名重新建立后密钥就变了：旧密钥签发的证书与新证书对不上，反之亦然。OpenSSL 会报告签名错误或签发者未知。',
      confirmed: {
        sent: '服务器发送了名为 {issuer} 的证书，但用其公钥无法验证 {subject} 证书上的签名',
        'first-of-the-name': '证书链本身有效，但在实际签发者 {issuer} 的证书之前还有一份同名而密钥不同的证书：没有密钥标识时，OpenSSL 会用第一份而失败（CERT_SIGNATURE_FAILURE）',
        trusted: '本机信任名为 {issuer} 的 CA，但用其公钥无法验证 {subject} 证书上的签名',
      },
      ruledOut: {
        'right-key': '证书路径中的证书都由所标明的签发者的密钥签名',
        completes: '使用 {url} 处的同名证书即可补全证书链：缺少的是它',
        'another-root': '证书链通向另一个根证书，而它不在任何信任库中',
      },
      open: { 'no-path': '无法检查证书链' },
    },
  },
  suspectedBy: ['certificate/trust#unknown-issuer', 'certificate/trust#refused'],
  controls: issuerControls,
  judge: ({ facts: { chain, path, aia }, confirmed, ruledOut, open }) => {
    if (path === undefined || path.outcome === 'unreadable') return open('no-path', {}, []);
    const first = chain === undefined ? undefined : firstOfTheName(chain, path);
    if (first !== undefined) return confirmed('first-of-the-name', { ...first, by: 'sent' }, ['chain', 'path']);
    const impostor = otherKey(path);
    if (impostor === undefined) return ruledOut('right-key', {}, ['path']);
    if (aia?.outcome === 'completes') return ruledOut('completes', { url: aia.intermediates.map(({ url }) => url).join(', ') }, ['path', 'aia']);
    if (aia?.outcome === 'no-path' && aia.endsInRoot) return ruledOut('another-root', {}, ['path', 'aia']);
    const { by, subject, issuer } = impostor;
    // Where the certificate says where its issuer's is, and it could not be had, that one might fit.
    const settled = aia?.outcome === 'no-location' || aia?.outcome === 'no-path';
    return confirmed(by, { subject, issuer, by }, ['chain', 'path'], settled ? 'certain' : 'likely');
  },
  remedies: [sendRightIssuer, replaceTrustedRoot],
}));
