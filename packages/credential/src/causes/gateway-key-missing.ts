import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { answerOf, useOf, verdictOf } from '../log-in/experiments.ts';

/** A gateway before the service wants a key of its own. */
export const gatewayKeyMissing: Cause = defineCause({
  id: 'credential/gateway-key-missing',
  owner: 'machine',
  layer: 'account',
  order: 25,
  scope: 'endpoint',
  text: {
    en: {
      title: 'An API key is wanted beside the log-in',
      about: 'A gateway in front of the service asks every program for a key, whoever is logged in.',
      confirmed: { 'told-to-everybody': 'With and without the session {address} asks for an API key ({answer})', 'told-to-the-session': '{address} asks for an API key ({answer})' },
      ruledOut: { 'answered-otherwise': 'The answer is {answer}' },
      open: { 'not-observed': 'The answer could not be observed; run again, with more time (--timeout)' },
    },
    'zh-CN': {
      title: '除登录外还需要 API 密钥',
      about: '服务前面的网关要求每个程序提供密钥，与谁登录无关。',
      confirmed: { 'told-to-everybody': '无论是否带会话，{address} 都要求 API 密钥（{answer}）', 'told-to-the-session': '{address} 要求 API 密钥（{answer}）' },
      ruledOut: { 'answered-otherwise': '答复是 {answer}' },
      open: { 'not-observed': '未能观察到答复；请给予更多时间（--timeout）后重试' },
    },
  },
  suspectedBy: ['credential/session#key-missing'],
  controls: (suspicion) => ({ use: useOf(suspicion), anonymous: useOf(suspicion, 'anonymous') }),
  judge: ({ facts: { use, anonymous }, confirmed, ruledOut, open }) => {
    if (use?.outcome !== 'judged') return open('not-observed', {}, []);
    const params = { address: use.address, answer: answerOf(use) };
    if (use.verdict !== 'key-missing') return ruledOut('answered-otherwise', params, ['use']);
    return verdictOf(anonymous) === 'key-missing' ? confirmed('told-to-everybody', params, ['use', 'anonymous']) : confirmed('told-to-the-session', params, ['use'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'credential/send-gateway-key',
      audience: 'you',
      text: {
        en: { title: 'Send the key of the gateway too', steps: ['Ask who runs {address} for a key, and send it in the field that its documentation names (X-API-Key, Ocp-Apim-Subscription-Key, apikey) beside the session.'] },
        'zh-CN': { title: '同时发送网关的密钥', steps: ['向 {address} 的运营方申请密钥，并按其文档所列的请求头（X-API-Key、Ocp-Apim-Subscription-Key、apikey）与会话一同发送。'] },
      },
    }),
  ],
});
