import { defineCause, defineRemedy, type Cause, type Request, type Suspicion } from '@culprit/core';
import { httpExchange, type HttpExchange } from '../facts/http-exchange.ts';
import type { RedirectChain } from '../facts/redirect-chain.ts';
import { answerOf, chainOf, notAnswered, resourceOf } from './http-experiments.ts';

/** `chain`, and `encrypted`: the target's own host asked for its root by https. */
type Controls = { readonly [name: string]: Request<RedirectChain | HttpExchange> };

/** A redirect takes clients from https to http, where everybody on the way reads and changes what they say. */
export const insecureRedirect: Cause = defineCause({
  id: 'network/insecure-redirect',
  owner: 'service',
  layer: 'http',
  order: 70,
  scope: 'endpoint',
  text: {
    en: {
      title: 'A redirect leads from https to http',
      about: 'From there on nothing is encrypted, and many clients refuse to follow (Java, Go modules, pip, package managers). An application behind a proxy that does not learn that the client came by https writes such redirects.',
      confirmed: {
        'proxy-unaware': '{from} leads to {last} on the same host: the application does not learn that the client came by https',
        'to-http': '{from} leads to {last}',
      },
      ruledOut: { encrypted: 'No redirect leads from https to http' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '重定向从 https 变成了 http',
      about: '此后的通信不再加密，许多客户端也拒绝跟随（Java、Go 模块、pip、各类包管理器）。应用位于代理之后而不知道客户端用的是 https 时，就会写出这样的重定向。',
      confirmed: {
        'proxy-unaware': '{from} 指向同一主机的 {last}：应用不知道客户端用的是 https',
        'to-http': '{from} 指向 {last}',
      },
      ruledOut: { encrypted: '没有从 https 到 http 的重定向' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/redirects#downgraded'],
  controls: (suspicion): Controls => ({ chain: chainOf(suspicion), encrypted: rootByHttps(suspicion) }),
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const { chain, encrypted } = facts;
    if (chain === undefined || !('hops' in chain)) return open('not-observed', {}, []);
    if (!chain.downgraded) return ruledOut('encrypted', {}, ['chain']);
    const urls = [...chain.hops.map(({ url }) => url), chain.last];
    const at = urls.findIndex((url, index) => url.startsWith('http:') && urls[index - 1]?.startsWith('https:'));
    const [from = resourceOf(suspicion).url, last = chain.last] = [urls[at - 1], urls[at]];
    const sameHost = URL.canParse(from) && URL.canParse(last) && new URL(from).hostname === new URL(last).hostname;
    const answers = encrypted !== undefined && 'tookMs' in encrypted && answerOf(encrypted) !== undefined;
    return sameHost && answers ? confirmed('proxy-unaware', { from, last }, ['chain', 'encrypted']) : confirmed('to-http', { from, last }, ['chain']);
  },
  remedies: [
    defineRemedy({
      id: 'network/redirect-to-https',
      audience: 'operator',
      text: {
        en: { title: 'Redirect to https', steps: ['Let the proxy that ends TLS pass X-Forwarded-Proto: https on, and have the application trust it; or write the Location without a scheme and host.', 'Then {from} leads to the same place by https.'] },
        'zh-CN': { title: '重定向到 https', steps: ['让终止 TLS 的代理传递 X-Forwarded-Proto: https，并让应用信任它；或在 Location 中不写协议和主机。', '此后 {from} 将以 https 指向同一位置。'] },
      },
    }),
  ],
});

function rootByHttps(suspicion: Suspicion): Request<HttpExchange> {
  const { url, route } = resourceOf(suspicion);
  return httpExchange.of({ url: new URL('/', url).href, ...(route === undefined ? {} : { route }) });
}
