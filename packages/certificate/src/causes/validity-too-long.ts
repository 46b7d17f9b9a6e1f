import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { tooLong } from '../browser-rules.ts';
import { isMalformed, nameOf } from '../certificate-summary.ts';
import { suspectedInput } from '../endpoint-input.ts';
import { certificateChain } from '../facts/chain.ts';
import { trustStoreComparison } from '../facts/trust-store-comparison.ts';
import { withLockIn } from '../hsts/lock-in.ts';

const issueForLess: Remedy = defineRemedy({
  id: 'certificate/issue-for-a-shorter-time',
  audience: 'operator',
  docs: 'https://cabforum.org/working-groups/server/baseline-requirements/requirements/',
  text: {
    en: {
      title: 'Have the certificate of {subject} issued for at most {most} days, and renewed by itself',
      steps: ['An authority of your own: openssl x509 -req -days {most} …, or an ACME server of your own (step-ca, Vault). A public authority issues for no longer than browsers take: order it anew.'],
    },
    'zh-CN': {
      title: '重新签发 {subject} 的证书，有效期不超过 {most} 天，并自动续期',
      steps: ['自建 CA：openssl x509 -req -days {most} …，或自建 ACME 服务（step-ca、Vault）。公共 CA 不会超过浏览器接受的期限：重新申请即可。'],
    },
  },
});

/** The certificate is valid for longer than browsers and Apple's systems accept. */
export const validityTooLong: Cause = withLockIn(defineCause({
  id: 'certificate/validity-too-long',
  owner: 'service',
  layer: 'identity',
  order: 70,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The certificate of {subject} is valid for too long',
      about: 'Public authorities may issue for 398 days since September 2020, for 200 since March 2026, 100 from March 2027 and 47 from March 2029; Apple accepts at most 825 days from any authority. Programs accept it, so it works in some clients and not in others.',
      confirmed: {
        public: 'It is valid for {days} days from {notBefore} on, and a public authority issued it: browsers accept {most}',
        any: "It is valid for {days} days from {notBefore} on: Apple's systems accept {most}, whoever issued it",
      },
      ruledOut: { 'short-enough': 'It is valid for no longer than is accepted of its authority' },
      open: { 'no-certificate': 'No certificate could be read' },
    },
    'zh-CN': {
      title: '{subject} 的证书有效期过长',
      about: '公共 CA 自 2020 年 9 月起最长签发 398 天，2026 年 3 月起 200 天，2027 年 3 月起 100 天，2029 年 3 月起 47 天；苹果对任何 CA 最多接受 825 天。程序会接受这种证书，因此有的客户端能用，有的不能。',
      confirmed: {
        public: '自 {notBefore} 起有效 {days} 天，且由公共 CA 签发：浏览器最多接受 {most} 天',
        any: '自 {notBefore} 起有效 {days} 天：无论由谁签发，苹果系统最多接受 {most} 天',
      },
      ruledOut: { 'short-enough': '有效期没有超过对其 CA 所接受的上限' },
      open: { 'no-certificate': '没有可读的证书' },
    },
  },
  suspectedBy: ['certificate/browser-rules#validity-too-long'],
  controls: (suspicion) => ({ chain: certificateChain.of(suspectedInput(suspicion)), comparison: trustStoreComparison.of(suspectedInput(suspicion)) }),
  judge: ({ facts: { chain, comparison }, confirmed, ruledOut, open }) => {
    const [leaf] = chain?.certificates ?? [];
    if (leaf === undefined || isMalformed(leaf) || comparison === undefined) return open('no-certificate', {}, []);
    const excess = tooLong(leaf, comparison);
    if (excess === undefined) return ruledOut('short-enough', {}, ['chain', 'comparison']);
    const { days, most, of } = excess;
    return confirmed(of, { subject: nameOf(leaf.subject), notBefore: leaf.notBefore, days, most }, ['chain', 'comparison']);
  },
  remedies: [issueForLess],
}));
