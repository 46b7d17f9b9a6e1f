import { defineCause, defineRemedy, type Cause, type Request, type Suspicion } from '@culprit/core';
import { httpExchange, type HttpExchange } from '../facts/http-exchange.ts';
import { originOf } from '../targets/http-resource.ts';
import { failedExchange, notAnswered, resourceOf, rootExchange, unansweredCauses, underAnotherName } from './http-experiments.ts';

/** `exchange`, `root` and `otherHost`, which there is over plain HTTP alone: over TLS nobody on the way reads the field. */
type Controls = { readonly [name: string]: Request<HttpExchange> };

/** The name in the Host field of a plain request is what gets it cut off, not the address. */
export const hostHeaderFiltered: Cause = defineCause({
  id: 'network/host-header-filtered',
  owner: 'path',
  layer: 'http',
  order: 20,
  scope: 'endpoint',
  text: {
    en: {
      title: 'Requests that name {host} are cut off',
      about: 'Over plain HTTP the name stands in the clear in the Host field (RFC 9110 §7.2). Something on the way, or before the server, reads it and resets, closes or drops the request; the address itself answers. A server that only wants its own name does the opposite.',
      confirmed: {
        reset: 'Requests that name {host} are reset, for the root of the service too, while the same address answers one that names {otherHost} ({status})',
        closed: 'Requests that name {host} are closed without an answer, for the root of the service too, while the same address answers one that names {otherHost} ({status})',
        'timed-out': 'Requests that name {host} get no answer, for the root of the service too, while the same address answers one that names {otherHost} ({status})',
      },
      ruledOut: {
        encrypted: 'Over TLS nobody on the way can read the Host field',
        'path-only': 'The root of the service answers under the same name ({status})',
        'every-name': 'A request that names {otherHost} is not answered either',
        answered: 'The request was answered',
      },
      open: { ...notAnswered.en, 'no-other-name': 'There was no other name to compare with; give one (controls: sni)' },
    },
    'zh-CN': {
      title: '写明 {host} 的请求会被切断',
      about: '明文 HTTP 中，域名以明文写在 Host 字段里（RFC 9110 §7.2）。途中或服务器之前的某个设备读取后，将请求重置、关闭或丢弃；地址本身有应答。只认自己域名的服务器表现恰好相反。',
      confirmed: {
        reset: '写明 {host} 的请求会被重置，请求根路径也一样；而同一地址对写明 {otherHost} 的请求有应答（{status}）',
        closed: '写明 {host} 的请求未获应答就被关闭，请求根路径也一样；而同一地址对写明 {otherHost} 的请求有应答（{status}）',
        'timed-out': '写明 {host} 的请求得不到应答，请求根路径也一样；而同一地址对写明 {otherHost} 的请求有应答（{status}）',
      },
      ruledOut: {
        encrypted: '使用 TLS 时，途中无法读取 Host 字段',
        'path-only': '使用同一域名时，服务的根路径有应答（{status}）',
        'every-name': '写明 {otherHost} 的请求同样没有应答',
        answered: '请求得到了应答',
      },
      open: { ...notAnswered['zh-CN'], 'no-other-name': '没有其他域名可供对照；请指定一个（controls: sni）' },
    },
  },
  suspectedBy: ['reset', 'empty', 'closed', 'timed-out'].map((finding) => `network/http-response#${finding}`),
  supersedes: ({ id }) => unansweredCauses.has(id),
  controls: (suspicion): Controls => {
    const resource = resourceOf(suspicion);
    const otherHost = otherName(suspicion);
    const compared = originOf(resource.url).secure || otherHost === undefined ? {} : { otherHost: underAnotherName(resource, otherHost) };
    return { exchange: failedExchange(suspicion), root: rootExchange(suspicion), ...compared };
  },
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const { secure, host } = originOf(resourceOf(suspicion).url);
    const { exchange, root, otherHost: other } = facts;
    if (secure) return ruledOut('encrypted', {}, []);
    if (exchange === undefined || root === undefined) return open('not-observed', {}, []);
    if (root.outcome === 'answered') return ruledOut('path-only', { status: root.status }, ['root']);
    const otherHost = otherName(suspicion);
    if (otherHost === undefined) return open('no-other-name', {}, []);
    if (other === undefined) return open('not-observed', {}, []);
    if (other.outcome !== 'answered') return ruledOut('every-name', { otherHost }, ['otherHost']);
    const { outcome } = exchange;
    if (outcome !== 'reset' && outcome !== 'closed' && outcome !== 'timed-out') return ruledOut('answered', {}, ['exchange']);
    return confirmed(outcome, { host, otherHost, status: other.status }, ['exchange', 'root', 'otherHost']);
  },
  remedies: [
    defineRemedy({
      id: 'network/use-encrypted-way',
      audience: 'you',
      text: {
        en: { title: 'Use https for {host}, or have it allowed', steps: ['Write https:// in place of http:// where the service offers it: then the request names {host} to nobody but the server.', 'If the filter is your organisation\'s, ask for {host} to be allowed. Otherwise take another network, or a proxy that may be used for it (route: proxy).'] },
        'zh-CN': { title: '改用 https 访问 {host}，或申请放行', steps: ['如果服务提供 https://，请用它代替 http://：这样请求中的 {host} 只有服务器能读到。', '如果过滤来自所在单位，请申请放行 {host}。否则请换一个网络，或使用获准的代理（route: proxy）。'] },
      },
      trial: {
        facts: ({ suspicion }) => ({ encrypted: overTls(suspicion) }),
        works: ({ facts: { encrypted } }) => (encrypted === undefined ? undefined : encrypted.outcome === 'answered'),
      },
    }),
  ],
});

function otherName(suspicion: Suspicion): string | undefined {
  const { host } = originOf(resourceOf(suspicion).url);
  return suspicion.settings.controls.sni.find((name) => name !== host);
}

/** The root of the same host over TLS, at its usual port or where the route leads. */
function overTls(suspicion: Suspicion): Request<HttpExchange> {
  const { url, route } = resourceOf(suspicion);
  const { hostname } = new URL(url);
  return httpExchange.of({ url: `https://${hostname}/`, ...(route === undefined ? {} : { route }) });
}
