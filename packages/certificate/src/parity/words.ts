import type { Localized } from '@culprit/core';
import type { ClientWay } from '@culprit/network/client-ways';
import type { ParityReason, ParityRemark, ParityStep } from './judge-client.ts';

/** What became of a request, and why, for a reader. Placeholders are filled from the parameters of the verdict. */
export const reasonWords: { readonly [R in ParityReason]: Localized<string> } = {
  works: { en: 'gets in: {status}', 'zh-CN': '可以访问：{status}' },
  'setting-invalid': { en: '{variable} does not hold a proxy that can be followed', 'zh-CN': '{variable} 中没有可用的代理设置' },
  'proxy-unreachable': { en: 'the proxy {proxy} ({variable}) can\'t be reached: {code}', 'zh-CN': '无法连接代理 {proxy}（{variable}）：{code}' },
  'proxy-refuses': { en: 'the proxy {proxy} ({variable}) opens no way: {answer}', 'zh-CN': '代理 {proxy}（{variable}）没有打通通路：{answer}' },
  'proxy-credential': { en: 'not judged: the proxy {proxy} wants the credential that {variable} may hold', 'zh-CN': '未判定：代理 {proxy} 要求凭据，{variable} 中可能带有' },
  'not-resolved': { en: 'the name does not resolve here: {code}', 'zh-CN': '本机无法解析该域名：{code}' },
  'not-reached': { en: 'no connection: {code}', 'zh-CN': '无法连接：{code}' },
  'one-address': { en: 'no connection by {family}: {code}; it tries no second address', 'zh-CN': '{family} 无法连接：{code}；它不会再试其他地址' },
  handshake: { en: 'no TLS: {code}', 'zh-CN': '无法建立 TLS：{code}' },
  'handshake-here': { en: 'not judged: TLS fails with Node, {code}, and may not with its own', 'zh-CN': '未判定：Node 的 TLS 握手失败（{code}），它自己的未必如此' },
  'issuer-not-fetched': { en: 'certificate refused: the server leaves an intermediate certificate out, and it does not fetch it', 'zh-CN': '证书被拒：服务器漏发了中间证书，而它不会补取' },
  'no-path': { en: 'certificate refused: no path from it to a root of {store}', 'zh-CN': '证书被拒：没有通向 {store} 中根证书的路径' },
  dates: { en: 'certificate refused: not valid at this time', 'zh-CN': '证书被拒：当前不在有效期内' },
  name: { en: 'certificate refused: it is not for this host', 'zh-CN': '证书被拒：不属于该主机' },
  'store-unknown': { en: 'not judged: its list of roots ({store}) is not on this machine', 'zh-CN': '未判定：本机没有它的根证书列表（{store}）' },
  'no-answer': { en: 'no proper answer: {how}', 'zh-CN': '没有正常应答：{how}' },
  'not-seen': { en: 'not judged: it could not be seen', 'zh-CN': '未判定：无法观察到' },
};

export const remarkWords: { readonly [R in ParityRemark]: Localized<string> } = {
  'named-leniently': { en: 'takes a name that browsers refuse', 'zh-CN': '接受了浏览器会拒绝的名称写法' },
  waits: { en: 'waits for {family} to time out first', 'zh-CN': '先要等 {family} 超时' },
  'issuer-fetched': { en: 'fetches the intermediate certificate that the server leaves out', 'zh-CN': '自行补取服务器漏发的中间证书' },
  'stands-in': { en: 'judged by the Mozilla list of Node: certifi is not on this machine', 'zh-CN': '本机没有 certifi，按 Node 自带的 Mozilla 列表判定' },
  'system-replaced': { en: 'judged by SSL_CERT_FILE or SSL_CERT_DIR in place of the system\'s store, which browsers do not read', 'zh-CN': '按 SSL_CERT_FILE 或 SSL_CERT_DIR 代替系统信任库判定，而浏览器并不读取它们' },
  'redirect-stops': { en: 'stays at the redirect {status}', 'zh-CN': '停在重定向 {status}，不再跟随' },
  'credential-dropped': { en: 'would send no Authorization on to {to}, to which it is redirected', 'zh-CN': '重定向到 {to} 时不会带上 Authorization' },
  refused: { en: 'the service itself says {status}', 'zh-CN': '服务自身返回 {status}' },
  'switched-off': { en: 'reads the proxy variables only with NODE_USE_ENV_PROXY=1', 'zh-CN': '只有设置 NODE_USE_ENV_PROXY=1 才读取代理变量' },
};

export const stepWords: { readonly [S in ParityStep]: Localized<string> } = {
  proxy: { en: 'the proxy', 'zh-CN': '代理' },
  address: { en: 'the connection', 'zh-CN': '连接' },
  tls: { en: 'TLS', 'zh-CN': 'TLS' },
  name: { en: 'the name in the certificate', 'zh-CN': '证书中的名称' },
  trust: { en: 'trust in the certificate', 'zh-CN': '对证书的信任' },
  http: { en: 'the answer', 'zh-CN': '应答' },
};

/** The way of a client in a few words. */
export function wayWords(way: ClientWay): Localized<string> {
  if (way.way === 'proxied') return { en: `${way.proxy} (${way.variable})`, 'zh-CN': `${way.proxy}（${way.variable}）` };
  if (way.way === 'invalid') return { en: `? (${way.variable})`, 'zh-CN': `？（${way.variable}）` };
  const exempt = way.because === 'entry';
  return exempt ? { en: 'direct (NO_PROXY)', 'zh-CN': '直连（NO_PROXY）' } : { en: 'direct', 'zh-CN': '直连' };
}
