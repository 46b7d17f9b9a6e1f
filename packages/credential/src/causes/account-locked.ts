import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { courseOf } from '../log-in/experiments.ts';

/** The service has closed the account, for a while or for good. */
export const accountLocked: Cause = defineCause({
  id: 'credential/account-locked',
  owner: 'account',
  layer: 'account',
  order: 30,
  scope: 'account',
  text: {
    en: {
      title: 'The account is locked or disabled',
      about: 'After a few wrong passwords services close an account for a while; administrators close it for good. The right password is refused too.',
      confirmed: { 'said-by-code': 'The service answers {status} and names it by its own code', 'said-in-words': 'The service answers {status} and says so; the log-in page did not before' },
      ruledOut: { 'said-otherwise': 'The service says something else' },
      open: { 'not-observed': 'The answer to the log-in could not be observed; run again, with more time (--timeout)' },
    },
    'zh-CN': {
      title: '账户已被锁定或停用',
      about: '密码连错几次后，服务会暂时锁定账户；管理员也可能将其停用。此时正确的密码同样会被拒绝。',
      confirmed: { 'said-by-code': '服务返回 {status}，并以自己的代码指明', 'said-in-words': '服务返回 {status} 并明确说明；登录页此前没有这句话' },
      ruledOut: { 'said-otherwise': '服务给出的是其他原因' },
      open: { 'not-observed': '未能观察到登录的答复；请给予更多时间（--timeout）后重试' },
    },
  },
  suspectedBy: ['credential/log-in#locked'],
  controls: (suspicion) => ({ course: courseOf(suspicion) }),
  judge: ({ facts: { course }, confirmed, ruledOut, open }) => {
    if (course?.outcome !== 'judged') return open('not-observed', {}, []);
    if (course.verdict !== 'locked') return ruledOut('said-otherwise', {}, ['course']);
    return course.by === 'words' ? confirmed('said-in-words', { status: course.status }, ['course'], 'likely') : confirmed('said-by-code', { status: course.status }, ['course']);
  },
  remedies: [
    defineRemedy({
      id: 'credential/unlock-account',
      audience: 'you',
      text: {
        en: { title: 'Have the account unlocked, and find what locked it', steps: ['Wait as long as the service says, or have an administrator unlock it. Stop whatever still logs in with an old password: each attempt starts the time anew.', 'Let monitors log in with an account of their own.'] },
        'zh-CN': { title: '解锁账户，并找出锁定的原因', steps: ['按服务提示的时间等待，或请管理员解锁。停掉仍在使用旧密码登录的程序：每次尝试都会重新计时。', '监控请使用单独的账户登录。'] },
      },
    }),
  ],
});
