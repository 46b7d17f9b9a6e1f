import { defineCheck, defineRemedy, type Check } from '@culprit/core';
import { sessionOf } from '../session-of.ts';
import mailSubmissionTarget from '../targets/mail-submission.ts';

const checkCredential = defineRemedy({
  id: 'submission/check-credential',
  audience: 'you',
  text: {
    en: { title: 'Check the user name and the password', steps: ['Many providers want the full address for the user, and an app password in place of the usual one.'] },
    'zh-CN': { title: '核对用户名和密码', steps: ['许多邮件服务要求用户名为完整邮箱地址，并使用应用专用密码代替登录密码。'] },
  },
});
const encrypt = defineRemedy({
  id: 'submission/encrypt-before-log-in',
  audience: 'you',
  text: {
    en: { title: 'Encrypt before the log-in', steps: ['Set the client to STARTTLS, required, for {host}:{port}.'] },
    'zh-CN': { title: '登录前先加密', steps: ['在客户端中为 {host}:{port} 启用并强制使用 STARTTLS。'] },
  },
});
const tryLater = defineRemedy({
  id: 'submission/wait-before-next-log-in',
  audience: 'you',
  text: {
    en: { title: 'Wait', steps: ['Wait some minutes; further attempts may prolong the lock.'] },
    'zh-CN': { title: '稍后再试', steps: ['请等待几分钟；反复尝试可能延长锁定时间。'] },
  },
});

/** Whether the server lets the user in (RFC 4954 §4 and §6). */
const logInCheck: Check = defineCheck({
  id: 'submission/log-in',
  layer: 'account',
  target: mailSubmissionTarget,
  docs: 'https://example.com/submission/log-in',
  findings: {
    accepted: { outcome: 'pass' },
    refused: { outcome: 'fail', severity: 'critical', owner: 'account', remedy: checkCredential },
    delayed: { outcome: 'fail', severity: 'major', owner: 'service', remedy: tryLater },
    'not-offered': { outcome: 'fail', severity: 'critical', owner: 'service' },
    'in-clear': { outcome: 'fail', severity: 'major', owner: 'machine', remedy: encrypt },
    'no-credential': { outcome: 'inconclusive', required: false },
    'other-mechanisms': { outcome: 'inconclusive', required: true },
    'no-session': { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'Log-in for submission', why: 'A server relays mail only for those that it knows.',
      findings: {
        accepted: 'The server lets {user} in', refused: 'The server refuses {user}: {said}', delayed: 'The server does not want to decide now: {said}',
        'not-offered': '{host}:{port} lets nobody log in on such a session', 'in-clear': '{host}:{port} takes passwords in the clear, and the client does not encrypt', 'no-credential': 'Not judged: no credential', 'other-mechanisms': 'Not judged: only {mechanisms}', 'no-session': 'Not judged: no session stood',
      },
    },
    'zh-CN': {
      title: '发信登录', why: '服务器只为认识的用户转发邮件。',
      findings: {
        accepted: '服务器允许 {user} 登录', refused: '服务器拒绝 {user}：{said}', delayed: '服务器暂时不作决定：{said}',
        'not-offered': '{host}:{port} 不允许在这种会话中登录', 'in-clear': '{host}:{port} 接受明文密码，而客户端没有加密', 'no-credential': '未判定：没有凭据', 'other-mechanisms': '未判定：只支持 {mechanisms}', 'no-session': '未判定：会话未能建立',
      },
    },
  },
  needs: (target) => ({ session: sessionOf(target) }),
  evaluate: ({ target: { host, port, user = '', password }, facts: { session }, conclude }) => {
    if (session.outcome !== 'greeted') return conclude('no-session');
    const { logIn, inClear, inTls = inClear, refusedInClear } = session;
    if (logIn !== undefined) {
      if (logIn.code === 235) return conclude('accepted', { user });
      return logIn.code < 500 ? conclude('delayed', { said: `${logIn.code} ${logIn.said}` }) : conclude('refused', { user, said: `${logIn.code} ${logIn.said}` });
    }
    if (inTls.mechanisms.length === 0 || refusedInClear !== undefined) return conclude('not-offered', { host, port });
    if (session.inTls === undefined) return conclude('in-clear', { host, port });
    if (user === '' || password === undefined) return conclude('no-credential');
    return conclude('other-mechanisms', { mechanisms: inTls.mechanisms.join(' ') });
  },
});

export default logInCheck;
