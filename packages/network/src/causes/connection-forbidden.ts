import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { endpointOf, wayTo } from '../connection/way.ts';
import { localConnection } from '../facts/local-connection.ts';
import { tcpConnection } from '../facts/tcp-connection.ts';

/** What connect(2) says where the machine itself turns a connection down: a filter, a sandbox, a route of type prohibit or blackhole. */
const forbidding: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'EINVAL']);

/** The system refuses to begin the connection. A connection over loopback tells a rule for the target from a ban on all. */
export const connectionForbidden: Cause = defineCause({
  id: 'network/connection-forbidden',
  owner: 'machine',
  layer: 'connection',
  order: 4,
  scope: 'endpoint',
  suspectedBy: ['network/connection#failed'],
  text: {
    en: {
      title: 'This machine forbids the connection to {endpoint}',
      about: 'The operating system did not let a packet out. A firewall rule, a route of type prohibit or blackhole, a sandbox or security software on this machine does that; the target never knew.',
      confirmed: {
        'this-target': 'The system answers {code} for {endpoint}, while another connection of this program begins: a rule of this machine concerns the target',
        'all-connections': 'The system answers {code} for {endpoint} and {localCode} for a connection over loopback: this program may not use the network at all',
      },
      ruledOut: { 'other-code': 'The connection failed with {code}, which is no ban' },
      open: { unsettled: 'Whether other connections of this program begin could not be seen' },
    },
    'zh-CN': {
      title: '本机禁止连接 {endpoint}',
      about: '操作系统没有放出任何数据包。可能是本机的防火墙规则、prohibit 或 blackhole 类型的路由、沙箱，或安全软件所为；目标对此毫不知情。',
      confirmed: {
        'this-target': '系统对 {endpoint} 返回 {code}，而本程序的其他连接可以发起：本机有规则针对该目标',
        'all-connections': '系统对 {endpoint} 返回 {code}，环回连接也返回 {localCode}：本程序完全不能使用网络',
      },
      ruledOut: { 'other-code': '连接失败的原因是 {code}，并非被禁止' },
      open: { unsettled: '未能观察到本程序的其他连接能否发起' },
    },
  },
  controls: (suspicion) => ({ connection: tcpConnection.of(wayTo(suspicion)), local: localConnection.of({}) }),
  judge: ({ suspicion, facts: { connection, local }, confirmed, ruledOut, open }) => {
    const endpoint = endpointOf(wayTo(suspicion));
    if (connection === undefined || connection.outcome === 'connected') return open('unsettled', {}, []);
    const { code } = connection;
    if (!forbidding.has(code)) return ruledOut('other-code', { code }, ['connection']);
    if (local === undefined) return open('unsettled', {}, ['connection']);
    if (local.outcome === 'connected') return confirmed('this-target', { endpoint, code, all: false }, ['connection', 'local']);
    return forbidding.has(local.code) ? confirmed('all-connections', { endpoint, code, localCode: local.code, all: true }, ['connection', 'local']) : open('unsettled', {}, ['local']);
  },
  remedies: [
    defineRemedy({
      id: 'network/lift-local-rule',
      audience: 'you',
      applies: ({ all }) => all === false,
      text: {
        en: { title: 'Find the rule of this machine that concerns {endpoint}', steps: ['Linux: ip route get <address> shows prohibit and blackhole routes, nft list ruleset or iptables -S OUTPUT the firewall. macOS: pfctl -s rules. Windows: Get-NetFirewallRule -Direction Outbound -Action Block.', 'Security software and VPN clients keep rules of their own: look for {endpoint} in theirs.'] },
        'zh-CN': { title: '找出本机针对 {endpoint} 的规则', steps: ['Linux：ip route get <地址> 可看到 prohibit 和 blackhole 路由，nft list ruleset 或 iptables -S OUTPUT 可看到防火墙规则。macOS：pfctl -s rules。Windows：Get-NetFirewallRule -Direction Outbound -Action Block。', '安全软件和 VPN 客户端有自己的规则，请在其中查找 {endpoint}。'] },
      },
    }),
    defineRemedy({
      id: 'network/leave-sandbox',
      audience: 'you',
      applies: ({ all }) => all === true,
      text: {
        en: { title: 'Let this program use the network', steps: ['It runs in a sandbox without network: look at the seccomp profile and the network setting of its container, RestrictAddressFamilies= and IPAddressDeny= of its systemd unit, or the profile of AppArmor or SELinux.'] },
        'zh-CN': { title: '允许该程序使用网络', steps: ['它运行在禁止联网的沙箱中：请检查容器的 seccomp 配置与网络设置、systemd 单元的 RestrictAddressFamilies= 和 IPAddressDeny=，或 AppArmor、SELinux 策略。'] },
      },
    }),
  ],
});
