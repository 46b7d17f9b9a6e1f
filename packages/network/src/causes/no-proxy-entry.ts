import { defineCause, type Cause } from '@culprit/core';
import { selectionFor } from '../connection/destination.ts';
import { wayBy, wayTo } from '../connection/way.ts';
import { proxyExemption } from '../facts/proxy-exemption.ts';
import { tcpConnection } from '../facts/tcp-connection.ts';
import { fromRoute } from '../proxy/select-proxy.ts';
import { bypassProxy } from '../remedies/bypass-proxy.ts';

/** NO_PROXY names the host, in a form that hardly any client understands. */
export const noProxyEntry: Cause = defineCause({
  id: 'network/no-proxy-entry',
  owner: 'machine',
  layer: 'proxy',
  order: 2,
  scope: 'endpoint',
  suspectedBy: ['unreachable', 'authentication-required', 'refused', 'not-a-proxy', 'closed', 'reset', 'timed-out', 'invalid-setting', 'untrusted'].map((finding) => `network/proxy#${finding}`),
  text: {
    en: {
      title: 'NO_PROXY means to exempt {host}, in a form that clients do not read',
      about: 'NO_PROXY has no standard. All clients agree on one form only: names and addresses, separated by commas, without scheme, path or quotation marks. An entry of another form is passed over, and the connection goes to the proxy.',
      confirmed: {
        malformed: '{host} is reached directly, and the entry {entry} is no name, address or block',
        separator: '{host} is reached directly, and the entries in "{entry}" are not separated by commas',
        range: '{host} is reached directly, and of the common clients only Node reads the range {entry}',
      },
      ruledOut: {
        'not-meant': 'No entry of NO_PROXY means {host}',
        'no-direct-way': '{host} is not reached directly either',
      },
      open: { 'not-read': 'How NO_PROXY is read for {host} could not be seen' },
    },
    'zh-CN': {
      title: 'NO_PROXY 本想排除 {host}，但写法不被客户端识别',
      about: 'NO_PROXY 没有标准。各客户端公认的写法只有一种：以逗号分隔的主机名或地址，不带协议、路径和引号。其他写法会被忽略，连接仍交给代理。',
      confirmed: {
        malformed: '{host} 可以直连，而条目 {entry} 既不是名称，也不是地址或网段',
        separator: '{host} 可以直连，而“{entry}”中的条目没有用逗号分隔',
        range: '{host} 可以直连，而常见客户端中只有 Node 识别地址范围 {entry}',
      },
      ruledOut: {
        'not-meant': 'NO_PROXY 中没有与 {host} 相关的条目',
        'no-direct-way': '{host} 直连同样不通',
      },
      open: { 'not-read': '无法得知 NO_PROXY 对 {host} 如何生效' },
    },
  },
  // A proxy that the route names is asked whatever NO_PROXY says.
  concerns: (suspicion) => wayTo(suspicion).route?.proxy === undefined && (process.env['no_proxy'] ?? process.env['NO_PROXY'] ?? '') !== '',
  // The proxy was not to be asked at all.
  supersedes: ({ layer }) => layer === 'proxy',
  controls: (suspicion) => {
    const way = wayTo(suspicion);
    const { host, port, scheme } = way;
    return {
      selection: selectionFor(way),
      exemption: proxyExemption.of({ host, port, ...(scheme === undefined ? {} : { scheme }) }),
      direct: tcpConnection.of(wayBy(way, { proxy: 'direct' })),
    };
  },
  judge: ({ suspicion, facts: { selection, exemption, direct }, confirmed, ruledOut, open }) => {
    const { host } = wayTo(suspicion);
    if (selection === undefined || selection.outcome === 'direct' || exemption === undefined || direct === undefined) return open('not-read', { host }, []);
    const meant = exemption.clients.find(({ because }) => because === 'malformed' || because === 'separator' || because === 'range');
    if (meant === undefined || selection.from === fromRoute) return ruledOut('not-meant', { host }, ['exemption']);
    if (direct.outcome !== 'connected') return ruledOut('no-direct-way', { host }, ['direct']);
    const reason = meant.because === 'separator' || meant.because === 'range' ? meant.because : 'malformed';
    return confirmed(reason, { host, entry: meant.entry ?? '', from: selection.from }, ['exemption', 'direct']);
  },
  remedies: [bypassProxy],
});
