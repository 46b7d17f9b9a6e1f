import { defineCheck, defineOptions, type Check, type OptionsFrom, type OptionsSchema } from '@culprit/core';
import { tlsEndpoint } from '@culprit/network';
import { nameOf } from '../certificate-summary.ts';
import { chainInput, filesToo } from '../endpoint-input.ts';
import { certificateChain } from '../facts/chain.ts';
import { certificatePath } from '../facts/path.ts';
import { judgedCertificates, type JudgedCertificate } from '../judged-certificates.ts';
import { daysLeft, firstInvalid, lifetimeDays, renewalState, validityAt, type RenewalState } from '../validity-period.ts';

type Fields = {
  readonly warnDays: { readonly type: 'integer'; readonly min: 0; readonly max: 3650; readonly text: { readonly en: string; readonly 'zh-CN': string } };
};

/** How early to warn. */
export const validityPeriodOptions: OptionsSchema<OptionsFrom<Fields>> = defineOptions<Fields>({
  warnDays: {
    type: 'integer', min: 0, max: 3650,
    text: {
      en: 'Warn this many days before a certificate expires; default: with a quarter of its lifetime left, at most 21 days',
      'zh-CN': '在证书到期前多少天开始提醒；默认在剩余有效期不足四分之一时提醒，最多提前 21 天',
    },
  },
});

/** Whether every certificate of the path is valid now, the intermediates too, and will be for a while. */
export const validityPeriodCheck: Check = defineCheck({
  id: 'certificate/validity-period',
  layer: 'identity',
  target: tlsEndpoint,
  alsoJudges: filesToo,
  byClock: true,
  options: validityPeriodOptions,
  findings: {
    valid: { outcome: 'pass' },
    expiring: { outcome: 'fail', severity: 'minor', owner: 'service' },
    'about-to-expire': { outcome: 'fail', severity: 'major', owner: 'service' },
    expired: { outcome: 'fail', severity: 'critical', owner: 'service' },
    'not-yet-valid': { outcome: 'fail', severity: 'critical', owner: 'service' },
    unreadable: { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'Validity period of the certificates',
      why: 'Outside its period a certificate is refused by every client, and so is all that it signed.',
      findings: {
        valid: { one: 'The certificate of {subject} is valid for {count} more day, until {notAfter}', other: 'The certificate of {subject} is valid for {count} more days, until {notAfter}' },
        expiring: 'The certificate of {subject} ({position} in its path) expires in {count} days of its {lifetimeDays}, on {notAfter}: its renewal is late',
        'about-to-expire': 'The certificate of {subject} ({position} in its path) expires in {count} days of its {lifetimeDays}, on {notAfter}: its renewal is long overdue',
        expired: "By this machine's clock the certificate of {subject} ({position} in its path) expired on {notAfter}",
        'not-yet-valid': "By this machine's clock the certificate of {subject} ({position} in its path) is not valid before {notBefore}",
        unreadable: "Not judged: the server's certificate can't be read",
      },
    },
    'zh-CN': {
      title: '证书的有效期',
      why: '不在有效期内的证书会被所有客户端拒绝，由它签发的证书也一样。',
      findings: {
        valid: '{subject} 的证书还有 {count} 天有效，至 {notAfter}',
        expiring: '{subject} 的证书（证书路径第 {position} 级）将在 {count} 天后，即 {notAfter} 到期（有效期共 {lifetimeDays} 天）：续期晚了',
        'about-to-expire': '{subject} 的证书（证书路径第 {position} 级）将在 {count} 天后，即 {notAfter} 到期（有效期共 {lifetimeDays} 天）：早该续期',
        expired: '按本机时钟，{subject} 的证书（证书路径第 {position} 级）已于 {notAfter} 过期',
        'not-yet-valid': '按本机时钟，{subject} 的证书（证书路径第 {position} 级）在 {notBefore} 之前尚未生效',
        unreadable: '未判定：无法读取服务器的证书',
      },
    },
  },
  needs: (target) => ({ chain: certificateChain.of(chainInput(target)), path: certificatePath.of(chainInput(target)) }),
  evaluate: ({ facts: { chain, path }, options, now, conclude }) => {
    const judged = judgedCertificates(chain, path);
    const [leaf] = judged;
    if (leaf === undefined) return conclude('unreadable');
    // The runtime verified: an intermediate that was sent and is out of date isn't on the path that it used.
    const verified = path.outcome === 'trusted' && path.by === 'runtime';
    const certificates = verified ? judged.filter((certificate) => certificate === leaf || validityAt(certificate, now) === 'valid') : judged;
    const invalid = firstInvalid(certificates, now);
    if (invalid !== undefined) {
      const { certificate: { subject, position, notBefore, notAfter }, state } = invalid;
      return conclude(state, { subject: nameOf(subject), position, notBefore, notAfter });
    }
    const due = (state: RenewalState): JudgedCertificate | undefined => certificates.find((certificate) => !certificate.isRoot && renewalState(certificate, now, options.warnDays) === state);
    const overdue = due('very-late');
    const late = overdue ?? due('late');
    if (late !== undefined) {
      const { subject, position, notAfter } = late;
      return conclude(overdue === undefined ? 'expiring' : 'about-to-expire', { subject: nameOf(subject), position, count: daysLeft(late, now), lifetimeDays: lifetimeDays(late), notAfter });
    }
    return conclude('valid', { subject: nameOf(leaf.subject), count: daysLeft(leaf, now), notAfter: leaf.notAfter });
  },
});
