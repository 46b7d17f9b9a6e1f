import { defineCheck, type Check } from '@culprit/core';
import { tokenReading } from '../facts/token-reading.ts';
import { token } from '../targets/token.ts';

/** Services allow for clocks that are off by a little (RFC 7519 §4.1.4). */
const leewaySeconds = 5;

/** Whether the token can be good now, as far as it says so itself. Its signature is its issuer's matter. */
export const tokenValidity: Check = defineCheck({
  id: 'credential/token-validity',
  layer: 'account',
  target: token,
  byClock: true,
  findings: {
    current: { outcome: 'pass' },
    'without-end': { outcome: 'pass' },
    unreadable: { outcome: 'not-applicable' },
    expired: { outcome: 'fail', severity: 'critical', owner: 'account' },
    'not-yet-valid': { outcome: 'fail', severity: 'critical', owner: 'account' },
    milliseconds: { outcome: 'fail', severity: 'critical', owner: 'service' },
    malformed: { outcome: 'fail', severity: 'critical', owner: 'machine' },
    unsigned: { outcome: 'fail', severity: 'major', owner: 'service' },
    'wrong-audience': { outcome: 'fail', severity: 'critical', owner: 'account' },
    'wrong-issuer': { outcome: 'fail', severity: 'critical', owner: 'account' },
  },
  text: {
    en: {
      title: 'Period and form of the token',
      why: 'A service refuses a token outside of its time with the same 401 as one that it never issued.',
      findings: {
        current: 'Good until {until}, for another {span}; signed with {algorithm}, which only the issuer can verify',
        'without-end': 'It names no end (exp); signed with {algorithm}',
        unreadable: 'Only its issuer can read it ({kind})',
        expired: 'It expired at {until}, {span} ago',
        'not-yet-valid': 'It is good from {from}, in {span}',
        milliseconds: 'Its times ({claims}) are in milliseconds, where RFC 7519 has seconds',
        malformed: 'It begins as a JWT and is none: {fault}',
        unsigned: 'It is not signed (alg none): services must refuse it',
        'wrong-audience': 'It is meant for {audience}, not for {expected}',
        'wrong-issuer': 'It was issued by {issuer}, not by {expected}',
      },
    },
    'zh-CN': {
      title: '令牌的有效期与形式',
      why: '令牌不在有效期内时，服务返回的 401 与从未签发过的令牌一样。',
      findings: {
        current: '有效至 {until}，还剩 {span}；签名算法 {algorithm}，只有签发方能验证',
        'without-end': '没有写明到期时间（exp）；签名算法 {algorithm}',
        unreadable: '只有签发方能读取（{kind}）',
        expired: '已于 {until} 过期，距今 {span}',
        'not-yet-valid': '自 {from} 起有效，还差 {span}',
        milliseconds: '其时间字段（{claims}）以毫秒计，而 RFC 7519 规定为秒',
        malformed: '开头像 JWT，却不是 JWT：{fault}',
        unsigned: '没有签名（alg 为 none）：服务必须拒绝',
        'wrong-audience': '它面向 {audience}，而不是 {expected}',
        'wrong-issuer': '它由 {issuer} 签发，而不是 {expected}',
      },
    },
  },
  needs: (target) => ({ reading: tokenReading.of({ token: target.token }) }),
  evaluate: ({ target, facts: { reading }, now, conclude }) => {
    const { kind, algorithm = '?', fault = '', audience = [], issuer = '', milliseconds = [], expires, notBefore } = reading;
    if (kind === 'malformed' || kind === 'empty') return conclude('malformed', { fault: kind === 'empty' ? 'empty' : fault });
    if (kind !== 'jws') return conclude('unreadable', { kind });
    if (milliseconds.length > 0) return conclude('milliseconds', { claims: milliseconds.join(', ') });
    if (algorithm === 'none') return conclude('unsigned');
    const at = now.getTime() / 1_000;
    if (notBefore !== undefined && at < notBefore - leewaySeconds) return conclude('not-yet-valid', { from: utc(notBefore), span: msOf(notBefore - at) });
    if (expires !== undefined && at >= expires + leewaySeconds) return conclude('expired', { until: utc(expires), span: msOf(at - expires) });
    if (target.audience !== undefined && !audience.includes(target.audience)) return conclude('wrong-audience', { audience: audience.join(', ') || '–', expected: target.audience });
    if (target.issuer !== undefined && issuer !== target.issuer) return conclude('wrong-issuer', { issuer: issuer || '–', expected: target.issuer });
    return expires === undefined ? conclude('without-end', { algorithm }) : conclude('current', { until: utc(expires), span: msOf(Math.max(0, expires - at)), algorithm });
  },
});

/** A token may claim any number: no more than JSON can hold exactly. */
const msOf = (seconds: number): number => Math.min(Number.MAX_SAFE_INTEGER, Math.round(seconds * 1_000));

/** ISO 8601, UTC; beyond the calendar its end. */
const utc = (seconds: number): string => new Date(Math.max(-8.64e15, Math.min(8.64e15, seconds * 1_000))).toISOString();
