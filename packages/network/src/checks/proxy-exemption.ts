import { defineCheck, defineRemedy, type Check, type Remedy } from '@culprit/core';
import { selectionFor } from '../connection/destination.ts';
import { isLoopbackAddress } from '../dns/name-scope.ts';
import { proxyExemption } from '../facts/proxy-exemption.ts';
import { isLack } from '../proxy/no-proxy-verdicts.ts';
import { fromRoute } from '../proxy/select-proxy.ts';
import { tcpEndpoint } from '../targets/tcp-endpoint.ts';

const nameHostOutright: Remedy = defineRemedy({
  id: 'network/name-host-in-no-proxy',
  audience: 'you',
  text: {
    en: { title: 'Name {host} itself in NO_PROXY', steps: ['Add {host} to both no_proxy and NO_PROXY, separated by a comma: every client reads a bare name or address. (For IPv6, write it with and without brackets.)'] },
    'zh-CN': { title: '在 NO_PROXY 中直接写出 {host}', steps: ['请把 {host} 加入 no_proxy 和 NO_PROXY，以逗号分隔：单独的名称或地址是所有客户端都识别的写法（IPv6 地址请带方括号和不带方括号各写一次）。'] },
  },
});

const differing = { outcome: 'fail', severity: 'minor', owner: 'machine', remedy: nameHostOutright } as const;

/** Whether the clients of this machine agree on which way leads to the host: NO_PROXY has no standard. */
export const proxyExemptionCheck: Check = defineCheck({
  id: 'network/proxy-exemption',
  layer: 'proxy',
  target: tcpEndpoint,
  depth: 'full',
  findings: {
    'not-set': { outcome: 'not-applicable' },
    agreed: { outcome: 'pass' },
    'loopback-proxied': differing,
    everything: differing, separator: differing, cidr: differing, range: differing, port: differing, brackets: differing, 'no-brackets': differing,
    star: differing, 'parent-only': differing, 'exact-only': differing, 'upper-case': differing, malformed: differing,
  },
  text: {
    en: {
      title: 'NO_PROXY for this host',
      why: 'Clients read NO_PROXY by rules of their own: one goes directly, another through the proxy, and only one of them works.',
      findings: {
        'not-set': 'No proxy of the environment is used, or NO_PROXY is not set',
        agreed: 'Every client that reads NO_PROXY goes the same way to {host}',
        'loopback-proxied': '{proxying} ask the proxy for {host}, which is this machine: NO_PROXY does not name it, and only {bypassing} need no naming',
        everything: '{bypassing} bypass the proxy for {host}; {proxying} take * only where it stands alone, or not at all',
        separator: '{proxying} do not separate "{entry}" at these signs, and send {host} to the proxy',
        cidr: '{bypassing} bypass the proxy for {host} by {entry}; {proxying} read no CIDR blocks and do not',
        range: '{bypassing} bypass the proxy for {host} by {entry}; {proxying} read no ranges and do not',
        port: '{bypassing} bypass the proxy for {host} by {entry}; {proxying} do not match this port and do not',
        brackets: '{proxying} expect brackets around the address {entry}, and send {host} to the proxy',
        'no-brackets': '{proxying} expect no brackets around the address {entry}, and send {host} to the proxy',
        star: '{bypassing} bypass the proxy for {host} by {entry}; {proxying} know no * inside a name and do not',
        'parent-only': '{proxying} take {entry} for the names below it alone, and send {host} to the proxy',
        'exact-only': '{bypassing} bypass the proxy for {host} by {entry}; {proxying} take {entry} for that very name and do not',
        'upper-case': '{proxying} read no_proxy in lower case only, and send {host} to the proxy',
        malformed: 'No client reads the entry {entry}, which seems to mean {host}',
      },
    },
    'zh-CN': {
      title: '此主机的 NO_PROXY',
      why: '各客户端按自己的规则解读 NO_PROXY：有的直连，有的走代理，往往只有一种走得通。',
      findings: {
        'not-set': '未使用环境变量中的代理，或未设置 NO_PROXY',
        agreed: '所有读取 NO_PROXY 的客户端访问 {host} 的方式一致',
        'loopback-proxied': '{host} 就是本机，{proxying} 却会把它交给代理：NO_PROXY 没有写明，而只有 {bypassing} 无需写明',
        everything: '{bypassing} 访问 {host} 时绕过代理；{proxying} 只在 * 单独出现时才识别，或根本不识别',
        separator: '{proxying} 不以“{entry}”中的符号分隔条目，仍把 {host} 交给代理',
        cidr: '{bypassing} 按 {entry} 绕过代理访问 {host}；{proxying} 不识别 CIDR 网段，仍走代理',
        range: '{bypassing} 按 {entry} 绕过代理访问 {host}；{proxying} 不识别地址范围，仍走代理',
        port: '{bypassing} 按 {entry} 绕过代理访问 {host}；{proxying} 不按此端口匹配，仍走代理',
        brackets: '{proxying} 要求地址 {entry} 带方括号，仍把 {host} 交给代理',
        'no-brackets': '{proxying} 要求地址 {entry} 不带方括号，仍把 {host} 交给代理',
        star: '{bypassing} 按 {entry} 绕过代理访问 {host}；{proxying} 不识别名称中的 *，仍走代理',
        'parent-only': '{proxying} 认为 {entry} 只包括其下级名称，仍把 {host} 交给代理',
        'exact-only': '{bypassing} 按 {entry} 绕过代理访问 {host}；{proxying} 认为 {entry} 只指该名称本身，仍走代理',
        'upper-case': '{proxying} 只读取小写的 no_proxy，仍把 {host} 交给代理',
        malformed: '条目 {entry} 似乎是指 {host}，但没有任何客户端识别',
      },
    },
  },
  needs: (target) => {
    const { host, port, scheme, route } = target;
    return route?.proxy === undefined
      ? { selection: selectionFor(target), exemption: proxyExemption.of({ host, port, ...(scheme === undefined ? {} : { scheme }) }) }
      : undefined;
  },
  evaluate: ({ target: { host }, facts: { selection, exemption }, conclude }) => {
    const noVariable = selection.outcome === 'direct' ? selection.because === 'no-variable' : selection.from === fromRoute;
    if (noVariable) return conclude('not-set');
    const bypassing = exemption.clients.filter(({ exempt }) => exempt === true).map(({ client }) => client).join(', ');
    const proxying = exemption.clients.filter(({ exempt }) => exempt === false);
    if (host === 'localhost' || isLoopbackAddress(host)) {
      const unnamed = proxying.filter(({ because }) => because === 'no-entry');
      if (unnamed.length > 0) return conclude('loopback-proxied', { host, bypassing, proxying: unnamed.map(({ client }) => client).join(', ') });
    }
    if (!exemption.set) return conclude('not-set');
    const lacks = [...Map.groupBy(proxying, ({ because }) => because)].flatMap(([because, clients]) => (isLack(because)
      ? [conclude(because, { host, bypassing, proxying: clients.map(({ client }) => client).join(', '), entry: clients[0]?.entry ?? '' })] : []));
    return lacks.length === 0 ? conclude('agreed', { host }) : lacks;
  },
});
