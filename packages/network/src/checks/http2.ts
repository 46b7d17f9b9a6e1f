import { defineCheck, type Check } from '@culprit/core';
import { http2Exchange } from '../facts/http2-exchange.ts';
import { httpResource } from '../targets/http-resource.ts';
import { exchangeInput } from './exchange-input.ts';

/** Whether a server that offers HTTP/2 answers over it: browsers and newer clients take it where it is offered. */
export const http2: Check = defineCheck({
  id: 'network/http2',
  layer: 'http',
  target: httpResource,
  depth: 'full',
  findings: {
    answers: { outcome: 'pass' },
    'not-offered': { outcome: 'not-applicable' },
    'not-tried': { outcome: 'inconclusive', required: false },
    fails: { outcome: 'fail', severity: 'major', owner: 'service' },
  },
  text: {
    en: {
      title: 'HTTP/2',
      why: 'Most clients take HTTP/2 wherever it is offered; where it does not work they fail, although HTTP/1.1 would do.',
      findings: {
        answers: 'Over HTTP/2 the answer is {status}',
        'not-offered': 'The server does not offer HTTP/2',
        'not-tried': 'No encrypted connection that offers HTTP/2 could be made ({code})',
        fails: 'HTTP/2 is offered and fails: {outcome} ({code})',
      },
    },
    'zh-CN': {
      title: 'HTTP/2 可用性',
      why: '多数客户端只要对方提供 HTTP/2 就会使用；一旦它不可用，即使 HTTP/1.1 正常也会失败。',
      findings: {
        answers: '通过 HTTP/2 返回 {status}',
        'not-offered': '服务器不提供 HTTP/2',
        'not-tried': '未能建立提供 HTTP/2 的加密连接（{code}）',
        fails: '服务器提供 HTTP/2 但无法使用：{outcome}（{code}）',
      },
    },
  },
  needs: (target) => (target.url.startsWith('https:') ? { exchange: http2Exchange.of(exchangeInput(target)) } : undefined),
  evaluate: ({ facts: { exchange }, conclude }) => {
    switch (exchange.outcome) {
      case 'answered': return conclude('answers', { status: exchange.status });
      case 'not-offered': return conclude('not-offered');
      case 'no-handshake': return conclude('not-tried', { code: exchange.code });
      default: return conclude('fails', { outcome: exchange.outcome, code: exchange.code });
    }
  },
});
