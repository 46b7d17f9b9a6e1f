import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { answerOf, sessionFailures, useOf, verdictOf } from '../log-in/experiments.ts';

/** The service knows who is logged in, and does not let this account in. */
export const missingRole: Cause = defineCause({
  id: 'credential/missing-role',
  owner: 'account',
  layer: 'account',
  order: 40,
  scope: 'account',
  text: {
    en: {
      title: 'The account may not go there',
      about: 'The session works: the service knows the account, and refuses it what a stranger is asked to log in for. A role, a group or a licence is missing.',
      confirmed: { 'known-and-refused': 'With the session {address} answers {answer}; without it {anonymous}' },
      ruledOut: { 'as-a-stranger': 'With and without the session the answer is the same ({answer})', 'other-answer': 'The answer is {answer}' },
      open: { 'no-control': 'The same request without the session could not be made; run again, with more time (--timeout)' },
    },
    'zh-CN': {
      title: '该账户无权访问',
      about: '会话有效：服务认得该账户，却拒绝它访问陌生人需要登录才能访问的内容。缺少角色、用户组或许可。',
      confirmed: { 'known-and-refused': '带会话访问 {address} 返回 {answer}，不带会话返回 {anonymous}' },
      ruledOut: { 'as-a-stranger': '是否带会话，答复都一样（{answer}）', 'other-answer': '答复是 {answer}' },
      open: { 'no-control': '未能在不带会话的情况下发出同一请求；请给予更多时间（--timeout）后重试' },
    },
  },
  suspectedBy: sessionFailures,
  controls: (suspicion) => ({ use: useOf(suspicion), anonymous: useOf(suspicion, 'anonymous'), every: useOf(suspicion, 'every-cookie') }),
  judge: ({ facts: { use, anonymous, every }, confirmed, ruledOut, open }) => {
    if (use?.outcome !== 'judged' || anonymous?.outcome !== 'judged') return open('no-control', {}, []);
    const params = { address: use.address, answer: answerOf(use), anonymous: answerOf(anonymous) };
    if (use.verdict !== 'forbidden' || verdictOf(every) === 'let-in') return ruledOut('other-answer', params, ['use']);
    // Who has not logged in is asked to (RFC 9110 §15.5.2): a service that tells the two apart knows the session.
    return anonymous.verdict === 'unauthorized' || anonymous.verdict === 'sent-to-log-in' ? confirmed('known-and-refused', params, ['use', 'anonymous']) : ruledOut('as-a-stranger', params, ['use', 'anonymous']);
  },
  remedies: [
    defineRemedy({
      id: 'credential/grant-role',
      audience: 'operator',
      text: {
        en: { title: 'Give the account the role', steps: ['Give the account the role, group or licence that {address} asks for; roles are often written into a session at the log-in: log in again afterwards.'] },
        'zh-CN': { title: '为账户授予相应角色', steps: ['为账户授予 {address} 所要求的角色、用户组或许可；角色往往在登录时写入会话，授予后请重新登录。'] },
      },
    }),
  ],
});
