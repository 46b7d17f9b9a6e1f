import { htmlReply } from '../http-reply.ts';
import { startBrokenTls } from '../broken-tls.ts';
import { shop, soundService } from '../scenarios/services.ts';
import { startHttpServer } from '../http-server.ts';
import type { LoopbackAddress } from '../loopback-server.ts';
import type { Workbench } from '../workbench.ts';
import { right, site, wrong } from './site.ts';
import type { VerdictCase } from './verdict-case.ts';

const unknownAuthority = async (bench: Workbench): Promise<LoopbackAddress> => (await soundService(bench)).server;
const blockPage = async (bench: Workbench): Promise<LoopbackAddress> => bench.keep(startHttpServer({ fallback: htmlReply('Web Page Blocked') }));
const filteredName = (bench: Workbench, behind: LoopbackAddress): Promise<LoopbackAddress> =>
  bench.keep(startBrokenTls({ fault: 'reset', when: { serverNames: [shop] }, forwardTo: behind }));
const itself = async (_bench: Workbench, behind: LoopbackAddress): Promise<LoopbackAddress> => behind;

const forged = {
  en: 'Theirs: blocked by DNS. Ours names the resolver, and the address whose certificate proves the other answer.',
  'zh-CN': '对方结论：DNS 封锁。我们指出是哪台解析服务器，以及由证书证明正确的地址。',
} as const;
const forgedUnproved = {
  en: 'Theirs: blocked by DNS. Ours says "likely": without TLS only the connection tells which address is right.',
  'zh-CN': '对方结论：DNS 封锁。我们的结论为“很可能”：没有 TLS 时，只能凭连接判断哪个地址正确。',
} as const;
const denied = {
  en: 'Theirs: blocked by DNS. Ours names the resolver that denies the name and one that resolves it.',
  'zh-CN': '对方结论：DNS 封锁。我们指出哪台解析服务器否认该域名、哪台可以解析。',
} as const;

/** Names that lead astray, or nowhere. */
export const names: readonly VerdictCase[] = [
  {
    id: 'badSSLWithUnknownAuthorityWithInconsistentDNS', cause: 'network/forged-address', why: forged,
    text: { en: 'The own resolver leads to a server with a certificate of an unknown authority, another one to the site', 'zh-CN': '本机解析服务器把域名指向持未知机构证书的服务器，另一台指向真正的网站' },
    start: site({ secure: true, own: wrong, elsewhere: unknownAuthority }),
  },
  {
    id: 'dnsBlockingAndroidDNSCacheNoData', cause: 'network/lying-resolver', why: denied,
    text: { en: 'The own resolver answers without data (EAI_NODATA of getaddrinfo); another one has the address', 'zh-CN': '本机解析服务器返回空应答（相当于 getaddrinfo 的 EAI_NODATA），另一台有地址' },
    start: site({ secure: true, own: {} }),
  },
  {
    id: 'dnsBlockingBOGON', cause: 'network/forged-address', why: forged,
    text: { en: 'The own resolver gives a bogon, 255.255.255.255, to which there is no way; another one gives the address of the site', 'zh-CN': '本机解析服务器给出不可路由的保留地址 255.255.255.255，另一台给出网站的地址' },
    start: site({ secure: true, own: { a: ['255.255.255.255'] } }),
  },
  {
    id: 'dnsBlockingNXDOMAIN', cause: 'network/lying-resolver', why: denied,
    text: { en: 'The own resolver says NXDOMAIN; another one has the address', 'zh-CN': '本机解析服务器返回 NXDOMAIN，另一台有地址' },
    start: site({ secure: true, own: 'nxdomain' }),
  },
  {
    id: 'dnsHijackingToLocalhostWithHTTP', cause: 'network/forged-address', why: forgedUnproved,
    text: { en: 'The own resolver leads to the machine itself, where nothing listens; http', 'zh-CN': '本机解析服务器把域名指向本机，而本机没有监听；http' },
    start: site({ own: wrong }),
  },
  {
    id: 'dnsHijackingToLocalhostWithHTTPS', cause: 'network/forged-address', why: forged,
    text: { en: 'The own resolver leads to the machine itself, where nothing listens; https', 'zh-CN': '本机解析服务器把域名指向本机，而本机没有监听；https' },
    start: site({ secure: true, own: wrong }),
  },
  {
    id: 'dnsHijackingToProxyWithHTTPSURL',
    text: { en: 'The own resolver leads to a transparent proxy, by which the site can be reached; https', 'zh-CN': '本机解析服务器指向透明代理，经由它可以访问网站；https' },
    why: { en: 'As theirs: the certificate was shown, so the answer leads to the site.', 'zh-CN': '与对方一致：证书已出示，应答确实通向该网站。' },
    start: site({ secure: true, own: wrong, elsewhere: itself }),
  },
  {
    id: 'dnsHijackingToProxyWithHTTPURL',
    text: { en: 'The own resolver leads to a transparent proxy, by which the site can be reached; http', 'zh-CN': '本机解析服务器指向透明代理，经由它可以访问网站；http' },
    why: { en: 'As theirs: it works; that resolvers differ is told, and blamed on nobody.', 'zh-CN': '与对方一致：可以访问；解析结果不同会如实说明，但不归咎于任何一方。' },
    start: site({ own: wrong, elsewhere: itself, depth: 'full' }),
  },
  {
    id: 'ghostDNSBlockingWithHTTP', cause: 'network/block-page',
    text: { en: 'The own resolver leads a name that nobody else knows to a server with a block page; http', 'zh-CN': '只有本机解析服务器认识该域名，并指向拦截页面；http' },
    why: { en: 'Theirs: blocked by DNS. Ours names the filter by its page, which is what the client meets.', 'zh-CN': '对方结论：DNS 封锁。我们依据客户端实际看到的页面指出过滤设备。' },
    start: site({ own: wrong, truth: 'nxdomain', elsewhere: blockPage }),
  },
  {
    id: 'ghostDNSBlockingWithHTTPS', cause: 'network/connection-refused',
    text: { en: 'The own resolver leads a name that nobody else knows to an address that refuses; https', 'zh-CN': '只有本机解析服务器认识该域名，其地址拒绝连接；https' },
    why: { en: 'Theirs: blocked by DNS. Ours keeps that open where the address is a private one, as on loopback: a name of a company network looks the same. A public address would be told as a ghost answer.', 'zh-CN': '对方结论：DNS 封锁。地址为私有地址时（如本机回环），我们不下此结论：企业内部域名看起来完全一样。若为公网地址，则判为虚假应答。' },
    start: site({ secure: true, own: wrong, truth: 'nxdomain' }),
  },
  {
    id: 'httpDiffWithInconsistentDNS', cause: 'network/block-page',
    text: { en: 'The own resolver leads to a server with a block page, another one to the site; http', 'zh-CN': '本机解析服务器指向拦截页面，另一台指向网站；http' },
    why: { en: 'Theirs: blocked by DNS, as bodies and answers differ. Ours names the filter by its page.', 'zh-CN': '对方因响应体与解析结果均不一致而判为 DNS 封锁。我们依据页面指出过滤设备。' },
    start: site({ own: wrong, elsewhere: blockPage }),
  },
  {
    id: 'tcpBlockingConnectionRefusedWithInconsistentDNS', cause: 'network/forged-address', why: forgedUnproved,
    text: { en: 'The own resolver gives an address that refuses, another one that of the site; http', 'zh-CN': '本机解析服务器给出拒绝连接的地址，另一台给出网站的地址；http' },
    start: site({ own: { a: ['127.0.0.2'] } }),
  },
  {
    id: 'tlsBlockingConnectionResetWithInconsistentDNS', cause: 'network/forged-address', why: forged,
    text: { en: 'The own resolver leads to an address that resets handshakes with this name, another one to the site', 'zh-CN': '本机解析服务器指向会重置该名称握手的地址，另一台指向网站' },
    start: site({ secure: true, own: wrong, elsewhere: filteredName }),
  },
  {
    id: 'websiteDownNXDOMAIN', cause: 'network/nxdomain',
    text: { en: 'Every resolver says that the name does not exist', 'zh-CN': '所有解析服务器都称域名不存在' },
    why: { en: 'Theirs: down. Ours says of what: a name that does not exist, most often misspelt.', 'zh-CN': '对方结论：网站不可用。我们说明原因：域名不存在，多为拼写错误。' },
    start: site({ own: 'nxdomain', truth: 'nxdomain' }),
  },
  {
    id: 'websiteDownNoAddrs', cause: 'network/no-address-record',
    text: { en: 'The name exists everywhere and has no address anywhere', 'zh-CN': '域名处处存在，却处处没有地址' },
    why: { en: 'Theirs: down. Ours says of what: a zone without an address record, which its operator can add.', 'zh-CN': '对方结论：网站不可用。我们说明原因：区域中没有地址记录，可由运营者添加。' },
    start: site({ own: {}, truth: {} }),
  },
  {
    id: 'localhostWithHTTP', cause: 'network/connection-refused',
    text: { en: 'Every resolver leads the name to the machine itself, where nothing listens; http', 'zh-CN': '所有解析服务器都把域名指向本机，而本机没有监听；http' },
    why: { en: 'Theirs: down. Ours says that it is this very machine that refuses.', 'zh-CN': '对方结论：网站不可用。我们说明拒绝连接的正是本机。' },
    start: site({ own: wrong, truth: wrong }),
  },
  {
    id: 'localhostWithHTTPS', cause: 'network/connection-refused',
    text: { en: 'Every resolver leads the name to the machine itself, where nothing listens; https', 'zh-CN': '所有解析服务器都把域名指向本机，而本机没有监听；https' },
    why: { en: 'Theirs: down. Ours says that it is this very machine that refuses.', 'zh-CN': '对方结论：网站不可用。我们说明拒绝连接的正是本机。' },
    start: site({ secure: true, own: wrong, truth: wrong }),
  },
  {
    id: 'idnaWithoutCensorshipLowercase',
    text: { en: 'A name of Cyrillic letters', 'zh-CN': '西里尔字母域名' },
    why: { en: 'As theirs: asked for in its ASCII form.', 'zh-CN': '与对方一致：以其 ASCII 形式查询。' },
    start: international('пример.example'),
  },
  {
    id: 'idnaWithoutCensorshipWithFirstLetterUppercase',
    text: { en: 'A name of Cyrillic letters, the first one a capital', 'zh-CN': '首字母大写的西里尔字母域名' },
    why: { en: 'As theirs: letters are mapped to lower case before the name is asked for.', 'zh-CN': '与对方一致：查询前先转换为小写。' },
    start: international('Пример.example'),
  },
];

/** The name as a person types it; servers know its ASCII form. */
function international(host: string): VerdictCase['start'] {
  const start = site({ own: right, host: 'xn--e1afmkfd.example' });
  return async () => {
    const situation = await start();
    return { ...situation, target: situation.target.replace('xn--e1afmkfd.example', host) };
  };
}
