import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { brokenRule, ruleControls } from '../broken-rule.ts';
import { withLockIn } from '../hsts/lock-in.ts';

const shortenPath: Remedy = defineRemedy({
  id: 'certificate/shorten-path',
  audience: 'operator',
  docs: 'https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.9',
  text: {
    en: {
      title: 'Issue from an authority nearer to {subject}, or widen its limit',
      steps: [
        'See the limit: openssl x509 -in authority.pem -noout -ext basicConstraints',
        'Have the server certificate issued by an authority with at most {allowed} others between it and {subject}, or have the certificate of {subject} issued anew with a larger pathlen.',
      ],
    },
    'zh-CN': {
      title: '改由离 {subject} 更近的 CA 签发，或放宽其限制',
      steps: [
        '查看限制：openssl x509 -in authority.pem -noout -ext basicConstraints',
        '让服务器证书由与 {subject} 之间最多相隔 {allowed} 级的 CA 签发，或用更大的 pathlen 重新签发 {subject} 的证书。',
      ],
    },
  },
});

/** More authorities stand below one than it allows. */
export const pathLength: Cause = withLockIn(defineCause({
  id: 'certificate/path-length',
  owner: 'service',
  layer: 'identity',
  order: 52,
  scope: 'endpoint',
  text: {
    en: {
      title: 'Too many authorities stand below {subject}',
      about: 'The certificate of an authority can limit how many further authorities follow (pathLenConstraint, RFC 5280 §4.2.1.9). A limit of 0 means that it may certify servers and no authority.',
      confirmed: { 'intermediates-counted': 'Its pathLenConstraint allows {allowed} below it, and {intermediates} follow' },
      ruledOut: { 'short-enough': 'No authority of the path has more below it than it allows' },
      open: { 'no-path': 'The chain could not be examined' },
    },
    'zh-CN': {
      title: '{subject} 之下的 CA 级数过多',
      about: 'CA 证书可以限定其下还能有几级 CA（pathLenConstraint，RFC 5280 §4.2.1.9）。限制为 0 表示只能签发服务器证书，不能再签发 CA。',
      confirmed: { 'intermediates-counted': '其 pathLenConstraint 只允许 {allowed} 级，实际有 {intermediates} 级' },
      ruledOut: { 'short-enough': '证书路径中没有 CA 超出其级数限制' },
      open: { 'no-path': '无法检查证书链' },
    },
  },
  suspectedBy: ['certificate/trust#invalid-path'],
  controls: ruleControls,
  judge: ({ facts: { path }, confirmed, ruledOut, open }) => {
    if (path === undefined || path.outcome === 'unreadable') return open('no-path', {}, []);
    const rule = brokenRule(path);
    if (rule?.fault !== 'path-length') return ruledOut('short-enough', {}, ['path']);
    const { subject, detail: allowed, intermediates } = rule;
    return confirmed('intermediates-counted', { subject, allowed, intermediates }, ['chain', 'path']);
  },
  remedies: [shortenPath],
}));
