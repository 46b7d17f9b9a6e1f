import { defineRemedy, type Cause } from '@culprit/core';
import { answerCause } from '../live-state/answer-cause.ts';

/** The account exists, the service in it is not switched on. */
export const serviceNotEnabled: Cause = answerCause({
  id: 'credential/service-not-enabled',
  owner: 'account',
  verdicts: ['service-disabled'],
  en: { title: 'The service is not switched on in this account', about: 'The key is good; the API has to be enabled in its project first.' },
  zh: { title: '账户尚未开通该服务', about: '密钥有效，但须先在其项目中启用该 API。' },
  remedies: [
    defineRemedy({
      id: 'credential/enable-service',
      audience: 'you',
      text: {
        en: { title: 'Switch the service on', steps: ['Enable the API in the console of the project that the key belongs to, and wait a few minutes.'] },
        'zh-CN': { title: '开通服务', steps: ['在密钥所属项目的控制台启用该 API，并等待几分钟。'] },
      },
    }),
  ],
});
