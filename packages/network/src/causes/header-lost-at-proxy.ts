import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { exchangeInput } from '../checks/exchange-input.ts';
import { headerPassage } from '../facts/header-passage.ts';
import { bypassProxy, dropRouteProxy } from '../remedies/bypass-proxy.ts';
import { originOf } from '../targets/http-resource.ts';
import { resourceOf } from './http-experiments.ts';

const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A proxy reads plain HTTP, and TLS that it opens; what it does not know or allow it may take out (RFC 9110 §7.7 notwithstanding). */
export const headerLostAtProxy: Cause = defineCause({
  id: 'network/header-lost-at-proxy',
  owner: 'network',
  layer: 'http',
  order: 5,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The proxy {proxy} does not pass {fields} on',
      about: 'A proxy that reads the request can take header fields out of it or change them. The service then answers as if they had never been sent: a good credential looks wrong.',
      confirmed: {
        'past-it': 'Through the proxy {status}; the same request in a tunnel, which the proxy can\'t read, {other}; in the tunnel without {fields}, {status} again',
        'past-it-directly': 'Through the proxy {status}; the same request without the proxy {other}; without the proxy and without {fields}, {status} again',
      },
      ruledOut: {
        'not-proxied': 'No proxy is used',
        alike: 'Past the proxy the same request is answered with {status} as well',
        'answer-altered': 'Past the proxy the same request is answered with {status} as well. The proxy does not hand the whole answer on: {fields}',
        'not-by-a-field': 'Past the proxy {other} comes in place of {status}, but leaving out no field of the request makes that difference',
      },
      open: { 'not-compared': 'The request could not be sent past the proxy for comparison: it opens no tunnel for it, and there is no direct way' },
    },
    'zh-CN': {
      title: '代理 {proxy} 没有传递请求头 {fields}',
      about: '能读取请求内容的代理可以删除或改写请求头，服务便会像从未收到过一样作答：正确的凭据看起来也像是错的。',
      confirmed: {
        'past-it': '经代理转发返回 {status}；同一请求放在代理无法读取的隧道中返回 {other}；在隧道中去掉 {fields} 后，又返回 {status}',
        'past-it-directly': '经代理返回 {status}；同一请求不经代理返回 {other}；不经代理且去掉 {fields} 后，又返回 {status}',
      },
      ruledOut: {
        'not-proxied': '未使用代理',
        alike: '绕过代理后，同一请求同样返回 {status}',
        'answer-altered': '绕过代理后，同一请求同样返回 {status}。但代理没有完整转交响应：{fields}',
        'not-by-a-field': '绕过代理后返回 {other} 而非 {status}，但去掉请求中任何一个字段都不会造成这一差别',
      },
      open: { 'not-compared': '无法绕过代理发送同一请求作对照：代理不为它打通隧道，也没有直连通路' },
    },
  },
  suspectedBy: ['unauthorized', 'forbidden', 'unexpected-status', 'client-error', 'not-found'].map((finding) => `network/http-response#${finding}`),
  // The experiments repeat the request, which only some methods allow (RFC 9110 §9.2.1).
  concerns: (suspicion) => {
    const { method = 'GET', headers = {} } = resourceOf(suspicion);
    return Object.keys(headers).length > 0 && safe.has(method);
  },
  // What the service says of a request that it never got as it was sent is nobody's to mend.
  supersedes: ({ id, layer }) => id.startsWith('network/') && (layer === 'http' || layer === 'account'),
  controls: (suspicion) => ({ passage: headerPassage.of(exchangeInput(resourceOf(suspicion))) }),
  judge: ({ suspicion, facts: { passage }, confirmed, ruledOut, open }) => {
    switch (passage?.outcome) {
      case 'not-proxied': return ruledOut('not-proxied', {}, ['passage']);
      case 'alike': {
        // `-name`: taken out, `~name`: changed; the same in every language.
        const fields = [...passage.lost.map((name) => `-${name}`), ...passage.changed.map((name) => `~${name}`)].join(', ');
        return fields === '' ? ruledOut('alike', { status: passage.status }, ['passage']) : ruledOut('answer-altered', { status: passage.status, fields }, ['passage']);
      }
      case 'different': return ruledOut('not-by-a-field', { status: passage.status, other: passage.other }, ['passage']);
      case 'lost': {
        const { proxy, from, status, other, by } = passage;
        const { host } = originOf(resourceOf(suspicion).url);
        return confirmed(by === 'tunnel' ? 'past-it' : 'past-it-directly', { proxy, from, host, status, other, fields: passage.fields.join(', ') }, ['passage']);
      }
      default: return open('not-compared', {}, []);
    }
  },
  remedies: [
    defineRemedy({
      id: 'network/use-encrypted-endpoint',
      audience: 'you',
      applies: ({ host }) => host !== undefined,
      text: {
        en: { title: 'Use the https:// address of {host}, if it has one', steps: ['In TLS a proxy sees neither fields nor credentials, unless it opens the connection with a certificate of its own. Over plain HTTP everybody on the way reads the credential.'] },
        'zh-CN': { title: '如果 {host} 提供 https:// 地址，请改用它', steps: ['在 TLS 中，代理既看不到请求头也看不到凭据，除非它用自己的证书解密连接。使用明文 HTTP 时，沿途任何人都能读到凭据。'] },
      },
    }),
    bypassProxy,
    dropRouteProxy,
    defineRemedy({
      id: 'network/pass-header-on',
      audience: 'operator',
      text: {
        en: { title: 'Have the proxy {proxy} pass {fields} on', steps: ['Look for rules that remove or replace request header fields (Squid: request_header_access, request_header_replace; HAProxy: http-request del-header; nginx: proxy_set_header, underscores_in_headers) and exempt {fields} for {host}.'] },
        'zh-CN': { title: '让代理 {proxy} 传递 {fields}', steps: ['查找删除或替换请求头的规则（Squid：request_header_access、request_header_replace；HAProxy：http-request del-header；nginx：proxy_set_header、underscores_in_headers），并为 {host} 放行 {fields}。'] },
      },
    }),
  ],
});
