import { defineCheck, type Check, type Conclusion } from '@culprit/core';
import { tlsEndpoint } from '@culprit/network';
import { chainInput, filesToo } from '../endpoint-input.ts';
import { revocation, type RevocationSource } from '../facts/revocation.ts';

/** Whether any certificate of the path below its root was revoked, by what its authority says now. */
export const revocationCheck: Check = defineCheck({
  id: 'certificate/revocation',
  layer: 'identity',
  target: tlsEndpoint,
  alsoJudges: filesToo,
  depth: 'full',
  findings: {
    good: { outcome: 'pass' },
    revoked: { outcome: 'fail', severity: 'critical', owner: 'service' },
    unknown: { outcome: 'inconclusive', required: false },
    unsettled: { outcome: 'inconclusive', required: false },
    'not-asked': { outcome: 'inconclusive', required: false },
    'no-location': { outcome: 'not-applicable' },
    'no-issuer': { outcome: 'inconclusive', required: false },
  },
  text: {
    en: {
      title: 'Revocation of the certificates',
      why: 'Browsers, and clients that are told to, refuse a revoked certificate although its dates are fine.',
      findings: {
        good: 'The certificate of {subject} (number {position} of the path) is not revoked, by {sources}',
        revoked: 'The certificate of {subject} (number {position} of the path) was revoked at {at} ({reason}), by {sources}',
        unknown: 'The responder does not know the certificate of {subject} (number {position} of the path): {sources}',
        unsettled: 'Not judged for {subject} (number {position} of the path): {sources}',
        'not-asked': 'Not judged for {subject} (number {position} of the path): third parties are left alone',
        'no-location': 'The certificate of {subject} (number {position} of the path) says nowhere where its status can be asked for, which is normal for short-lived ones',
        'no-issuer': 'Not judged: the certificate of the issuer is not at hand, so that no signature could be checked',
      },
    },
    'zh-CN': {
      title: '证书是否被吊销',
      why: '即使证书在有效期内，浏览器和启用了吊销检查的客户端也会拒绝已吊销的证书。',
      findings: {
        good: '{subject} 的证书（证书路径第 {position} 级）未被吊销，依据：{sources}',
        revoked: '{subject} 的证书（证书路径第 {position} 级）已于 {at} 被吊销（{reason}），依据：{sources}',
        unknown: 'OCSP 服务器不认识 {subject} 的证书（证书路径第 {position} 级）：{sources}',
        unsettled: '未对 {subject}（证书路径第 {position} 级）作出判定：{sources}',
        'not-asked': '未对 {subject}（证书路径第 {position} 级）作出判定：没有询问第三方',
        'no-location': '{subject} 的证书（证书路径第 {position} 级）没有给出状态查询地址，短期证书通常如此',
        'no-issuer': '未判定：缺少签发者的证书，无法验证任何签名',
      },
    },
  },
  needs: (target) => ({ revocation: revocation.of(chainInput(target)) }),
  evaluate: ({ facts: { revocation: status }, conclude }) => {
    if (status.outcome === 'no-issuer') return conclude('no-issuer');
    return status.certificates.map(({ subject, position, sources }): Conclusion => {
      const params = { subject, position };
      const [revoked] = sources.flatMap((source) => (source.outcome === 'revoked' ? [source] : []));
      if (revoked !== undefined) return conclude('revoked', { ...params, at: revoked.at, reason: revoked.reason ?? '-', sources: named([revoked]) });
      const good = sources.filter(({ outcome }) => outcome === 'good');
      if (good.length > 0) return conclude('good', { ...params, sources: named(good) });
      if (sources.length === 0) return conclude('no-location', params);
      if (sources.every(({ outcome }) => outcome === 'not-asked')) return conclude('not-asked', params);
      const asked = { ...params, sources: sources.map(told).join('; ') };
      return conclude(sources.some(({ outcome }) => outcome === 'unknown') ? 'unknown' : 'unsettled', asked);
    });
  },
});

const kinds = { ocsp: 'OCSP', crl: 'CRL' } as const;
const named = (sources: readonly RevocationSource[]): string => sources.map(({ by, url }) => `${kinds[by]} ${url}`).join(', ');

/** A source and why it settles nothing. */
function told(source: RevocationSource): string {
  const { by, url, outcome } = source;
  const why = outcome === 'unusable' ? [source.why, ...(source.detail === undefined ? [] : [source.detail])].join(' ') : outcome === 'unreachable' ? source.code : outcome;
  return `${kinds[by]} ${url}: ${why}`;
}
