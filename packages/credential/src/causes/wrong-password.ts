import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { courseOf } from '../log-in/experiments.ts';

/** The service says that user name and password do not belong together. */
export const wrongPassword: Cause = defineCause({
  id: 'credential/wrong-password',
  owner: 'account',
  layer: 'account',
  order: 60,
  scope: 'account',
  text: {
    en: {
      title: 'User name or password is wrong',
      about: 'Services say one and the same for an unknown user name and a wrong password, and some for a locked account too. Only one attempt was made, so that no account is locked by looking.',
      confirmed: { 'said-so': 'The service answers {status} and says so by its {by}; the form, its token and its cookies were in order' },
      ruledOut: { 'said-otherwise': 'The service says something else' },
      open: { 'form-came-back': 'The form came back without a reason: log in once by hand and see whether the same user name and password are taken there', 'not-observed': 'The answer to the log-in could not be observed; run again, with more time (--timeout)' },
    },
    'zh-CN': {
      title: '用户名或密码错误',
      about: '用户名不存在与密码错误，服务的说法通常相同，有的连账户锁定也这样答复。为避免检查本身锁定账户，只尝试了一次。',
      confirmed: { 'said-so': '服务返回 {status}，并以{by}说明了这一点；表单、令牌和 Cookie 均正常' },
      ruledOut: { 'said-otherwise': '服务给出的是其他原因' },
      open: { 'form-came-back': '表单原样返回，没有说明原因：请手动登录一次，看同一用户名和密码是否被接受', 'not-observed': '未能观察到登录的答复；请给予更多时间（--timeout）后重试' },
    },
  },
  suspectedBy: ['credential/log-in#refused'],
  controls: (suspicion) => ({ course: courseOf(suspicion) }),
  judge: ({ facts: { course }, confirmed, ruledOut, open }) => {
    if (course?.outcome !== 'judged') return open('not-observed', {}, []);
    if (course.verdict !== 'refused') return ruledOut('said-otherwise', {}, ['course']);
    // A wrong password and an unknown account are told apart by nobody but the service.
    return course.by === 'form' ? open('form-came-back', {}, ['course']) : confirmed('said-so', { status: course.status, by: course.by }, ['course'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'credential/correct-password',
      audience: 'you',
      text: {
        en: { title: 'Check what is sent', steps: ['Log in once by hand with the same user name and password. Taken there: compare what the program gets (culprit key check env:NAME shows quotes, spaces and line breaks, not the password).', 'Refused there too: set a new password, and put it where the old one stood. Don\'t try more than twice: accounts are locked.'] },
        'zh-CN': { title: '核对发送的内容', steps: ['用同一用户名和密码手动登录一次。若成功，请核对程序实际拿到的内容（culprit key check env:名称 会指出引号、空格和换行，而不显示密码）。', '若同样被拒，请重设密码并替换旧的。不要连试两次以上，以免账户被锁。'] },
      },
    }),
  ],
});
