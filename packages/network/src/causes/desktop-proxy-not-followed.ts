import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { endpointOf, wayBy, wayTo } from '../connection/way.ts';
import { desktopWay } from '../facts/desktop-way.ts';
import { proxyTunnel } from '../facts/proxy-tunnel.ts';

/** Works in the browser, fails in the terminal: the desktop or a PAC file names a proxy that works, and the environment does not. */
export const desktopProxyNotFollowed: Cause = defineCause({
  id: 'network/desktop-proxy-not-followed',
  owner: 'machine',
  layer: 'proxy',
  order: 4,
  scope: 'endpoint',
  suspectedBy: [
    ...['refused', 'timed-out', 'unreachable', 'reset'].map((finding) => `network/connection#${finding}`),
    ...['unreachable', 'refused', 'not-a-proxy', 'closed', 'reset', 'timed-out', 'invalid-setting'].map((finding) => `network/proxy#${finding}`),
  ],
  text: {
    en: {
      title: 'Browsers go to {endpoint} by the proxy {proxy}, which command-line programs do not know of',
      about: 'The desktop, a browser or a PAC file names a proxy that leads to the service. Command-line programs and libraries read environment variables instead, and these name none, or another.',
      confirmed: {
        'by-setting': '{source} names {proxy}, which opens a way to {endpoint}; the way of the environment fails',
        'by-pac': 'The PAC file that {source} names answers {proxy} for it, which opens a way to {endpoint}; the way of the environment fails',
      },
      ruledOut: {
        'not-set': 'Neither the desktop nor a browser names a proxy',
        direct: 'The PAC file that {source} names sends {endpoint} directly',
        'fails-too': 'The proxy {proxy}, which {source} names, opens no way to {endpoint} either',
      },
      open: {
        'no-answer': 'The PAC file that {source} names gives no answer ({pac})',
        'not-read': 'The proxy settings of the desktop could not be read',
      },
    },
    'zh-CN': {
      title: '浏览器经代理 {proxy} 访问 {endpoint}，而命令行程序并不知道这个代理',
      about: '桌面设置、浏览器或 PAC 文件指定了能通往该服务的代理。命令行程序和各种库读取的却是环境变量，而其中没有设置代理，或设置了另一个。',
      confirmed: {
        'by-setting': '{source} 指定的 {proxy} 能打通到 {endpoint} 的通路，而按环境变量访问失败',
        'by-pac': '{source} 指定的 PAC 文件给出 {proxy}，能打通到 {endpoint} 的通路，而按环境变量访问失败',
      },
      ruledOut: {
        'not-set': '桌面和浏览器都没有设置代理',
        direct: '{source} 指定的 PAC 文件让 {endpoint} 直连',
        'fails-too': '{source} 指定的代理 {proxy} 同样无法打通到 {endpoint} 的通路',
      },
      open: {
        'no-answer': '{source} 指定的 PAC 文件没有给出结果（{pac}）',
        'not-read': '无法读取桌面的代理设置',
      },
    },
  },
  // The way that is meant is another one: what stops this one is not to mend.
  supersedes: ({ id, layer }) => layer === 'connection' || (layer === 'proxy' && id !== 'network/no-proxy-entry'),
  controls: (suspicion) => ({ desktop: desktopWay.of(wayTo(suspicion)) }),
  judge: ({ suspicion, facts: { desktop }, confirmed, ruledOut, open }) => {
    const way = wayTo(suspicion);
    const endpoint = endpointOf(way);
    switch (desktop?.outcome) {
      case undefined: return open('not-read', {}, []);
      case 'not-set': return ruledOut('not-set', {}, ['desktop']);
      case 'direct': return ruledOut('direct', { endpoint, source: desktop.source }, ['desktop']);
      case 'undecided': return open('no-answer', { source: desktop.source, pac: desktop.pac }, ['desktop']);
      case 'proxied': {
        const params = { endpoint, source: desktop.source, proxy: desktop.proxy };
        if (desktop.tunnel !== 'open') return ruledOut('fails-too', params, ['desktop']);
        return confirmed(desktop.automatic ? 'by-pac' : 'by-setting', params, ['desktop']);
      }
    }
  },
  remedies: [
    defineRemedy({
      id: 'network/name-desktop-proxy',
      audience: 'you',
      text: {
        en: { title: 'Name {proxy} in the environment', steps: ['Set HTTPS_PROXY={proxy}, and https_proxy, HTTP_PROXY and http_proxy likewise; Node programs need NODE_USE_ENV_PROXY=1 besides.', 'A browser\'s extension can choose another proxy unseen; a private window, where extensions are off, shows whether one does.'] },
        'zh-CN': { title: '在环境变量中指定 {proxy}', steps: ['请设置 HTTPS_PROXY={proxy}，https_proxy、HTTP_PROXY 和 http_proxy 亦同；Node 程序还需设置 NODE_USE_ENV_PROXY=1。', '浏览器扩展也可能另行选择代理，而从外部无法看到；打开无痕窗口（其中扩展默认停用）即可判断。'] },
      },
      trial: {
        facts: ({ suspicion, params }) => ({ tunnel: proxyTunnel.of(wayBy(wayTo(suspicion), { proxy: String(params['proxy']) })) }),
        works: ({ facts: { tunnel } }) => (tunnel === undefined ? undefined : tunnel.outcome === 'open'),
      },
    }),
  ],
});
