import type { SecretRef } from './secret.ts';

/**
 * How a target is reached. Part of the target's data and of the input of every network fact, so that an experiment
 * ("direct instead of proxied", "the other resolver") is the same fact asked with another route.
 * An absent member means what a plain client on this machine would do.
 */
export type Route = {
  /**
   * The name server to ask: `address`, `address:port`, `[address]:port`, `tls://address[:port][#name]` for DNS
   * over TLS (RFC 7858), or `https://…` for DNS over HTTPS (RFC 8484). Default: getaddrinfo.
   */
  readonly resolver?: string;
  /** `direct`, or a proxy as `http://host:port`, `https://…`, `socks5://…`, `socks4://…`. Default: the proxy variables of the environment. */
  readonly proxy?: string;
  /** The user name and password for the proxy, `user:password`. */
  readonly proxyCredential?: SecretRef;
  /** Connect here instead of to the target's own host and port: `host:port`. The names sent in TLS and HTTP stay. */
  readonly connectTo?: string;
  /** Use addresses of one family only. */
  readonly family?: 4 | 6;
  /** A PEM file of certificate authorities to trust beside the usual ones. */
  readonly ca?: string;
  /** PEM files of a client certificate and its key. */
  readonly clientCertificate?: { readonly certificate: string; readonly key: string };
};
