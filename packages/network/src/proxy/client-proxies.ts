import { noProxyVerdicts, type NoProxyVerdict } from './no-proxy-verdicts.ts';
import { readProxy } from './proxy-address.ts';
import { selectProxy } from './select-proxy.ts';

/** A client that people compare with another. */
export type ParityClient = 'curl' | 'requests' | 'node' | 'go' | 'java' | 'browser';

/** Which variables of the environment a client takes its proxy from, first found first read. Each row rests on `source`. */
type ProxyVariables = {
  readonly source: string;
  readonly http: readonly string[];
  readonly https: readonly string[];
  /** How `no-proxy-clients.ts` calls it. */
  readonly noProxy: string;
};

const lowerFirst = (name: string): readonly string[] => [name, name.toUpperCase()];

const variables: { readonly [C in Exclude<ParityClient, 'browser'>]: ProxyVariables } = {
  curl: {
    source: 'https://curl.se/docs/manpage.html#ENVIRONMENT', noProxy: 'curl',
    // Not HTTP_PROXY, which a request could set in CGI programs.
    http: ['http_proxy', ...lowerFirst('all_proxy')], https: [...lowerFirst('https_proxy'), ...lowerFirst('all_proxy')],
  },
  requests: {
    source: 'https://requests.readthedocs.io/en/latest/user/advanced/#proxies', noProxy: 'Python requests',
    http: [...lowerFirst('http_proxy'), ...lowerFirst('all_proxy')], https: [...lowerFirst('https_proxy'), ...lowerFirst('all_proxy')],
  },
  // fetch with NODE_USE_ENV_PROXY; without it Node reads none.
  node: {
    source: 'https://nodejs.org/api/http.html#built-in-proxy-support', noProxy: 'Node fetch (undici EnvHttpProxyAgent)',
    http: lowerFirst('http_proxy'), https: [...lowerFirst('https_proxy'), ...lowerFirst('http_proxy')],
  },
  go: {
    source: 'https://pkg.go.dev/net/http#ProxyFromEnvironment', noProxy: 'Go',
    http: ['HTTP_PROXY', 'http_proxy'], https: ['HTTPS_PROXY', 'https_proxy'],
  },
  java: { source: 'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/net/doc-files/net-properties.html', noProxy: 'Java', http: [], https: [] },
};

/** Which way a client goes, and why. */
export type ClientWay = {
  readonly client: ParityClient;
  /** The page that says so. */
  readonly source: string;
} & (
  | { readonly way: 'direct'; readonly because: 'no-variable' | 'reads-no-variable' | 'switched-off' | NoProxyVerdict['because'] }
  | { readonly way: 'proxied'; readonly proxy: string; readonly variable: string; /** Whether Culprit takes the same way by itself. */ readonly own: boolean }
  | { readonly way: 'invalid'; readonly variable: string }
);

export type ParityDestination = { readonly host: string; readonly port: number; readonly scheme: 'http' | 'https' };

type Environment = { readonly [name: string]: string | undefined };

/** Pure: the way of each client that goes by the environment. Browsers go by the desktop. */
export function clientProxies({ host, port, scheme }: ParityDestination, environment: Environment): readonly ClientWay[] {
  const exempt = noProxyVerdicts(host, port, { no_proxy: environment['no_proxy'], NO_PROXY: environment['NO_PROXY'] }, scheme === 'http');
  const own = selectProxy({ host, port, ...(scheme === 'http' ? { scheme } : {}) }, environment);
  return Object.entries(variables).map(([name, { source, noProxy, ...read }]): ClientWay => {
    const about = { client: name as ParityClient, source };
    if (read[scheme].length === 0) return { ...about, way: 'direct', because: 'reads-no-variable' };
    const variable = read[scheme].find((one) => (environment[one] ?? '').trim() !== '');
    if (name === 'node' && !usesEnvironment(environment)) return { ...about, way: 'direct', because: variable === undefined ? 'no-variable' : 'switched-off' };
    if (variable === undefined) return { ...about, way: 'direct', because: 'no-variable' };
    const verdict = exempt.find(({ client }) => client === noProxy);
    if (verdict?.exempt === true) return { ...about, way: 'direct', because: verdict.because };
    const proxy = readProxy(environment[variable] ?? '');
    if ('reason' in proxy) return { ...about, way: 'invalid', variable };
    const same = own.outcome === 'proxied' && environment[own.from] === environment[variable];
    return { ...about, way: 'proxied', proxy: proxy.url, variable, own: same };
  });
}

/** Node 22.21, 24.0 or later: the variable or the switch. */
const usesEnvironment = (environment: Environment): boolean =>
  environment['NODE_USE_ENV_PROXY'] === '1' || /(?:^|\s)--use-env-proxy(?:\s|$)/.test(environment['NODE_OPTIONS'] ?? '');
