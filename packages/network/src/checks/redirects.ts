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
    'target-fails': { outcome: 'fail', severity: 'critical', owner: 'service' },
    'credential-lost': { outcome: 'fail', severity: 'critical', owner: 'machine' },
    downgraded: { outcome: 'fail', severity: 'minor', owner: 'service' },
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
        'target-fails': 'The redirects lead to {last}, which does not answer as it should',
        'credential-lost': 'The redirects lead to {last}, another site, which answers {status} without the credential',
        downgraded: 'A redirect leads from https to http; the end is {last}, which answers {status}',
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
        'target-fails': '重定向指向 {last}，那里没有正常应答',
        'credential-lost': '重定向指向另一网站 {last}，未带凭据时返回 {status}',
        downgraded: '重定向从 https 变成了 http；最终到达 {last}，返回 {status}',
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
    if (chain.outcome === 'ended') {
      const { status = 0, refusedBy } = chain.hops.at(-1) ?? {};
      if (status >= 500 || refusedBy !== undefined) return conclude('target-fails', { last });
      if (chain.credentialLeft && (status === 401 || status === 403)) return conclude('credential-lost', { last, status });
      return conclude(chain.downgraded ? 'downgraded' : 'arrived', { last, status });
    }
    if (chain.outcome === 'private' || (chain.outcome === 'failed' && chain.hops.length > 0)) return conclude('target-fails', { last });
    if (chain.outcome === 'elsewhere') return conclude('elsewhere', { last });
    return conclude('failed', { last, outcome: chain.outcome, hops: chain.hops.length });
  },
});
