import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { answerOf, failedExchange, resourceOf } from './http-experiments.ts';
import { markOf, noSuchRefusal } from './refusal-experiments.ts';

/** A name leads to a CDN that was never told about it, or was told wrongly. */
export const cdnConfiguration: Cause = defineCause({
  id: 'network/cdn-configuration',
  owner: 'service',
  layer: 'service',
  order: 40,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The CDN is not set up for this name',
      about: 'The name leads to the CDN, and the CDN says that it does not know the name or that its settings contradict themselves. The request reached no server of the service.',
      confirmed: { 'says-so': '{mark} answers {status} for {host}, and says that it is not set up for it' },
      ...noSuchRefusal.en,
    },
    'zh-CN': {
      title: 'CDN 上没有为该域名正确配置',
      about: '域名指向了 CDN，但 CDN 表示不认识该域名，或其配置自相矛盾。请求没有到达服务的任何服务器。',
      confirmed: { 'says-so': '{mark} 对 {host} 返回 {status}，并说明未就此域名配置' },
      ...noSuchRefusal['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#edge-error'],
  controls: (suspicion) => ({ exchange: failedExchange(suspicion) }),
  judge: ({ suspicion, facts: { exchange }, confirmed, ruledOut, open }) => {
    const answer = answerOf(exchange);
    if (answer === undefined) return open('not-observed', {}, []);
    const { refusal, status } = answer;
    if (refusal?.kind !== 'edge') return ruledOut('no-such-mark', {}, ['exchange']);
    return confirmed('says-so', { mark: markOf(refusal), by: refusal.by, status, host: new URL(resourceOf(suspicion).url).host }, ['exchange']);
  },
  remedies: [
    defineRemedy({
      id: 'network/set-up-cdn',
      audience: 'operator',
      text: {
        en: { title: 'Set the CDN up for {host}', steps: ['Add {host} to the distribution, zone or deployment of {by}, or point its DNS records to where it is served.', 'If {host} was moved lately, see that old records (A, AAAA, CNAME) are gone.'] },
        'zh-CN': { title: '在 CDN 上配置 {host}', steps: ['在 {by} 的分发、站点或部署中加入 {host}，或将其 DNS 记录指向实际提供服务的位置。', '若 {host} 最近迁移过，请确认旧的 A、AAAA、CNAME 记录已删除。'] },
      },
    }),
  ],
});
