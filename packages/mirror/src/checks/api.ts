import { defineCheck, type Check } from '@culprit/core';
import { httpExchange } from '@culprit/network';
import { judgeApiAnswer } from '../api/judge-answer.ts';
import { probeInput } from '../api/probe.ts';
import { tellOperator } from '../remedies/tell-operator.ts';
import { useFinalBaseUrl } from '../remedies/use-final-base-url.ts';
import { openaiCompatible } from '../targets/openai-compatible.ts';

/** Whether an API is under the base URL at all: what it says to a client without a key. A key is judged elsewhere. */
export const api: Check = defineCheck({
  id: 'mirror/api',
  layer: 'service',
  target: openaiCompatible,
  alsoJudges: ['relay', 'anthropic', 'gemini'],
  findings: {
    'lists-models': { outcome: 'pass' },
    'wants-key': { outcome: 'pass' },
    'web-page': { outcome: 'fail', severity: 'critical', owner: 'machine' },
    'wrong-path': { outcome: 'fail', severity: 'critical', owner: 'machine' },
    'region-refused': { outcome: 'fail', severity: 'critical', owner: 'network' },
    overloaded: { outcome: 'fail', severity: 'major', owner: 'service' },
    'server-error': { outcome: 'fail', severity: 'critical', owner: 'service', remedy: tellOperator },
    'error-in-success': { outcome: 'fail', severity: 'major', owner: 'service', remedy: tellOperator },
    redirected: { outcome: 'fail', severity: 'major', owner: 'machine', remedy: useFinalBaseUrl },
    'refused-by-other': { outcome: 'fail', severity: 'critical', owner: 'service', remedy: tellOperator },
    'no-answer': { outcome: 'fail', severity: 'critical', owner: 'service', remedy: tellOperator },
    'unknown-answer': { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'The API under the base URL',
      why: 'A base URL without its version prefix, or with it twice, leads to a web page or to nothing, and clients then say something about JSON.',
      findings: {
        'lists-models': { one: '{answer}: the API is there and lists {count} model', other: '{answer}: the API is there and lists {count} models' },
        'wants-key': '{answer}: the API is there and wants a key',
        'web-page': '{answer} with a web page under {path}, where the API should answer',
        'wrong-path': '{answer}: there is no such API under {path}',
        'region-refused': '{answer}: the service refuses the country or region that the request comes from',
        overloaded: '{answer}: the service has too much to do',
        'server-error': '{answer}: the service failed',
        'error-in-success': '{answer}, and the body says that the request failed ({code})',
        redirected: '{answer}: redirected to {to}; clients send a key nowhere else',
        'refused-by-other': '{answer}: {by} refused the request before the service saw it',
        'no-answer': 'No complete answer: {how}',
        'unknown-answer': 'Not judged: {answer} is no answer that such an API is known to give',
      },
    },
    'zh-CN': {
      title: '基础网址下的 API',
      why: '基础网址缺少版本前缀或重复前缀时，得到的是网页或空结果，客户端报出的却是 JSON 错误。',
      findings: {
        'lists-models': '{answer}：API 正常，列出 {count} 个模型',
        'wants-key': '{answer}：API 正常，要求提供密钥',
        'web-page': '{answer}，{path} 返回的是网页，而不是 API 的响应',
        'wrong-path': '{answer}：{path} 下没有这个 API',
        'region-refused': '{answer}：服务拒绝来自该国家或地区的请求',
        overloaded: '{answer}：服务负载过高',
        'server-error': '{answer}：服务端出错',
        'error-in-success': '{answer}，但响应体表示请求失败（{code}）',
        redirected: '{answer}：重定向到 {to}；客户端不会把密钥发往别处',
        'refused-by-other': '{answer}：请求在到达服务之前被 {by} 拒绝',
        'no-answer': '没有得到完整的响应：{how}',
        'unknown-answer': '未判定：{answer} 不是此类 API 已知的响应',
      },
    },
  },
  needs: (target) => ({ exchange: httpExchange.of(probeInput(target)) }),
  evaluate: ({ target, facts: { exchange }, conclude }) => {
    if (exchange.outcome !== 'answered') return conclude('no-answer', { how: exchange.outcome });
    const { state, code = '–', models = 0 } = judgeApiAnswer(exchange);
    const reason = exchange.reason.slice(0, 60);
    const { url } = probeInput(target);
    const to = exchange.headers['location'];
    return {
      finding: state,
      params: {
        answer: `${exchange.status} ${reason}`.trimEnd(), path: new URL(url).pathname, code, count: models, by: exchange.refusal?.by ?? '–',
        to: to === undefined || !URL.canParse(to, url) ? '–' : new URL(to, url).origin.slice(0, 200),
      },
    };
  },
});
