import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { anonymousExchange, answerOf, failedExchange, notAnswered, otherStatus } from './http-experiments.ts';

/** 401 (RFC 9110 §15.5.2) in spite of a credential. */
export const httpUnauthorized: Cause = defineCause({
  id: 'network/http-unauthorized',
  owner: 'account',
  layer: 'account',
  scope: 'account',
  text: {
    en: {
      title: 'The service does not accept the credential',
      about: 'Name, connection and encryption work: the service itself says 401. The credential is wrong, expired, of another environment, or not where the service looks for it.',
      confirmed: {
        'credential-refused': 'With the credential 401, without it {without}: it is the credential that is refused',
        'same-without': 'With and without the credential 401: it is not valid, or not sent in the way that the service reads',
        'same-without-scheme': 'With and without the credential 401, and the service asks for the scheme {scheme}: the credential is not valid, or not sent in that way',
        'refused-unasked': '401; a request without the credential could not be made for comparison',
        'refused-unasked-scheme': '401, and the service asks for the scheme {scheme}; a request without the credential could not be made for comparison',
      },
      ruledOut: otherStatus.en,
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '服务不接受所携带的凭据',
      about: '域名、连接和加密都正常，401 是服务自己的答复。凭据错误、已过期、属于其他环境，或没有放在服务读取的位置。',
      confirmed: {
        'credential-refused': '携带凭据返回 401，不带凭据返回 {without}：被拒绝的正是该凭据',
        'same-without': '是否携带凭据都返回 401：凭据无效，或没有按服务读取的方式发送',
        'same-without-scheme': '是否携带凭据都返回 401，服务要求的认证方式是 {scheme}：凭据无效，或没有按该方式发送',
        'refused-unasked': '返回 401；未能发送不带凭据的请求作对照',
        'refused-unasked-scheme': '返回 401，服务要求的认证方式是 {scheme}；未能发送不带凭据的请求作对照',
      },
      ruledOut: otherStatus['zh-CN'],
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#unauthorized'],
  controls: (suspicion) => ({ exchange: failedExchange(suspicion), anonymous: anonymousExchange(suspicion) }),
  judge: ({ facts: { exchange, anonymous }, confirmed, ruledOut, open }) => {
    const answer = answerOf(exchange);
    if (answer === undefined) return open('not-observed', {}, []);
    if (answer.status !== 401) return ruledOut('other-status', { status: answer.status }, ['exchange']);
    const scheme = /^[\w-]+/.exec(answer.headers['www-authenticate'] ?? '')?.[0];
    const without = answerOf(anonymous);
    if (without === undefined) return scheme === undefined ? confirmed('refused-unasked', {}, ['exchange'], 'likely') : confirmed('refused-unasked-scheme', { scheme }, ['exchange'], 'likely');
    if (without.status !== 401) return confirmed('credential-refused', { without: without.status }, ['exchange', 'anonymous']);
    return scheme === undefined ? confirmed('same-without', {}, ['exchange', 'anonymous']) : confirmed('same-without-scheme', { scheme }, ['exchange', 'anonymous']);
  },
  remedies: [
    defineRemedy({
      id: 'network/check-credential',
      audience: 'you',
      text: {
        en: { title: 'Check the credential', steps: ['See that it belongs to this service and environment, has not expired, and has no quotes, spaces or line end around it.', 'See that it is sent as the service documents it, for example "Authorization: Bearer …" or a field of its own.'] },
        'zh-CN': { title: '检查凭据', steps: ['确认它属于该服务和该环境、没有过期，首尾没有引号、空格或换行。', '确认按服务文档的方式发送，例如“Authorization: Bearer …”或专用的请求头。'] },
      },
    }),
  ],
});
