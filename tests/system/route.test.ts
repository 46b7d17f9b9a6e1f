import { existsSync } from 'node:fs';
import type { Report } from '@culprit/core';
import { describe, expect, test } from 'vitest';
import { broken, examine, healthy, outcomeOf, startCulprit } from './examine.ts';
import { namespaces } from './network.ts';
import { apt, because, firstReason, program, root } from './requirements.ts';
import { addresses, createRouters, type Routers } from './routers.ts';

/** TUN devices, by which a link is made slow. */
const tunnels = (): string | undefined => (existsSync('/dev/net/tun') ? undefined : 'there is no /dev/net/tun');

const reason = firstReason(root, apt('iproute2'), apt('iptables'), apt('mtr-tiny'), apt('traceroute'), apt('python3'), tunnels, program('ip'), program('mtr'), program('traceroute'), namespaces);
const [skip, why] = [reason !== undefined, because(reason)];

const target = `http://${addresses.service}/`;

const look = (routers: Routers, ...args: readonly string[]): ReturnType<typeof examine> => examine([target, '--depth', 'full', '--timeout', '40s', ...args], { by: routers.asClient });
const routeFinding = ({ findings }: Report): unknown => findings.find(({ check }) => check === 'network/route')?.id;
/**
 * Loses four of ten packets at one place. Each sender's are counted by themselves: whose turn it is then doesn't hang
 * on the order in which the answers of several routers happen to arrive.
 */
function lose(routers: Routers, machine: 'client' | 'far', chain: 'INPUT' | 'FORWARD', ...senders: readonly string[]): void {
  for (const sender of senders) {
    for (const packet of ['0', '2']) routers.run(machine, 'iptables', '-A', chain, '-s', sender, '-m', 'statistic', '--mode', 'nth', '--every', '5', '--packet', packet, '-j', 'DROP');
  }
}

describe('the route', () => {
  test.skipIf(skip)(`is seen hop by hop, and a healthy one is shown as a table${why}`, async () => {
    await using routers = await createRouters({ web: true });
    const examined = await look(routers);
    expect(outcomeOf(examined)).toEqual(healthy);
    expect(routeFinding(examined.report)).toBe('network/route#fine');
    const table = examined.report.evidence.flatMap((item) => (item.status === 'observed' && item.table !== undefined ? [item.table] : []))[0];
    expect(table?.rows.map((row) => row[1])).toEqual([addresses.near, addresses.far, addresses.service]);
    const { stdout } = await startCulprit([target, '--depth', 'full', '--timeout', '40s', '--lang', 'zh-CN'], { by: routers.asClient }).ended;
    expect(stdout).toContain(`到 ${addresses.service} 的路由（mtr）`);
  }, 60_000);

  test.skipIf(skip)(`that loses packets behind a router is blamed from there${why}`, async () => {
    await using routers = await createRouters({ web: true });
    lose(routers, 'far', 'FORWARD', addresses.service);
    const examined = await look(routers);
    expect(outcomeOf(examined)).toEqual(broken('network/route-loss'));
    expect(examined.report.diagnoses[0]).toMatchObject({ owner: 'path', params: { hop: 3, address: addresses.service } });
  }, 60_000);

  test.skipIf(skip)(`that loses packets at the first router is blamed on the own network${why}`, async () => {
    await using routers = await createRouters({ web: true });
    lose(routers, 'client', 'INPUT', addresses.near, addresses.far, addresses.service);
    const examined = await look(routers);
    expect(outcomeOf(examined)).toEqual(broken('network/own-network-route'));
    expect(examined.report.diagnoses[0]).toMatchObject({ owner: 'network', params: { hop: 1, address: addresses.near } });
  }, 60_000);

  test.skipIf(skip)(`that is slow from a router on to the end is blamed from there${why}`, async () => {
    await using routers = await createRouters({ web: true, slowMs: 180 });
    const examined = await look(routers);
    expect(outcomeOf(examined)).toEqual({ cause: 'network/route-delay', code: 0 });
    expect(examined.report.diagnoses[0]).toMatchObject({ owner: 'path', severity: 'minor', params: { hop: 2, address: '198.51.100.130' } });
  }, 60_000);

  test.skipIf(skip)(`that is long, but shorter than what counts as slow, is healthy${why}`, async () => {
    await using routers = await createRouters({ web: true, slowMs: 60 });
    const examined = await look(routers);
    expect(outcomeOf(examined)).toEqual(healthy);
    expect(routeFinding(examined.report)).toBe('network/route#fine');
  }, 60_000);

  test.skipIf(skip)(`with a router that seldom answers is healthy${why}`, async () => {
    await using routers = await createRouters({ web: true });
    routers.run('far', 'iptables', '-A', 'OUTPUT', '-p', 'icmp', '--icmp-type', 'time-exceeded', '-m', 'statistic', '--mode', 'nth', '--every', '2', '--packet', '0', '-j', 'DROP');
    const examined = await look(routers);
    expect(outcomeOf(examined)).toEqual(healthy);
    expect(routeFinding(examined.report)).toBe('network/route#fine');
  }, 60_000);

  test.skipIf(skip)(`with a router that never answers is healthy${why}`, async () => {
    await using routers = await createRouters({ web: true });
    routers.run('far', 'iptables', '-A', 'OUTPUT', '-p', 'icmp', '-j', 'DROP');
    expect(outcomeOf(await look(routers))).toEqual(healthy);
  }, 60_000);

  test.skipIf(skip)(`in circles is a loop, and names the routers${why}`, async () => {
    await using routers = await createRouters();
    routers.run('far', 'ip', 'route', 'replace', `${addresses.service}/32`, 'via', '198.51.100.1');
    const examined = await look(routers);
    expect(outcomeOf(examined)).toEqual(broken('network/route-loop'));
    expect(String(examined.report.diagnoses[0]?.params['routers']).split(', ')).toContain(addresses.far);
  }, 60_000);

  test.skipIf(skip)(`that a router beyond refuses ends there${why}`, async () => {
    await using routers = await createRouters();
    routers.run('far', 'iptables', '-A', 'FORWARD', '-d', addresses.service, '-j', 'REJECT', '--reject-with', 'icmp-net-unreachable');
    const examined = await look(routers);
    expect(outcomeOf(examined)).toEqual(broken('network/route-ends'));
    expect(examined.report.diagnoses[0]).toMatchObject({ owner: 'path', params: { address: addresses.far, refusal: 'N' } });
  }, 60_000);

  test.skipIf(skip)(`on which packets vanish says where they were last seen, and blames nobody for it${why}`, async () => {
    await using routers = await createRouters();
    routers.run('far', 'iptables', '-A', 'FORWARD', '-d', addresses.service, '-j', 'DROP');
    const examined = await look(routers);
    expect(outcomeOf(examined)).toEqual(broken('network/connection-timed-out'));
    const open = examined.report.diagnoses[0]?.open.find(({ cause }) => cause === 'network/route-ends');
    expect(open).toMatchObject({ text: 'network/route-ends#last-seen', params: { hop: 2, address: addresses.far } });
  }, 60_000);
});
