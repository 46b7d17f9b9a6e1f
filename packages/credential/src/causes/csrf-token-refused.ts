import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { courseOf } from '../log-in/experiments.ts';

/** The log-in was refused for its CSRF token: the service looked at neither user name nor password. */
export const csrfTokenRefused: Cause = defineCause({
  id: 'credential/csrf-token-refused',
  owner: 'service',
  layer: 'account',
  order: 20,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The log-in is refused for its CSRF token',
      about: 'The token of the form has to come back together with the cookie that it was made for. Without one of them the service refuses before it looks at the password.',
      confirmed: {
        'cookie-not-kept': 'The token was sent, but its cookie {cookie} is one that no browser keeps ({fault})',
        'no-cookie': 'The token was sent, and no cookie with it: the page sets none that could tell whose it is',
        'no-token': 'The page carries no token in a form, a meta element or a cookie, and the service wants one',
        'refused-anyway': 'Token ({place}) and cookie were sent as the page gave them: the service takes its own address for another (Origin or Referer behind a proxy), or does not know the session that it made',
      },
      ruledOut: { 'said-otherwise': 'The service says something else' },
      open: { 'not-observed': 'The answer to the log-in could not be observed; run again, with more time (--timeout)' },
    },
    'zh-CN': {
      title: '登录因 CSRF 令牌被拒绝',
      about: '表单中的令牌必须与生成它时的 Cookie 一同返回；缺少其一，服务在检查密码之前就会拒绝。',
      confirmed: {
        'cookie-not-kept': '令牌已发送，但对应的 Cookie {cookie} 是浏览器不会保存的（{fault}）',
        'no-cookie': '令牌已发送，但没有随之发送 Cookie：页面没有设置能表明令牌归属的 Cookie',
        'no-token': '页面的表单、meta 元素和 Cookie 中都没有令牌，而服务需要它',
        'refused-anyway': '令牌（{place}）和 Cookie 都按页面所给发送：服务把自己的地址当成了别的来源（代理之后的 Origin 或 Referer），或者不认识自己建立的会话',
      },
      ruledOut: { 'said-otherwise': '服务给出的是其他原因' },
      open: { 'not-observed': '未能观察到登录的答复；请给予更多时间（--timeout）后重试' },
    },
  },
  suspectedBy: ['credential/log-in#csrf-refused'],
  controls: (suspicion) => ({ course: courseOf(suspicion) }),
  judge: ({ facts: { course }, confirmed, ruledOut, open }) => {
    if (course?.outcome !== 'judged') return open('not-observed', {}, []);
    if (course.verdict !== 'csrf-refused') return ruledOut('said-otherwise', {}, ['course']);
    const dropped = course.cookies.find(({ fault }) => fault !== undefined);
    if (course.csrf === 'nowhere' && dropped === undefined) return confirmed('no-token', {}, ['course'], 'likely');
    if (course.sentCookies.length > 0) return confirmed('refused-anyway', { place: course.csrf }, ['course'], 'likely');
    return dropped?.fault === undefined ? confirmed('no-cookie', {}, ['course'], 'likely') : confirmed('cookie-not-kept', { cookie: dropped.name, fault: dropped.fault }, ['course']);
  },
  remedies: [
    defineRemedy({
      id: 'credential/mend-csrf-check',
      audience: 'operator',
      text: {
        en: { title: 'Let token and cookie come back together', steps: ['A Secure cookie needs https from the browser on: behind a proxy, have the application trust X-Forwarded-Proto, and name its public address (Django: CSRF_TRUSTED_ORIGINS, SECURE_PROXY_SSL_HEADER; Rails: config.action_controller.forgery_protection_origin_check, force_ssl; Laravel: SESSION_DOMAIN, TrustProxies).', 'Keep caches off the log-in page: a cached page carries the token of somebody else.'] },
        'zh-CN': { title: '让令牌和 Cookie 能一同返回', steps: ['Secure Cookie 要求浏览器一侧使用 https：若在代理之后，请让应用信任 X-Forwarded-Proto，并配置其公开地址（Django：CSRF_TRUSTED_ORIGINS、SECURE_PROXY_SSL_HEADER；Rails：config.action_controller.forgery_protection_origin_check、force_ssl；Laravel：SESSION_DOMAIN、TrustProxies）。', '登录页不要缓存：缓存的页面里是别人的令牌。'] },
      },
    }),
  ],
});
