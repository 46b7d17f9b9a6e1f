import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { anonymousExchange, answerOf, browserExchange, failedExchange, letsIn, notAnswered, otherStatus, referredExchange } from './http-experiments.ts';

/** 403 (RFC 9110 §15.5.4) in spite of a credential. */
export const httpForbidden: Cause = defineCause({
  id: 'network/http-forbidden',
  owner: 'account',
  layer: 'account',
  scope: 'account',
  text: {
    en: {
      title: 'The service refuses the request',
      about: 'The service understood and says 403: the credential lacks the right, or the refusal is for the address, region or client that asks.',
      confirmed: {
        'right-lacking': 'With the credential 403, without it {without}: the service knows the credential and does not let it do this',
        'whoever-asks': 'With and without the credential 403: the refusal is for the address, region or client rather than for the credential',
        'forbidden-unasked': '403; a request without the credential could not be made for comparison',
      },
      ruledOut: { ...otherStatus.en, 'by-header': 'With another User-Agent or Referer the same request is let in: it is not the credential' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '服务拒绝该请求',
      about: '服务理解了请求并返回 403：凭据缺少权限，或因来源地址、地区、客户端类型而拒绝。',
      confirmed: {
        'right-lacking': '携带凭据返回 403，不带凭据返回 {without}：服务认得该凭据，但不允许这项操作',
        'whoever-asks': '是否携带凭据都返回 403：拒绝针对的是来源地址、地区或客户端，而不是凭据',
        'forbidden-unasked': '返回 403；未能发送不带凭据的请求作对照',
      },
      ruledOut: { ...otherStatus['zh-CN'], 'by-header': '换用其他 User-Agent 或 Referer 后，同一请求可以通过：问题不在凭据' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#forbidden'],
  controls: (suspicion) => ({ exchange: failedExchange(suspicion), anonymous: anonymousExchange(suspicion), browser: browserExchange(suspicion), referred: referredExchange(suspicion) }),
  judge: ({ facts: { exchange, anonymous, browser, referred }, confirmed, ruledOut, open }) => {
    const answer = answerOf(exchange);
    if (answer === undefined) return open('not-observed', {}, []);
    if (answer.status !== 403) return ruledOut('other-status', { status: answer.status }, ['exchange']);
    if (letsIn(answerOf(browser)) || letsIn(answerOf(referred))) return ruledOut('by-header', {}, ['browser', 'referred']);
    const without = answerOf(anonymous);
    if (without === undefined) return confirmed('forbidden-unasked', {}, ['exchange'], 'likely');
    return without.status === 403
      ? confirmed('whoever-asks', {}, ['exchange', 'anonymous'], 'likely')
      : confirmed('right-lacking', { without: without.status }, ['exchange', 'anonymous']);
  },
  remedies: [
    defineRemedy({
      id: 'network/obtain-permission',
      audience: 'you',
      text: {
        en: { title: 'Obtain the permission, or ask from where it is allowed', steps: ['If the credential lacks the right, have it granted: scope, role, model or bucket.', 'If everybody is refused from here, look for an allow list of addresses, a region rule or a terms page in the service\'s console.'] },
        'zh-CN': { title: '申请权限，或从允许的来源访问', steps: ['若凭据缺少权限，请申请相应的范围、角色、模型或存储桶权限。', '若从这里发出的请求一律被拒，请在服务控制台查看 IP 白名单、地区限制或待同意的条款。'] },
      },
    }),
  ],
});
