import { defineKnownErrors, type KnownError } from '@culprit/core';
import { captivePortal, clientCertificate, forgedAddress, hostHeaderFiltered, lyingResolver, noProxyEntry, notTls, nxdomain, protocolTooOld, proxyLoop, proxyRefusal, proxyUnreachable, redirectLoop, refused, reset, resolverTimeout, serverNameFiltered, timedOut, tlsAlert, tlsClosed, tlsReset, unknownServerName } from './possible-causes.ts';

/** What Firefox says: codes of NSS and Necko, and the sentences of its error pages. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/firefox-not-found', program: 'firefox', literals: ['Server Not Found', 'trouble finding that site', '找不到服务器', 'NS_ERROR_UNKNOWN_HOST'], pattern: /\bNS_ERROR_UNKNOWN_HOST\b|We’re having trouble finding that site|^\s{0,8}(?:Server Not Found|找不到服务器)\s{0,8}$/,
    causes: [nxdomain, resolverTimeout, lyingResolver],
    examples: { matches: ['NS_ERROR_UNKNOWN_HOST', '找不到服务器', 'Hmm. We’re having trouble finding that site.', 'Server Not Found'], nearMisses: ['Safari 浏览器无法打开页面，因为找不到服务器。'] },
  },
  {
    id: 'network/firefox-refused', program: 'firefox', literals: ['NS_ERROR_CONNECTION_REFUSED', 'establish a connection to the server at', '无法建立到'], pattern: /\bNS_ERROR_CONNECTION_REFUSED\b|Firefox can’t establish a connection to the server at (?<endpoint>[\w.:-]{1,253}[\w-])|Firefox 无法建立到 ?(?<host>[\w.-]{1,253})(?::(?<port>\d{1,5}))? ?服务器的连接/,
    causes: [refused, forgedAddress],
    examples: { matches: ['NS_ERROR_CONNECTION_REFUSED', 'Firefox can’t establish a connection to the server at localhost:8080.', 'Firefox 无法建立到 localhost:8080 服务器的连接。'], nearMisses: ['无法建立到数据库的连接'] },
  },
  {
    id: 'network/firefox-timeout', program: 'firefox', literals: ['NS_ERROR_NET_TIMEOUT', 'The connection has timed out', '连接超时', 'is taking too long to respond'], pattern: /\bNS_ERROR_NET_TIMEOUT\b|^\s{0,8}(?:The connection has timed out|连接超时)[。.]?\s{0,8}$|server at (?<host>[\w.-]{1,253}) is taking too long to respond/,
    causes: [timedOut, serverNameFiltered, forgedAddress],
    examples: { matches: ['NS_ERROR_NET_TIMEOUT', 'The connection has timed out', '连接超时', 'The server at api.example.com is taking too long to respond.'], nearMisses: ['数据库连接超时时间设置为 30 秒'] },
  },
  {
    id: 'network/firefox-reset', program: 'firefox', literals: ['NS_ERROR_NET_RESET', 'PR_CONNECT_RESET_ERROR', 'The connection was reset', '连接被重置'], pattern: /\b(?:NS_ERROR_NET_RESET|PR_CONNECT_RESET_ERROR)\b|^\s{0,8}(?:The connection was reset|连接被重置)[。.]?\s{0,8}$/,
    causes: [reset, tlsReset, serverNameFiltered, hostHeaderFiltered],
    examples: { matches: ['Error code: PR_CONNECT_RESET_ERROR', '连接被重置', 'NS_ERROR_NET_RESET', 'The connection was reset'], nearMisses: ['PR_END_OF_FILE_ERROR'] },
  },
  {
    id: 'network/firefox-eof', program: 'firefox', literals: ['PR_END_OF_FILE_ERROR', 'NS_ERROR_NET_INTERRUPT'], pattern: /\bPR_END_OF_FILE_ERROR\b|\bNS_ERROR_NET_INTERRUPT\b/,
    causes: [tlsClosed, serverNameFiltered],
    examples: { matches: ['Error code: PR_END_OF_FILE_ERROR', 'NS_ERROR_NET_INTERRUPT'], nearMisses: ['PR_END_OF_LINE'] },
  },
  {
    id: 'network/firefox-not-tls', program: 'firefox', literals: ['SSL_ERROR_RX_RECORD_TOO_LONG', 'SSL_ERROR_RX_UNEXPECTED'], pattern: /\bSSL_ERROR_RX_(?:RECORD_TOO_LONG|UNEXPECTED_RECORD_TYPE)\b/,
    causes: [notTls],
    examples: { matches: ['Error code: SSL_ERROR_RX_RECORD_TOO_LONG', 'Error code: SSL_ERROR_RX_UNEXPECTED_RECORD_TYPE'], nearMisses: ['SSL_ERROR_RX_MALFORMED_SERVER_HELLO'] },
  },
  {
    id: 'network/firefox-version', program: 'firefox', literals: ['SSL_ERROR_UNSUPPORTED_VERSION', 'SSL_ERROR_PROTOCOL_VERSION_ALERT', 'SSL_ERROR_NO_CYPHER_OVERLAP', 'NS_ERROR_NET_INADEQUATE_SECURITY'], pattern: /\bSSL_ERROR_(?:UNSUPPORTED_VERSION|PROTOCOL_VERSION_ALERT|NO_CYPHER_OVERLAP)\b|\bNS_ERROR_NET_INADEQUATE_SECURITY\b/,
    causes: [protocolTooOld, tlsAlert],
    examples: { matches: ['Error code: SSL_ERROR_UNSUPPORTED_VERSION', 'Error code: SSL_ERROR_PROTOCOL_VERSION_ALERT', 'Error code: SSL_ERROR_NO_CYPHER_OVERLAP', 'Error code: NS_ERROR_NET_INADEQUATE_SECURITY'], nearMisses: ['SSL_ERROR_UNSUPPORTED_CERT_ALERT'] },
  },
  {
    id: 'network/firefox-handshake-failure', program: 'firefox', literals: ['SSL_ERROR_HANDSHAKE_FAILURE_ALERT', 'SSL_ERROR_INTERNAL_ERROR_ALERT'], pattern: /\bSSL_ERROR_(?:HANDSHAKE_FAILURE|INTERNAL_ERROR)_ALERT\b/,
    causes: [tlsAlert, unknownServerName, clientCertificate],
    examples: { matches: ['Error code: SSL_ERROR_INTERNAL_ERROR_ALERT', 'Error code: SSL_ERROR_HANDSHAKE_FAILURE_ALERT'], nearMisses: ['SSL_ERROR_DECRYPT_ERROR_ALERT'] },
  },
  {
    id: 'network/firefox-unrecognized-name', program: 'firefox', literals: ['SSL_ERROR_UNRECOGNIZED_NAME_ALERT'], pattern: /\bSSL_ERROR_UNRECOGNIZED_NAME_ALERT\b/,
    causes: [unknownServerName],
    examples: { matches: ['Error code: SSL_ERROR_UNRECOGNIZED_NAME_ALERT'], nearMisses: ['SSL_ERROR_UNRECOGNIZED_NAME'] },
  },
  {
    id: 'network/firefox-client-certificate', program: 'firefox', literals: ['SSL_ERROR_RX_CERTIFICATE_REQUIRED_ALERT', 'SSL_ERROR_BAD_CERT_ALERT'], pattern: /\bSSL_ERROR_(?:RX_CERTIFICATE_REQUIRED|BAD_CERT)_ALERT\b/,
    causes: [clientCertificate],
    examples: { matches: ['Error code: SSL_ERROR_RX_CERTIFICATE_REQUIRED_ALERT', 'Error code: SSL_ERROR_BAD_CERT_ALERT'], nearMisses: ['SSL_ERROR_BAD_CERT_DOMAIN'] },
  },
  {
    id: 'network/firefox-proxy', program: 'firefox', literals: ['proxy server is refusing connections', '代理服务器拒绝连接', 'NS_ERROR_PROXY_CONNECTION_REFUSED', 'NS_ERROR_UNKNOWN_PROXY_HOST'], pattern: /\bproxy server is refusing connections\b|代理服务器拒绝连接|\bNS_ERROR_(?:PROXY_CONNECTION_REFUSED|UNKNOWN_PROXY_HOST)\b/,
    causes: [proxyUnreachable, noProxyEntry],
    examples: { matches: ['The proxy server is refusing connections', '代理服务器拒绝连接', 'NS_ERROR_PROXY_CONNECTION_REFUSED', 'NS_ERROR_UNKNOWN_PROXY_HOST'], nearMisses: ['代理服务器接受连接'] },
  },
  {
    id: 'network/firefox-proxy-refused', program: 'firefox', literals: ['NS_ERROR_PROXY_'], pattern: /\bNS_ERROR_PROXY_(?:FORBIDDEN|BAD_GATEWAY|GATEWAY_TIMEOUT|SERVICE_UNAVAILABLE)\b/,
    causes: [proxyRefusal, proxyLoop],
    examples: { matches: ['NS_ERROR_PROXY_FORBIDDEN'], nearMisses: ['NS_ERROR_PROXY_CONNECTION_REFUSED'] },
  },
  {
    id: 'network/firefox-redirects', program: 'firefox', literals: ['NS_ERROR_REDIRECT_LOOP', 'isn’t redirecting properly', '循环重定向', '不能正确地重定向'], pattern: /\bNS_ERROR_REDIRECT_LOOP\b|The page isn’t redirecting properly|此页面不能正确地重定向|循环重定向/,
    causes: [redirectLoop],
    examples: { matches: ['NS_ERROR_REDIRECT_LOOP', 'The page isn’t redirecting properly', '此页面不能正确地重定向', 'Firefox 检测到该服务器正在将指向此网址的请求循环重定向。'], nearMisses: ['NS_BINDING_REDIRECTED'] },
  },
  {
    id: 'network/firefox-portal', program: 'firefox', literals: ['请登录网络', 'Log in to network', '您必须先登录此网络', 'log in to this network'], pattern: /您必须先登录此网络才能访问互联网|You must log in to this network before you can access the internet|^\s{0,8}(?:请登录网络|Log in to network)\s{0,8}$/i,
    causes: [captivePortal],
    examples: { matches: ['您必须先登录此网络才能访问互联网。', 'You must log in to this network before you can access the internet.', '请登录网络', 'Log in to network'], nearMisses: ['请登录网络管理后台'] },
  },
]);
