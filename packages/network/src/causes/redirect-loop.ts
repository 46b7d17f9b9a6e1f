import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { chainOf, notAnswered } from './http-experiments.ts';

/** Redirects that come back to themselves, do not end, or lead to what is no address. */
export const redirectLoop: Cause = defineCause({
  id: 'network/redirect-loop',
  owner: 'service',
  layer: 'http',
  scope: 'endpoint',
  text: {
    en: {
      title: 'The redirects lead nowhere',
      about: 'Following the service\'s own redirects never arrives. A proxy before the service that speaks http to it, while it insists on https, is the common reason for a loop.',
      confirmed: {
        loop: { one: 'The redirect leads back to {last}', other: 'After {count} redirects it is back at {last}' },
        'scheme-loop': 'http and https redirect to each other ({last}): the service does not learn that the client came by https',
        'too-many': 'There is no end after {hops} redirects; the last one leads to {last}',
        'no-location': '{last} answers {status}, a redirect, without a Location field',
        'invalid-location': 'The Location field is no http URL: {last}',
      },
      ruledOut: { ends: 'The redirects end' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '重定向没有终点',
      about: '按服务给出的重定向一路跟随，始终到不了目的地。循环最常见的原因是：前置代理以 http 访问服务，而服务坚持要求 https。',
      confirmed: {
        loop: '经过 {count} 次重定向又回到 {last}',
        'scheme-loop': 'http 与 https 互相重定向（{last}）：服务不知道客户端用的是 https',
        'too-many': '{hops} 次重定向后仍未结束，最后指向 {last}',
        'no-location': '{last} 返回重定向 {status}，却没有 Location 字段',
        'invalid-location': 'Location 字段不是 http 网址：{last}',
      },
      ruledOut: { ends: '重定向能够到达终点' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/redirects#failed', 'network/http-response#no-location'],
  controls: (suspicion) => ({ chain: chainOf(suspicion) }),
  judge: ({ facts: { chain }, confirmed, ruledOut, open }) => {
    if (chain === undefined) return open('not-observed', {}, []);
    const { last, hops: { length: hops } } = chain;
    switch (chain.outcome) {
      case 'loop': {
        const bare = new Set(chain.hops.map(({ url }) => url.replace(/^https?:/, '')));
        const schemes = new Set(chain.hops.map(({ url }) => url.split(':', 1)[0]));
        return schemes.size > 1 && bare.size < hops ? confirmed('scheme-loop', { last }, ['chain']) : confirmed('loop', { last, count: hops }, ['chain']);
      }
      case 'too-many': return confirmed('too-many', { last, hops }, ['chain']);
      case 'invalid-location': return confirmed('invalid-location', { last }, ['chain']);
      case 'ended': {
        const status = chain.hops.at(-1)?.status ?? 0;
        return status >= 300 && status < 400 && status !== 304 ? confirmed('no-location', { last, status }, ['chain']) : ruledOut('ends', {}, ['chain']);
      }
      default: return ruledOut('ends', {}, ['chain']);
    }
  },
  remedies: [
    defineRemedy({
      id: 'network/repair-redirect',
      audience: 'operator',
      text: {
        en: { title: 'Repair the redirect', steps: ['Behind a proxy or CDN that ends TLS: pass X-Forwarded-Proto on and have the application trust it, or let the CDN reach the origin by https (Cloudflare: SSL mode "Full (strict)").', 'Otherwise correct the rule whose target is {last}.'] },
        'zh-CN': { title: '修正重定向规则', steps: ['若由代理或 CDN 终止 TLS：请传递 X-Forwarded-Proto 并让应用信任它，或让 CDN 以 https 回源（Cloudflare：SSL 模式选择“完全（严格）”）。', '否则请修正指向 {last} 的规则。'] },
      },
    }),
  ],
});
