import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { courseOf, logInOf } from '../log-in/experiments.ts';

/** User name and password are good, and the service wants a one-time code as well. */
export const oneTimeCodeMissing: Cause = defineCause({
  id: 'credential/one-time-code-missing',
  owner: 'account',
  layer: 'account',
  order: 40,
  scope: 'account',
  text: {
    en: {
      title: 'The service wants a one-time code',
      about: 'User name and password were taken; the account has a second factor.',
      confirmed: { 'asked-for-one': 'After user name and password the service asks for a code (known by its {by}), and none was given' },
      ruledOut: { 'said-otherwise': 'The service asks for no code' },
      open: { 'no-field': 'A code was given, but no field takes it; name the field (fields.code)', 'not-observed': 'The answer to the log-in could not be observed; run again, with more time (--timeout)' },
    },
    'zh-CN': {
      title: '服务要求动态验证码',
      about: '用户名和密码已被接受，但该账户启用了两步验证。',
      confirmed: { 'asked-for-one': '用户名和密码通过后，服务要求验证码（依据：{by}），而没有提供' },
      ruledOut: { 'said-otherwise': '服务没有要求验证码' },
      open: { 'no-field': '已提供验证码，但找不到填写它的字段；请指明字段名（fields.code）', 'not-observed': '未能观察到登录的答复；请给予更多时间（--timeout）后重试' },
    },
  },
  suspectedBy: ['credential/log-in#code-wanted'],
  controls: (suspicion) => ({ course: courseOf(suspicion) }),
  judge: ({ suspicion, facts: { course }, confirmed, ruledOut, open }) => {
    if (course?.outcome !== 'judged') return open('not-observed', {}, []);
    if (course.verdict !== 'code-wanted') return ruledOut('said-otherwise', {}, ['course']);
    if (logInOf(suspicion).code !== undefined) return open('no-field', {}, ['course']);
    return confirmed('asked-for-one', { by: course.by }, ['course'], course.by === 'words' ? 'likely' : 'certain');
  },
  remedies: [
    defineRemedy({
      id: 'credential/give-one-time-code',
      audience: 'you',
      text: {
        en: { title: 'Give the code, or use an account without one', steps: ['Install @culprit/mfa, put the secret of the authenticator into a variable, and give the code as totp:env:NAME.', 'For a program the service may have a better way: an access token or a service account.'] },
        'zh-CN': { title: '提供验证码，或改用不需要验证码的账户', steps: ['安装 @culprit/mfa，把验证器的密钥放进环境变量，并以 totp:env:名称 提供验证码。', '对程序而言，服务可能有更合适的方式：访问令牌或服务账户。'] },
      },
    }),
  ],
});
