import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { nameOf } from '../certificate-summary.ts';
import { datedControls, holdsByOthers } from '../clock-reading.ts';
import { withLockIn } from '../hsts/lock-in.ts';
import { judgedCertificates } from '../judged-certificates.ts';
import { firstInvalid } from '../validity-period.ts';

const serveCurrentCertificate: Remedy = defineRemedy({
  id: 'certificate/serve-current-certificate',
  audience: 'operator',
  text: {
    en: {
      title: 'Serve a certificate that is valid now',
      steps: [
        'Go back to the previous certificate until {notBefore} if it is still valid, or have a new one issued.',
        'If an authority of your own issued it, look at the clock of the machine that signed it.',
      ],
    },
    'zh-CN': {
      title: '换用当前有效的证书',
      steps: [
        '如果之前的证书仍有效，在 {notBefore} 之前先换回它，否则重新签发。',
        '如果由自建 CA 签发，请检查签发机器的时钟。',
      ],
    },
  },
});

/** A certificate of the path is before its beginning, and it isn't this machine's clock that is behind. */
export const notYetValid: Cause = withLockIn(defineCause({
  id: 'certificate/not-yet-valid',
  owner: 'service',
  layer: 'identity',
  order: 30,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The certificate of {subject} is not valid yet',
      about: 'It was put into service before its validity begins. A wrong clock looks the same, which is why clocks are compared first.',
      confirmed: { 'clock-agrees': "It becomes valid on {notBefore}; by a clock other than this machine's it is {moment}" },
      ruledOut: {
        clock: "It is valid since {notBefore}, and by another clock it is {moment}: this machine's clock is wrong",
        'already-valid': 'Every certificate of the path is valid already',
      },
      open: {
        'no-clock': "It becomes valid on {notBefore} if this machine's clock is right, which could not be told: no other clock answered, or they contradict each other. Run without --offline, or look at a watch",
        'no-certificate': 'No certificate could be read',
      },
    },
    'zh-CN': {
      title: '{subject} 的证书尚未生效',
      about: '证书在生效之前就被启用。本机时钟不准时现象相同，因此要先比对时钟。',
      confirmed: { 'clock-agrees': '证书将于 {notBefore} 生效；按本机以外的时钟，现在是 {moment}' },
      ruledOut: {
        clock: '证书自 {notBefore} 起有效，而按其他时钟现在是 {moment}：是本机时钟不准',
        'already-valid': '证书路径中的证书均已生效',
      },
      open: {
        'no-clock': '如果本机时钟准确，证书要到 {notBefore} 才生效，但无法确认：没有其他时钟可供比对，或它们互相矛盾。请去掉 --offline 重试，或人工核对时间',
        'no-certificate': '没有可读的证书',
      },
    },
  },
  suspectedBy: ['certificate/validity-period#not-yet-valid'],
  controls: datedControls,
  judge: ({ facts, now, confirmed, ruledOut, open }) => {
    if (facts.chain === undefined || facts.path === undefined) return open('no-certificate', {}, []);
    const invalid = firstInvalid(judgedCertificates(facts.chain, facts.path), now);
    if (invalid?.state !== 'not-yet-valid') return ruledOut('already-valid', {}, ['chain', 'path']);
    const { subject, notBefore, position } = invalid.certificate;
    const params = { subject: nameOf(subject), notBefore, position };
    const others = holdsByOthers(invalid.certificate, 'not-yet-valid', facts.clocks, now);
    if (others === undefined) return open('no-clock', params, ['chain']);
    const { moment, holds } = others;
    return holds
      ? confirmed('clock-agrees', { ...params, moment }, ['chain', 'path', 'clocks'])
      : ruledOut('clock', { ...params, moment }, ['clocks']);
  },
  remedies: [serveCurrentCertificate],
}));
