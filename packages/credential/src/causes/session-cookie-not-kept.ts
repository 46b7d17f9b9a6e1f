import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { gapOf } from '../log-in/cookies.ts';
import { answerOf, courseOf, logInOf, sessionFailures, useOf, verdictOf } from '../log-in/experiments.ts';

/** The cookie of the session is one that browsers throw away, or keep back from where it is needed. */
export const sessionCookieNotKept: Cause = defineCause({
  id: 'credential/session-cookie-not-kept',
  owner: 'service',
  layer: 'account',
  order: 20,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The session cookie {cookie} does not come back',
      unknown: { cookie: '' },
      about: 'The service sets a cookie with attributes by which browsers throw it away or keep it back. The log-in succeeds, and the next request is a stranger\'s.',
      confirmed: {
        'secure-over-http': '{cookie} is Secure and was set over plain http: no browser keeps it. Sent all the same, it is let in',
        'other-domain': '{cookie} has Domain={domain}, which {host} is not in: no browser keeps it. Sent all the same, it is let in',
        'public-suffix': '{cookie} has Domain={domain}, under which anybody has names: no browser keeps it. Sent all the same, it is let in',
        'host-prefix': '{cookie} needs Secure, Path=/ and no Domain for its name: no browser keeps it otherwise. Sent all the same, it is let in',
        'secure-prefix': '{cookie} needs Secure for its name: no browser keeps it otherwise. Sent all the same, it is let in',
        'same-site-none': '{cookie} has SameSite=None without Secure: browsers throw it away. Sent all the same, it is let in',
        expired: '{cookie} ends by the service\'s own clock the moment it is set. Sent all the same, it is let in',
        'too-large': '{cookie} is larger than the 4,096 bytes that browsers keep. Sent all the same, it is let in',
        unreadable: '{cookie} can\'t be read as a cookie. Sent all the same, it is let in',
        'other-path': '{cookie} has Path={path}, and does not go to {address}. Sent all the same, it is let in',
        'other-host': '{cookie} is for {domain} and does not go to {address}. Sent all the same, it is let in',
        'secure-only': '{cookie} is Secure and does not go to {address}. Sent all the same, it is let in',
      },
      ruledOut: { 'all-sent': 'Every cookie that was set went along', 'no-difference': 'With all cookies sent the answer is the same ({answer})' },
      open: { 'not-observed': 'The request with all cookies could not be made; run again, with more time (--timeout)' },
    },
    'zh-CN': {
      title: '会话 Cookie {cookie} 没有被带回',
      unknown: { cookie: '' },
      about: '服务设置的 Cookie 带有令浏览器丢弃或不予发送的属性。登录虽然成功，下一个请求却形同陌生人。',
      confirmed: {
        'secure-over-http': '{cookie} 带有 Secure，却通过明文 http 设置，浏览器不会保存。强行带上后即可进入',
        'other-domain': '{cookie} 的 Domain={domain} 不包含 {host}，浏览器不会保存。强行带上后即可进入',
        'public-suffix': '{cookie} 的 Domain={domain} 是公共后缀，浏览器不会保存。强行带上后即可进入',
        'host-prefix': '{cookie} 的名称要求 Secure、Path=/ 且没有 Domain，否则浏览器不会保存。强行带上后即可进入',
        'secure-prefix': '{cookie} 的名称要求 Secure，否则浏览器不会保存。强行带上后即可进入',
        'same-site-none': '{cookie} 设为 SameSite=None 却没有 Secure，会被浏览器丢弃。强行带上后即可进入',
        expired: '按服务自己的时钟，{cookie} 一设置就已过期。强行带上后即可进入',
        'too-large': '{cookie} 超过浏览器保存的 4,096 字节上限。强行带上后即可进入',
        unreadable: '{cookie} 不是可识别的 Cookie。强行带上后即可进入',
        'other-path': '{cookie} 的 Path={path}，不会发送到 {address}。强行带上后即可进入',
        'other-host': '{cookie} 属于 {domain}，不会发送到 {address}。强行带上后即可进入',
        'secure-only': '{cookie} 带有 Secure，不会发送到 {address}。强行带上后即可进入',
      },
      ruledOut: { 'all-sent': '设置的 Cookie 都已带上', 'no-difference': '带上全部 Cookie 后答复不变（{answer}）' },
      open: { 'not-observed': '未能带上全部 Cookie 发出请求；请给予更多时间（--timeout）后重试' },
    },
  },
  suspectedBy: sessionFailures,
  controls: (suspicion) => ({ course: courseOf(suspicion), use: useOf(suspicion), every: useOf(suspicion, 'every-cookie') }),
  judge: ({ suspicion, facts: { course, use, every }, confirmed, ruledOut, open }) => {
    if (course?.outcome !== 'judged' || use?.outcome !== 'judged' || every === undefined || every.outcome === 'no-answer') return open('not-observed', {}, []);
    if (every.outcome === 'not-asked') return ruledOut('all-sent', {}, ['course', 'use']);
    if (verdictOf(every) !== 'let-in') return ruledOut('no-difference', { answer: answerOf(every) }, ['use', 'every']);
    const address = every.address;
    const missing = course.cookies.find((cookie) => every.sentCookies.includes(cookie.name) && (cookie.fault !== undefined || gapOf(cookie, address) !== undefined));
    const why = missing === undefined ? undefined : missing.fault ?? gapOf(missing, address);
    if (missing === undefined || why === undefined) return ruledOut('all-sent', {}, ['course', 'use']);
    return confirmed(why, { cookie: missing.name, domain: missing.domain, host: new URL(logInOf(suspicion).url).hostname, path: missing.path, address }, ['course', 'use', 'every']);
  },
  remedies: [
    defineRemedy({
      id: 'credential/set-cookie-so-that-it-is-kept',
      audience: 'operator',
      text: {
        en: { title: 'Set {cookie} so that browsers keep it', steps: ['Set it without Domain, with Path=/, HttpOnly, SameSite=Lax and Secure, and serve the whole site over https. Behind a proxy that ends TLS the application has to know: X-Forwarded-Proto, and its setting to trust it.', 'Let Expires or Max-Age lie in the future by the server\'s clock, or leave both out.'] },
        'zh-CN': { title: '让浏览器能保存 {cookie}', steps: ['设置时不带 Domain，使用 Path=/、HttpOnly、SameSite=Lax 和 Secure，并让整个站点使用 https。若由代理终结 TLS，应用需要得知这一点：传递 X-Forwarded-Proto，并在应用中信任它。', 'Expires 或 Max-Age 应在服务器时钟的将来，或者都不写。'] },
      },
    }),
  ],
});
