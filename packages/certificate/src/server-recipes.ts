import type { Localized } from '@culprit/core';
import type { WrittenForm } from './facts/written-file.ts';

/** How a server wants its chain, and what to tell whoever installs it. */
export interface ServerRecipe {
  readonly to: WrittenForm;
  /** Whether the private key belongs into the same file, if it is given. */
  readonly withKey: boolean;
  readonly toWithKey?: WrittenForm;
  readonly text: Localized<(file: string) => string>;
}

/** By the servers' own documentation: ngx_http_ssl_module, mod_ssl, HAProxy's `crt`, keytool. */
export const serverRecipes: { readonly [server: string]: ServerRecipe } = {
  nginx: {
    to: 'pem', withKey: false,
    text: {
      en: (file) => `nginx: ssl_certificate ${file}; ssl_certificate_key <the private key>; then nginx -t && nginx -s reload. A CDN or load balancer that asks for one field takes the whole file; one that asks for two takes the first certificate, and the rest as chain.`,
      'zh-CN': (file) => `nginx：ssl_certificate ${file}; ssl_certificate_key <私钥>; 然后 nginx -t && nginx -s reload。CDN 或负载均衡若只有一个输入框，请填入整个文件；若有两个，第一张证书填入证书栏，其余填入证书链栏。`,
    },
  },
  apache: {
    to: 'pem', withKey: false,
    text: {
      en: (file) => `Apache 2.4.8 or later: SSLCertificateFile ${file}, SSLCertificateKeyFile <the private key>, and no SSLCertificateChainFile; then apachectl configtest && apachectl graceful.`,
      'zh-CN': (file) => `Apache 2.4.8 及以上：SSLCertificateFile ${file}，SSLCertificateKeyFile <私钥>，不要再写 SSLCertificateChainFile；然后 apachectl configtest && apachectl graceful。`,
    },
  },
  haproxy: {
    to: 'pem', withKey: true,
    text: {
      en: (file) => `HAProxy: bind :443 ssl crt ${file}. The private key belongs into the same file (--key FILE --output FILE puts it there) or beside it as ${file}.key (HAProxy 2.2 or later).`,
      'zh-CN': (file) => `HAProxy：bind :443 ssl crt ${file}。私钥须在同一文件中（--key 文件 --output 文件 会一并写入），或放在旁边的 ${file}.key 中（HAProxy 2.2 及以上）。`,
    },
  },
  java: {
    to: 'pem', withKey: true, toWithKey: 'p12',
    text: {
      en: (file) => `Java: with --key FILE and --new-password env:NAME the written file is a keystore (PKCS #12) that Tomcat and Spring take: server.ssl.key-store=${file}. Without a key it answers a request of keytool's: keytool -importcert -alias <alias of the request> -file ${file} -keystore <keystore>`,
      'zh-CN': (file) => `Java：给出 --key 文件 与 --new-password env:名称 时，写出的就是 Tomcat 和 Spring 可用的密钥库（PKCS #12）：server.ssl.key-store=${file}。没有私钥时，可用于回应 keytool 的申请：keytool -importcert -alias <申请时的别名> -file ${file} -keystore <密钥库>`,
    },
  },
};
