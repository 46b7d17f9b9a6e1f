import { createAuthority, type DnsAnswer } from '@culprit/lab';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scratchFolder, type ScratchFolder } from './daemon.ts';
import { broken, examine, healthy, outcomeOf, startCulprit, type ExamineOptions } from './examine.ts';
import { createNetwork, namespaces, service, service6, type LabServers, type Network } from './network.ts';
import { apt, because, firstReason, program, root } from './requirements.ts';

const reason = firstReason(root, apt('iproute2'), apt('iptables'), program('ip'), program('iptables'), namespaces);
const [skip, why] = [reason !== undefined, because(reason)];

const authority = await createAuthority({ name: 'System Root' });
const gateway = await createAuthority({ name: 'FortiGate CA' });
const names = ['api.example.org', 'blocked.example.org', service];
const [sound, resigned] = await Promise.all([authority.issue({ names }), gateway.issue({ names })]);
let folder: ScratchFolder;
beforeAll(() => { folder = scratchFolder({ 'ca.pem': authority.certificate }); });
afterAll(() => folder[Symbol.dispose]());

const web: LabServers = { web: { chain: sound.chain, key: sound.key } };
const hosts = `${service} api.example.org blocked.example.org both.example.org\n`;

/** A network whose service answers at {@link service}, port 443. */
async function withService(): Promise<Network> {
  const network = await createNetwork({ servers: { service: web }, hosts });
  network.publish(service, 443, 'web');
  return network;
}

const from = async (network: Network, target: string, { args = [], ...options }: ExamineOptions & { readonly args?: readonly string[] } = {}): ReturnType<typeof examine> =>
  examine([target, '--ca', `${folder.path}/ca.pem`, '--timeout', '20s', ...args], { by: network.asClient, ...options });

describe('a packet filter on the way', () => {
  test.skipIf(skip)(`that lets everything through is no cause${why}`, async () => {
    await using network = await withService();
    expect(outcomeOf(await from(network, 'https://api.example.org/'))).toEqual(healthy);
  });

  test.skipIf(skip)(`that drops packets to one port${why}`, async () => {
    await using network = await withService();
    network.filter('service', '-t', 'raw', '-A', 'PREROUTING', '-p', 'tcp', '--dport', '443', '-j', 'DROP');
    const examined = await from(network, 'https://api.example.org/');
    expect(outcomeOf(examined)).toEqual(broken('network/connection-timed-out'));
    expect(examined.report.diagnoses[0]?.text).toBe('network/connection-timed-out#port-only');
  });

  test.skipIf(skip)(`that drops every packet${why}`, async () => {
    await using network = await withService();
    network.filter('service', '-t', 'raw', '-A', 'PREROUTING', '-d', service, '-j', 'DROP');
    const examined = await from(network, 'https://api.example.org/');
    expect(outcomeOf(examined)).toEqual(broken('network/connection-timed-out'));
    expect(examined.report.diagnoses[0]?.text).toBe('network/connection-timed-out#whole-host');
  });

  for (const [answer, cause] of [
    ['icmp-host-unreachable', 'network/host-unreachable'],
    ['icmp-net-unreachable', 'network/host-unreachable'],
    ['icmp-admin-prohibited', 'network/host-unreachable'],
    ['tcp-reset', 'network/connection-refused'],
  ] as const) {
    test.skipIf(skip)(`that answers with ${answer}${why}`, async () => {
      await using network = await createNetwork({ hosts });
      network.filter('service', '-A', 'INPUT', '-p', 'tcp', '-j', 'REJECT', '--reject-with', answer);
      expect(outcomeOf(await from(network, 'https://api.example.org/'))).toEqual(broken(cause));
    });
  }

  test.skipIf(skip)(`that resets connections by the name in the ClientHello${why}`, async () => {
    await using network = await withService();
    network.filter('service', '-A', 'INPUT', '-p', 'tcp', '-m', 'string', '--algo', 'bm', '--string', 'blocked.example.org', '-j', 'REJECT', '--reject-with', 'tcp-reset');
    const controls = { sni: ['www.example.com'] };
    expect(outcomeOf(await from(network, 'https://blocked.example.org/', { controls }))).toEqual(broken('network/server-name-filtered'));
    expect(outcomeOf(await from(network, 'https://api.example.org/', { controls }))).toEqual(healthy);
  });

  test.skipIf(skip)(`that drops packets by the name in the ClientHello${why}`, async () => {
    await using network = await withService();
    network.filter('service', '-A', 'INPUT', '-p', 'tcp', '-m', 'string', '--algo', 'bm', '--string', 'blocked.example.org', '-j', 'DROP');
    expect(outcomeOf(await from(network, 'https://blocked.example.org/', { controls: { sni: ['www.example.com'] } }))).toEqual(broken('network/server-name-filtered'));
  });
});

describe('the client\'s own network', () => {
  test.skipIf(skip)(`with a transparent proxy that signs connections anew${why}`, async () => {
    await using network = await createNetwork({ servers: { service: web, client: { gateway: { chain: resigned.chain, key: resigned.key } } }, hosts });
    network.publish(service, 443, 'web');
    expect(outcomeOf(await from(network, 'https://api.example.org/'))).toEqual(healthy);
    network.filter('client', '-t', 'nat', '-A', 'OUTPUT', '-p', 'tcp', '--dport', '443', '-j', 'REDIRECT', '--to-ports', String(network.ports['gateway']));
    const examined = await from(network, 'https://api.example.org/');
    expect(outcomeOf(examined)).toEqual(broken('certificate/interception'));
    expect(examined.report.diagnoses[0]?.params['product']).toBe('Fortinet FortiGate');
  });
});

describe('IPv6', () => {
  const both = `${hosts}${service6} both.example.org\n`;
  const plain: LabServers = { plain: { http: { body: 'ok' } } };

  test.skipIf(skip)(`that is silent while IPv4 answers is a warning${why}`, async () => {
    await using network = await createNetwork({ servers: { service: plain }, hosts: both });
    network.publish(service, 80, 'plain');
    network.filter6('service', '-A', 'INPUT', '-p', 'tcp', '-j', 'DROP');
    const examined = await from(network, 'http://both.example.org/');
    expect(outcomeOf(examined)).toEqual({ cause: 'network/ipv6-broken', code: 0 });
    expect(outcomeOf(await from(network, 'http://both.example.org/', { args: ['--fail-on', 'minor'] }))).toEqual(broken('network/ipv6-broken'));
  });

  test.skipIf(skip)(`that a router calls unreachable while IPv4 answers is a warning${why}`, async () => {
    await using network = await createNetwork({ servers: { service: plain }, hosts: both });
    network.publish(service, 80, 'plain');
    network.filter6('service', '-A', 'INPUT', '-p', 'tcp', '-j', 'REJECT', '--reject-with', 'icmp6-addr-unreachable');
    expect(outcomeOf(await from(network, 'http://both.example.org/'))).toEqual({ cause: 'network/ipv6-broken', code: 0 });
  });

  test.skipIf(skip)(`that the client does not have is no warning${why}`, async () => {
    await using network = await createNetwork({ servers: { service: plain }, hosts: both });
    network.publish(service, 80, 'plain');
    network.ip('client', '-6', 'addr', 'flush', 'dev', 'cable');
    network.ip('client', '-6', 'route', 'flush', 'default');
    const examined = await from(network, 'http://both.example.org/');
    expect(outcomeOf(examined)).toEqual(healthy);
  });

  // connect(2) says EACCES to "administratively prohibited" (RFC 4443 §3.1), as it does to a rule of this machine.
  test.skipIf(skip)(`that a router prohibits is not blamed on this machine${why}`, async () => {
    await using network = await createNetwork({ hosts: both });
    network.filter6('service', '-A', 'INPUT', '-p', 'tcp', '-j', 'REJECT', '--reject-with', 'icmp6-adm-prohibited');
    const { report } = await from(network, `tcp://[${service6}]:443`);
    expect(report.diagnoses[0]?.owner).not.toBe('machine');
  });
});

describe('the name server in resolv.conf', () => {
  const here: DnsAnswer = { a: [service] };
  const [own, other, third] = ['192.0.2.53', '192.0.2.54', '192.0.2.55'];

  /** What the own name server says, and what others do; `closed` and `dropped`: there is none. */
  async function resolving(says: DnsAnswer | 'closed' | 'dropped', others: readonly DnsAnswer[] = []): Promise<Network> {
    const answering = typeof says === 'string' && (says === 'closed' || says === 'dropped') ? {} : { own: { dns: { 'api.example.org': says } } };
    const rest = Object.fromEntries(others.map((answer, index) => [`other${index}`, { dns: { 'api.example.org': answer } }]));
    const network = await createNetwork({ servers: { service: { ...web, ...answering, ...rest } }, resolvConf: `nameserver ${own}\n` });
    network.publish(service, 443, 'web');
    if ('own' in answering) network.publish(own, 53, 'own');
    else network.ip('service', 'addr', 'add', `${own}/32`, 'dev', 'cable');
    if (says === 'dropped') network.filter('service', '-A', 'INPUT', '-d', own, '-j', 'DROP');
    for (const [index, address] of [other, third].slice(0, others.length).entries()) network.publish(address ?? '', 53, `other${index}`);
    return network;
  }

  const resolvers = [`${other}`, `${third}`];

  for (const [title, says, others, expected] of [
    ['that answers is no cause', here, [], healthy],
    ['that never answers', 'silence', [here], broken('network/resolver-timeout')],
    ['whose packets are dropped', 'dropped', [], broken('network/resolver-timeout')],
    ['that isn\'t running', 'closed', [here], broken('network/resolver-timeout')],
    ['that refuses', 'refused', [here], broken('network/resolver-refusal')],
    ['that fails where another succeeds', 'servfail', [here], broken('network/resolver-failure')],
    ['that fails as every other does', 'servfail', ['servfail', 'servfail'], broken('network/zone-failure')],
    ['that denies a name which others know', 'nxdomain', [here, here], broken('network/lying-resolver')],
    ['that denies a name which nobody knows', 'nxdomain', ['nxdomain', 'nxdomain'], broken('network/nxdomain')],
    ['that knows no address where others do', {}, [here, here], broken('network/lying-resolver')],
  ] as const) {
    test.skipIf(skip)(`${title}${why}`, async () => {
      await using network = await resolving(says, others);
      const examined = await from(network, 'https://api.example.org/', { controls: { resolvers: resolvers.slice(0, others.length) }, args: ['--timeout', '30s'] });
      expect(outcomeOf(examined)).toEqual(expected);
    });
  }

  test.skipIf(skip)(`that never answers does not keep Ctrl-C waiting${why}`, async () => {
    await using network = await resolving('dropped');
    const { child, ended } = startCulprit(['https://api.example.org/', '--format', 'json'], { by: network.asClient });
    await new Promise((resolve) => { setTimeout(resolve, 1_000); });
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ interrupted: true, exitCode: 130 });
  });
});
