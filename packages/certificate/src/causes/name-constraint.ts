import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { brokenRule, ruleControls } from '../broken-rule.ts';
import { withLockIn } from '../hsts/lock-in.ts';

const issueWithin: Remedy = defineRemedy({
  id: 'certificate/issue-within-constraints',
  audience: 'operator',
  docs: 'https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10',
  text: {
    en: {
      title: 'Have {name} certified by an authority that may',
      steps: [
        'See what {authority} may issue for: openssl x509 -in authority.pem -noout -ext nameConstraints',
        'Have the certificate of {subject} issued without {name}, or by an authority whose constraints allow it, or have the certificate of {authority} issued anew with wider ones.',
      ],
    },
    'zh-CN': {
      title: '由有权签发 {name} 的 CA 签发证书',
      steps: [
        '查看 {authority} 可签发的范围：openssl x509 -in authority.pem -noout -ext nameConstraints',
        '重新签发 {subject} 的证书并去掉 {name}，或改由约束允许该名称的 CA 签发，或放宽 {authority} 的名称约束后重新签发其证书。',
      ],
    },
  },
});

/** An authority issued for a name that it, or one above it, may not issue for. */
export const nameConstraint: Cause = withLockIn(defineCause({
  id: 'certificate/name-constraint',
  owner: 'service',
  layer: 'identity',
  order: 51,
  scope: 'endpoint',
  text: {
    en: {
      title: '{authority} may not issue for {name}',
      unknown: { authority: 'the authority', name: 'this name' },
      about: 'The certificate of an authority can limit the names below it (RFC 5280 §4.2.1.10), as companies do with authorities of their own. Every client refuses what lies outside, whatever host was asked for.',
      confirmed: {
        'outside-constraints': 'The certificate of {subject} ({position} in its path) holds {name}, which the name constraints of {authority} exclude or do not permit',
      },
      ruledOut: { 'within-constraints': 'No name of the path lies outside of what its authorities may issue for' },
      open: { 'no-path': 'The chain could not be examined' },
    },
    'zh-CN': {
      title: '{authority} 无权为 {name} 签发证书',
      unknown: { authority: 'CA', name: '该名称' },
      about: 'CA 证书可以限定其下允许出现的名称（RFC 5280 §4.2.1.10），企业自建的 CA 常这样做。超出范围的证书会被所有客户端拒绝，与访问的主机无关。',
      confirmed: {
        'outside-constraints': '{subject} 的证书（证书路径第 {position} 级）含有 {name}，而 {authority} 的名称约束排除或不允许该名称',
      },
      ruledOut: { 'within-constraints': '证书路径中的名称都在各级 CA 允许的范围内' },
      open: { 'no-path': '无法检查证书链' },
    },
  },
  suspectedBy: ['certificate/trust#invalid-path'],
  controls: ruleControls,
  judge: ({ facts: { path }, confirmed, ruledOut, open }) => {
    if (path === undefined || path.outcome === 'unreadable') return open('no-path', {}, []);
    const rule = brokenRule(path);
    if (rule?.fault !== 'name-constraint') return ruledOut('within-constraints', {}, ['path']);
    const { subject, position, authority, detail: name } = rule;
    return confirmed('outside-constraints', { subject, position, authority, name }, ['chain', 'path']);
  },
  remedies: [issueWithin],
}));
