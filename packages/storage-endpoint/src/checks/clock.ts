import { defineCheck, optional, type Check } from '@culprit/core';
import { clockOffset } from '@culprit/network';
import { listingUrl } from '../live/access.ts';
import { s3Bucket } from '../targets/s3-bucket.ts';

/** What stores tolerate of a signed time: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, RequestTimeTooSkewed. */
const toleratedMs = 15 * 60_000;

/** Whether a signature of this machine has a time that the store takes, by the Date of an unsigned answer. */
export const storeClock: Check = defineCheck({
  id: 'storage-endpoint/clock',
  layer: 'machine',
  target: s3Bucket,
  findings: {
    agrees: { outcome: 'pass' },
    skewed: { outcome: 'fail', severity: 'major', owner: 'machine' },
    'no-date': { outcome: 'not-applicable' },
  },
  text: {
    en: {
      title: 'Time that requests are signed with',
      why: 'A store refuses signatures whose time is more than fifteen minutes from its own.',
      findings: {
        agrees: 'The clocks of this machine and of the store agree within {toleranceMinutes} minutes',
        skewed: 'The clock of this machine is {minutes} minutes from that of the store: it refuses every signature',
        'no-date': 'The store tells no time',
      },
    },
    'zh-CN': {
      title: '请求签名所用的时间',
      why: '签名时间与存储服务相差超过十五分钟，请求就会被拒绝。',
      findings: {
        agrees: '本机与存储服务的时钟相差不超过 {toleranceMinutes} 分钟',
        skewed: '本机时钟与存储服务相差 {minutes} 分钟，所有签名都会被拒绝',
        'no-date': '存储服务没有给出时间',
      },
    },
  },
  needs: (target) => ({ offset: optional(clockOffset.of({ source: listingUrl(target), own: true, ...(target.route === undefined ? {} : { route: target.route }) })) }),
  evaluate: ({ facts: { offset }, conclude }) => {
    if (offset?.outcome !== 'measured') return conclude('no-date');
    return Math.abs(offset.offsetMs) > toleratedMs + offset.uncertaintyMs
      ? conclude('skewed', { minutes: Math.round(Math.abs(offset.offsetMs) / 60_000) })
      : conclude('agrees', { toleranceMinutes: toleratedMs / 60_000 });
  },
});
