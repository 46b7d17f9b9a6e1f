import { type BrokenTlsOptions, startBrokenTls, type TlsFault } from '../broken-tls.ts';
import { createAuthority } from '../certificate-authority.ts';
import { httpHandler } from '../http-handler.ts';
import { startHttpServer } from '../http-server.ts';
import { startNarrowPath } from '../narrow-path.ts';
import type { ListedScenario } from '../scenario.ts';
import { startTcpServer } from '../tcp-server.ts';
import { startTlsServer, type TlsServerOptions } from '../tls-server.ts';
import { type Arrangement, situated, type Workbench } from '../workbench.ts';
import { at, healthyHttps, issueChain, listOfModels, overHttp, overHttps, shop, soundService, within } from './services.ts';

const otherName = 'www.example.com';

/** Every handshake meets this fault. */
const broken = (fault: TlsFault, timeoutMs?: number) => situated(async (bench) => ({
  ...await overHttps(bench, await bench.keep(startBrokenTls({ fault }))), controls: { sni: [otherName] }, ...within(timeoutMs),
}));

/** As web filters of Fortinet head their pages. */
const fortinetPage = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><head><title>Web Filter Violation</title></head></html>';

/** A middlebox before a sound service: some handshakes meet the fault. */
const filtered = (options: Omit<BrokenTlsOptions, 'forwardTo'>, timeoutMs?: number) => situated(async (bench) => {
  const { server, chain } = await soundService(bench);
  const box = await bench.keep(startBrokenTls({ ...options, forwardTo: server }));
  return { ...await overHttps(bench, box, chain.root.certificate), controls: { sni: [otherName] }, ...within(timeoutMs) };
});

const sound = (options: Partial<TlsServerOptions> = {}) => situated((bench) => healthyHttps(bench, options));

/** A service that asks for a client certificate of an authority of its own; `mine`: the client has one. */
async function mutual(bench: Workbench, { mine = false, ...options }: Partial<TlsServerOptions> & { readonly mine?: boolean }): Promise<Arrangement> {
  const clients = await createAuthority({ name: 'Lab Clients' });
  const { server, chain } = await soundService(bench, { requestCert: true, ca: [clients.certificate], ...options });
  if (!mine) return overHttps(bench, server, chain.root.certificate);
  const issued = await clients.issue({ commonName: 'ada', usages: ['clientAuth'] });
  const [certificate, key] = await Promise.all([bench.file('client.pem', issued.certificate), bench.file('client-key.pem', issued.key)]);
  return overHttps(bench, server, chain.root.certificate, { clientCertificate: { certificate, key } });
}

const onPort = (scheme: string, start: (bench: Workbench) => Promise<{ readonly host: '127.0.0.1' | '::1'; readonly port: number }>) =>
  situated(async (bench) => ({ target: `${scheme}${at(await start(bench))}`, timeoutMs: 6_000 }));

const sshServer = (bench: Workbench) => bench.keep(startTcpServer({ behaviour: { banner: 'SSH-2.0-OpenSSH_9.9\r\n' } }));
const mailServer = (bench: Workbench) => bench.keep(startTcpServer({ behaviour: { banner: '220 mail.shop.example ESMTP\r\n' } }));
const webServer = (bench: Workbench) => bench.keep(startHttpServer({ fallback: listOfModels }));

/** A sound service at the end of a path that loses large packets to it. */
const narrow = (mtu: number) => situated(async (bench) => {
  const { server, chain } = await soundService(bench);
  return { ...await overHttps(bench, await bench.keep(startNarrowPath({ forwardTo: server, mtu, losing: 'to-server' })), chain.root.certificate), controls: { sni: [otherName] }, timeoutMs: 9_000 };
});

/** A server of the past, with one version and one suite that nobody has any more. */
const obsolete = (version: number, suite: number) => situated(async (bench) => {
  const { leaf, root } = await issueChain({ key: 'rsa-2048' });
  const server = await bench.keep(startBrokenTls({ fault: { only: { version, suite, chain: leaf.chain } } }));
  return { ...await overHttps(bench, server, root.certificate), controls: { sni: [otherName] } };
});

/** A server that knows Diffie-Hellman over this group alone. */
const diffieHellman = (dhparam: string) => situated(async (bench) => {
  const { leaf, root } = await issueChain({ key: 'rsa-2048' });
  const server = await bench.keep(startTlsServer({ chain: leaf.chain, key: leaf.key, ciphers: 'DHE-RSA-AES128-SHA', maxVersion: 'TLSv1.2', dhparam, http: httpHandler({ fallback: listOfModels }) }));
  return { ...await overHttps(bench, server, root.certificate), controls: { sni: [otherName] } };
});

/** Group 2 of RFC 2409, 6.2: 1,024 bits. */
const oakley2 = `-----BEGIN DH PARAMETERS-----
MIGHAoGBAP//////////yQ/aoiFowjTExmKLgNwc0SkCTgiKZ8x0Agu+pjsTmyJR
Sgh5jjQE3e+VGbPNOkMbMCsKbfJfFDdP4TVtbVHCReSFtXZiXn7G9ExC6aY37WsL
/1y29Aa37e44a/taiZ+lrp8kEXxLH+ZJKGZR7OZTgf//////////AgEC
-----END DH PARAMETERS-----
`;

/** What stands between a connection and the end of its handshake. */
export const tls: readonly ListedScenario[] = [
  {
    id: 'handshake-is-reset', layer: 'tls', rows: ['A3', 'N6'], cause: 'network/tls-reset',
    text: { en: 'Every handshake is reset after the ClientHello', 'zh-CN': '每次握手都在 ClientHello 之后被重置' },
    start: broken('reset'),
    nearMiss: {
      text: { en: 'Only the handshake with this server name is', 'zh-CN': '只有带这个服务器名称的握手被重置' }, cause: 'network/server-name-filtered',
      start: filtered({ fault: 'reset', when: { serverNames: [shop] } }),
    },
  },
  {
    id: 'server-name-is-filtered', layer: 'tls', rows: ['A3', 'N2', 'N6'], cause: 'network/server-name-filtered',
    text: { en: 'A filter resets every connection that asks for this name', 'zh-CN': '过滤设备会重置请求该名称的所有连接' },
    start: filtered({ fault: 'reset', when: { serverNames: ['shop.example'] } }),
    nearMiss: { text: { en: 'The filter looks for another name', 'zh-CN': '过滤的是另一个名称' }, start: filtered({ fault: 'reset', when: { serverNames: ['forum.example'] } }) },
  },
  {
    id: 'server-name-is-swallowed', layer: 'tls', rows: ['A3', 'N6'], cause: 'network/server-name-filtered',
    text: { en: 'Handshakes with this name get no answer, those with another do', 'zh-CN': '带这个名称的握手得不到回应，换一个名称就可以' },
    start: filtered({ fault: 'hang', when: { serverNames: [shop] } }, 6_000),
    nearMiss: { text: { en: 'No handshake gets an answer', 'zh-CN': '所有握手都得不到回应' }, cause: 'network/tls-silence', start: broken('hang', 6_000) },
  },
  {
    id: 'block-page-in-place-of-tls', layer: 'tls', rows: ['A3', 'N6', 'N7'], cause: 'network/server-name-filtered',
    text: { en: 'A filter answers handshakes with this name with a page in clear', 'zh-CN': '过滤设备用明文页面回应带有这个名称的握手' },
    start: filtered({ fault: 'plain-http', when: { serverNames: [shop] } }),
    nearMiss: { text: { en: 'Every handshake gets the page', 'zh-CN': '所有握手得到的都是这个页面' }, cause: 'network/not-tls', start: broken('plain-http') },
  },
  {
    id: 'handshake-is-cut-off', layer: 'tls', rows: ['A3'], cause: 'network/tls-closed',
    text: { en: 'The server hangs up after the ClientHello', 'zh-CN': '服务器在 ClientHello 之后挂断' },
    start: broken('close'),
    nearMiss: { text: { en: 'The server goes on with the handshake', 'zh-CN': '服务器继续完成握手' }, start: sound() },
  },
  {
    id: 'handshake-is-unanswered', layer: 'tls', rows: ['A3'], cause: 'network/tls-silence',
    text: { en: 'The ClientHello gets no answer, whatever it says', 'zh-CN': '无论内容如何，ClientHello 都得不到回应' },
    start: broken('hang', 6_000),
    nearMiss: {
      text: { en: 'The handshake stands, the request gets no answer', 'zh-CN': '握手完成，但请求得不到回应' }, cause: 'network/http-silence',
      start: situated(async (bench) => ({ ...await healthyHttps(bench, { http: httpHandler({ fallback: 'hang-before-headers' }) }), timeoutMs: 6_000 })),
    },
  },
  {
    id: 'handshake-failure-alert', layer: 'tls', rows: ['A6'], cause: 'network/tls-alert',
    text: { en: 'The server refuses every handshake with alert 40', 'zh-CN': '服务器以告警 40 拒绝所有握手' },
    start: broken({ alert: 40 }),
    nearMiss: { text: { en: 'It takes one cipher, which the client offers', 'zh-CN': '它只接受一种密码套件，客户端恰好支持' }, start: sound({ ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' }) },
  },
  {
    id: 'internal-error-alert', layer: 'tls', rows: ['A6'], cause: 'network/tls-alert',
    text: { en: 'The server breaks the handshake off with alert 80', 'zh-CN': '服务器以告警 80 中断握手' },
    start: broken({ alert: 80 }),
    nearMiss: {
      text: { en: 'It breaks it off with alert 112', 'zh-CN': '以告警 112 中断' }, cause: 'network/unknown-server-name',
      start: broken({ alert: 112 }),
    },
  },
  {
    id: 'server-does-not-know-the-name', layer: 'tls', rows: ['A6', 'N6'], cause: 'network/unknown-server-name',
    text: { en: 'The server knows other names, but not this one (alert 112)', 'zh-CN': '服务器认识别的名称，唯独不认识这个（告警 112）' },
    start: filtered({ fault: { alert: 112 }, when: { serverNames: [shop] } }),
    nearMiss: { text: { en: 'It refuses another name only', 'zh-CN': '只拒绝另一个名称' }, start: filtered({ fault: { alert: 112 }, when: { serverNames: [otherName] } }) },
  },
  {
    id: 'protocol-is-too-old', layer: 'tls', rows: ['A6'], cause: 'network/protocol-too-old',
    text: { en: 'The server speaks TLS 1.0 and 1.1 only', 'zh-CN': '服务器只支持 TLS 1.0 和 1.1' },
    start: sound({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1' }),
    nearMiss: { text: { en: 'It speaks TLS 1.2 only', 'zh-CN': '只支持 TLS 1.2' }, start: sound({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' }) },
  },
  {
    id: 'protocol-is-tls-1-0', layer: 'tls', rows: ['A6'], cause: 'network/protocol-too-old',
    text: { en: 'The server speaks nothing but TLS 1.0', 'zh-CN': '服务器只支持 TLS 1.0' },
    start: sound({ minVersion: 'TLSv1', maxVersion: 'TLSv1' }),
    nearMiss: { text: { en: 'It speaks everything from TLS 1.0 to 1.3', 'zh-CN': '从 TLS 1.0 到 1.3 都支持' }, start: sound({ minVersion: 'TLSv1' }) },
  },
  {
    id: 'protocol-is-ssl-3', layer: 'tls', rows: ['A6'], cause: 'network/protocol-too-old',
    text: { en: 'The server speaks SSL 3.0 with RC4, which no client has any more', 'zh-CN': '服务器只支持 SSL 3.0 和 RC4，已没有客户端支持' },
    start: obsolete(0x0300, 0x0005),
    nearMiss: { text: { en: 'It refuses every cipher alike', 'zh-CN': '它拒绝所有密码套件' }, cause: 'network/tls-alert', start: broken({ alert: 40 }) },
  },
  {
    id: 'only-3des-is-left', layer: 'tls', rows: ['A6'], cause: 'network/protocol-too-old',
    text: { en: 'The server speaks TLS 1.2 with 3DES alone', 'zh-CN': '服务器只支持 TLS 1.2 的 3DES' },
    start: obsolete(0x0303, 0x000a),
    nearMiss: { text: { en: 'It speaks TLS 1.2 with AES alone', 'zh-CN': '只支持 TLS 1.2 的 AES' }, start: sound({ ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' }) },
  },
  {
    id: 'diffie-hellman-group-is-small', layer: 'tls', rows: ['A6'], cause: 'network/protocol-too-old',
    text: { en: 'The server\'s Diffie-Hellman group has 1,024 bits', 'zh-CN': '服务器的 Diffie-Hellman 参数只有 1024 位' },
    start: diffieHellman(oakley2),
    nearMiss: { text: { en: 'The group is as large as its key asks for', 'zh-CN': '参数大小与密钥相称' }, start: diffieHellman('auto') },
  },
  {
    id: 'tls-1-3-is-not-passed-over', layer: 'tls', rows: ['A6', 'N7'], cause: 'network/tls13-intolerance',
    text: { en: 'A box resets every handshake that offers TLS 1.3', 'zh-CN': '中间设备会重置所有提供 TLS 1.3 的握手' },
    start: filtered({ fault: 'reset', when: { version: 0x0304 } }),
    nearMiss: {
      text: { en: 'It resets those that are large', 'zh-CN': '被重置的是较大的握手' }, cause: 'network/large-client-hello-intolerance',
      start: filtered({ fault: 'reset', when: { longerThan: 1_200 } }),
    },
  },
  {
    id: 'http2-is-all-it-speaks', layer: 'tls', rows: ['A6'], cause: 'network/application-protocol-refused',
    text: { en: 'The server negotiates HTTP/2 and nothing else', 'zh-CN': '服务器只协商 HTTP/2' },
    start: situated(async (bench) => {
      const { leaf, root } = await issueChain();
      return overHttps(bench, await bench.keep(startTlsServer({ chain: leaf.chain, key: leaf.key, alpn: ['h2'] })), root.certificate);
    }),
    nearMiss: { text: { en: 'It negotiates HTTP/1.1 as well', 'zh-CN': '也协商 HTTP/1.1' }, start: sound({ alpn: ['h2', 'http/1.1'] }) },
  },
  {
    id: 'large-packets-are-lost', layer: 'tls', rows: ['A3', 'N7'], cause: 'network/path-mtu',
    text: { en: 'A tunnel on the way loses every large packet, without a word', 'zh-CN': '途中的隧道会悄无声息地丢掉所有大数据包' },
    start: narrow(1_200),
    nearMiss: {
      text: { en: 'A box swallows large ClientHellos, and lets other large packets through', 'zh-CN': '中间设备只吞掉大的 ClientHello，其他大数据包可以通过' }, cause: 'network/large-client-hello-intolerance',
      start: filtered({ fault: 'hang', when: { longerThan: 1_200 } }, 9_000),
    },
  },
  {
    id: 'block-page-comes-for-tls', layer: 'tls', rows: ['A3', 'N6', 'N7'], cause: 'network/tls-block-page',
    text: { en: 'A FortiGate answers handshakes for this name with its page in clear', 'zh-CN': 'FortiGate 以明文页面回应带这个名称的握手' },
    start: filtered({ fault: { inClear: fortinetPage }, when: { serverNames: [shop] } }),
    nearMiss: {
      text: { en: 'What comes in clear bears no mark of a filter', 'zh-CN': '明文回应没有过滤设备的标记' }, cause: 'network/server-name-filtered',
      start: filtered({ fault: 'plain-http', when: { serverNames: [shop] } }),
    },
  },
  {
    id: 'web-server-without-tls', layer: 'tls', rows: ['A3'], cause: 'network/not-tls',
    text: { en: 'https:// is asked of a port that speaks plain HTTP', 'zh-CN': '用 https:// 访问只提供明文 HTTP 的端口' },
    start: onPort('https://', webServer),
    nearMiss: { text: { en: 'http:// is asked of it', 'zh-CN': '改用 http:// 访问' }, start: onPort('http://', webServer) },
  },
  {
    id: 'ssh-server-instead-of-tls', layer: 'tls', rows: ['A3'], cause: 'network/not-tls',
    text: { en: 'An SSH server answers at the port', 'zh-CN': '端口上应答的是 SSH 服务器' },
    start: onPort('https://', sshServer),
    nearMiss: { text: { en: 'The port is given as host:port, and may speak what it likes', 'zh-CN': '以 主机:端口 的形式给出，使用何种协议都可以' }, start: onPort('', sshServer) },
  },
  {
    id: 'mail-server-instead-of-tls', layer: 'tls', rows: ['A3'], cause: 'network/not-tls',
    text: { en: 'A mail server that greets in clear answers at the port', 'zh-CN': '端口上应答的是以明文问候的邮件服务器' },
    start: onPort('tls://', mailServer),
    nearMiss: { text: { en: 'It is asked for TCP alone', 'zh-CN': '只要求 TCP' }, start: onPort('tcp://', mailServer) },
  },
  {
    id: 'clear-answer-to-a-handshake', layer: 'tls', rows: ['A3'], cause: 'network/not-tls',
    text: { en: 'The handshake is answered with an HTTP error in clear', 'zh-CN': '握手得到的回应是明文的 HTTP 错误' },
    start: broken('plain-http'),
    nearMiss: { text: { en: 'The port is given as host:port, and a web server without TLS is there', 'zh-CN': '以 主机:端口 的形式给出，端口上是不带 TLS 的网页服务器' }, start: onPort('', webServer) },
  },
  {
    id: 'garbage-instead-of-tls', layer: 'tls', rows: ['A3'], cause: 'network/not-tls',
    text: { en: 'The handshake is answered with random bytes', 'zh-CN': '握手得到的回应是一串随机字节' },
    start: broken('garbage'),
    nearMiss: { text: { en: 'It is answered with a TLS record', 'zh-CN': '回应是 TLS 记录' }, start: sound() },
  },
  {
    id: 'plain-request-to-a-tls-port', layer: 'http', rows: ['A3'], cause: 'network/tls-expected',
    text: { en: 'http:// is asked of a port that speaks TLS', 'zh-CN': '用 http:// 访问使用 TLS 的端口' },
    start: situated(async (bench) => ({ target: `http://${at(await bench.keep(startBrokenTls({ fault: { alert: 10 }, ...await forwarding(bench) })))}/` })),
    nearMiss: { text: { en: 'It is asked of a port that speaks HTTP and redirects', 'zh-CN': '访问的端口使用 HTTP，并作了重定向' }, start: situated((bench) => overHttp(bench, { inOrder: [{ redirect: '/v2/models', code: 308 }, listOfModels] })) },
  },
  {
    id: 'client-certificate-is-missing', layer: 'tls', rows: ['A6'], cause: 'network/client-certificate-required',
    text: { en: 'The server wants a client certificate (TLS 1.3)', 'zh-CN': '服务器要求客户端证书（TLS 1.3）' },
    start: situated((bench) => mutual(bench, {})),
    nearMiss: { text: { en: 'The client shows one', 'zh-CN': '客户端出示了证书' }, start: situated((bench) => mutual(bench, { mine: true })) },
  },
  {
    id: 'client-certificate-is-missing-in-tls-1-2', layer: 'tls', rows: ['A6'], cause: 'network/client-certificate-required',
    text: { en: 'The server wants a client certificate (TLS 1.2)', 'zh-CN': '服务器要求客户端证书（TLS 1.2）' },
    start: situated((bench) => mutual(bench, { maxVersion: 'TLSv1.2' })),
    nearMiss: { text: { en: 'It asks for one and does without', 'zh-CN': '服务器询问证书，但没有也可以' }, start: situated((bench) => mutual(bench, { maxVersion: 'TLSv1.2', rejectUnauthorized: false })) },
  },
  {
    id: 'client-certificate-is-wrong', layer: 'tls', rows: ['A6'], cause: 'network/client-certificate-required',
    text: { en: 'The client certificate comes from an authority that the server does not know', 'zh-CN': '客户端证书的签发机构不被服务器承认' },
    start: situated(async (bench) => mutual(bench, { mine: true, ca: [(await createAuthority({ name: 'Lab Partners' })).certificate] })),
    nearMiss: { text: { en: 'The server takes any, and judges it later', 'zh-CN': '服务器先接受任何证书，之后再判断' }, start: situated((bench) => mutual(bench, { mine: true, rejectUnauthorized: false })) },
  },
  {
    id: 'large-client-hello-is-reset', layer: 'tls', rows: ['A3', 'N7'], cause: 'network/large-client-hello-intolerance',
    text: { en: 'A box resets handshakes that do not fit into one packet, as post-quantum ones', 'zh-CN': '中间设备会重置放不进一个数据包的握手，例如后量子握手' },
    start: filtered({ fault: 'reset', when: { longerThan: 1_200 } }),
    nearMiss: { text: { en: 'The box takes up to 4,000 bytes', 'zh-CN': '中间设备可接受 4000 字节以内的握手' }, start: filtered({ fault: 'reset', when: { longerThan: 4_000 } }) },
  },
  {
    id: 'large-client-hello-is-swallowed', layer: 'tls', rows: ['A3', 'N7'], cause: 'network/large-client-hello-intolerance',
    text: { en: 'A box swallows handshakes that do not fit into one packet', 'zh-CN': '中间设备会吞掉放不进一个数据包的握手' },
    start: filtered({ fault: 'hang', when: { longerThan: 1_200 } }, 6_000),
    nearMiss: {
      text: { en: 'It swallows those with this server name', 'zh-CN': '被吞掉的是带这个名称的握手' }, cause: 'network/server-name-filtered',
      start: filtered({ fault: 'hang', when: { serverNames: [shop] } }, 6_000),
    },
  },
];

/** A sound service for those who speak TLS; to others the alert of the box. */
async function forwarding(bench: Workbench): Promise<Pick<BrokenTlsOptions, 'forwardTo' | 'when'>> {
  const { server } = await soundService(bench);
  return { forwardTo: server, when: {} };
}
