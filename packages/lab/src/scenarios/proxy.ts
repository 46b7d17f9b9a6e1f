import { dirname } from 'node:path';
import { startDnsServer } from '../dns-server.ts';
import { type HttpProxyOptions, startHttpProxy } from '../http-proxy.ts';
import { errorReply } from '../http-reply.ts';
import { startHttpServer } from '../http-server.ts';
import type { ListedScenario } from '../scenario.ts';
import { type SocksProxyOptions, startSocksProxy } from '../socks-proxy.ts';
import { startTcpServer } from '../tcp-server.ts';
import { refusedPort } from '../unreachable-port.ts';
import { type Arrangement, situated, type Workbench } from '../workbench.ts';
import { at, listOfModels, modelsPath, overHttps, shop, soundService, within } from './services.ts';

type ProxyUrl = (bench: Workbench) => Promise<string>;

const httpProxy = (options: HttpProxyOptions = {}): ProxyUrl => async (bench) => (await bench.keep(startHttpProxy(options))).url;
const socksProxy = (options: SocksProxyOptions = {}): ProxyUrl => async (bench) => (await bench.keep(startSocksProxy(options))).url;
const deadProxy: ProxyUrl = async (bench) => `http://${at(await bench.keep(refusedPort()))}`;
const credential = { user: 'ada', password: 'lovelace' } as const;
/** What ends an address before its host, if it stands there bare. */
const awkward = { user: 'ada', password: 'love#lace' } as const;

/** Another scheme, or a user name and password, in the URL of a proxy. */
const rewritten = (proxy: ProxyUrl, change: (url: string) => string): ProxyUrl => async (bench) => change(await proxy(bench));
const withScheme = (scheme: string) => (url: string): string => url.replace(/^[a-z0-9]+:/, `${scheme}:`);
const withCredential = (url: string): string => url.replace('://', `://${credential.user}:${credential.password}@`);

/** A sound service behind this proxy, which the route names. */
const routed = (proxy: ProxyUrl, timeoutMs?: number) => situated(async (bench) => {
  const { server, chain } = await soundService(bench);
  return { ...await overHttps(bench, server, chain.root.certificate, { proxy: await proxy(bench) }), ...within(timeoutMs) };
});

/** A sound service under its name, which the SOCKS proxy resolves as this says; the client's resolver knows it. */
const named = (known: { readonly [name: string]: string }) => situated(async (bench): Promise<Arrangement> => {
  const { server, chain } = await soundService(bench);
  const resolve = Object.fromEntries(Object.entries(known).map(([name, address]) => [name, `${address}:${server.port}`]));
  const dns = await bench.keep(startDnsServer({ answers: { [shop]: { a: ['127.0.0.1'] } } }));
  const route = { proxy: await socksProxy({ resolve })(bench), resolver: at(dns), ca: await bench.file('lab-root.pem', chain.root.certificate) };
  return { target: `https://${shop}:${server.port}/`, given: { route } };
});

/** The same, with the proxy in the environment, as `variable`. */
const inherited = (proxy: ProxyUrl, more: { readonly [name: string]: string } = {}, variable = 'HTTPS_PROXY') => situated(async (bench): Promise<Arrangement> => {
  const { server, chain } = await soundService(bench);
  return { ...await overHttps(bench, server, chain.root.certificate), env: { [variable]: await proxy(bench), ...more } };
});

/** A service to which direct connections are refused, and a proxy that reaches it, or not. */
const confined = (reaches: boolean) => situated(async (bench): Promise<Arrangement> => {
  const { server, chain } = await soundService(bench);
  const wall = await bench.keep(refusedPort());
  const way = await httpProxy(reaches ? { resolve: { [at(wall)]: at(server) } } : { fault: { refuse: 502 } })(bench);
  return { ...await overHttps(bench, wall, chain.root.certificate), env: { HTTP_PROXY: way, http_proxy: way } };
});

/** The same, with the proxy in KDE's settings; type 1: by hand, 0: none. */
const desktop = (type: number) => situated(async (bench): Promise<Arrangement> => {
  const { server, chain } = await soundService(bench);
  const wall = await bench.keep(refusedPort());
  const way = await httpProxy({ resolve: { [at(wall)]: at(server) } })(bench);
  const settings = await bench.file('.config/kioslaverc', `[Proxy Settings]\nProxyType=${type}\nhttpsProxy=${way.replace(/:(\d+)$/, ' $1')}\n`);
  return { ...await overHttps(bench, wall, chain.root.certificate), env: { HOME: dirname(dirname(settings)) } };
});

/** A plain service that wants a credential, behind a proxy that takes this field out of what it passes on. */
const stripping = (field: string) => situated(async (bench): Promise<Arrangement> => {
  const server = await bench.keep(startHttpServer({ fallback: { ifHeader: { name: 'authorization', value: /^Bearer lab-key-1$/ }, then: listOfModels, otherwise: errorReply(401) } }));
  const way = await httpProxy({ stripHeaders: [field], resolve: { [shop]: at(server) } })(bench);
  return {
    target: `http://${shop}${modelsPath}`,
    given: { route: { proxy: way }, headers: { authorization: { $secret: 'lab:key', scheme: 'Bearer' } } },
    secrets: { key: 'lab-key-1' },
  };
});

/** Proxies, and the settings that lead to them. */
export const proxy: readonly ListedScenario[] = [
  {
    id: 'proxy-wants-a-credential', layer: 'proxy', alone: true, rows: ['A5'], cause: 'network/proxy-authentication-required',
    text: { en: 'The proxy wants a user name and password (407)', 'zh-CN': '代理要求用户名和密码（407）' },
    start: inherited(httpProxy({ credential })),
    nearMiss: { text: { en: 'The variable holds them', 'zh-CN': '环境变量中已带有用户名和密码' }, start: inherited(rewritten(httpProxy({ credential }), withCredential)) },
  },
  {
    id: 'proxy-credential-is-wrong', layer: 'proxy', alone: true, rows: ['A5'], cause: 'network/proxy-authentication-required',
    text: { en: 'The password for the proxy is wrong', 'zh-CN': '代理的密码不正确' },
    start: inherited(rewritten(httpProxy({ credential: { user: 'ada', password: 'byron' } }), withCredential)),
    nearMiss: { text: { en: 'The proxy wants none', 'zh-CN': '代理不要求密码' }, start: inherited(rewritten(httpProxy(), withCredential)) },
  },
  {
    id: 'proxy-refuses', layer: 'proxy', alone: true, rows: ['A5'], cause: 'network/proxy-refusal',
    text: { en: 'The proxy forbids this destination (403)', 'zh-CN': '代理禁止访问该目标（403）' },
    start: inherited(httpProxy({ fault: { refuse: 403 } })),
    nearMiss: { text: { en: 'NO_PROXY exempts the host', 'zh-CN': 'NO_PROXY 已将该主机排除在外' }, start: inherited(httpProxy({ fault: { refuse: 403 } }), { NO_PROXY: 'shop.example' }) },
  },
  {
    id: 'no-proxy-is-misspelt', layer: 'proxy', alone: true, rows: ['A5', 'N9'], cause: 'network/proxy-refusal',
    text: { en: 'NO_PROXY names the host with a letter too few', 'zh-CN': 'NO_PROXY 中的主机名少写了一个字母' },
    start: inherited(httpProxy({ fault: { refuse: 403 } }), { NO_PROXY: 'api.shop.exampl, localhost' }),
    nearMiss: { text: { en: 'NO_PROXY names it rightly', 'zh-CN': 'NO_PROXY 中的主机名书写正确' }, start: inherited(httpProxy({ fault: { refuse: 403 } }), { NO_PROXY: `localhost, ${shop}` }) },
  },
  {
    id: 'no-proxy-holds-a-url', layer: 'proxy', alone: true, rows: ['A5', 'N9'], cause: 'network/no-proxy-entry',
    text: { en: 'NO_PROXY names the host by its URL, which no client reads', 'zh-CN': 'NO_PROXY 中写的是该主机的 URL，没有客户端识别' },
    start: inherited(httpProxy({ fault: { refuse: 403 } }), { NO_PROXY: `localhost,https://${shop}/` }),
    nearMiss: {
      text: { en: 'The URL is that of another host', 'zh-CN': '写的是另一台主机的 URL' },
      cause: 'network/proxy-refusal',
      start: inherited(httpProxy({ fault: { refuse: 403 } }), { NO_PROXY: 'localhost,https://elsewhere.example/' }),
    },
  },
  {
    id: 'no-proxy-for-another-port', layer: 'proxy', alone: true, rows: ['A5'], cause: 'network/proxy-unreachable',
    text: { en: 'NO_PROXY exempts another port of the host, and the proxy is dead', 'zh-CN': 'NO_PROXY 排除的是该主机的另一个端口，而代理已失效' },
    start: inherited(deadProxy, { NO_PROXY: `${shop}:8443` }),
    nearMiss: { text: { en: 'It exempts this very port', 'zh-CN': '排除的正是这个端口' }, start: inherited(deadProxy, { NO_PROXY: `${shop}:443` }) },
  },
  {
    id: 'proxy-is-dead', layer: 'proxy', alone: true, rows: ['A5', 'N9'], cause: 'network/proxy-unreachable',
    text: { en: 'HTTPS_PROXY names a proxy that is gone', 'zh-CN': 'HTTPS_PROXY 指向一个已不存在的代理' },
    start: inherited(deadProxy),
    nearMiss: {
      text: { en: 'The target is on loopback, which no proxy of the environment is asked for', 'zh-CN': '目标在本机回环地址上，环境变量中的代理不参与' },
      start: situated(async (bench) => {
        const { url } = await bench.keep(startHttpServer({ fallback: listOfModels }));
        return { target: url, env: { HTTP_PROXY: await deadProxy(bench), HTTPS_PROXY: await deadProxy(bench), http_proxy: await deadProxy(bench) } };
      }),
    },
  },
  {
    id: 'all-proxy-is-dead', layer: 'proxy', alone: true, rows: ['A5', 'N9'], cause: 'network/proxy-unreachable',
    text: { en: 'ALL_PROXY names a SOCKS proxy that is gone', 'zh-CN': 'ALL_PROXY 指向一个已不存在的 SOCKS 代理' },
    start: inherited(rewritten(deadProxy, withScheme('socks5')), {}, 'ALL_PROXY'),
    nearMiss: {
      text: { en: 'HTTPS_PROXY comes before it and works', 'zh-CN': '优先使用的 HTTPS_PROXY 可用' },
      start: situated(async (bench) => {
        const { server, chain } = await soundService(bench);
        return {
          ...await overHttps(bench, server, chain.root.certificate),
          env: { ALL_PROXY: await rewritten(deadProxy, withScheme('socks5'))(bench), HTTPS_PROXY: await httpProxy()(bench) },
        };
      }),
    },
  },
  {
    id: 'proxy-is-silent', layer: 'proxy', rows: ['A5'], cause: 'network/proxy-silence',
    text: { en: 'The proxy accepts the connection and never answers', 'zh-CN': '代理接受连接后始终不应答' },
    start: routed(httpProxy({ fault: 'hang' }), 4_000),
    nearMiss: { text: { en: 'The proxy opens the tunnel', 'zh-CN': '代理打通了隧道' }, start: routed(httpProxy()) },
  },
  {
    id: 'proxy-resets', layer: 'proxy', rows: ['A5'], cause: 'network/proxy-hang-up',
    text: { en: 'The proxy resets the connection when it hears the destination', 'zh-CN': '代理一听到目标地址就重置连接' },
    start: routed(httpProxy({ fault: 'reset' })),
    nearMiss: { text: { en: 'The route asks for a direct connection', 'zh-CN': '访问方式要求直连' }, start: routed(async () => 'direct') },
  },
  {
    id: 'proxy-finds-no-way', layer: 'proxy', rows: ['A5'], cause: 'network/proxy-refusal',
    text: { en: 'The proxy does not reach the destination (502)', 'zh-CN': '代理无法到达目标（502）' },
    start: routed(httpProxy({ fault: { refuse: 502 } })),
    nearMiss: { text: { en: 'The proxy reaches it', 'zh-CN': '代理可以到达目标' }, start: routed(httpProxy()) },
  },
  {
    id: 'proxy-does-not-know-the-name', layer: 'proxy', rows: ['A2', 'A5'], cause: 'network/proxy-name-resolution',
    text: { en: 'The SOCKS proxy can\'t resolve the name, which this machine can', 'zh-CN': 'SOCKS 代理无法解析该域名，而本机可以' },
    start: named({}),
    nearMiss: { text: { en: 'The proxy resolves it too', 'zh-CN': '代理也能解析' }, start: named({ [shop]: '127.0.0.1' }) },
  },
  {
    id: 'proxies-pass-in-a-circle', layer: 'proxy', rows: ['A5'], cause: 'network/proxy-loop',
    text: { en: 'Two proxies pass the request to each other until one gives up (502)', 'zh-CN': '两个代理互相转发请求，直到其中一个放弃（502）' },
    start: routed(httpProxy({ fault: { refuse: 502 }, via: '1.1 gate-a (squid/6.6), 1.1 gate-b, 1.1 gate-a (squid/6.6)' })),
    nearMiss: {
      text: { en: 'The request passed two proxies, each once', 'zh-CN': '请求经过两个代理，各一次' }, cause: 'network/proxy-refusal',
      start: routed(httpProxy({ fault: { refuse: 502 }, via: '1.1 gate-a (squid/6.6), 1.1 gate-b' })),
    },
  },
  {
    id: 'proxy-finds-a-loop', layer: 'proxy', rows: ['A5'], cause: 'network/proxy-loop',
    text: { en: 'The proxy says that it has found a loop (508)', 'zh-CN': '代理声明发现循环（508）' },
    start: routed(httpProxy({ fault: { refuse: 508 } })),
    nearMiss: { text: { en: 'The proxy is overloaded (503)', 'zh-CN': '代理过载（503）' }, cause: 'network/proxy-refusal', start: routed(httpProxy({ fault: { refuse: 503 } })) },
  },
  {
    id: 'service-behind-proxy-is-down', layer: 'proxy', rows: ['A5'], cause: 'network/connection-refused-behind-proxy',
    text: { en: 'The proxy is fine; the service behind it is down (502)', 'zh-CN': '代理正常，但其后的服务已停止（502）' },
    start: situated(async (bench): Promise<Arrangement> => overHttps(bench, await bench.keep(refusedPort()), undefined, { proxy: await httpProxy()(bench) })),
    nearMiss: {
      text: { en: 'The service is up, and the proxy alone does not reach it', 'zh-CN': '服务正常，只是代理无法到达' },
      cause: 'network/proxy-refusal',
      start: routed(httpProxy({ fault: { refuse: 502 } })),
    },
  },
  {
    id: 'proxy-takes-the-credential-out', layer: 'proxy', rows: ['A11', 'N2'], cause: 'network/header-lost-at-proxy',
    text: { en: 'The proxy takes Authorization out of plain requests', 'zh-CN': '代理会删除明文请求中的 Authorization' },
    start: stripping('Authorization'),
    nearMiss: { text: { en: 'It takes out a field that the service does not want', 'zh-CN': '代理删除的字段并非服务所需' }, start: stripping('X-Trace') },
  },
  {
    id: 'proxy-scheme-is-https', layer: 'proxy', alone: true, rows: ['A5', 'N9'], cause: 'network/proxy-wrong-scheme',
    text: { en: 'HTTPS_PROXY says https://, and the proxy speaks plain HTTP', 'zh-CN': 'HTTPS_PROXY 写成了 https://，而代理使用明文 HTTP' },
    start: inherited(rewritten(httpProxy(), withScheme('https'))),
    nearMiss: { text: { en: 'It says http://', 'zh-CN': '写的是 http://' }, start: inherited(httpProxy()) },
  },
  {
    id: 'socks-proxy-as-http', layer: 'proxy', rows: ['A5'], cause: 'network/proxy-wrong-scheme',
    text: { en: 'A SOCKS proxy is set as an HTTP proxy', 'zh-CN': '把 SOCKS 代理当作 HTTP 代理来设置' },
    start: routed(rewritten(socksProxy(), withScheme('http')), 6_000),
    nearMiss: { text: { en: 'It is set as socks5://', 'zh-CN': '设置为 socks5://' }, start: routed(socksProxy()) },
  },
  {
    id: 'http-proxy-as-socks', layer: 'proxy', alone: true, rows: ['A5'], cause: 'network/proxy-wrong-scheme',
    text: { en: 'An HTTP proxy is set as a SOCKS proxy', 'zh-CN': '把 HTTP 代理当作 SOCKS 代理来设置' },
    start: routed(rewritten(httpProxy(), withScheme('socks5')), 6_000),
    nearMiss: { text: { en: 'It is set without a scheme, which means http://', 'zh-CN': '未写协议，即视为 http://' }, start: inherited(rewritten(httpProxy(), (url) => url.replace('http://', ''))) },
  },
  {
    id: 'socks4-proxy-as-socks5', layer: 'proxy', rows: ['A5', 'N9'], cause: 'network/proxy-wrong-scheme',
    text: { en: 'A proxy that speaks SOCKS4 alone is set as socks5://', 'zh-CN': '把只支持 SOCKS4 的代理设为 socks5://' },
    start: routed(rewritten(socksProxy({ version: 4 }), withScheme('socks5')), 6_000),
    nearMiss: { text: { en: 'It is set as socks4://', 'zh-CN': '设置为 socks4://' }, start: routed(socksProxy({ version: 4, resolve: {} })) },
  },
  {
    id: 'socks-proxy-refuses', layer: 'proxy', rows: ['A5'], cause: 'network/proxy-refusal',
    text: { en: 'The SOCKS proxy does not allow this destination (reply 2)', 'zh-CN': 'SOCKS 代理的规则不允许访问该目标（应答码 2）' },
    start: routed(socksProxy({ fault: { reply: 2 } })),
    nearMiss: { text: { en: 'It allows it', 'zh-CN': '规则允许' }, start: routed(socksProxy()) },
  },
  {
    id: 'socks-proxy-wants-a-credential', layer: 'proxy', alone: true, rows: ['A5'], cause: 'network/proxy-authentication-required',
    text: { en: 'The SOCKS proxy wants a user name and password', 'zh-CN': 'SOCKS 代理要求用户名和密码' },
    start: inherited(socksProxy({ credential })),
    nearMiss: { text: { en: 'The variable holds them', 'zh-CN': '环境变量中已带有用户名和密码' }, start: inherited(rewritten(socksProxy({ credential }), withCredential)) },
  },
  {
    id: 'proxy-setting-is-unreadable', layer: 'proxy', alone: true, rows: ['A5', 'N9'], cause: 'network/proxy-setting-invalid',
    text: { en: 'HTTPS_PROXY has a scheme that no proxy has', 'zh-CN': 'HTTPS_PROXY 使用了代理不支持的协议' },
    start: inherited(rewritten(httpProxy(), withScheme('ftp'))),
    nearMiss: { text: { en: 'The same setting is empty', 'zh-CN': '该变量为空' }, start: inherited(async () => '') },
  },
  {
    id: 'proxy-scheme-is-doubled', layer: 'proxy', alone: true, rows: ['A5'], cause: 'network/proxy-setting-invalid',
    text: { en: 'HTTPS_PROXY begins with http:// twice', 'zh-CN': 'HTTPS_PROXY 开头写了两遍 http://' },
    start: inherited(rewritten(httpProxy(), (url) => `http://${url}`)),
    nearMiss: { text: { en: 'The setting ends in a slash', 'zh-CN': '设置末尾多了一个斜杠' }, start: inherited(rewritten(httpProxy(), (url) => `${url}/`)) },
  },
  {
    id: 'proxy-password-is-not-encoded', layer: 'proxy', alone: true, rows: ['A5', 'N9'], cause: 'network/proxy-setting-invalid',
    text: { en: 'The password in HTTPS_PROXY holds a bare #', 'zh-CN': 'HTTPS_PROXY 的密码中含有未编码的 #' },
    start: inherited(rewritten(httpProxy({ credential: awkward }), (url) => url.replace('://', `://${awkward.user}:${awkward.password}@`))),
    nearMiss: {
      text: { en: 'It is written %23', 'zh-CN': '写作 %23' },
      start: inherited(rewritten(httpProxy({ credential: awkward }), (url) => url.replace('://', `://${awkward.user}:${encodeURIComponent(awkward.password)}@`))),
    },
  },
  {
    id: 'proxy-setting-is-quoted', layer: 'proxy', alone: true, rows: ['A5', 'N9'], cause: 'network/proxy-setting-invalid',
    text: { en: 'Quotation marks are part of HTTPS_PROXY, as from an env file that nobody unquotes', 'zh-CN': 'HTTPS_PROXY 的值里带着引号，例如来自不去引号的 env 文件' },
    start: inherited(rewritten(httpProxy(), (url) => `"${url}"`)),
    nearMiss: { text: { en: 'The value ends in a blank, which clients drop', 'zh-CN': '值的末尾有一个空格，客户端会忽略' }, start: inherited(rewritten(httpProxy(), (url) => `${url} `)) },
  },
  {
    id: 'proxy-variables-disagree', layer: 'proxy', alone: true, rows: ['A5', 'N9'], cause: 'network/proxy-variables-conflict',
    text: { en: 'https_proxy names a proxy that is gone, HTTPS_PROXY one that works', 'zh-CN': 'https_proxy 指向已失效的代理，而 HTTPS_PROXY 指向可用的代理' },
    start: situated(async (bench): Promise<Arrangement> => {
      const { server, chain } = await soundService(bench);
      return { ...await overHttps(bench, server, chain.root.certificate), env: { https_proxy: await deadProxy(bench), HTTPS_PROXY: await httpProxy()(bench) } };
    }),
    nearMiss: {
      text: { en: 'Both are gone', 'zh-CN': '两者都已失效' },
      cause: 'network/proxy-unreachable',
      start: situated(async (bench): Promise<Arrangement> => {
        const { server, chain } = await soundService(bench);
        return { ...await overHttps(bench, server, chain.root.certificate), env: { https_proxy: await deadProxy(bench), HTTPS_PROXY: await deadProxy(bench) } };
      }),
    },
  },
  {
    id: 'network-lets-out-by-proxy-alone', layer: 'proxy', alone: true, rows: ['A5', 'N2', 'N9'], cause: 'network/blocking-egress',
    text: { en: 'A firewall turns direct connections down, and only HTTP_PROXY is set for an https target', 'zh-CN': '防火墙拒绝直连，而对 https 目标只设置了 HTTP_PROXY' },
    start: confined(true),
    nearMiss: { text: { en: 'The proxy does not get there either', 'zh-CN': '代理同样无法到达' }, cause: 'network/connection-refused', start: confined(false) },
  },
  {
    id: 'desktop-alone-knows-the-proxy', layer: 'proxy', alone: true, rows: ['A5', 'N8', 'N9'], cause: 'network/desktop-proxy-not-followed',
    text: { en: 'The desktop sends browsers through a proxy, the environment names none, and direct connections are turned down', 'zh-CN': '桌面设置让浏览器走代理，环境变量没有设置代理，而直连被拒绝' },
    start: desktop(1),
    nearMiss: { text: { en: 'The proxy of the desktop is switched off', 'zh-CN': '桌面设置中的代理已关闭' }, cause: 'network/connection-refused', start: desktop(0) },
  },
  {
    id: 'no-proxy-at-this-port', layer: 'proxy', rows: ['A5'], cause: 'network/not-a-proxy',
    text: { en: 'An SSH server answers where the proxy should be', 'zh-CN': '代理地址上应答的是 SSH 服务器' },
    start: routed(async (bench) => `http://${at(await bench.keep(startTcpServer({ behaviour: { banner: 'SSH-2.0-OpenSSH_9.9\r\n' } })))}`, 6_000),
    nearMiss: { text: { en: 'A proxy answers', 'zh-CN': '应答的是代理' }, start: routed(httpProxy()) },
  },
];
