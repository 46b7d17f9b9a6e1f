import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { endpointOrHost, wayBy } from '../connection/way.ts';
import { behindTheName, doubts, hadNameResolved, misleadingSymptoms, readDoubt, shown } from '../dns/doubted-answer.ts';
import { tcpConnection } from '../facts/tcp-connection.ts';
import { hostPort } from '../targets/host-name.ts';

/** A line of hosts(5) that somebody or some program left, and that leads elsewhere than DNS. */
export const hostsOverride: Cause = defineCause({
  id: 'network/hosts-override',
  owner: 'machine',
  layer: 'name',
  order: 5,
  scope: 'endpoint',
  suspectedBy: [...misleadingSymptoms, 'network/resolver-agreement#found-only-on-this-machine'],
  text: {
    en: {
      title: '{file}, line {line}, leads {host} to {addresses}',
      about: 'The hosts file of this machine is asked before any name server. A line for this name leads elsewhere than DNS does: it was written for a test, by a blocker, or for an address that the service has left.',
      confirmed: {
        differs: 'Line {line} of {file} says {addresses}, while name servers say {dns}',
      },
      ruledOut: {
        'asked-directly': 'The route names a resolver, and the hosts file is not read',
        'no-line': 'The hosts file does not lead {host} to the address that was used',
        'same-as-dns': 'The hosts file says the same about {host} as name servers do',
        'proved-here': '{addresses} shows a valid certificate for {host}: the line is right',
      },
      open: {
        'no-control': 'A line of the hosts file gives {host} its address; no name server answered to compare it with',
        'only-here': '{host} has its address {addresses} from line {line} of {file}, and no name server knows it: whoever wrote the line can tell whether it is still right',
      },
    },
    'zh-CN': {
      title: '{file} 第 {line} 行把 {host} 指向 {addresses}',
      about: '本机的 hosts 文件先于任何域名服务器生效。其中关于该域名的一行与 DNS 不一致：可能是测试时写入的、屏蔽软件写入的，或服务早已更换地址。',
      confirmed: {
        differs: '{file} 第 {line} 行为 {addresses}，而域名服务器的结果是 {dns}',
      },
      ruledOut: {
        'asked-directly': '已在 route 中指定解析器，不会读取 hosts 文件',
        'no-line': 'hosts 文件并没有把 {host} 指向所用的地址',
        'same-as-dns': 'hosts 文件中 {host} 的地址与域名服务器一致',
        'proved-here': '{addresses} 出示了 {host} 的有效证书：该行是正确的',
      },
      open: {
        'no-control': '{host} 的地址来自 hosts 文件；没有域名服务器作答，无从比较',
        'only-here': '{host} 的地址 {addresses} 来自 {file} 第 {line} 行，而没有域名服务器认识它：请向写入该行的人确认是否仍然有效',
      },
    },
  },
  concerns: hadNameResolved,
  supersedes: behindTheName,
  controls: doubts,
  judge: ({ suspicion, facts, confirmed, ruledOut, open }) => {
    const doubt = readDoubt(suspicion, facts);
    const { host, bySystem, plain, encrypted } = doubt;
    if (facts.hosts === undefined) return open('no-control', { host }, []);
    if (!bySystem) return ruledOut('asked-directly', {}, ['hosts']);
    const [entry] = doubt.lines;
    if (entry === undefined) return ruledOut('no-line', { host }, ['hosts']);
    const addresses = shown(doubt.addresses);
    if (doubt.provedHere) return ruledOut('proved-here', { host, addresses }, ['proof']);
    // Name servers don't read the file, the own ones neither.
    const own = facts.race?.outcome === 'asked' ? facts.race.answers : [];
    const found = [...own, ...encrypted.found, ...plain.found].flatMap((answer) => (answer.outcome === 'resolved' ? answer.addresses.map(({ address }) => address) : []));
    const denied = [...own, ...encrypted.denying, ...plain.denying].some(({ outcome }) => outcome === 'nxdomain' || outcome === 'no-address');
    const witness = doubt.witness.filter((name) => name === 'resolution' || name === 'race' || name === 'reference' || name === 'hosts');
    if (found.length === 0 && !denied) return open('no-control', { host }, witness);
    if (found.some((address) => doubt.addresses.includes(address))) return ruledOut('same-as-dns', { host }, witness);
    const params = { host, file: facts.hosts.file, line: entry.line, addresses };
    const [dnsAddress] = found;
    return dnsAddress === undefined ? open('only-here', params, witness) : confirmed('differs', { ...params, dns: shown([...new Set(found)]), dnsAddress }, witness);
  },
  remedies: [
    defineRemedy({
      id: 'network/remove-hosts-line',
      audience: 'you',
      text: {
        en: { title: 'Remove line {line} of {file}', steps: ['Open {file} with administrator rights and delete the line for {host}, or put a "#" before it. If a program writes it (a blocker, a VPN, a development tool), tell the program.'] },
        'zh-CN': { title: '删除 {file} 第 {line} 行', steps: ['以管理员权限打开 {file}，删除 {host} 所在的行，或在行首加“#”。若由程序写入（屏蔽软件、VPN、开发工具），请在该程序中设置。'] },
      },
      trial: {
        facts: ({ suspicion, params }) => {
          const way = endpointOrHost(suspicion);
          return { connection: tcpConnection.of(wayBy(way, { connectTo: hostPort(String(params['dnsAddress']), way.port) })) };
        },
        works: ({ facts: { connection } }) => (connection === undefined ? undefined : connection.outcome === 'connected'),
      },
    }),
  ],
});
