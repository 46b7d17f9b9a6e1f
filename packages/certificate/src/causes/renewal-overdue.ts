import { defineCause, type Cause } from '@culprit/core';
import { nameOf } from '../certificate-summary.ts';
import { datedControls, readClock } from '../clock-reading.ts';
import { judgedCertificates } from '../judged-certificates.ts';
import { renewCertificate } from '../remedies/renew-certificate.ts';
import { daysLeft, validityAt } from '../validity-period.ts';

/** A certificate still holds, and whoever should have renewed it by now has not. */
export const renewalOverdue: Cause = defineCause({
  id: 'certificate/renewal-overdue',
  owner: 'service',
  layer: 'identity',
  order: 33,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The certificate of {subject} should have been renewed by now',
      about: 'Renewal comes with a third of the lifetime left. Where a quarter or less is left, something keeps it from happening, and on the last day every client will be turned away.',
      confirmed: {
        'clock-agrees': 'It expires on {notAfter}; by a clock other than this machine\'s that is in {days} days',
        'no-other-clock': 'It expires on {notAfter}; by this machine\'s clock, and no other could be read, that is in {days} days',
      },
      ruledOut: { clock: "By another clock it is {moment}: this machine's clock is wrong" },
      open: { 'no-certificate': 'No certificate could be read' },
    },
    'zh-CN': {
      title: '{subject} 的证书早该续期',
      about: '通常在剩余三分之一有效期时续期。只剩四分之一或更少，说明续期受阻；到期之日，所有客户端都会被拒绝。',
      confirmed: {
        'clock-agrees': '证书将于 {notAfter} 到期；按本机以外的时钟，还有 {days} 天',
        'no-other-clock': '证书将于 {notAfter} 到期；按本机时钟还有 {days} 天，没有其他时钟可供比对',
      },
      ruledOut: { clock: '按其他时钟现在是 {moment}：是本机时钟不准' },
      open: { 'no-certificate': '没有可读的证书' },
    },
  },
  suspectedBy: ['certificate/validity-period#expiring', 'certificate/validity-period#about-to-expire'],
  controls: datedControls,
  judge: ({ facts, suspicion, now, confirmed, ruledOut, open }) => {
    const position = suspicion.findings[0]?.params['position'];
    const certificates = facts.chain === undefined || facts.path === undefined ? [] : judgedCertificates(facts.chain, facts.path);
    const certificate = certificates.find((one) => one.position === position) ?? certificates[0];
    if (certificate === undefined) return open('no-certificate', {}, []);
    const { subject, notAfter } = certificate;
    const clock = readClock(facts.clocks, now);
    const moment = clock?.moment ?? now;
    const params = { subject: nameOf(subject), notAfter, days: daysLeft(certificate, moment) };
    if (clock === undefined) return confirmed('no-other-clock', params, ['chain', 'path'], 'likely');
    // Minutes change no renewal; a day may.
    const off = Math.abs(clock.moment.getTime() - now.getTime()) > 86_400_000;
    return off || validityAt(certificate, clock.moment) !== 'valid'
      ? ruledOut('clock', { moment: clock.moment.toISOString() }, ['clocks'])
      : confirmed('clock-agrees', params, ['chain', 'path', 'clocks']);
  },
  remedies: [renewCertificate],
});
