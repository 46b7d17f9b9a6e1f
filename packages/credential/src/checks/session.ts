import { defineCheck, type Check } from '@culprit/core';
import { sessionUse } from '../facts/session-use.ts';
import { admitProgram } from '../remedies/log-in-answers.ts';
import { shownAnswer } from '../shown-answer.ts';
import { logIn } from '../targets/log-in.ts';

/** Whether what the log-in brought lets in. */
export const sessionCheck: Check = defineCheck({
  id: 'credential/session',
  layer: 'account',
  target: logIn,
  findings: {
    'let-in': { outcome: 'pass' },
    forbidden: { outcome: 'fail', severity: 'critical', owner: 'account' },
    unauthorized: { outcome: 'fail', severity: 'critical', owner: 'service' },
    'sent-to-log-in': { outcome: 'fail', severity: 'critical', owner: 'service' },
    'key-missing': { outcome: 'fail', severity: 'critical', owner: 'machine' },
    'region-refused': { outcome: 'fail', severity: 'critical', owner: 'network' },
    firewall: { outcome: 'fail', severity: 'critical', owner: 'service', remedy: admitProgram },
    redirected: { outcome: 'inconclusive', required: true },
    'other-answer': { outcome: 'inconclusive', required: true },
    'no-answer': { outcome: 'inconclusive', required: true },
    'no-session': { outcome: 'inconclusive', required: false },
  },
  text: {
    en: {
      title: 'The first request after the log-in',
      why: 'A log-in that succeeds is worth nothing where the next request does not know it.',
      findings: {
        'let-in': '{address} answers {answer}',
        forbidden: '{address} answers {answer} after a log-in that succeeded',
        unauthorized: '{address} answers {answer}, as if nobody had logged in',
        'sent-to-log-in': '{address} leads back to the log-in, as if nobody had logged in',
        'key-missing': '{address} answers {answer}: it wants an API key beside the session',
        'region-refused': '{address} answers {answer}: it refuses the country or region that the request comes from',
        firewall: '{address} answers {answer}: {who} refused the request before the service saw it',
        redirected: 'Not judged: {address} leads on ({answer}); name what it leads to as resource',
        'other-answer': 'Not judged: {address} answers {answer}, which says nothing about the session',
        'no-answer': 'Not judged: no answer ({how})',
        'no-session': 'Not asked: the log-in did not succeed',
      },
    },
    'zh-CN': {
      title: '登录后的第一个请求',
      why: '登录成功后，如果下一个请求不认这次登录，就等于没有登录。',
      findings: {
        'let-in': '{address} 返回 {answer}',
        forbidden: '登录成功后，{address} 返回 {answer}',
        unauthorized: '{address} 返回 {answer}，仿佛从未登录',
        'sent-to-log-in': '{address} 又跳回登录页，仿佛从未登录',
        'key-missing': '{address} 返回 {answer}：除会话外还需要 API 密钥',
        'region-refused': '{address} 返回 {answer}：拒绝来自该国家或地区的请求',
        firewall: '{address} 返回 {answer}：{who} 在服务收到之前就拒绝了请求',
        redirected: '未判定：{address} 继续跳转（{answer}）；请把跳转后的网址设为 resource',
        'other-answer': '未判定：{address} 返回 {answer}，无法说明会话是否有效',
        'no-answer': '未判定：没有得到应答（{how}）',
        'no-session': '未询问：登录没有成功',
      },
    },
  },
  needs: (target) => ({ use: sessionUse.of({ login: target }) }),
  evaluate: ({ facts: { use }, conclude }) => {
    if (use.outcome === 'not-asked') return conclude('no-session');
    if (use.outcome === 'no-answer') return conclude('no-answer', { how: use.how });
    const { verdict, address } = use;
    const answer = shownAnswer(use);
    switch (verdict) {
      case 'firewall': return conclude(verdict, { address, answer, who: use.refusedBy ?? '?' });
      case 'sent-to-log-in': return conclude(verdict, { address });
      default: return conclude(verdict, { address, answer });
    }
  },
});
