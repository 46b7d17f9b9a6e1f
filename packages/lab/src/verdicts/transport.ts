import { startBrokenTls } from '../broken-tls.ts';
import { createAuthority } from '../certificate-authority.ts';
import { shop } from '../scenarios/services.ts';
import { filteredPort, refusedPort } from '../unreachable-port.ts';
import { site } from './site.ts';
import type { VerdictCase } from './verdict-case.ts';

const dayMs = 86_400_000;

/** Connections and handshakes. */
export const transport: readonly VerdictCase[] = [
  {
    id: 'tcpBlockingConnectTimeout', cause: 'network/connection-timed-out',
    text: { en: 'Every packet to the port is dropped', 'zh-CN': '发往该端口的数据包全部被丢弃' },
    why: { en: 'As theirs: the address is blocked, or the host is down, which only another network can tell.', 'zh-CN': '与对方一致：地址被封锁或主机宕机，只有换一个网络才能分清。' },
    start: site({ secure: true, before: (bench) => bench.keep(filteredPort()), timeoutMs: 3_000 }),
  },
  {
    id: 'websiteDownTCPConnect', cause: 'network/connection-refused',
    text: { en: 'Nothing listens on the port that the URL names', 'zh-CN': 'URL 所写端口上没有服务在监听' },
    why: { en: 'Theirs: down. Ours says what refuses, and asks for the port to be checked.', 'zh-CN': '对方结论：网站不可用。我们说明拒绝连接的是谁，并提示核对端口。' },
    start: site({ before: (bench) => bench.keep(refusedPort()) }),
  },
  {
    id: 'tlsBlockingConnectionResetWithConsistentDNS', cause: 'network/server-name-filtered',
    text: { en: 'Handshakes that name the site are reset on the way', 'zh-CN': '带有该网站名称的握手在途中被重置' },
    why: { en: 'Theirs: blocked at HTTP, by the TLS flag. Ours proves that it is the name: the same address answers another one.', 'zh-CN': '对方结论：HTTP 失败（TLS 标志）。我们证明被过滤的是名称：同一地址对其他名称有应答。' },
    start: site({ secure: true, before: (bench, behind) => bench.keep(startBrokenTls({ fault: 'reset', when: { serverNames: [shop] }, forwardTo: behind })) }),
  },
  {
    id: 'badSSLWithExpiredCertificate', cause: 'certificate/expired',
    text: { en: 'The certificate of the site has expired', 'zh-CN': '网站证书已过期' },
    why: { en: 'Theirs: down. Ours names the certificate and its date.', 'zh-CN': '对方结论：网站不可用。我们指出是哪张证书、何时过期。' },
    start: site({ secure: true, identity: ({ intermediate }) => intermediate.issue({ names: [shop], notBefore: new Date(Date.now() - 90 * dayMs), notAfter: new Date(Date.now() - dayMs) }) }),
  },
  {
    id: 'badSSLWithUnknownAuthorityWithConsistentDNS', cause: 'certificate/unknown-root',
    text: { en: 'The certificate of the site comes from an authority that nobody knows', 'zh-CN': '网站证书由无人认识的机构签发' },
    why: { en: 'Theirs: down. Ours names the root that is unknown.', 'zh-CN': '对方结论：网站不可用。我们指出未知的根证书。' },
    start: site({ secure: true, identity: async () => (await createAuthority({ name: 'Unknown Root X7' })).issue({ names: [shop] }) }),
  },
  {
    id: 'badSSLWithWrongServerName', cause: 'certificate/name-mismatch',
    text: { en: 'The certificate of the site is for another name', 'zh-CN': '网站证书属于另一个域名' },
    why: { en: 'Theirs: down. Ours names what the certificate covers.', 'zh-CN': '对方结论：网站不可用。我们指出证书覆盖哪些名称。' },
    start: site({ secure: true, identity: ({ intermediate }) => intermediate.issue({ names: ['wrong.shop.example'] }) }),
  },
  {
    id: 'controlFailureWithSuccessfulHTTPSWebsite',
    text: { en: 'Nobody answers who could be compared with, and the site works; https', 'zh-CN': '没有可供对照的应答，而网站正常；https' },
    why: { en: 'As theirs: a valid certificate needs no comparison.', 'zh-CN': '与对方一致：证书有效，无需对照。' },
    start: site({ secure: true, truth: 'refused' }),
  },
  {
    id: 'controlFailureWithSuccessfulHTTPWebsite',
    text: { en: 'Nobody answers who could be compared with, and the site works; http', 'zh-CN': '没有可供对照的应答，而网站正常；http' },
    why: { en: 'Theirs: undecided, as the page may be a forged one. Ours is asked whether the client gets an answer, and it does; a page with the mark of a filter would be told.', 'zh-CN': '对方结论：无法判定，因为页面可能是伪造的。我们回答的是客户端能否得到应答，答案是能；若页面带有过滤设备的标记则会指出。' },
    start: site({ truth: 'refused', depth: 'full' }),
  },
];
