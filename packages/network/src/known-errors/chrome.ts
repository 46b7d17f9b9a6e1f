import { defineKnownErrors, type KnownError } from '@culprit/core';
import { blockingEgress, captivePortal, clientCertificate, emptyReply, forgedAddress, hostHeaderFiltered, http2Failure, httpSilence, ipv6Broken, lyingResolver, malformedResponse, noProxyEntry, notAProxy, notTls, nxdomain, overloaded, pathMtu, protocolTooOld, proxyLoop, proxyNameResolution, proxyRefusal, proxySettingInvalid, proxyUnreachable, redirectLoop, refused, reset, resolverTimeout, serverNameFiltered, timedOut, tlsAlert, tlsClosed, tlsReset, tlsSilence, truncatedBody, unreachable, damagedCompression } from './possible-causes.ts';

/** What Chrome, Edge and other Chromium browsers (also Electron, Puppeteer, Playwright) say: https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/chrome-name-not-resolved', program: 'chrome', literals: ['ERR_NAME_NOT_RESOLVED', 'DNS_PROBE_FINISHED_NXDOMAIN', 'ERR_NAME_RESOLUTION_FAILED', '的服务器 IP 地址', 'server IP address could not be found'],
    pattern: /\b(?:ERR_NAME_NOT_RESOLVED|ERR_NAME_RESOLUTION_FAILED|DNS_PROBE_FINISHED_NXDOMAIN)\b(?: at (?<url>https?:\/\/\S{1,2000}))?|找不到 ?(?<host>[\w.-]{1,253}) ?的服务器 IP 地址|(?<name>[\w.-]{1,253})’s server IP address could not be found/,
    causes: [nxdomain, resolverTimeout, lyingResolver],
    examples: { matches: ['net::ERR_NAME_NOT_RESOLVED at https://nope.example.com/', 'DNS_PROBE_FINISHED_NXDOMAIN', '找不到 hf-miror.com 的服务器 IP 地址。', 'net::ERR_NAME_RESOLUTION_FAILED', 'hf-miror.com’s server IP address could not be found.'], nearMisses: ['ERR_NAME_NOT_RESOLVED_YET'] },
  },
  {
    id: 'network/chrome-dns', program: 'chrome', literals: ['DNS_PROBE_', 'ERR_DNS_'], pattern: /\bDNS_PROBE_(?:FINISHED_NO_INTERNET|FINISHED_BAD_CONFIG|BAD_CONFIG|BAD_SECURE_CONFIG|STARTED|POSSIBLE)\b|\bERR_DNS_(?:TIMED_OUT|SERVER_FAILED|MALFORMED_RESPONSE)\b/,
    causes: [resolverTimeout],
    examples: { matches: ['DNS_PROBE_FINISHED_NO_INTERNET', 'net::ERR_DNS_TIMED_OUT'], nearMisses: ['DNS_PROBE_FINISHED_NXDOMAIN'] },
  },
  {
    id: 'network/chrome-refused', program: 'chrome', literals: ['ERR_CONNECTION_REFUSED', '拒绝了我们的连接请求', 'refused to connect'], pattern: /\bERR_CONNECTION_REFUSED\b(?: at (?<url>https?:\/\/\S{1,2000}))?|(?:(?<host>[\w.-]{1,253}) ?)?拒绝了我们的连接请求|\b(?<name>[\w.-]{1,253}) refused to connect\b/,
    causes: [refused, forgedAddress, blockingEgress],
    examples: { matches: ['page.goto: net::ERR_CONNECTION_REFUSED at http://127.0.0.1:4173/', 'localhost 拒绝了我们的连接请求。', 'localhost refused to connect.'], nearMisses: ['对方拒绝了我们的邀请'] },
  },
  {
    id: 'network/chrome-timed-out', program: 'chrome', literals: ['ERR_CONNECTION_TIMED_OUT', 'ERR_TIMED_OUT', '的响应时间过长', 'took too long to respond'], pattern: /\bERR_(?:CONNECTION_)?TIMED_OUT\b(?: at (?<url>https?:\/\/\S{1,2000}))?|\b(?<host>[\w-]{1,63}\.[\w.-]{1,190}) ?的响应时间过长|\b(?<name>[\w-]{1,63}\.[\w.-]{1,190}) took too long to respond/,
    causes: [timedOut, httpSilence, ipv6Broken, forgedAddress],
    examples: { matches: ['net::ERR_CONNECTION_TIMED_OUT', 'huggingface.co 的响应时间过长。', 'huggingface.co took too long to respond.', 'net::ERR_TIMED_OUT'], nearMisses: ['数据库的响应时间过长'] },
  },
  {
    // What stands in the tab and in the status line while nothing comes back.
    id: 'network/chrome-still-connecting', program: 'chrome', literals: ['正在连接', 'Connecting', '正在建立安全连接', 'Establishing secure connection'],
    pattern: /^\s{0,8}(?:正在连接|正在建立安全连接|Connecting|Establishing secure connection)(?: ?(?:到|to) ?(?<host>[\w-]{1,63}\.[\w.-]{1,190}))? {0,2}(?:…{1,2}|\.{3,6})\s{0,8}$/,
    causes: [timedOut, ipv6Broken, forgedAddress, tlsSilence, pathMtu],
    examples: { matches: ['正在连接…', '正在连接...', 'Connecting to hf-mirror.com...', '正在建立安全连接……', 'Establishing secure connection...'], nearMisses: ['正在连接数据库…', 'Connecting to database...'] },
  },
  {
    id: 'network/chrome-reset', program: 'chrome', literals: ['ERR_CONNECTION_RESET', '连接已重置'], pattern: /\bERR_CONNECTION_RESET\b(?: at (?<url>https?:\/\/\S{1,2000}))?|^\s{0,4}连接已重置/,
    causes: [reset, tlsReset, serverNameFiltered, hostHeaderFiltered],
    examples: { matches: ['net::ERR_CONNECTION_RESET', '连接已重置。'], nearMisses: ['数据库连接已重置'] },
  },
  {
    id: 'network/chrome-closed', program: 'chrome', literals: ['ERR_CONNECTION_CLOSED', 'ERR_CONNECTION_ABORTED', '意外终止了连接', 'unexpectedly closed the connection'], pattern: /\bERR_CONNECTION_(?:CLOSED|ABORTED)\b(?: at (?<url>https?:\/\/\S{1,2000}))?|(?<host>[\w.-]{1,253}) ?意外终止了连接|(?<name>[\w.-]{1,253}) unexpectedly closed the connection/,
    causes: [tlsClosed, emptyReply, serverNameFiltered],
    examples: { matches: ['net::ERR_CONNECTION_CLOSED', 'api.example.com 意外终止了连接。', 'net::ERR_CONNECTION_ABORTED', 'api.example.com unexpectedly closed the connection.'], nearMisses: ['ERR_CONNECTION_CLOSED_GRACEFULLY'] },
  },
  {
    id: 'network/chrome-unreachable', program: 'chrome', literals: ['ERR_ADDRESS_UNREACHABLE', 'ERR_INTERNET_DISCONNECTED', 'ERR_NETWORK_ACCESS_DENIED', '未连接到互联网'], pattern: /\bERR_(?:ADDRESS_UNREACHABLE|INTERNET_DISCONNECTED|NETWORK_ACCESS_DENIED)\b|^\s{0,4}未连接到互联网/,
    causes: [unreachable],
    examples: { matches: ['net::ERR_ADDRESS_UNREACHABLE', '未连接到互联网', 'net::ERR_INTERNET_DISCONNECTED', 'net::ERR_NETWORK_ACCESS_DENIED'], nearMisses: ['ERR_ADDRESS_INVALID'] },
  },
  {
    id: 'network/chrome-proxy-failed', program: 'chrome', literals: ['ERR_PROXY_CONNECTION_FAILED', '代理服务器出现问题'], pattern: /\bERR_PROXY_CONNECTION_FAILED\b|代理服务器出现问题/,
    causes: [proxyUnreachable, proxySettingInvalid, noProxyEntry, notAProxy],
    examples: { matches: ['net::ERR_PROXY_CONNECTION_FAILED', '代理服务器出现问题，或者地址有误。'], nearMisses: ['ERR_PROXY_AUTH_REQUESTED'] },
  },
  {
    id: 'network/chrome-tunnel-failed', program: 'chrome', literals: ['ERR_TUNNEL_CONNECTION_FAILED', 'ERR_SOCKS_CONNECTION', 'ERR_HTTPS_PROXY_TUNNEL_RESPONSE'], pattern: /\bERR_(?:TUNNEL_CONNECTION_FAILED|SOCKS_CONNECTION_(?:HOST_UNREACHABLE|FAILED)|HTTPS_PROXY_TUNNEL_RESPONSE_REDIRECT)\b/,
    causes: [proxyRefusal, proxyNameResolution, proxyLoop],
    examples: { matches: ['net::ERR_TUNNEL_CONNECTION_FAILED', 'net::ERR_SOCKS_CONNECTION_FAILED', 'net::ERR_HTTPS_PROXY_TUNNEL_RESPONSE_REDIRECT'], nearMisses: ['net::ERR_PROXY_CONNECTION_FAILED'] },
  },
  {
    id: 'network/chrome-ssl-protocol', program: 'chrome', literals: ['ERR_SSL_PROTOCOL_ERROR', '发送的响应无效', 'sent an invalid response'], pattern: /\bERR_SSL_PROTOCOL_ERROR\b|(?<host>[\w.-]{1,253}) ?发送的响应无效|(?<name>[\w.-]{1,253}) sent an invalid response/,
    causes: [notTls, tlsAlert, serverNameFiltered],
    examples: { matches: ['net::ERR_SSL_PROTOCOL_ERROR', 'localhost 发送的响应无效。', 'localhost sent an invalid response.'], nearMisses: ['后端发送的响应有效'] },
  },
  {
    id: 'network/chrome-ssl-version', program: 'chrome', literals: ['VERSION_OR_CIPHER_MISMATCH', 'ERR_SSL_OBSOLETE', '使用了不受支持的协议', 'uses an unsupported protocol'], pattern: /\bERR_SSL_(?:VERSION_OR_CIPHER_MISMATCH|OBSOLETE_VERSION|OBSOLETE_CIPHER)\b|(?<host>[\w.-]{1,253}) ?使用了不受支持的协议|(?<name>[\w.-]{1,253}) uses an unsupported protocol/,
    causes: [protocolTooOld, tlsAlert],
    examples: { matches: ['ERR_SSL_VERSION_OR_CIPHER_MISMATCH', 'old.example.com 使用了不受支持的协议。', 'net::ERR_SSL_OBSOLETE_VERSION', 'old.example.com uses an unsupported protocol.'], nearMisses: ['ERR_SSL_VERSION_INTERFERENCE'] },
  },
  {
    id: 'network/chrome-client-certificate', program: 'chrome', literals: ['CLIENT_AUTH_CERT'], pattern: /\bERR_(?:BAD_SSL_CLIENT_AUTH_CERT|SSL_CLIENT_AUTH_\w{4,40})\b/,
    causes: [clientCertificate],
    examples: { matches: ['ERR_BAD_SSL_CLIENT_AUTH_CERT'], nearMisses: ['SSL_CLIENT_AUTH_CERTIFICATES=1'] },
  },
  {
    id: 'network/chrome-empty', program: 'chrome', literals: ['ERR_EMPTY_RESPONSE', '未发送任何数据', 'didn’t send any data'], pattern: /\bERR_EMPTY_RESPONSE\b|(?<host>[\w.-]{1,253}) ?未发送任何数据|(?<name>[\w.-]{1,253}) didn’t send any data/,
    causes: [emptyReply, http2Failure],
    examples: { matches: ['net::ERR_EMPTY_RESPONSE', 'localhost 未发送任何数据。', 'localhost didn’t send any data.'], nearMisses: ['客户端 未发送任何数据'] },
  },
  {
    id: 'network/chrome-redirects', program: 'chrome', literals: ['ERR_TOO_MANY_REDIRECTS', '重定向的次数过多', 'redirected you too many times'], pattern: /\bERR_TOO_MANY_REDIRECTS\b|(?<host>[\w.-]{1,253}) ?将您重定向的次数过多|(?<name>[\w.-]{1,253}) redirected you too many times/,
    causes: [redirectLoop],
    examples: { matches: ['ERR_TOO_MANY_REDIRECTS', 'example.com 将您重定向的次数过多。', 'example.com redirected you too many times.'], nearMisses: ['ERR_TOO_MANY_RETRIES'] },
  },
  {
    id: 'network/chrome-malformed', program: 'chrome', literals: ['ERR_INVALID_HTTP_RESPONSE', 'ERR_HTTP2_PROTOCOL_ERROR', 'ERR_INVALID_RESPONSE', 'ERR_QUIC_PROTOCOL_ERROR', 'ERR_RESPONSE_HEADERS_'], pattern: /\bERR_(?:INVALID_HTTP_RESPONSE|INVALID_RESPONSE|HTTP2_PROTOCOL_ERROR|QUIC_PROTOCOL_ERROR|RESPONSE_HEADERS_\w{5,60})\b/,
    causes: [malformedResponse, http2Failure],
    examples: { matches: ['net::ERR_HTTP2_PROTOCOL_ERROR', 'net::ERR_INVALID_HTTP_RESPONSE', 'net::ERR_INVALID_RESPONSE', 'net::ERR_QUIC_PROTOCOL_ERROR', 'net::ERR_RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH'], nearMisses: ['ERR_HTTP2_INVALID_SESSION'] },
  },
  {
    id: 'network/chrome-truncated', program: 'chrome', literals: ['ERR_CONTENT_LENGTH_MISMATCH', 'ERR_INCOMPLETE_CHUNKED_ENCODING'], pattern: /\bERR_(?:CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED_ENCODING)\b/,
    causes: [truncatedBody],
    examples: { matches: ['net::ERR_INCOMPLETE_CHUNKED_ENCODING 200 (OK)', 'net::ERR_CONTENT_LENGTH_MISMATCH 200 (OK)'], nearMisses: ['ERR_CONTENT_DECODING_FAILED'] },
  },
  {
    id: 'network/chrome-unavailable', program: 'chrome', literals: ['无法访问此网站', 'This site can’t be reached', "This site can't be reached"], pattern: /无法访问此网站|This site can[’']t be reached/,
    causes: [timedOut, nxdomain, refused, reset, serverNameFiltered],
    examples: { matches: ['无法访问此网站', 'This site can’t be reached', "This site can't be reached"], nearMisses: ['暂时无法访问此网页版客户端'] },
  },
  {
    id: 'network/chrome-http-page', program: 'chrome', literals: ['目前无法处理此请求', 'currently unable to handle this request'], pattern: /(?<host>[\w.-]{1,253}) ?目前无法处理此请求|(?<name>[\w.-]{1,253}) is currently unable to handle this request/,
    causes: [overloaded],
    examples: { matches: ['api.example.com 目前无法处理此请求。', 'api.example.com is currently unable to handle this request.'], nearMisses: ['目前无法处理此请求类型'] },
  },
  {
    id: 'network/chrome-captive-portal', program: 'chrome', literals: ['登录到网络', '连接到 Wi-Fi'], pattern: /^\s{0,4}(?:登录到网络|连接到 Wi-Fi)\s{0,4}$/,
    causes: [captivePortal],
    examples: { matches: ['登录到网络', '连接到 Wi-Fi'], nearMisses: ['请登录到网络管理系统'] },
  },
  {
    id: 'network/chrome-decoding', program: 'chrome', literals: ['ERR_CONTENT_DECODING_FAILED'], pattern: /\bERR_CONTENT_DECODING_FAILED\b/,
    causes: [damagedCompression],
    examples: { matches: ['net::ERR_CONTENT_DECODING_FAILED 200 (OK)'], nearMisses: ['ERR_CONTENT_DECODING_INIT'] },
  },
]);
