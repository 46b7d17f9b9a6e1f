import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Report } from '@culprit/core';
import { createAuthority } from '@culprit/lab';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scratchFolder, type ScratchFolder } from './daemon.ts';
import { broken, examine, healthy, outcomeOf, type ExamineOptions } from './examine.ts';
import { createNetwork, namespaces, service, type LabServers, type Network } from './network.ts';
import { apt, because, firstReason, program, root } from './requirements.ts';

const reason = firstReason(root, apt('iproute2'), apt('iptables'), program('ip'), program('iptables'), namespaces);
const [skip, why] = [reason !== undefined, because(reason)];

const authority = await createAuthority({ name: 'Path Root' });
const { chain, key } = await authority.issue({ names: ['api.example.org', service] });
let folder: ScratchFolder;
beforeAll(() => { folder = scratchFolder({ 'ca.pem': authority.certificate }); });
afterAll(() => folder[Symbol.dispose]());

const servers: { readonly service: LabServers } = { service: { web: { chain, key }, plain: { http: { body: 'ok' } } } };
const hosts = `${service} api.example.org\n`;

/** A network whose service answers at {@link service}: TLS at port 443, HTTP at port 80. */
async function withService(): Promise<Network> {
  const network = await createNetwork({ servers, hosts });
  network.publish(service, 443, 'web');
  network.publish(service, 80, 'plain');
  return network;
}

const from = async (network: Network, target: string, { args = [], ...options }: ExamineOptions & { readonly args?: readonly string[] } = {}): ReturnType<typeof examine> =>
  examine([target, '--ca', `${folder.path}/ca.pem`, '--timeout', '20s', ...args], { by: network.asClient, ...options });

const first = (report: Report): string | undefined => report.diagnoses[0]?.text;

describe('the machine itself', () => {
  test.skipIf(skip)(`without a default route is offline for what lies beyond, and for nothing else${why}`, async () => {
    await using network = await withService();
    network.ip('client', 'route', 'del', 'default');
    const examined = await from(network, 'tcp://203.0.113.80:443');
    expect(outcomeOf(examined)).toEqual(broken('network/machine-offline'));
    expect(first(examined.report)).toBe('network/machine-offline#no-default-route');
    expect(examined.report.diagnoses[0]?.ruledOut.map(({ text }) => text)).toContain('network/host-unreachable#offline');
    expect(outcomeOf(await from(network, 'https://api.example.org/'))).toEqual(healthy);
  });

  test.skipIf(skip)(`without an interface is offline${why}`, async () => {
    await using network = await withService();
    network.ip('client', 'link', 'set', 'cable', 'down');
    network.ip('client', 'addr', 'flush', 'dev', 'cable');
    const { report } = await from(network, 'https://api.example.org/');
    expect([first(report), report.diagnoses[0]?.owner]).toEqual(['network/machine-offline#no-interface', 'machine']);
  });

  for (const type of ['prohibit', 'blackhole']) {
    test.skipIf(skip)(`with a route of type ${type} forbids the connection, and no router is blamed${why}`, async () => {
      await using network = await withService();
      network.ip('client', 'route', 'add', type, '203.0.113.0/24');
      const examined = await from(network, 'tcp://203.0.113.80:443');
      expect(outcomeOf(examined)).toEqual(broken('network/connection-forbidden'));
      expect(first(examined.report)).toBe('network/connection-forbidden#this-target');
      expect(outcomeOf(await from(network, 'https://api.example.org/'))).toEqual(healthy);
    });
  }

  test.skipIf(skip)(`with a route of type unreachable is told from one that forbids${why}`, async () => {
    await using network = await withService();
    network.ip('client', 'route', 'add', 'unreachable', '203.0.113.0/24');
    expect(outcomeOf(await from(network, 'tcp://203.0.113.80:443'))).toEqual(broken('network/host-unreachable'));
  });

  test.skipIf(skip)(`without a local port left for the target${why}`, async () => {
    await using network = await withService();
    network.sysctl('client', 'net.ipv4.ip_local_port_range', '40000 40009');
    await using holder = await hold(network, 10, service, 80);
    expect(holder.open).toBe(true);
    const examined = await from(network, `http://${service}/`);
    expect(outcomeOf(examined)).toEqual(broken('network/local-ports-exhausted'));
    expect(examined.report.diagnoses[0]?.params).toMatchObject({ available: 10, taken: 10, address: service });
    expect(outcomeOf(await from(network, 'https://api.example.org/'))).toEqual(healthy);
  });
});

test.skipIf(skip)(`a filter that resets plain requests by the name in their Host field is told from one for all names${why}`, async () => {
  await using network = await withService();
  network.filter('service', '-A', 'INPUT', '-p', 'tcp', '-m', 'string', '--algo', 'bm', '--string', 'api.example.org', '-j', 'REJECT', '--reject-with', 'tcp-reset');
  const examined = await from(network, 'http://api.example.org/', { controls: { sni: ['www.example.com'] } });
  expect(outcomeOf(examined)).toEqual(broken('network/host-header-filtered'));
  expect(first(examined.report)).toBe('network/host-header-filtered#reset');
  expect(outcomeOf(await from(network, `http://${service}/`, { controls: { sni: ['www.example.com'] } }))).toEqual(healthy);
});

describe('a path that loses packets by their size', () => {
  const large = ['-p', 'tcp', '-m', 'length', '--length', '1200:65535', '-j', 'DROP'] as const;

  test.skipIf(skip)(`to the service is told from a server that dislikes the ClientHello${why}`, async () => {
    await using network = await withService();
    network.filter('service', '-t', 'raw', '-A', 'PREROUTING', ...large);
    const examined = await from(network, 'https://api.example.org/');
    expect(outcomeOf(examined)).toEqual(broken('network/path-mtu'));
    expect(first(examined.report)).toBe('network/path-mtu#outgoing');
  });

  test.skipIf(skip)(`to the client is likely where a refusal arrives and a flight does not${why}`, async () => {
    const many = await authority.issue({ names: ['api.example.org', ...Array.from({ length: 80 }, (_, n) => `host-${n}.api.example.org`)] });
    await using network = await createNetwork({ servers: { service: { web: { chain: many.chain, key: many.key } } }, hosts });
    network.publish(service, 443, 'web');
    expect(outcomeOf(await from(network, 'https://api.example.org/'))).toEqual(healthy);
    network.filter('client', '-t', 'raw', '-A', 'PREROUTING', ...large);
    const examined = await from(network, 'https://api.example.org/', { args: ['--timeout', '30s'] });
    expect(first(examined.report)).toBe('network/path-mtu#incoming');
    expect(examined.report.diagnoses[0]?.confidence).toBe('likely');
  });
});

/** Connections of the client that stay open until they are disposed. */
async function hold(network: Network, count: number, host: string, port: number): Promise<AsyncDisposable & { readonly open: boolean }> {
  const [command = '', ...args] = [...network.asClient, process.execPath, '-e', `
    const { connect } = require('node:net');
    let open = 0;
    for (let n = 0; n < ${count}; n++) connect(${port}, '${host}').on('connect', () => { if (++open === ${count}) console.log('held'); }).on('error', () => {});
    process.stdin.resume().on('end', () => process.exit());`];
  const child: ChildProcess = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const open = child.stdout !== null && await Promise.race([once(child.stdout, 'data').then(() => true), ended.then(() => false)]);
  return {
    open,
    async [Symbol.asyncDispose]() {
      child.stdin?.end();
      await ended;
    },
  };
}
