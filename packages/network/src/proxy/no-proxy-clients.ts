/** How a client reads NO_PROXY. There is no standard: each row rests on the page or source in `source`. */
export type NoProxyRules = {
  readonly client: string;
  readonly source: string;
  /** The variables, first found first read. None: it reads no proxy variable at all. */
  readonly reads: readonly ('no_proxy' | 'NO_PROXY')[];
  readonly separator: RegExp;
  /** Loopback goes direct without being named. */
  readonly loopback: boolean;
  /** `*` for every host: as one entry among others, or only as the whole value. */
  readonly everything: 'entry' | 'alone' | 'unknown';
  /** `example.com`: this name alone, or those below it too. */
  readonly bare: 'exact' | 'domain';
  /** `.example.com`: the names below it, or `example.com` too. */
  readonly dotted: 'subdomains' | 'domain';
  /** `*.example.com`. */
  readonly starred: 'subdomains' | 'domain' | 'unknown';
  /** `example.com:8443`; `explicit`: only where the URL writes the port. */
  readonly ports: 'any' | 'explicit' | 'unknown';
  readonly cidr: 'both' | 'ipv4' | 'unknown';
  /** `10.0.0.1-10.0.0.9`. */
  readonly ranges: boolean;
  /** Drops the dot of `example.com.`. */
  readonly rootDot: boolean;
  /** How an IPv6 address must be written. */
  readonly ipv6: 'bare' | 'bracketed';
};

const lowerFirst = ['no_proxy', 'NO_PROXY'] as const;

const curl = {
  reads: lowerFirst, separator: /[,\s]+/, loopback: false, everything: 'alone', bare: 'domain', dotted: 'domain', starred: 'unknown',
  // It takes an IPv6 block for a name (seen with 7.88).
  ports: 'unknown', cidr: 'ipv4', ranges: false, rootDot: true, ipv6: 'bare',
} as const;

const go = {
  reads: ['NO_PROXY', 'no_proxy'], separator: /,/, loopback: true, everything: 'entry', bare: 'domain', dotted: 'subdomains', starred: 'subdomains',
  ports: 'any', cidr: 'both', ranges: false, rootDot: false, ipv6: 'bare',
} as const;

/** The clients that people compare. */
export const noProxyClients: readonly NoProxyRules[] = [
  { client: 'curl', source: 'https://curl.se/docs/manpage.html#NOPROXY', ...curl },
  { client: 'git', source: 'https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpproxy', ...curl },
  {
    client: 'wget', source: 'https://www.gnu.org/software/wget/manual/html_node/Proxies.html',
    reads: ['no_proxy'], separator: /,/, loopback: false, everything: 'unknown', bare: 'domain', dotted: 'subdomains', starred: 'unknown',
    ports: 'unknown', cidr: 'unknown', ranges: false, rootDot: false, ipv6: 'bare',
  },
  { client: 'Go', source: 'https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config', ...go },
  { client: 'Docker', source: 'https://docs.docker.com/engine/daemon/proxy/', ...go },
  {
    client: 'Python urllib', source: 'https://docs.python.org/3/library/urllib.request.html#urllib.request.getproxies',
    reads: lowerFirst, separator: /,/, loopback: false, everything: 'alone', bare: 'domain', dotted: 'domain', starred: 'unknown',
    ports: 'explicit', cidr: 'unknown', ranges: false, rootDot: false, ipv6: 'bracketed',
  },
  {
    // As of 2.34: 2.28 takes any ending of a name for a match, a dot before it or not.
    client: 'Python requests', source: 'https://requests.readthedocs.io/en/latest/user/advanced/#proxies',
    reads: lowerFirst, separator: /,/, loopback: false, everything: 'alone', bare: 'domain', dotted: 'domain', starred: 'unknown',
    ports: 'explicit', cidr: 'ipv4', ranges: false, rootDot: false, ipv6: 'bare',
  },
  {
    client: 'Node http (NODE_USE_ENV_PROXY)', source: 'https://nodejs.org/api/http.html#built-in-proxy-support',
    reads: lowerFirst, separator: /,/, loopback: false, everything: 'entry', bare: 'exact', dotted: 'domain', starred: 'subdomains',
    ports: 'any', cidr: 'unknown', ranges: true, rootDot: false, ipv6: 'bare',
  },
  {
    client: 'Node fetch (undici EnvHttpProxyAgent)', source: 'https://undici.nodejs.org/#/docs/api/EnvHttpProxyAgent',
    reads: lowerFirst, separator: /[,\s]/, loopback: false, everything: 'alone', bare: 'domain', dotted: 'domain', starred: 'domain',
    ports: 'any', cidr: 'unknown', ranges: false, rootDot: false, ipv6: 'bracketed',
  },
  {
    // Its own property http.nonProxyHosts, separated by |, exempts loopback by default.
    client: 'Java', source: 'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/net/doc-files/net-properties.html',
    reads: [], separator: /\|/, loopback: true, everything: 'entry', bare: 'exact', dotted: 'subdomains', starred: 'subdomains',
    ports: 'unknown', cidr: 'unknown', ranges: false, rootDot: false, ipv6: 'bracketed',
  },
];
