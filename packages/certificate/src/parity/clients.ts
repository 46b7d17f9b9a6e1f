import type { Localized } from '@culprit/core';
import type { ParityClient } from '@culprit/network/client-ways';
import type { ComparedStore } from '../facts/trust-store-comparison.ts';
import type { HostNameRules } from './host-name-rules.ts';

/** A rule of a client, and the page of its vendor that says so. */
type Policy = { readonly text: Localized<string>; readonly source: string };

/** What a client goes by, as far as it decides whether the same request gets in. */
export type ClientPolicies = {
  readonly client: ParityClient;
  readonly name: string;
  readonly trust: Policy & {
    /** The first whose variable is set holds; the last has none. `runtime`: what this Node verifies with. */
    readonly stores: readonly { readonly store: ComparedStore | 'runtime'; readonly variable?: ComparedStore }[];
    /** Fetches intermediate certificates that a server leaves out (RFC 5280 §4.2.2.1). */
    readonly fetchesIssuers: boolean;
  };
  /** What it takes for the name of a host. */
  readonly names: Policy & { readonly rules: HostNameRules };
  /** `races`: addresses of both families are tried a moment apart (RFC 8305). `in-order`: one after the other, each until it fails. */
  readonly families: Policy & { readonly strategy: 'races' | 'in-order' | 'first-only'; readonly prefers?: 4 };
  readonly redirects: Policy & {
    readonly follows: boolean;
    /** To where Authorization goes along: the same scheme, host and port; the same host (or from http to its https); or names below it too. */
    readonly keeps: 'origin' | 'host' | 'subdomains';
  };
  readonly oldestTls: Policy & { readonly version: 'TLSv1.2' };
};

const tls12 = (source: string): ClientPolicies['oldestTls'] => ({
  version: 'TLSv1.2', source, text: { en: 'offers TLS 1.2 and 1.3', 'zh-CN': '只提供 TLS 1.2 和 1.3' },
});

const races: Localized<string> = { en: 'tries the addresses of both families a moment apart', 'zh-CN': '稍隔片刻便同时尝试两个地址族的地址' };
const inOrder: Localized<string> = { en: 'tries one address after the other, each until it fails', 'zh-CN': '依次尝试各个地址，前一个失败后才试下一个' };

/** Alternative names alone, and a wildcard only as a whole first label: RFC 9525. */
const strict: HostNameRules = { commonName: 'never', wildcard: 'first-label', wildcardLabels: 3, endsInDot: false };

/**
 * As of November 2026: curl 8, requests 2.34, Node 24, Go 1.26, Java 21, current browsers; on Linux. The rules for names
 * were tried with handshakes of curl 7.88, CPython 3.11, Node 24, Go 1.19 and OpenJDK 17.
 */
export const clients: readonly ClientPolicies[] = [
  {
    client: 'curl', name: 'curl',
    trust: {
      stores: [{ store: 'CURL_CA_BUNDLE', variable: 'CURL_CA_BUNDLE' }, { store: 'system' }], fetchesIssuers: false,
      text: { en: 'goes by the store of the system, or by the file in CURL_CA_BUNDLE or SSL_CERT_FILE, and fetches no intermediate certificates', 'zh-CN': '使用系统信任库，或 CURL_CA_BUNDLE、SSL_CERT_FILE 指定的文件；不补取中间证书' },
      source: 'https://curl.se/docs/sslcerts.html',
    },
    names: {
      rules: { ...strict, commonName: 'without-names', commonAddress: true, endsInDot: true },
      text: { en: 'takes the common name of a certificate without alternative names', 'zh-CN': '证书没有备用名称时，接受其通用名称（CN）' },
      source: 'https://curl.se/docs/sslcerts.html',
    },
    families: { strategy: 'races', text: races, source: 'https://curl.se/docs/manpage.html#--happy-eyeballs-timeout-ms' },
    redirects: { follows: false, keeps: 'origin', text: { en: 'follows redirects only with -L, and then sends Authorization to the same host and port alone', 'zh-CN': '只有加 -L 才跟随重定向，且只向同一主机和端口发送 Authorization' }, source: 'https://curl.se/docs/manpage.html#--location-trusted' },
    oldestTls: tls12('https://curl.se/docs/manpage.html#--tlsv12'),
  },
  {
    client: 'requests', name: 'Python requests',
    trust: {
      stores: [{ store: 'REQUESTS_CA_BUNDLE', variable: 'REQUESTS_CA_BUNDLE' }, { store: 'CURL_CA_BUNDLE', variable: 'CURL_CA_BUNDLE' }, { store: 'certifi' }], fetchesIssuers: false,
      text: { en: 'goes by the list of certifi, or by the file in REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE, and not by the system; fetches no intermediate certificates', 'zh-CN': '使用 certifi 自带的列表，或 REQUESTS_CA_BUNDLE、CURL_CA_BUNDLE 指定的文件，而不使用系统信任库；不补取中间证书' },
      source: 'https://requests.readthedocs.io/en/latest/user/advanced/#ssl-cert-verification',
    },
    names: {
      rules: strict,
      text: { en: 'goes by alternative names alone, since urllib3 2; before, it took the common name too', 'zh-CN': '自 urllib3 2 起只看备用名称；此前也接受通用名称（CN）' },
      source: 'https://urllib3.readthedocs.io/en/stable/v2-migration-guide.html',
    },
    families: { strategy: 'in-order', text: inOrder, source: 'https://docs.python.org/3/library/socket.html#socket.create_connection' },
    redirects: { follows: true, keeps: 'host', text: { en: 'follows redirects, and drops Authorization where host, port or scheme change, other than from http to https', 'zh-CN': '跟随重定向；主机、端口或协议变化时去掉 Authorization（由 http 升级到 https 除外）' }, source: 'https://requests.readthedocs.io/en/latest/user/authentication/' },
    oldestTls: tls12('https://docs.python.org/3/library/ssl.html#ssl.create_default_context'),
  },
  {
    client: 'node', name: 'Node fetch',
    trust: {
      stores: [{ store: 'runtime' }], fetchesIssuers: false,
      text: { en: 'goes by the list that it carries, with NODE_EXTRA_CA_CERTS, and by the system only with NODE_USE_SYSTEM_CA=1; fetches no intermediate certificates', 'zh-CN': '使用自带的列表，加上 NODE_EXTRA_CA_CERTS；只有设置 NODE_USE_SYSTEM_CA=1 才使用系统信任库；不补取中间证书' },
      source: 'https://nodejs.org/api/cli.html#node_use_system_ca1',
    },
    names: {
      rules: { ...strict, commonName: 'without-dns-names', wildcard: 'part-of-first-label', endsInDot: true },
      text: { en: 'takes the common name of a certificate without DNS names, and a wildcard as a part of the first label', 'zh-CN': '证书没有 DNS 名称时接受通用名称（CN），并接受首个标签中部分使用通配符' },
      source: 'https://nodejs.org/api/tls.html#tlscheckserveridentityhostname-cert',
    },
    families: { strategy: 'races', text: races, source: 'https://nodejs.org/api/net.html#netsetdefaultautoselectfamilyvalue' },
    redirects: { follows: true, keeps: 'origin', text: { en: 'follows redirects, and drops Authorization where the origin changes', 'zh-CN': '跟随重定向；源变化时去掉 Authorization' }, source: 'https://fetch.spec.whatwg.org/#http-redirect-fetch' },
    oldestTls: tls12('https://nodejs.org/api/tls.html#tlsdefault_min_version'),
  },
  {
    client: 'go', name: 'Go',
    trust: {
      stores: [{ store: 'system' }], fetchesIssuers: false,
      text: { en: 'goes by the store of the system, or by SSL_CERT_FILE and SSL_CERT_DIR; fetches no intermediate certificates', 'zh-CN': '使用系统信任库，或 SSL_CERT_FILE、SSL_CERT_DIR；不补取中间证书' },
      source: 'https://pkg.go.dev/crypto/x509#SystemCertPool',
    },
    names: {
      rules: { ...strict, wildcardLabels: 2 },
      text: { en: 'goes by alternative names alone, and takes a wildcard for a whole top-level domain', 'zh-CN': '只看备用名称，但接受覆盖整个顶级域的通配符' },
      source: 'https://pkg.go.dev/crypto/x509#Certificate.VerifyHostname',
    },
    families: { strategy: 'races', text: races, source: 'https://pkg.go.dev/net#Dialer' },
    redirects: { follows: true, keeps: 'subdomains', text: { en: 'follows redirects, and keeps Authorization for the same host and those below it', 'zh-CN': '跟随重定向；只向同一主机及其下级域名保留 Authorization' }, source: 'https://pkg.go.dev/net/http#Client' },
    oldestTls: tls12('https://pkg.go.dev/crypto/tls#Config'),
  },
  {
    client: 'java', name: 'Java HttpClient',
    trust: {
      stores: [{ store: 'java' }], fetchesIssuers: false,
      text: { en: 'goes by the key store cacerts of its JDK, or by javax.net.ssl.trustStore; fetches intermediate certificates only with com.sun.security.enableAIAcaIssuers', 'zh-CN': '使用 JDK 的密钥库 cacerts，或 javax.net.ssl.trustStore；只有设置 com.sun.security.enableAIAcaIssuers 才补取中间证书' },
      source: 'https://docs.oracle.com/en/java/javase/21/security/java-secure-socket-extension-jsse-reference-guide.html',
    },
    names: {
      rules: { commonName: 'without-dns-names', wildcard: 'every-label', wildcardLabels: 2, endsInDot: false },
      text: { en: 'takes the common name of a certificate without DNS names, and wildcards in every label (RFC 2818)', 'zh-CN': '证书没有 DNS 名称时接受通用名称（CN），并接受任意标签中的通配符（RFC 2818）' },
      source: 'https://www.rfc-editor.org/rfc/rfc2818#section-3.1',
    },
    families: { strategy: 'first-only', prefers: 4, text: { en: 'tries the first address alone, IPv4 before IPv6', 'zh-CN': '只尝试第一个地址，IPv4 优先' }, source: 'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/net/doc-files/net-properties.html' },
    redirects: { follows: false, keeps: 'origin', text: { en: 'follows no redirect unless it is told to', 'zh-CN': '默认不跟随重定向' }, source: 'https://docs.oracle.com/en/java/javase/21/docs/api/java.net.http/java/net/http/HttpClient.Redirect.html' },
    oldestTls: tls12('https://www.java.com/en/jre-jdk-cryptoroadmap.html'),
  },
  {
    client: 'browser', name: 'Browser',
    trust: {
      stores: [{ store: 'browser' }], fetchesIssuers: true,
      text: { en: 'goes by a list of its own and by what is installed in the system, and fetches intermediate certificates that a server leaves out', 'zh-CN': '使用自带的列表和系统中安装的证书，并会补取服务器漏发的中间证书' },
      source: 'https://chromium.googlesource.com/chromium/src/+/main/net/data/ssl/chrome_root_store/faq.md',
    },
    names: {
      rules: strict,
      text: { en: 'goes by alternative names alone, and takes a wildcard only as a whole first label', 'zh-CN': '只看备用名称，且通配符只能是完整的首个标签' },
      source: 'https://www.rfc-editor.org/rfc/rfc9525#section-6.3',
    },
    families: { strategy: 'races', text: races, source: 'https://www.rfc-editor.org/rfc/rfc8305' },
    redirects: { follows: true, keeps: 'origin', text: { en: 'follows redirects, and drops Authorization where the origin changes', 'zh-CN': '跟随重定向；源变化时去掉 Authorization' }, source: 'https://fetch.spec.whatwg.org/#http-redirect-fetch' },
    oldestTls: tls12('https://www.rfc-editor.org/rfc/rfc8996'),
  },
];
