import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { answerOf, sessionFailures, useOf, verdictOf } from '../log-in/experiments.ts';

/** The session is kept by one of several servers, or by none for long enough. */
export const sessionsNotShared: Cause = defineCause({
  id: 'credential/sessions-not-shared',
  owner: 'service',
  layer: 'account',
  order: 30,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The service does not know the session that it made',
      about: 'Behind one address stand several servers that do not share their sessions or the key that signs them, or the one that made it has forgotten it.',
      confirmed: {
        sometimes: 'The same request with the same session is refused ({answer}) and, made again, let in: {letIn} of {asked}',
        never: 'The session is sent, and {asked} requests are each answered as without it ({answer})',
      },
      ruledOut: { recognised: 'The service answers the session otherwise than a stranger', 'nothing-sent': 'No session was sent' },
      open: { 'not-observed': 'The request could not be repeated; run again, with more time (--timeout)' },
    },
    'zh-CN': {
      title: '服务不认识自己建立的会话',
      about: '同一地址之后有多台服务器，彼此没有共享会话或签名密钥；或者建立会话的服务器已将其遗忘。',
      confirmed: {
        sometimes: '同一会话的同一请求时而被拒（{answer}），时而放行：{asked} 次中放行 {letIn} 次',
        never: '会话已发送，{asked} 次请求的答复都与不带会话时相同（{answer}）',
      },
      ruledOut: { recognised: '服务对该会话的答复与对陌生人的不同', 'nothing-sent': '没有发送会话' },
      open: { 'not-observed': '未能重复该请求；请给予更多时间（--timeout）后重试' },
    },
  },
  suspectedBy: sessionFailures,
  controls: (suspicion) => ({
    use: useOf(suspicion), anonymous: useOf(suspicion, 'anonymous'), every: useOf(suspicion, 'every-cookie'), direct: useOf(suspicion, 'direct'),
    first: useOf(suspicion, 'again-1'), second: useOf(suspicion, 'again-2'), third: useOf(suspicion, 'again-3'),
  }),
  judge: ({ facts, confirmed, ruledOut, open }) => {
    const { use, anonymous, every, direct } = facts;
    const again = (['first', 'second', 'third'] as const).flatMap((name) => {
      const verdict = verdictOf(facts[name]);
      return verdict === undefined ? [] : [{ name, verdict }];
    });
    const asked = again.map(({ name }) => name);
    if (use?.outcome !== 'judged' || anonymous?.outcome !== 'judged' || again.length === 0) return open('not-observed', {}, []);
    if (use.sentCookies.length === 0 && !use.tokenSent) return ruledOut('nothing-sent', {}, ['use']);
    const letIn = again.filter(({ verdict }) => verdict === 'let-in').length;
    const params = { answer: answerOf(use), letIn, asked: again.length + 1 };
    if (letIn > 0) return confirmed('sometimes', params, ['use', ...asked]);
    const stranger = anonymous.verdict === use.verdict && verdictOf(every) !== 'let-in' && verdictOf(direct) !== 'let-in';
    return stranger ? confirmed('never', params, ['use', 'anonymous', ...asked], 'likely') : ruledOut('recognised', {}, ['use', 'anonymous']);
  },
  remedies: [
    defineRemedy({
      id: 'credential/share-sessions',
      audience: 'operator',
      text: {
        en: { title: 'Keep sessions where every server finds them', steps: ['Keep them in one store (Redis, a database), or give every server the same signing key (SECRET_KEY, APP_KEY, NEXTAUTH_SECRET) from one place; culprit shared-key examine compares what each gets.', 'Until then let the load balancer send a client to the same server (sticky sessions).'] },
        'zh-CN': { title: '把会话存放在各服务器都能找到的地方', steps: ['把会话存入同一存储（Redis、数据库），或从同一处为每台服务器提供相同的签名密钥（SECRET_KEY、APP_KEY、NEXTAUTH_SECRET）；culprit shared-key examine 可比对各服务器实际拿到的值。', '在此之前，让负载均衡把同一客户端固定到同一台服务器（会话保持）。'] },
      },
    }),
  ],
});
