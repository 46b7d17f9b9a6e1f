import { defineCheck, type Check } from '@culprit/core';
import { logInCourse } from '../facts/log-in.ts';
import { bare } from '../log-in/visitor.ts';
import { logIn } from '../targets/log-in.ts';
import { admitProgram, readServiceLog, useFinalLogInAddress, waitBeforeLogIn } from '../remedies/log-in-answers.ts';

/** Whether the service takes the log-in, by one attempt. */
export const logInCheck: Check = defineCheck({
  id: 'credential/log-in',
  layer: 'account',
  target: logIn,
  findings: {
    accepted: { outcome: 'pass' },
    'led-on': { outcome: 'pass' },
    refused: { outcome: 'fail', severity: 'critical', owner: 'account' },
    locked: { outcome: 'fail', severity: 'critical', owner: 'account' },
    'code-wanted': { outcome: 'fail', severity: 'critical', owner: 'account' },
    'code-refused': { outcome: 'fail', severity: 'critical', owner: 'account' },
    'csrf-refused': { outcome: 'fail', severity: 'critical', owner: 'service' },
    'rate-limited': { outcome: 'fail', severity: 'major', owner: 'account', remedy: waitBeforeLogIn },
    'region-refused': { outcome: 'fail', severity: 'critical', owner: 'network' },
    firewall: { outcome: 'fail', severity: 'critical', owner: 'service', remedy: admitProgram },
    'service-error': { outcome: 'fail', severity: 'critical', owner: 'service', remedy: readServiceLog },
    redirected: { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: useFinalLogInAddress },
    'captcha-wanted': { outcome: 'inconclusive', required: true },
    'kept-back': { outcome: 'inconclusive', required: true },
    'no-answer': { outcome: 'inconclusive', required: true },
    'unknown-answer': { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'What the service says to the log-in',
      why: 'A wrong password, a locked account, a code that is wanted and a refused CSRF token often look alike.',
      findings: {
        accepted: '{status}: logged in',
        'led-on': 'Logged in, and led on to {to}, which answers {status}',
        refused: '{status}: the service refuses user name or password (known by its {by})',
        locked: '{status}: the account is locked or disabled (known by its {by})',
        'code-wanted': '{status}: a one-time code is wanted',
        'code-refused': '{status}: the one-time code is refused',
        'csrf-refused': '{status}: the CSRF token is refused; the password was not looked at',
        'rate-limited': '{status}: too many log-ins; wait {wait}',
        'region-refused': '{status}: the service refuses the country or region that the request comes from',
        firewall: '{status}: {who} refused the log-in before the service saw it',
        'service-error': '{status}: the service failed at the log-in',
        redirected: 'The log-in is redirected to {to}, and what was posted does not arrive there',
        'captcha-wanted': 'Not judged: the service wants a CAPTCHA, which no program may solve',
        'kept-back': 'Not tried: nothing was sent ({why})',
        'no-answer': 'Not judged: no answer to the {step} ({how})',
        'unknown-answer': 'Not judged: {status} does not tell whether the log-in succeeded',
      },
    },
    'zh-CN': {
      title: '服务对登录的答复',
      why: '密码错误、账户被锁、需要验证码和 CSRF 令牌被拒，看起来往往一样。',
      findings: {
        accepted: '{status}：登录成功',
        'led-on': '登录成功并转到 {to}，该地址返回 {status}',
        refused: '{status}：服务拒绝了用户名或密码（依据：{by}）',
        locked: '{status}：账户已锁定或停用（依据：{by}）',
        'code-wanted': '{status}：需要动态验证码',
        'code-refused': '{status}：动态验证码被拒绝',
        'csrf-refused': '{status}：CSRF 令牌被拒绝，密码根本没有被检查',
        'rate-limited': '{status}：登录过于频繁，需等待 {wait}',
        'region-refused': '{status}：服务拒绝来自该国家或地区的请求',
        firewall: '{status}：{who} 在服务收到之前就拒绝了登录请求',
        'service-error': '{status}：服务在处理登录时出错',
        redirected: '登录请求被重定向到 {to}，提交的内容没有随之到达',
        'captcha-wanted': '未判定：服务要求人机验证，程序不得代为完成',
        'kept-back': '未尝试：没有发送任何凭据（{why}）',
        'no-answer': '未判定：{step} 没有得到应答（{how}）',
        'unknown-answer': '未判定：{status} 不足以说明登录是否成功',
      },
    },
  },
  needs: (target) => ({ course: logInCourse.of(target) }),
  evaluate: ({ facts: { course }, conclude }) => {
    if (course.outcome === 'no-answer') return conclude('no-answer', { step: course.step, how: course.how });
    if (course.outcome === 'kept-back') return course.why === 'redirected' ? conclude('redirected', { to: course.to ?? '' }) : conclude('kept-back', { why: course.why });
    const { verdict, status, by } = course;
    switch (verdict) {
      case 'refused':
      case 'locked': return conclude(verdict, { status, by });
      // A log-in that is taken leads on to a page, and that page has a status of its own.
      case 'accepted': return status < 400 ? conclude('accepted', { status }) : conclude('led-on', { status, to: bare(course.landing.url) });
      case 'rate-limited': return conclude(verdict, { status, wait: course.retryAfter ?? '?' });
      case 'firewall': return conclude(verdict, { status, who: course.refusedBy ?? '?' });
      case 'captcha-wanted': return conclude(verdict);
      default: return conclude(verdict, { status });
    }
  },
});
