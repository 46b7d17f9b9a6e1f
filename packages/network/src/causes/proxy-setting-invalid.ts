import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { selectionFor } from '../connection/destination.ts';
import { wayTo } from '../connection/way.ts';
import { bypassProxy, dropRouteProxy } from '../remedies/bypass-proxy.ts';

/** A proxy setting that no client can follow. Its value is never shown: it may hold a password. */
export const proxySettingInvalid: Cause = defineCause({
  id: 'network/proxy-setting-invalid',
  owner: 'machine',
  layer: 'proxy',
  order: 1,
  scope: 'machine',
  suspectedBy: ['network/proxy#invalid-setting'],
  text: {
    en: {
      title: '{from} does not hold the address of a proxy',
      about: 'Clients read this setting in different ways: some fail, some go without a proxy, some take a wrong host.',
      confirmed: {
        unreadable: 'It cannot be read as scheme://host:port. An unescaped @, #, / or % in the password, a doubled scheme or a missing host does that',
        'scheme-unsupported': 'It begins with {scheme}://, which is no protocol for a proxy that clients share',
      },
      ruledOut: { readable: 'The proxy setting can be read' },
      open: { 'not-read': 'The proxy setting could not be read' },
    },
    'zh-CN': {
      title: '{from} 的内容不是代理地址',
      about: '各种客户端对此设置的理解不一：有的报错，有的不走代理，有的会连到错误的主机。',
      confirmed: {
        unreadable: '无法识别为 scheme://host:port。密码中未转义的 @、#、/ 或 %，重复的协议，或缺少主机名，都会导致这种情况',
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
    const params = { from: selection.from, host: wayTo(suspicion).host };
    return selection.reason === 'unreadable'
      ? confirmed('unreadable', params, ['selection'])
      : confirmed('scheme-unsupported', { ...params, scheme: selection.scheme }, ['selection']);
  },
  remedies: [
    defineRemedy({
      id: 'network/correct-proxy-setting',
      audience: 'you',
      text: {
        en: { title: 'Write {from} as scheme://host:port', steps: ['For example {from}=http://127.0.0.1:7890, or socks5://127.0.0.1:1080.', 'In a user name or password write @ as %40, : as %3A, # as %23, / as %2F and % as %25.'] },
        'zh-CN': { title: '将 {from} 写成 scheme://host:port', steps: ['例如 {from}=http://127.0.0.1:7890，或 socks5://127.0.0.1:1080。', '用户名或密码中的 @ 写作 %40，: 写作 %3A，# 写作 %23，/ 写作 %2F，% 写作 %25。'] },
      },
    }),
    bypassProxy,
    dropRouteProxy,
  ],
});
