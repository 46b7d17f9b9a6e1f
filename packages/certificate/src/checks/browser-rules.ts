import { defineCheck, type Check } from '@culprit/core';
import { tlsEndpoint } from '@culprit/network';
import { missingTimestamps, tooLong } from '../browser-rules.ts';
import { isMalformed, nameOf } from '../certificate-summary.ts';
import { chainInput, filesToo } from '../endpoint-input.ts';
import { certificateChain } from '../facts/chain.ts';
import { embeddedTimestamps } from '../facts/embedded-timestamps.ts';
import { trustStoreComparison } from '../facts/trust-store-comparison.ts';

/** Whether a certificate that Node accepts keeps to what browsers demand besides. */
export const browserRulesCheck: Check = defineCheck({
  id: 'certificate/browser-rules',
  layer: 'identity',
  target: tlsEndpoint,
  alsoJudges: filesToo,
  depth: 'full',
  findings: {
    kept: { outcome: 'pass' },
    'validity-too-long': { outcome: 'fail', severity: 'minor', owner: 'service' },
    'too-few-timestamps': { outcome: 'fail', severity: 'minor', owner: 'service' },
    unreadable: { outcome: 'not-applicable' },
  },
  text: {
    en: {
      title: "Browsers' rules for certificates",
      why: 'Browsers and Apple\'s systems refuse certificates that programs accept: those that are valid for too long or were never published.',
      findings: {
        kept: 'The certificate of {subject} keeps to what browsers demand ({count} timestamps of transparency logs in it)',
        'validity-too-long': 'The certificate of {subject} is valid for {days} days from {notBefore} on; at most {most} are accepted',
        'too-few-timestamps': 'The certificate of {subject} holds {count} timestamps of transparency logs; browsers demand {least}',
        unreadable: "Not judged: the server's certificate can't be read",
      },
    },
    'zh-CN': {
      title: '浏览器对证书的规则',
      why: '有些证书程序会接受而浏览器和苹果系统会拒绝：有效期过长，或从未公开登记。',
      findings: {
        kept: '{subject} 的证书符合浏览器的要求（含 {count} 个证书透明度日志时间戳）',
        'validity-too-long': '{subject} 的证书自 {notBefore} 起有效 {days} 天，最多只接受 {most} 天',
        'too-few-timestamps': '{subject} 的证书含 {count} 个证书透明度日志时间戳，浏览器要求 {least} 个',
        unreadable: '未判定：无法读取服务器的证书',
      },
    },
  },
  needs: (target) => ({
    chain: certificateChain.of(chainInput(target)),
    comparison: trustStoreComparison.of(chainInput(target)),
    timestamps: embeddedTimestamps.of(chainInput(target)),
  }),
  evaluate: ({ facts: { chain: { certificates: [leaf] }, comparison, timestamps }, conclude }) => {
    if (leaf === undefined || isMalformed(leaf) || timestamps.outcome === 'unreadable') return conclude('unreadable');
    const subject = nameOf(leaf.subject);
    const excess = tooLong(leaf, comparison);
    const missing = missingTimestamps(leaf, timestamps, comparison);
    if (excess === undefined && missing === undefined) return conclude('kept', { subject, count: timestamps.count });
    return [
      ...(excess === undefined ? [] : [conclude('validity-too-long', { subject, notBefore: leaf.notBefore, days: excess.days, most: excess.most })]),
      ...(missing === undefined ? [] : [conclude('too-few-timestamps', { subject, ...missing })]),
    ];
  },
});
