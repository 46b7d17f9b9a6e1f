import { defineCheck, defineRemedy, type Check, type Remedy } from '@culprit/core';
import { proxySettings } from '../facts/proxy-settings.ts';
import { machine } from '../targets/machine.ts';

const alignProxySettings: Remedy = defineRemedy({
  id: 'network/align-proxy-settings',
  audience: 'you',
  text: {
    en: {
      title: 'Let one place say which proxy is used',
      steps: [
        'Decide which proxy is right; write it into http_proxy and https_proxy, and the same into HTTP_PROXY and HTTPS_PROXY.',
        'Remove what programs have of their own: npm config delete proxy, npm config delete https-proxy, git config --global --unset http.proxy, pip config unset global.proxy.',
        'An extension of a browser can redirect it unseen: open a private window, where extensions are off, and compare.',
      ],
    },
    'zh-CN': {
      title: '只在一处设置代理',
      steps: [
        '先确定正确的代理，写入 http_proxy 和 https_proxy，并让 HTTP_PROXY 和 HTTPS_PROXY 与之一致。',
        '删除各程序自己的设置：npm config delete proxy、npm config delete https-proxy、git config --global --unset http.proxy、pip config unset global.proxy。',
        '浏览器扩展也可能改变代理，而从外部无法看到：请打开无痕窗口（其中扩展默认停用）对比。',
      ],
    },
  },
});

const writeProxyVariable: Remedy = defineRemedy({
  id: 'network/write-proxy-variable',
  audience: 'you',
  text: {
    en: {
      title: 'Write proxy settings as scheme://host:port',
      steps: [
        'Set http_proxy and https_proxy, in lower and in upper case, to scheme://host:port; the scheme is that of the proxy itself, most often http. In a user name or password write @ as %40, : as %3A, # as %23, / as %2F and % as %25.',
        'Programs that follow the desktop or a PAC file need the address itself: take it from there into these variables, and let NO_PROXY name localhost,127.0.0.1,::1.',
      ],
    },
    'zh-CN': {
      title: '把代理设置写成 scheme://host:port',
      steps: [
        '请将 http_proxy 和 https_proxy（大小写各设一份）设为 scheme://host:port；其中的协议是代理本身的协议，多为 http。用户名或密码中的 @ 写作 %40，: 写作 %3A，# 写作 %23，/ 写作 %2F，% 写作 %25。',
        '命令行程序不读取桌面设置或 PAC 文件：请把其中的代理地址写入上述变量，并在 NO_PROXY 中写明 localhost,127.0.0.1,::1。',
      ],
    },
  },
});

const broken = { outcome: 'fail', severity: 'major', owner: 'machine', remedy: writeProxyVariable } as const;
const differing = { outcome: 'fail', severity: 'minor', owner: 'machine', remedy: writeProxyVariable } as const;

/** Whether the proxy settings of this machine can be read, and agree. */
export const proxySettingsCheck: Check = defineCheck({
  id: 'network/proxy-settings',
  layer: 'machine',
  target: machine,
  findings: {
    consistent: { outcome: 'pass' },
    invalid: broken,
    'scheme-missing': differing, 'port-missing': differing, path: differing, 'socks-ambiguous': differing, socks4: differing, 'not-encoded': differing,
    'case-conflict': { ...differing, remedy: alignProxySettings }, 'http-only': differing, 'all-proxy-only': differing, 'upper-case-only': differing, 'loopback-proxied': differing,
    differs: { ...differing, remedy: alignProxySettings }, 'system-only': differing, 'pac-only': differing,
  },
  text: {
    en: {
      title: 'Proxy settings of this machine',
      why: 'Proxies are set in the environment, in programs, in the desktop and in browsers; where they differ, one program works and the next does not.',
      findings: {
        consistent: 'The proxy settings that can be seen can be read, and do not contradict each other',
        invalid: '{name} does not hold the address of a proxy ({reason}); it should read {suggested}',
        'scheme-missing': '{name} has no scheme: curl and Go take http://, Node goes without a proxy or fails; write {proxy}',
        'port-missing': '{name} has no port: curl tries 1080, others what fits the scheme ({proxy}); write the port out',
        path: '{name} has a path, which means nothing for a proxy; write {proxy}',
        'socks-ambiguous': '{name} begins with socks://, which curl takes for SOCKS4 and others for SOCKS5; write socks5h:// (names looked up by the proxy) or socks5://',
        socks4: '{name} names a SOCKS4 proxy ({proxy}): curl and Python requests speak SOCKS4, Node and Go do not; where the proxy speaks SOCKS5 too, write socks5h://',
        'not-encoded': 'The user name or password in {name} holds a bare @ or %, at which some clients fail; write %40 and %25',
        'case-conflict': '{name} and {other} differ: curl, Python, Node and wget take the first, Go the second',
        'http-only': '{name} is set and HTTPS_PROXY is not: for https, curl, Go and Python go directly, and Node\'s fetch takes the proxy',
        'all-proxy-only': 'Only ALL_PROXY is set: curl and Python requests follow it; Node, Go and wget pass it over',
        'upper-case-only': 'HTTP_PROXY is set in upper case only: curl and wget read http_proxy for plain http (CGI programs could be given the other by a header)',
        'loopback-proxied': 'NO_PROXY does not exempt {hosts} for {clients}, which ask the proxy for this very machine; write NO_PROXY={suggested}',
        differs: '{source} goes by {proxy} ({name} in {where}), the environment says {own}',
        'system-only': '{source} names the proxy {proxy} ({where}) and the environment none: browsers use it, command-line programs do not',
        'pac-only': '{source} names a PAC file, {url} ({where}), and the environment no proxy: browsers follow it, command-line programs do not',
      },
    },
    'zh-CN': {
      title: '本机的代理设置',
      why: '环境变量、各种程序、桌面系统和浏览器都可以设置代理；彼此不一致时，就会有的程序正常，有的失败。',
      findings: {
        consistent: '能看到的代理设置都可以识别，且互不矛盾',
        invalid: '{name} 的内容不是代理地址（{reason}），应为 {suggested}',
        'scheme-missing': '{name} 没有写协议：curl 和 Go 视为 http://，Node 则不走代理或报错；请写作 {proxy}',
        'port-missing': '{name} 没有写端口：curl 会尝试 1080，其他客户端按协议取默认值（{proxy}）；请写明端口',
        path: '{name} 带有路径，对代理毫无意义；请写作 {proxy}',
        'socks-ambiguous': '{name} 以 socks:// 开头，curl 视为 SOCKS4，其他客户端视为 SOCKS5；请写作 socks5h://（由代理解析域名）或 socks5://',
        socks4: '{name} 指向 SOCKS4 代理（{proxy}）：curl 和 Python requests 支持 SOCKS4，Node 和 Go 不支持；若代理也支持 SOCKS5，请写作 socks5h://',
        'not-encoded': '{name} 的用户名或密码中含有未编码的 @ 或 %，部分客户端会因此报错；请写作 %40 和 %25',
        'case-conflict': '{name} 与 {other} 不一致：curl、Python、Node 和 wget 取前者，Go 取后者',
        'http-only': '只设置了 {name} 而没有 HTTPS_PROXY：访问 https 时，curl、Go 和 Python 直连，Node 的 fetch 则走代理',
        'all-proxy-only': '只设置了 ALL_PROXY：curl 和 Python requests 会使用，Node、Go 和 wget 则忽略',
        'upper-case-only': '只设置了大写的 HTTP_PROXY：访问明文 http 时，curl 和 wget 读取的是 http_proxy（因为 CGI 程序的大写变量可能被请求头伪造）',
        'loopback-proxied': 'NO_PROXY 没有为 {clients} 排除 {hosts}，它们访问本机也会经过代理；请设置 NO_PROXY={suggested}',
        differs: '{source} 使用 {proxy}（{where} 中的 {name}），而环境变量指定的是 {own}',
        'system-only': '{source} 设置了代理 {proxy}（{where}），而环境变量没有：浏览器会使用，命令行程序不会',
        'pac-only': '{source} 设置了 PAC 文件 {url}（{where}），而环境变量没有代理：浏览器会遵循，命令行程序不会',
      },
    },
  },
  needs: () => ({ settings: proxySettings.of({}) }),
  evaluate: ({ facts: { settings }, conclude }) => (settings.problems.length === 0
    ? conclude('consistent')
    : settings.problems.map(({ problem, params }) => ({ finding: problem, params }))),
});
