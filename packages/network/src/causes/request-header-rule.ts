import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { answerOf, browserExchange, failedExchange, letsIn, notAnswered, otherStatus, referredExchange } from './http-experiments.ts';
import { nameClient } from '../remedies/name-client.ts';

/** 403 for what the request says of the client: its User-Agent, or the page that it comes from (hotlink protection). */
export const requestHeaderRule: Cause = defineCause({
  id: 'network/request-header-rule',
  owner: 'service',
  layer: 'http',
  order: 25,
  scope: 'endpoint',
  text: {
    en: {
      title: 'A rule about the User-Agent or the Referer refuses the request',
      about: 'Servers and CDNs are often told to refuse programs by their User-Agent, or requests that do not come from a page of the site (hotlink protection). The account is not the matter.',
      confirmed: {
        'user-agent': '{status}; in the experiment, the same request under a browser\'s User-Agent got {other}',
        referer: '{status}; with a Referer of the site\'s own the same request got {other}',
      },
      ruledOut: { ...otherStatus.en, 'same-without': 'Another User-Agent and Referer make no difference' },
      open: { ...notAnswered.en, 'not-tried': 'The request could not be repeated with another User-Agent and Referer' },
    },
    'zh-CN': {
      title: '请求因 User-Agent 或 Referer 规则被拒绝',
      about: '服务器和 CDN 常按 User-Agent 拒绝程序，或拒绝不是从本站页面发出的请求（防盗链）。与账户无关。',
      confirmed: {
        'user-agent': '返回 {status}；实验中换成浏览器的 User-Agent，同一请求返回 {other}',
        referer: '返回 {status}；带上本站的 Referer 后，同一请求返回 {other}',
      },
      ruledOut: { ...otherStatus['zh-CN'], 'same-without': '更换 User-Agent 和 Referer 没有区别' },
      open: { ...notAnswered['zh-CN'], 'not-tried': '未能换用其他 User-Agent 和 Referer 重试' },
    },
  },
  // A page that speaks of the address or the region may come by a rule about the program all the same.
  suspectedBy: ['forbidden', 'unexpected-status', 'address-refused', 'region-refused'].map((finding) => `network/http-response#${finding}`),
  controls: (suspicion) => ({ exchange: failedExchange(suspicion), browser: browserExchange(suspicion), referred: referredExchange(suspicion) }),
  judge: ({ facts: { exchange, browser, referred }, confirmed, ruledOut, open }) => {
    const answer = answerOf(exchange);
    if (answer === undefined) return open('not-observed', {}, []);
    const { status } = answer;
    if (status !== 403) return ruledOut('other-status', { status }, ['exchange']);
    const [asBrowser, fromSite] = [answerOf(browser), answerOf(referred)];
    if (letsIn(asBrowser)) return confirmed('user-agent', { status, other: asBrowser.status, over: 'user-agent' }, ['exchange', 'browser']);
    if (letsIn(fromSite)) return confirmed('referer', { status, other: fromSite.status, over: 'referer' }, ['exchange', 'referred']);
    return asBrowser === undefined && fromSite === undefined ? open('not-tried', {}, []) : ruledOut('same-without', {}, ['browser', 'referred']);
  },
  remedies: [
    nameClient,
    defineRemedy({
      id: 'network/send-referer',
      audience: 'you',
      applies: ({ over }) => over === 'referer',
      text: {
        en: { title: 'Send the Referer that the service expects', steps: ['Ask the service for a way in that needs no Referer, such as a signed link. For a site of your own, send its origin: --header "Referer: https://…/".'] },
        'zh-CN': { title: '携带服务要求的 Referer', steps: ['请向服务方索取不依赖 Referer 的访问方式，例如签名链接。若是自己的网站，请带上其来源：--header "Referer: https://…/"。'] },
      },
      trial: {
        facts: ({ suspicion }) => ({ referred: referredExchange(suspicion) }),
        works: ({ facts: { referred } }) => (referred === undefined ? undefined : letsIn(answerOf(referred))),
      },
    }),
  ],
});
