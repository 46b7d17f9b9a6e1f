import { defineCause, defineRemedy, type Cause, type Request } from '@culprit/core';
import { comparisonAnswer, type ComparisonAnswer } from '../facts/comparison-answer.ts';
import type { HttpAnswer } from '../facts/http-exchange.ts';
import { portalOf } from '../http/portal.ts';
import { failedExchange, notAnswered, resourceOf } from './http-experiments.ts';

/** `exchange`, and `other` where there is another site to ask. */
type Controls = { readonly [name: string]: Request<ComparisonAnswer> };

/** The network answers in place of everybody until somebody logs in (RFC 8952). */
export const captivePortal: Cause = defineCause({
  id: 'network/captive-portal',
  owner: 'network',
  layer: 'http',
  order: 10,
  scope: 'network',
  text: {
    en: {
      title: 'This network wants a log-in first',
      about: 'A captive portal (RFC 8952) answers plain HTTP requests itself, with its log-in page, and lets nothing through until then.',
      confirmed: {
        'says-so': 'The answer is 511 Network Authentication Required (RFC 6585), which no service sends',
        'others-too': 'The request was redirected to {portal}, and so was one to {source}',
        'redirected-to-portal': 'The request was redirected to {portal}, a log-in page on another site; no other site could be asked to compare',
      },
      ruledOut: { 'others-answer': '{source} answers over plain HTTP without a log-in page', 'no-portal': 'The answer does not lead to a log-in page on another site' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '当前网络要求先登录',
      about: '强制门户（RFC 8952）会用自己的登录页应答明文 HTTP 请求，登录之前不放行任何流量。',
      confirmed: {
        'says-so': '返回 511 Network Authentication Required（RFC 6585），服务本身不会发出这个状态码',
        'others-too': '请求被重定向到 {portal}，发往 {source} 的请求也一样',
        'redirected-to-portal': '请求被重定向到另一网站的登录页 {portal}；未能询问其他网站作对照',
      },
      ruledOut: { 'others-answer': '{source} 的明文 HTTP 应答正常，没有登录页', 'no-portal': '响应没有指向其他网站的登录页' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#portal'],
  controls: (suspicion): Controls => {
    const source = comparison(suspicion.settings.controls.timeSources, resourceOf(suspicion).url);
    return { exchange: failedExchange(suspicion), ...(source === undefined ? {} : { other: comparisonAnswer.of({ url: source }) }) };
  },
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const answer = answered(facts['exchange']);
    if (answer === undefined) return open('not-observed', {}, []);
    const { url } = resourceOf(suspicion);
    const portal = portalOf(url, answer);
    if (portal === undefined) return ruledOut('no-portal', {}, ['exchange']);
    if (answer.status === 511) return confirmed('says-so', { portal }, ['exchange']);
    const source = comparison(suspicion.settings.controls.timeSources, url);
    const compared = answered(facts['other']);
    if (source === undefined || compared === undefined) return confirmed('redirected-to-portal', { portal }, ['exchange'], 'likely');
    return portalOf(source, compared) === undefined ? ruledOut('others-answer', { source }, ['other']) : confirmed('others-too', { portal, source }, ['exchange', 'other']);
  },
  remedies: [
    defineRemedy({
      id: 'network/log-in-to-network',
      audience: 'you',
      text: {
        en: { title: 'Log in to the network', steps: ['Open {portal} in a browser, or any http:// page, log in, and run this again.'] },
        'zh-CN': { title: '登录当前网络', steps: ['在浏览器中打开 {portal} 或任意 http:// 页面，登录后重试。'] },
      },
    }),
  ],
});

const answered = (value: ComparisonAnswer | undefined): HttpAnswer | undefined => (value?.outcome === 'answered' ? value : undefined);

/** Another site that is asked over plain HTTP, where a portal shows. */
const comparison = (sources: readonly string[], url: string): string | undefined =>
  sources.find((source) => source.startsWith('http://') && URL.canParse(source) && new URL(source).origin !== new URL(url).origin);
