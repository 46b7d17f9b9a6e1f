import { defineCheck, optional, type Check } from '@culprit/core';
import { httpExchange } from '../facts/http-exchange.ts';
import { redirectChain } from '../facts/redirect-chain.ts';
import { httpResource } from '../targets/http-resource.ts';
import { exchangeInput } from './exchange-input.ts';
import { judgeResponse } from './judge-response.ts';

/** Whether the redirects of an answer lead to another one. It costs nothing where there is none. */
export const redirects: Check = defineCheck({
  id: 'network/redirects',
  layer: 'http',
  target: httpResource,
  findings: {
    arrived: { outcome: 'pass' },
    none: { outcome: 'not-applicable' },
    elsewhere: { outcome: 'not-applicable' },
    failed: { outcome: 'fail', severity: 'critical', owner: 'service' },
  },
  text: {
    en: {
      title: 'Redirects',
      why: 'Clients follow redirects; where these lead nowhere, nobody arrives.',
      findings: {
        arrived: 'The redirects lead to {last}, which answers {status}',
        none: 'There is no redirect to follow',
        elsewhere: 'A redirect leads to {last}, another site, which is left alone offline',
        failed: 'The redirects lead nowhere: {last}',
      },
    },
    'zh-CN': {
      title: '重定向',
      why: '客户端会跟随重定向；若重定向没有终点，谁也到不了目的地。',
      findings: {
        arrived: '重定向最终到达 {last}，返回 {status}',
        none: '没有需要跟随的重定向',
        elsewhere: '重定向指向另一网站 {last}，离线运行时不予访问',
        failed: '重定向没有通向任何可用的地址：{last}',
      },
    },
  },
  needs: (target, _options, { offline }) => ({
    exchange: optional(httpExchange.of(exchangeInput(target))),
    chain: optional(redirectChain.of({ ...exchangeInput(target), ...(offline ? { within: 'origin' } as const : {}) })),
  }),
  evaluate: ({ target, facts: { exchange, chain }, conclude }) => {
    // A redirect to a portal, or one that was expected, is not followed: the answer itself is what counts.
    if (exchange === undefined || chain === undefined || judgeResponse(target, exchange).finding !== 'redirected') return conclude('none');
    if (chain.outcome === 'ended' && chain.hops.length < 2) return conclude('none');
    const last = chain.last.slice(0, 300);
    if (chain.outcome === 'ended') return conclude('arrived', { last, status: chain.hops.at(-1)?.status ?? 0 });
    if (chain.outcome === 'elsewhere') return conclude('elsewhere', { last });
    return conclude('failed', { last, outcome: chain.outcome, hops: chain.hops.length });
  },
});
