import { defineCause, type Cause } from '@culprit/core';
import { nameOf } from '../certificate-summary.ts';
import { datedControls, holdsByOthers } from '../clock-reading.ts';
import { expiredCrossSign } from '../expired-cross-sign.ts';
import { withLockIn } from '../hsts/lock-in.ts';
import { judgedCertificates } from '../judged-certificates.ts';
import { renewCertificate } from '../remedies/renew-certificate.ts';
import { firstInvalid } from '../validity-period.ts';

/** A certificate of the path is past its end, and it isn't this machine's clock that is ahead. */
export const expired: Cause = withLockIn(defineCause({
  id: 'certificate/expired',
  owner: 'service',
  layer: 'identity',
  order: 31,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The certificate of {subject} has expired',
      about: 'Every client refuses a certificate after its end, and all that it signed. Only who runs the service can renew it.',
      confirmed: { 'clock-agrees': 'It expired on {notAfter}; by a clock other than this machine\'s it is {moment}' },
      ruledOut: {
        clock: "It is valid until {notAfter}, and by another clock it is {moment}: this machine's clock is wrong",
        'not-expired': 'No certificate of the path has expired',
        'cross-sign': 'The authority that it certifies is valid as a root of its own: only the certificate by another authority has expired',
      },
      open: {
        'no-clock': "It expired on {notAfter} if this machine's clock is right, which could not be told: no other clock answered, or they contradict each other. Run without --offline, or look at a watch",
        'no-certificate': 'No certificate could be read',
      },
    },
    'zh-CN': {
      title: '{subject} 的证书已过期',
      about: '证书到期后，所有客户端都会拒绝它以及由它签发的证书。只有服务方能够续期。',
      confirmed: { 'clock-agrees': '证书已于 {notAfter} 过期；按本机以外的时钟，现在是 {moment}' },
      ruledOut: {
        clock: '证书有效期至 {notAfter}，而按其他时钟现在是 {moment}：是本机时钟不准',
        'not-expired': '证书路径中没有过期的证书',
        'cross-sign': '它所认证的 CA 自身就是有效的根证书：过期的只是另一家 CA 的交叉签名',
      },
      open: {
        'no-clock': '如果本机时钟准确，证书已于 {notAfter} 过期，但无法确认：没有其他时钟可供比对，或它们互相矛盾。请去掉 --offline 重试，或人工核对时间',
        'no-certificate': '没有可读的证书',
      },
    },
  },
  suspectedBy: ['certificate/validity-period#expired'],
  controls: datedControls,
  judge: ({ facts, now, confirmed, ruledOut, open }) => {
    if (facts.chain === undefined || facts.path === undefined) return open('no-certificate', {}, []);
    const invalid = firstInvalid(judgedCertificates(facts.chain, facts.path), now);
    if (invalid?.state === 'expired' && expiredCrossSign(facts.path, invalid.certificate.position) !== undefined) return ruledOut('cross-sign', {}, ['path']);
    if (invalid?.state !== 'expired') return ruledOut('not-expired', {}, ['chain', 'path']);
    const { subject, notAfter, position } = invalid.certificate;
    const params = { subject: nameOf(subject), notAfter, position };
    const others = holdsByOthers(invalid.certificate, 'expired', facts.clocks, now);
    if (others === undefined) return open('no-clock', params, ['chain']);
    const { moment, holds } = others;
    return holds
      ? confirmed('clock-agrees', { ...params, moment }, ['chain', 'path', 'clocks'])
      : ruledOut('clock', { ...params, moment }, ['clocks']);
  },
  remedies: [renewCertificate],
}));
