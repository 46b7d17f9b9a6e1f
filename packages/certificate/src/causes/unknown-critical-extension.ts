import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { brokenRule, ruleControls } from '../broken-rule.ts';
import { withLockIn } from '../hsts/lock-in.ts';

const issueWithoutExtension: Remedy = defineRemedy({
  id: 'certificate/issue-without-critical-extension',
  audience: 'operator',
  docs: 'https://www.rfc-editor.org/rfc/rfc5280#section-4.2',
  text: {
    en: {
      title: 'Have the certificate of {subject} issued with {extension} not critical, or without it',
      steps: ['Look for it in the profile or the configuration of the authority: in OpenSSL it is the line that begins with {extension} and holds "critical,". Take that word out and issue anew.'],
    },
    'zh-CN': {
      title: '重新签发 {subject} 的证书，将 {extension} 设为非关键扩展或去掉它',
      steps: ['在 CA 的签发模板或配置中查找该扩展：OpenSSL 中是以 {extension} 开头并含有 “critical,” 的一行。去掉该词后重新签发。'],
    },
  },
});

/** A certificate holds an extension that a client must understand, and none does. */
export const unknownCriticalExtension: Cause = withLockIn(defineCause({
  id: 'certificate/unknown-critical-extension',
  owner: 'service',
  layer: 'identity',
  order: 53,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The certificate of {subject} demands an extension that clients do not know',
      about: 'An extension that is marked critical has to be understood by whoever accepts the certificate (RFC 5280 §4.2). Home-made ones are not, so every client refuses.',
      confirmed: { 'object-identifier-unknown': 'Its extension {extension} is marked critical, and no TLS client processes it' },
      ruledOut: { 'all-known': 'Every critical extension of the path is known' },
      open: { 'no-path': 'The chain could not be examined' },
    },
    'zh-CN': {
      title: '{subject} 的证书含有客户端不认识的关键扩展',
      about: '标记为关键的扩展必须被客户端理解，否则不得接受证书（RFC 5280 §4.2）。自定义扩展没有客户端认识，因此都会拒绝。',
      confirmed: { 'object-identifier-unknown': '其扩展 {extension} 被标记为关键，而没有 TLS 客户端会处理它' },
      ruledOut: { 'all-known': '证书路径中的关键扩展都是已知的' },
      open: { 'no-path': '无法检查证书链' },
    },
  },
  suspectedBy: ['certificate/trust#invalid-path'],
  controls: ruleControls,
  judge: ({ facts: { path }, confirmed, ruledOut, open }) => {
    if (path === undefined || path.outcome === 'unreadable') return open('no-path', {}, []);
    const rule = brokenRule(path);
    if (rule?.fault !== 'critical-extension') return ruledOut('all-known', {}, ['path']);
    return confirmed('object-identifier-unknown', { subject: rule.subject, extension: rule.detail }, ['chain', 'path']);
  },
  remedies: [issueWithoutExtension],
}));
