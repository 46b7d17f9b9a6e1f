import { defineCause, type Cause, type Request } from '@culprit/core';
import { comparisonAnswer, type ComparisonAnswer } from '../facts/comparison-answer.ts';
import type { HttpExchange } from '../facts/http-exchange.ts';
import { isPrivateName } from '../dns/name-scope.ts';
import { originOf } from '../targets/http-resource.ts';
import { askForRelease } from '../remedies/ask-for-release.ts';
import { answerOf, failedExchange, notAnswered, resourceOf, underAnotherName } from './http-experiments.ts';
import { markOf } from './refusal-experiments.ts';

/** `exchange`; over plain HTTP `otherHost`; `other` where there is another site to ask. */
type Controls = { readonly [name: string]: Request<HttpExchange | ComparisonAnswer> };

/** A filter of the company, the provider or the country answers in place of the service. */
export const blockPage: Cause = defineCause({
  id: 'network/block-page',
  owner: 'network',
  layer: 'http',
  order: 15,
  scope: 'endpoint',
  text: {
    en: {
      title: 'A filter on the way answers with its block page',
      about: 'The answer does not come from the service: it bears the mark of a filter that a company, a provider or a country has put into the way. The service may be well.',
      confirmed: {
        'name-filtered': 'The block page of {mark} came for {host}; the same address answers a request that names {otherHost}: it is the name that is filtered',
        'this-site': 'The block page of {mark} came for {host}, while {source} is let through',
        'every-site': 'The block page of {mark} came for {host}, and for {source} too',
        'page-alone': 'The block page of {mark} came for {host}; no other site or name could be asked to compare',
      },
      ruledOut: { 'no-such-mark': 'The answer bears no mark of a filter' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '途中的过滤设备返回了拦截页面',
      about: '响应并非来自服务，而是带有企业、运营商或国家级过滤设备的标记。服务本身可能一切正常。',
      confirmed: {
        'name-filtered': '访问 {host} 得到 {mark} 的拦截页面；而同一地址对写明 {otherHost} 的请求正常应答：被过滤的是这个名称',
        'this-site': '访问 {host} 得到 {mark} 的拦截页面，而 {source} 可以访问',
        'every-site': '访问 {host} 得到 {mark} 的拦截页面，访问 {source} 也一样',
        'page-alone': '访问 {host} 得到 {mark} 的拦截页面；未能换用其他网站或名称作对照',
      },
      ruledOut: { 'no-such-mark': '响应中没有过滤设备的标记' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#blocked'],
  controls: (suspicion): Controls => {
    const resource = resourceOf(suspicion);
    const { secure, host } = originOf(resource.url);
    const { sni, timeSources } = suspicion.settings.controls;
    const other = sni.find((name) => name !== host);
    const source = comparison(timeSources, resource.url);
    return {
      exchange: failedExchange(suspicion),
      ...(secure || other === undefined ? {} : { otherHost: underAnotherName(resource, other) }),
      ...(source === undefined ? {} : { other: comparisonAnswer.of({ url: source }) }),
    };
  },
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const answer = answerOf(asExchange(facts['exchange']));
    if (answer === undefined) return open('not-observed', {}, []);
    const { refusal } = answer;
    if (refusal?.kind !== 'block-page') return ruledOut('no-such-mark', {}, ['exchange']);
    const { url } = resourceOf(suspicion);
    const { host } = originOf(url);
    const params = { mark: markOf(refusal), by: refusal.by, host };
    const { sni, timeSources } = suspicion.settings.controls;
    const name = sni.find((one) => one !== host);
    const underOther = answerOf(asExchange(facts['otherHost']));
    if (name !== undefined && underOther !== undefined && underOther.refusal === undefined) return confirmed('name-filtered', { ...params, otherHost: name }, ['exchange', 'otherHost']);
    const source = comparison(timeSources, url);
    const other = answerOf(asExchange(facts['other']));
    if (source === undefined || other === undefined) return confirmed('page-alone', params, ['exchange'], 'likely');
    return other.refusal?.kind === 'block-page' ? confirmed('every-site', { ...params, source }, ['exchange', 'other']) : confirmed('this-site', { ...params, source }, ['exchange', 'other']);
  },
  remedies: [askForRelease],
});

/** Another site over plain HTTP, where a filter shows; third parties only where the target itself is a public name. */
const comparison = (sources: readonly string[], url: string): string | undefined =>
  sources.find((source) => source.startsWith('http://') && URL.canParse(source) && originOf(source).host !== originOf(url).host
    && (!isPrivateName(originOf(url).host) || isPrivateName(originOf(source).host)));

const asExchange = (value: HttpExchange | ComparisonAnswer | undefined): HttpExchange | undefined => (value === undefined || value.outcome === 'unreachable' ? undefined : value);
