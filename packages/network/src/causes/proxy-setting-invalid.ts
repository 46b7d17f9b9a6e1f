import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { selectionFor } from '../connection/destination.ts';
import { wayTo } from '../connection/way.ts';
import { proxyOfFinding } from '../proxy/controls.ts';
import { proxyTunnel } from '../facts/proxy-tunnel.ts';
import { bypassProxy, dropRouteProxy } from '../remedies/bypass-proxy.ts';

/** A proxy setting that no client can follow. Its value is never shown: it may hold a password. */
export const proxySettingInvalid: Cause = defineCause({
  id: 'network/proxy-setting-invalid',
  owner: 'machine',
  layer: 'proxy',
  order: 1,
  scope: 'machine',
  suspectedBy: ['network/proxy#invalid-setting'],
  subject: proxyOfFinding,
  text: {
    en: {
      title: '{from} does not hold the address of a proxy',
      about: 'Clients read this setting in different ways: some fail, some go without a proxy, some take a wrong host.',
      confirmed: {
        unreadable: 'It cannot be read as scheme://host:port',
        quoted: 'Quotation marks stand in the value itself',
        'invisible-character': 'It holds a blank, or a character that cannot be seen',
        'scheme-doubled': 'Its scheme stands there twice',
        separator: 'Between scheme and host, :// is not written as it must be',
        'credential-not-encoded': 'Its user name or password holds a bare {character}, which ends the address before the host; it must be written {encoded}',
        'pac-url': 'It names a file for automatic configuration (PAC); a proxy variable takes the address of the proxy itself',
        'port-invalid': 'Its port is no number from 1 to 65535',
        'scheme-unsupported': 'It begins with {scheme}://, which is no protocol for a proxy that clients share',
      },
      ruledOut: { readable: 'The proxy setting can be read' },
      open: { 'not-read': 'The proxy setting could not be read' },
    },
    'zh-CN': {
      title: '{from} 的内容不是代理地址',
      about: '各种客户端对此设置的理解不一：有的报错，有的不走代理，有的会连到错误的主机。',
      confirmed: {
        unreadable: '无法识别为 scheme://host:port',
        quoted: '引号被当成了值的一部分',
        'invisible-character': '其中含有空格或不可见字符',
        'scheme-doubled': '协议写了两遍',
        separator: '协议与主机之间没有正确写成 ://',
        'credential-not-encoded': '用户名或密码中含有未编码的 {character}，地址在主机名之前就被截断；应写作 {encoded}',
        'pac-url': '它指向自动配置（PAC）文件，而代理变量应填写代理本身的地址',
        'port-invalid': '端口不是 1 到 65535 之间的数字',
        'scheme-unsupported': '它以 {scheme}:// 开头，而这不是客户端通用的代理协议',
      },
      ruledOut: { readable: '代理设置可以识别' },
      open: { 'not-read': '无法读取代理设置' },
    },
  },
  controls: (suspicion) => ({ selection: selectionFor(wayTo(suspicion)) }),
  judge: ({ suspicion, facts: { selection }, confirmed, ruledOut, open }) => {
    if (selection === undefined) return open('not-read', {}, []);
    if (selection.outcome !== 'invalid') return ruledOut('readable', {}, ['selection']);
    const { from, reason, scheme, character = '', encoded = '', suggested } = selection;
    const params = { from, host: wayTo(suspicion).host, ...(suggested === undefined ? {} : { suggested }) };
    switch (reason) {
      case 'scheme-unsupported': return confirmed(reason, { ...params, scheme }, ['selection']);
      case 'credential-not-encoded': return confirmed(reason, { ...params, character, encoded }, ['selection']);
      default: return confirmed(reason, params, ['selection']);
    }
  },
  remedies: [
    defineRemedy({
      id: 'network/repair-proxy-setting',
      audience: 'you',
      applies: ({ suggested }) => suggested !== undefined,
      text: {
        en: { title: 'Write {from}={suggested}', steps: ['Set {from}={suggested}; USER and PASSWORD, where they stand, are your own, with @ written as %40, : as %3A, # as %23, / as %2F and % as %25.'] },
        'zh-CN': { title: '改写为 {from}={suggested}', steps: ['请设置 {from}={suggested}；其中若有 USER 和 PASSWORD，请填写您自己的，并把 @ 写作 %40，: 写作 %3A，# 写作 %23，/ 写作 %2F，% 写作 %25。'] },
      },
      // The setting is mended in memory, credential and all; what is shown holds none.
      trial: {
        facts: ({ suspicion }) => ({ tunnel: proxyTunnel.of({ ...wayTo(suspicion), variant: 'repaired' }) }),
        works: ({ facts: { tunnel } }) => (tunnel === undefined ? undefined : tunnel.outcome === 'open'),
      },
    }),
    defineRemedy({
      id: 'network/correct-proxy-setting',
      audience: 'you',
      applies: ({ suggested }) => suggested === undefined,
      text: {
        en: { title: 'Write {from} as scheme://host:port', steps: ['For example {from}=http://127.0.0.1:7890, or socks5://127.0.0.1:1080.', 'In a user name or password write @ as %40, : as %3A, # as %23, / as %2F and % as %25.'] },
        'zh-CN': { title: '将 {from} 写成 scheme://host:port', steps: ['例如 {from}=http://127.0.0.1:7890，或 socks5://127.0.0.1:1080。', '用户名或密码中的 @ 写作 %40，: 写作 %3A，# 写作 %23，/ 写作 %2F，% 写作 %25。'] },
      },
    }),
    bypassProxy,
    dropRouteProxy,
  ],
});
