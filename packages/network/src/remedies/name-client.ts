import { defineRemedy, type Remedy } from '@culprit/core';
import { answerOf, browserExchange, letsIn } from '../causes/http-experiments.ts';

/** For a protection that goes by the User-Agent. */
export const nameClient: Remedy = defineRemedy({
  id: 'network/name-client',
  audience: 'you',
  applies: ({ over }) => over === 'user-agent',
  text: {
    en: { title: 'Send a User-Agent that the service lets in', steps: ['Set the User-Agent of the program, in Culprit with --header "User-Agent: …": a library\'s default one, or none, is what the rule refuses. Look up in the service\'s documentation which one it wants.'] },
    'zh-CN': { title: '使用服务允许的 User-Agent', steps: ['为程序设置 User-Agent（在 Culprit 中用 --header "User-Agent: …"）：被规则拒绝的是程序库默认的或缺失的 User-Agent。请在服务文档中查明其要求。'] },
  },
  trial: {
    facts: ({ suspicion }) => ({ browser: browserExchange(suspicion) }),
    works: ({ facts: { browser } }) => (browser === undefined ? undefined : letsIn(answerOf(browser))),
  },
});
