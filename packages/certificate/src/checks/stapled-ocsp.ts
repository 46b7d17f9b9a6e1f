import { defineCheck, type Check } from '@culprit/core';
import { tlsEndpoint } from '@culprit/network';
import { handshakeInput } from '../endpoint-input.ts';
import { stapledOcsp } from '../facts/stapled-ocsp.ts';

/** What the server sends along about the revocation of its own certificate, or fails to. */
export const stapledOcspCheck: Check = defineCheck({
  id: 'certificate/stapled-ocsp',
  layer: 'identity',
  target: tlsEndpoint,
  findings: {
    good: { outcome: 'pass' },
    absent: { outcome: 'not-applicable' },
    revoked: { outcome: 'fail', severity: 'critical', owner: 'service' },
    // Clients that ask the responder themselves get over an old answer.
    stale: { outcome: 'fail', severity: 'minor', owner: 'service' },
    // Without a staple, clients that honour the demand give up.
    'stale-demanded': { outcome: 'fail', severity: 'major', owner: 'service' },
    invalid: { outcome: 'fail', severity: 'major', owner: 'service' },
    missing: { outcome: 'fail', severity: 'major', owner: 'service' },
    'no-issuer': { outcome: 'inconclusive', required: false },
  },
  text: {
    en: {
      title: 'Stapled OCSP answer',
      why: 'Firefox and every client that checks stapled answers refuse a server whose answer is wrong, or is missing though its certificate demands one.',
      findings: {
        good: 'The stapled answer says that the certificate of {subject} is not revoked; it was made at {thisUpdate}',
        absent: 'No answer is stapled, and the certificate demands none',
        revoked: 'The stapled answer says that the certificate of {subject} was revoked at {at} ({reason})',
        stale: 'The stapled answer for {subject} does not hold by this machine\'s clock: it is for {thisUpdate} to {nextUpdate}',
        'stale-demanded': 'The stapled answer for {subject} does not hold by this machine\'s clock: it is for {thisUpdate} to {nextUpdate}, and the certificate demands a current one',
        invalid: 'The stapled answer can\'t be used for {subject}: {why}',
        missing: 'The certificate demands a stapled answer, and the server sends none',
        'no-issuer': 'Not judged: the certificate of the issuer is not at hand, so that the signature can\'t be checked',
      },
    },
    'zh-CN': {
      title: '服务器附带的 OCSP 应答',
      why: '如果附带的应答有误，或证书要求附带而服务器没有附带，Firefox 以及其他会检查该应答的客户端都会拒绝连接。',
      findings: {
        good: '附带的应答表明 {subject} 的证书未被吊销；应答生成于 {thisUpdate}',
        absent: '服务器没有附带应答，证书也没有要求',
        revoked: '附带的应答表明 {subject} 的证书已于 {at} 被吊销（{reason}）',
        stale: '按本机时钟，{subject} 的附带应答不在有效期内：{thisUpdate} 至 {nextUpdate}',
        'stale-demanded': '按本机时钟，{subject} 的附带应答不在有效期内：{thisUpdate} 至 {nextUpdate}，而证书要求附带有效的应答',
        invalid: '附带的应答不能用于 {subject}：{why}',
        missing: '证书要求附带 OCSP 应答，而服务器没有发送',
        'no-issuer': '未判定：缺少签发者的证书，无法验证签名',
      },
    },
  },
  needs: (target) => ({ staple: stapledOcsp.of(handshakeInput(target)) }),
  evaluate: ({ facts: { staple }, conclude }) => {
    if (staple.outcome === 'absent') return conclude(staple.demanded ? 'missing' : 'absent');
    if (staple.outcome === 'no-issuer') return conclude('no-issuer');
    const { subject, verdict, demanded } = staple;
    switch (verdict.outcome) {
      case 'good': return conclude('good', { subject, thisUpdate: verdict.thisUpdate });
      case 'revoked': return conclude('revoked', { subject, at: verdict.at, reason: verdict.reason ?? '-' });
      case 'unknown': return conclude('invalid', { subject, why: 'unknown' });
      case 'unusable': {
        const { why, detail, thisUpdate = '?', nextUpdate = '?' } = verdict;
        if (why === 'expired' || why === 'not-yet-valid') return conclude(demanded ? 'stale-demanded' : 'stale', { subject, thisUpdate, nextUpdate });
        return conclude('invalid', { subject, why: detail === undefined ? why : `${why} (${detail})` });
      }
    }
  },
});
