import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { nameOf } from '../certificate-summary.ts';
import { datedControls, holdsByOthers } from '../clock-reading.ts';
import { expiredCrossSign as crossSignBelow } from '../expired-cross-sign.ts';
import { judgedCertificates } from '../judged-certificates.ts';
import { firstInvalid } from '../validity-period.ts';

const sendShortChain: Remedy = defineRemedy({
  id: 'certificate/send-chain-without-cross-sign',
  audience: 'operator',
  docs: 'https://letsencrypt.org/docs/dst-root-ca-x3-expiration-september-2021/',
  text: {
    en: {
      title: 'Send the chain that ends at {authority} itself',
      steps: [
        "Certbot: certbot renew --preferred-chain '{authority}' --force-renewal; acme.sh: acme.sh --renew -d NAME --preferred-chain '{authority}' --force. By hand: take the certificate of {authority} that {issuer} issued out of the chain file.",
        'Reload the server and look again.',
      ],
    },
    'zh-CN': {
      title: '改为发送以 {authority} 自身为终点的证书链',
      steps: [
        "Certbot：certbot renew --preferred-chain '{authority}' --force-renewal；acme.sh：acme.sh --renew -d 域名 --preferred-chain '{authority}' --force。手工处理：把 {issuer} 签发的 {authority} 证书从证书链文件中去掉。",
        '重新加载服务后再检查一次。',
      ],
    },
  },
});

const trustNewRoot: Remedy = defineRemedy({
  id: 'certificate/trust-the-newer-root',
  audience: 'you',
  text: {
    en: {
      title: 'Bring the list of roots up to date, so that it holds {authority}',
      steps: [
        'Debian, Ubuntu: apt-get install --only-upgrade ca-certificates; Fedora, RHEL: dnf upgrade ca-certificates; Node and Java: a newer version. A list of your own (--ca, NODE_EXTRA_CA_CERTS, SSL_CERT_FILE): add the root {authority} to it.',
      ],
    },
    'zh-CN': {
      title: '更新根证书列表，使其包含 {authority}',
      steps: [
        'Debian、Ubuntu：apt-get install --only-upgrade ca-certificates；Fedora、RHEL：dnf upgrade ca-certificates；Node 和 Java：升级版本。自备的列表（--ca、NODE_EXTRA_CA_CERTS、SSL_CERT_FILE）：加入根证书 {authority}。',
      ],
    },
  },
});

/** The path leads on from an authority, which is a root today, to an older one by a certificate that has expired. */
export const expiredCrossSign: Cause = defineCause({
  id: 'certificate/expired-cross-sign',
  owner: 'service',
  layer: 'identity',
  order: 29,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The cross-signature that ties {authority} to {issuer} has expired',
      about: 'A young authority has itself certified by an older one until everybody knows it. When that certificate expires, clients without the young root fail and others do not (AddTrust in 2020, DST Root CA X3 in 2021).',
      confirmed: { 'own-root': 'The certificate of {subject} expired on {notAfter} (by another clock it is {moment}), and {authority} is a valid root of its own, which this client does not go by' },
      ruledOut: {
        'not-expired': 'No certificate of the path has expired',
        'no-cross-sign': 'No authority below the expired certificate is known as a root of its own',
        clock: "It is valid until {notAfter}, and by another clock it is {moment}: this machine's clock is wrong",
      },
      open: {
        'no-clock': "The certificate of {subject} expired on {notAfter} if this machine's clock is right, which could not be told. Run without --offline",
        'no-certificate': 'No certificate could be read',
      },
    },
    'zh-CN': {
      title: '{issuer} 为 {authority} 做的交叉签名已过期',
      about: '新 CA 在尚未被普遍信任时，会由老 CA 为其签名。该证书过期后，没有新根证书的客户端会失败，其他客户端正常（2020 年的 AddTrust、2021 年的 DST Root CA X3）。',
      confirmed: { 'own-root': '{subject} 的证书已于 {notAfter} 过期（按其他时钟现在是 {moment}），而 {authority} 自身就是有效的根证书，只是该客户端未予信任' },
      ruledOut: {
        'not-expired': '证书路径中没有过期的证书',
        'no-cross-sign': '在过期证书之下，没有哪个 CA 自身是已知的根证书',
        clock: '证书有效期至 {notAfter}，而按其他时钟现在是 {moment}：是本机时钟不准',
      },
      open: {
        'no-clock': '如果本机时钟准确，{subject} 的证书已于 {notAfter} 过期，但无法确认。请去掉 --offline 重试',
        'no-certificate': '没有可读的证书',
      },
    },
  },
  suspectedBy: ['certificate/validity-period#expired'],
  controls: datedControls,
  judge: ({ facts, now, confirmed, ruledOut, open }) => {
    if (facts.chain === undefined || facts.path === undefined) return open('no-certificate', {}, []);
    const invalid = firstInvalid(judgedCertificates(facts.chain, facts.path), now);
    if (invalid?.state !== 'expired') return ruledOut('not-expired', {}, ['chain', 'path']);
    const { certificate } = invalid;
    const below = crossSignBelow(facts.path, certificate.position);
    if (below === undefined) return ruledOut('no-cross-sign', {}, ['path']);
    const params = { subject: nameOf(certificate.subject), notAfter: certificate.notAfter, authority: nameOf(below.subject), issuer: nameOf(below.issuer) };
    const others = holdsByOthers(certificate, 'expired', facts.clocks, now);
    if (others === undefined) return open('no-clock', params, ['path']);
    const { moment, holds } = others;
    return holds
      ? confirmed('own-root', { ...params, moment }, ['path', 'clocks'])
      : ruledOut('clock', { ...params, moment }, ['clocks']);
  },
  remedies: [sendShortChain, trustNewRoot],
});
