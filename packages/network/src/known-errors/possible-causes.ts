import type { PossibleCause } from '@culprit/core';

/*
 * The causes that known errors of this plugin point to, each with what tells it from the others. A text is a symptom:
 * the sentences say what to look at, and an examination of the target looks.
 */
const cause = (id: string, en: string, zh: string): PossibleCause => ({ id, when: { en, 'zh-CN': zh } });

export const nxdomain: PossibleCause = cause('network/nxdomain', 'Other names resolve, and this one exists nowhere: a typo, or a private name asked outside its network.', '其他域名能解析，唯独这个不存在：拼写有误，或是在内网之外查询了内部域名。');
export const noAddress: PossibleCause = cause('network/no-address-record', 'The name exists, but has no A or AAAA record (perhaps only one of the two).', '域名存在，但没有 A 或 AAAA 记录（或只有其中一种）。');
export const resolverFailure: PossibleCause = cause('network/resolver-failure', 'The resolver answers SERVFAIL, for this name or for all.', '解析器对该域名（或所有域名）返回 SERVFAIL。');
export const resolverRefusal: PossibleCause = cause('network/resolver-refusal', 'The resolver answers REFUSED: it does not serve this client.', '解析器返回 REFUSED：它不为该客户端提供解析。');
export const resolverTimeout: PossibleCause = cause('network/resolver-timeout', 'No name resolves: the resolver does not answer, or the machine is offline.', '所有域名都解析不了：解析器没有响应，或本机已断网。');
export const doubledScheme: PossibleCause = cause('network/doubled-scheme', 'The host in the text is literally "http" or "https": the scheme stands twice in the address.', '报错中的主机名就是“http”或“https”：地址里协议写了两遍。');
export const refused: PossibleCause = cause('network/connection-refused', 'It fails at once, and other ports of the host answer: nothing listens on this port, or on this address only.', '立即失败，而该主机的其他端口有响应：此端口（或此地址）上没有服务在监听。');
export const timedOut: PossibleCause = cause('network/connection-timed-out', 'It fails only after seconds: packets are dropped on the way, or the host is down.', '等待数秒后才失败：数据包在途中被丢弃，或主机已宕机。');
export const unreachable: PossibleCause = cause('network/host-unreachable', 'A router or this machine says that there is no way to the address.', '本机或途中的路由器明确表示没有到该地址的路由。');
export const ipv6Broken: PossibleCause = cause('network/ipv6-broken', 'The address in the text is IPv6, and the same host answers over IPv4.', '报错中的地址是 IPv6，而同一主机走 IPv4 正常。');
export const machineOffline: PossibleCause = cause('network/machine-offline', 'No other host can be reached either: this machine has no network or no default route.', '其他主机也都连不上：本机没有联网，或没有默认路由。');
export const openFileLimit: PossibleCause = cause('network/open-file-limit', 'Opening any file fails as well: the limit of open files is reached.', '打开任何文件都会失败：已达到打开文件数的上限。');
export const localPortsExhausted: PossibleCause = cause('network/local-ports-exhausted', 'It comes under load, after thousands of connections to one address: the local ports are used up.', '出现在高负载时，此前到同一地址有数以千计的连接：本地端口已耗尽。');
export const connectionForbidden: PossibleCause = cause('network/connection-forbidden', 'It fails at once, and other hosts are reached: a rule, route or sandbox of this machine forbids it.', '立即失败，而其他主机可以连接：被本机的规则、路由或沙箱禁止。');
export const reset: PossibleCause = cause('network/connection-reset', 'The connection is reset whatever is sent, also without TLS.', '无论发送什么，连接都会被重置，不走 TLS 也一样。');
export const proxyUnreachable: PossibleCause = cause('network/proxy-unreachable', 'The address in the text is a proxy\'s (HTTPS_PROXY, system settings), not the service\'s.', '报错中的地址是代理（HTTPS_PROXY 或系统设置）的，而不是目标服务的。');
export const proxyAuthentication: PossibleCause = cause('network/proxy-authentication-required', 'The proxy answers CONNECT with 407: it wants a user name and password.', '代理对 CONNECT 返回 407：需要用户名和密码。');
export const proxyRefusal: PossibleCause = cause('network/proxy-refusal', 'A proxy is in use, and it refuses or drops the tunnel to this host; without it the host answers.', '正在使用代理，而代理拒绝或断开了到该主机的隧道；不走代理则可以访问。');
export const proxyWrongScheme: PossibleCause = cause('network/proxy-wrong-scheme', 'The proxy is configured as https://, yet speaks plain HTTP.', '代理地址写成了 https://，但它只支持明文 HTTP。');
export const proxySettingInvalid: PossibleCause = cause('network/proxy-setting-invalid', 'The address that can\'t be read is the value of a proxy variable.', '无法识别的地址来自代理环境变量。');
export const tlsReset: PossibleCause = cause('network/tls-reset', 'TCP connects, and the reset follows the ClientHello, whatever name it holds.', 'TCP 能连上，发出 ClientHello 后即被重置，换任何域名都一样。');
export const serverNameFiltered: PossibleCause = cause('network/server-name-filtered', 'The same address answers a handshake for another name: this name is filtered on the way.', '同一地址换一个域名（SNI）就能握手：该域名在途中被过滤。');
export const tlsClosed: PossibleCause = cause('network/tls-closed', 'TCP connects, and the peer closes without a word on TLS: an overloaded or wrong back end, or a proxy that gives up.', 'TCP 能连上，但对方不作任何 TLS 应答就关闭连接：后端过载或配置有误，或代理中途放弃。');
export const tlsSilence: PossibleCause = cause('network/tls-silence', 'TCP connects at once, and then nothing comes back to the ClientHello.', 'TCP 立即连上，但 ClientHello 发出后没有任何回应。');
export const largeClientHello: PossibleCause = cause('network/large-client-hello-intolerance', 'It works with curl or older clients: a middlebox drops the larger post-quantum ClientHello.', 'curl 或旧客户端正常：途中设备丢弃了后量子算法带来的较大 ClientHello。');
export const tlsAlert: PossibleCause = cause('network/tls-alert', 'The server refuses the handshake with an alert: no cipher, signature or certificate in common.', '服务端以 alert 拒绝握手：双方没有共同的加密套件、签名算法或证书。');
export const applicationProtocolRefused: PossibleCause = cause('network/application-protocol-refused', 'The server speaks HTTP/2 or another protocol alone, and the client did not offer it by ALPN.', '服务端只支持 HTTP/2 或其他协议，而客户端没有通过 ALPN 提供该协议。');
export const notTls: PossibleCause = cause('network/not-tls', 'The port speaks plain HTTP or another protocol: https:// is used where http:// belongs, or the port is wrong.', '该端口使用的是明文 HTTP 或其他协议：本应使用 http:// 却写成 https://，或端口写错。');
export const protocolTooOld: PossibleCause = cause('network/protocol-too-old', 'The server (or this client) offers only TLS 1.0 or 1.1, or old ciphers.', '服务端（或本客户端）只支持 TLS 1.0/1.1 或过时的加密套件。');
export const unknownServerName: PossibleCause = cause('network/unknown-server-name', 'The server does not know this name: wrong host, or a CDN where the domain was not set up.', '服务端不认识该域名：主机写错，或 CDN 上尚未配置该域名。');
export const clientCertificate: PossibleCause = cause('network/client-certificate-required', 'The server asks for a client certificate (mutual TLS).', '服务端要求客户端证书（双向 TLS）。');
export const unauthorized: PossibleCause = cause('network/http-unauthorized', 'The service was reached and wants a (valid) credential.', '已到达服务，但它要求（有效的）凭据。');
export const forbidden: PossibleCause = cause('network/http-forbidden', 'The service was reached and refuses: missing right, region, source address, or a bot filter in front of it.', '已到达服务但被拒绝：权限不足、地区或来源 IP 受限，或被前置的机器人防护拦截。');
export const paymentRequired: PossibleCause = cause('network/http-payment-required', 'The account has no balance or plan.', '账户余额或套餐不足。');
export const notFound: PossibleCause = cause('network/http-not-found', 'The service was reached and does not know the path: a doubled or missing part such as /v1.', '已到达服务，但路径不存在：例如 /v1 重复或缺失。');
export const upstreamProxyAuthentication: PossibleCause = cause('network/upstream-proxy-authentication', 'No proxy is in use here, and the 407 comes from the service\'s own side.', '本机并未使用代理，407 来自服务端自身。');
export const misdirected: PossibleCause = cause('network/misdirected-request', 'The server that was reached is not responsible for this name, often after a wrong SNI or Host.', '所到达的服务器不负责该域名，多因 SNI 或 Host 不对。');
export const rateLimited: PossibleCause = cause('network/rate-limited', 'It works again after a while (Retry-After): too many requests, or a used-up quota.', '过一段时间（Retry-After）又恢复：请求过多或配额用尽。');
export const legalBlock: PossibleCause = cause('network/legal-block', 'The service refuses for legal reasons, mostly by region.', '因法律原因拒绝访问，多与地区有关。');
export const serverError: PossibleCause = cause('network/server-error', 'The service was reached and failed by itself.', '已到达服务，但服务自身出错。');
export const gatewayError: PossibleCause = cause('network/gateway-error', 'A gateway or CDN was reached, and the service behind it does not answer it.', '已到达网关或 CDN，但其后端没有正常应答。');
export const overloaded: PossibleCause = cause('network/service-overloaded', 'The service is overloaded or under maintenance; Retry-After tells how long.', '服务过载或正在维护，可参考 Retry-After。');
export const redirectLoop: PossibleCause = cause('network/redirect-loop', 'The redirects lead in a circle: http and https, or www, disagree between CDN and origin.', '重定向形成循环：CDN 与源站在 http/https 或 www 上设置不一致。');
export const htmlInsteadOfData: PossibleCause = cause('network/html-instead-of-data', 'The answer is a web page where data was expected: wrong base URL, a log-in page or a challenge.', '期望得到数据，返回的却是网页：基础网址写错、登录页或人机验证页。');
export const captivePortal: PossibleCause = cause('network/captive-portal', 'Every plain http:// site shows the same log-in page: the network wants a log-in first.', '访问任何 http:// 网站都出现同一登录页：需先登录所在网络。');
export const httpSilence: PossibleCause = cause('network/http-silence', 'Connection and TLS stand, the request was sent, and no answer comes.', '连接与 TLS 均正常，请求已发出，却迟迟没有应答。');
export const emptyReply: PossibleCause = cause('network/empty-reply', 'The server closes after the request without answering: it crashed, or expects TLS on this port.', '服务端收到请求后不作应答就关闭连接：进程崩溃，或该端口应使用 TLS。');
export const truncatedBody: PossibleCause = cause('network/truncated-body', 'The answer starts well and ends early.', '应答开头正常，但提前中断。');
export const malformedResponse: PossibleCause = cause('network/malformed-response', 'The answer is no valid HTTP: another protocol, or TLS on a port asked in plain HTTP.', '应答不是合法的 HTTP：可能是其他协议，或用明文 HTTP 访问了 TLS 端口。');
export const lyingResolver: PossibleCause = cause('network/lying-resolver', 'The name opens elsewhere, over another network or resolver: the resolver in use denies it.', '换一个网络或解析器就能解析：是所用的解析器否认该域名。');
export const forgedAddress: PossibleCause = cause('network/forged-address', 'The address that was tried is not the service\'s: another resolver gives another one.', '所连接的地址并不属于该服务：其他解析器给出的地址不同。');
export const blockingEgress: PossibleCause = cause('network/blocking-egress', 'A company network that has a proxy: direct connections are stopped, and the program does not use the proxy.', '所在的企业网络设有代理：直连被拦截，而程序没有使用代理。');
export const desktopProxyNotFollowed: PossibleCause = cause('network/desktop-proxy-not-followed', 'The browser opens it on the same machine: the proxy of the desktop is not one that this program follows.', '同一台机器上浏览器可以打开：桌面设置了代理，而该程序不使用它。');
export const httpReset: PossibleCause = cause('network/http-reset', 'Connection (and TLS) stand, and the reset comes once the request is sent.', '连接（及 TLS）均已建立，请求发出之后才被重置。');
export const hostHeaderFiltered: PossibleCause = cause('network/host-header-filtered', 'The request is plain http://, and the same address answers under another name.', '请求是明文 http://，而同一地址换一个域名就有应答。');
export const http2Failure: PossibleCause = cause('network/http2-failure', 'It works over the other version of HTTP (curl --http1.1 or --http2).', '换用另一个 HTTP 版本（curl --http1.1 或 --http2）即正常。');
export const proxyHangUp: PossibleCause = cause('network/proxy-hang-up', 'A proxy is in use, and it is the proxy that closes when it hears the destination.', '正在使用代理，而代理一听到目标地址就关闭连接。');
export const proxyLoop: PossibleCause = cause('network/proxy-loop', 'The status is 508, or the text speaks of a loop or of too many hops or forwards.', '状态码为 508，或报错提到循环、转发或跳数过多。');
export const proxyNameResolution: PossibleCause = cause('network/proxy-name-resolution', 'The proxy opens a way to the address, and none to the name: it can\'t look the name up.', '代理按地址可以连通，按域名则不行：它无法解析该域名。');
export const noProxyEntry: PossibleCause = cause('network/no-proxy-entry', 'NO_PROXY names the host, in a form that this program does not read (a URL, *.name, a range).', 'NO_PROXY 中写有该主机，但写法不被该程序识别（如网址、*.域名、网段）。');
export const proxyVariablesConflict: PossibleCause = cause('network/proxy-variables-conflict', 'https_proxy and HTTPS_PROXY differ, and other programs, which read the other one, get through.', 'https_proxy 与 HTTPS_PROXY 取值不同，而读取另一个的程序可以访问。');
export const notAProxy: PossibleCause = cause('network/not-a-proxy', 'The port in the proxy setting belongs to another service.', '代理设置中的端口属于其他服务。');
export const pathMtu: PossibleCause = cause('network/path-mtu', 'Small requests pass and large ones hang, often over a VPN or tunnel: the path takes smaller packets than its ends believe.', '小请求正常、大请求卡住，多见于 VPN 或隧道：路径能通过的数据包比两端以为的小。');
export const tlsExpected: PossibleCause = cause('network/tls-expected', 'The port wants TLS and was asked with http://.', '该端口要求 TLS，而请求用的是 http://。');
export const damagedCompression: PossibleCause = cause('network/damaged-compression', 'The body is not compressed as its Content-Encoding says, perhaps changed by a proxy or CDN on the way.', '响应体与 Content-Encoding 所声明的压缩不符，可能被途中的代理或 CDN 改动过。');
/* Of the certificate plugin; wrappers point to them, too. */
export const certificateUntrusted: PossibleCause = cause('certificate/unknown-root', 'The inner error names a certificate.', '内层错误提到了证书。');
export const botChallenge: PossibleCause = cause('network/bot-challenge', 'A page instead of data, "Just a moment…" or cf-mitigated: challenge: a protection before the service wants a browser.', '返回的是“Just a moment…”之类的网页，或带有 cf-mitigated: challenge：服务前面的防护要求使用浏览器。');
export const firewall: PossibleCause = cause('network/web-application-firewall', 'The refusal names a protection (error code 1010 or 1020, a reference or support number) rather than the account.', '拒绝信息提到的是防护产品（错误码 1010 或 1020、参考编号或支持编号），而不是账户。');
export const addressBlock: PossibleCause = cause('network/address-block', 'Error code 1005 to 1008: the address that you leave by is banned.', '错误码 1005 至 1008：出口 IP 地址被封禁。');
export const regionBlock: PossibleCause = cause('network/region-block', 'The text names a country or region (error code 1009): the service is not offered where you seem to be.', '报错提到国家或地区（错误码 1009）：服务不向你所在的地区提供。');
export const cdnOriginFailure: PossibleCause = cause('network/cdn-origin-failure', 'A CDN answers (52x, 1016): the way from it to the service\'s own server fails.', '应答的是 CDN（52x、1016）：出错的是它到服务自身服务器的回源。');
/* Of the credential plugin, for services that are asked for a password before anything else. */
export const wrongPassword: PossibleCause = cause('credential/wrong-password', 'The server was reached, and refuses this user and password.', '已到达服务端，但它拒绝该用户名和密码。');
export const noPassword: PossibleCause = cause('credential/text-instead-of-key', 'No password was sent: its variable is empty or not set where the program runs.', '没有发送密码：在程序运行的环境中，对应的变量为空或未设置。');
