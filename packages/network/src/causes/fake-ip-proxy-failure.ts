import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { behindTheName, doubts, hadNameResolved, misleadingSymptoms, readDoubt, shown } from '../dns/doubted-answer.ts';

/**
 * A proxy with a TUN device gives every name an address of its own (fake-IP) and connects by the name. Whatever fails
 * behind such an address fails at the proxy or beyond: the address says nothing about the service.
 */
export const fakeIpProxyFailure: Cause = defineCause({
  id: 'network/fake-ip-proxy-failure',
  owner: 'machine',
  layer: 'proxy',
  order: 5,
  scope: 'endpoint',
  suspectedBy: [...misleadingSymptoms, 'network/http-response#reset', 'network/http-response#closed', 'network/http-response#empty', 'network/http-response#timed-out'],
  text: {
    en: {
      title: 'The local proxy that gives {host} the address {address} does not get through to it',
      about: 'A proxy program on this machine or its router (Clash, mihomo, sing-box, Surge and the like) makes up an address for every name and connects by the name itself. The connection ends at the proxy, so what fails is the proxy, its rule for this name, its upstream server, or what lies behind.',
      confirmed: {
        'not-taken': '{address} lies in {range}, as does the name {canary}, which can not exist; and nobody takes connections to it: the proxy has stopped, and its addresses were left behind',
        'fails-behind': '{address} lies in {range}, as does the name {canary}, which can not exist. The proxy takes the connection, and then it fails',
      },
      ruledOut: {
        'real-address': '{addresses} is no made-up address: names that can not exist have none here',
        'no-canary-answer': '{addresses} lies in a range that proxies use, but names that can not exist have no address here',
      },
      open: { 'not-asked': 'Nobody could be asked about a name that can not exist' },
    },
    'zh-CN': {
      title: '为 {host} 虚构地址 {address} 的本地代理无法连通它',
      about: '本机或路由器上的代理程序（Clash、mihomo、sing-box、Surge 等）为每个域名虚构一个地址，再按域名自行连接。连接在代理处终止，因此出问题的是代理本身、它对该域名的规则、它的上游服务器，或更远处。',
      confirmed: {
        'not-taken': '{address} 位于 {range}，不可能存在的 {canary} 也是如此；而没有程序接受发往它的连接：代理已停止，虚构的地址却残留了下来',
        'fails-behind': '{address} 位于 {range}，不可能存在的 {canary} 也是如此。代理接受了连接，随后失败',
      },
      ruledOut: {
        'real-address': '{addresses} 不是虚构的地址：不可能存在的域名在此处没有地址',
        'no-canary-answer': '{addresses} 位于代理常用的地址段，但不可能存在的域名在此处没有地址',
      },
      open: { 'not-asked': '无法就不可能存在的域名进行询问' },
    },
  },
  concerns: hadNameResolved,
  supersedes: behindTheName,
  controls: doubts,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const doubt = readDoubt(suspicion, facts);
    const { synthesis } = doubt;
    const addresses = shown(doubt.addresses);
    if (facts.canary === undefined || facts.resolution === undefined) return open('not-asked', {}, []);
    if (synthesis?.kind !== 'fake-ip') return ruledOut(inUsualRange(doubt.addresses) ? 'no-canary-answer' : 'real-address', { addresses }, ['resolution', 'canary']);
    const { range, address, canary } = synthesis;
    const params = { host: doubt.host, address, range, canary };
    // Whatever lies in the range, only the proxy can answer there.
    const untaken = suspicion.findings.some(({ id }) => id.startsWith('network/connection#'));
    return untaken ? confirmed('not-taken', params, ['resolution', 'canary']) : confirmed('fails-behind', params, ['resolution', 'canary'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'network/mend-local-proxy',
      audience: 'you',
      text: {
        en: {
          title: 'Look into the local proxy',
          steps: [
            'See that it runs and that its TUN device is there ("ip addr", "ifconfig"). If it was ended, flush the names that it left: "resolvectl flush-caches", on macOS "sudo dscacheutil -flushcache; sudo killall -HUP mDNSResponder", on Windows "ipconfig /flushdns".',
            'Find {host} in the connections or the log of the proxy: which rule and which upstream server took it, and how that ended. Choose another upstream, or a DIRECT rule for {host}.',
            'To leave the proxy out, add {host} to its fake-ip-filter, or stop it and try again.',
          ],
        },
        'zh-CN': {
          title: '检查本地代理',
          steps: [
            '确认代理正在运行，且其 TUN 网卡存在（“ip addr”或“ifconfig”）。若代理已退出，请清除残留的解析结果：“resolvectl flush-caches”；macOS 执行“sudo dscacheutil -flushcache; sudo killall -HUP mDNSResponder”；Windows 执行“ipconfig /flushdns”。',
            '在代理的连接列表或日志中查找 {host}：命中了哪条规则、由哪个上游服务器转发、结果如何。请更换上游，或为 {host} 添加 DIRECT 规则。',
            '如需绕过代理，请把 {host} 加入 fake-ip-filter，或停止代理后重试。',
          ],
        },
      },
    }),
  ],
});

const inUsualRange = (addresses: readonly string[]): boolean => addresses.some((address) => address.startsWith('198.18.') || address.startsWith('198.19.'));
