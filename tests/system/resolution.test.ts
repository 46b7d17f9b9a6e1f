import { createAuthority, type DnsAnswer } from '@culprit/lab';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scratchFolder, type ScratchFolder } from './daemon.ts';
import { broken, examine, healthy, outcomeOf, type ExamineOptions } from './examine.ts';
import { createNetwork, namespaces, service, type Network, type NetworkOptions } from './network.ts';
import { apt, because, firstReason, program, root } from './requirements.ts';

const reason = firstReason(root, apt('iproute2'), apt('iptables'), program('ip'), program('iptables'), namespaces);
const [skip, why] = [reason !== undefined, because(reason)];

const name = 'api.example.org';
const [own, other, doh, nowhere] = ['192.0.2.53', '192.0.2.54', '192.0.2.60', '192.0.2.200'];
const authority = await createAuthority({ name: 'System Root' });
const [sound, resolver] = await Promise.all([authority.issue({ names: [name] }), authority.issue({ names: [doh] })]);
let folder: ScratchFolder;
beforeAll(() => { folder = scratchFolder({ 'ca.pem': authority.certificate }); });
afterAll(() => folder[Symbol.dispose]());

const here: DnsAnswer = { a: [service] };

interface World extends Pick<NetworkOptions, 'hosts' | 'resolvConf'> {
  /** What the name server of resolv.conf says, by name. */
  readonly says: { readonly [name: string]: DnsAnswer };
  /** What somebody says on the client's side who can answer in place of every name server. */
  readonly interceptor?: { readonly [name: string]: DnsAnswer };
}

/** A sound service, its name server, another one, and one that is asked over HTTPS. */
async function world({ says, interceptor, ...options }: World): Promise<Network> {
  const network = await createNetwork({
    servers: {
      service: {
        web: { chain: sound.chain, key: sound.key }, own: { dns: says }, other: { dns: { [name]: here } },
        doh: { dns: { [name]: here }, https: { chain: resolver.chain, key: resolver.key } },
      },
      ...(interceptor === undefined ? {} : { client: { interceptor: { dns: interceptor } } }),
    },
    resolvConf: `nameserver ${own}\n`, ...options,
  });
  network.publish(service, 443, 'web');
  network.publish(own, 53, 'own');
  network.publish(other, 53, 'other');
  network.publish(doh, 443, 'doh');
  return network;
}

const resolvers = [other, `https://${doh}/dns-query`];
const look = (network: Network, options: ExamineOptions = {}): ReturnType<typeof examine> =>
  examine([`https://${name}/`, '--ca', `${folder.path}/ca.pem`, '--timeout', '40s'], { by: network.asClient, controls: { resolvers }, ...options });

describe('the hosts file', () => {
  test.skipIf(skip)(`that leads elsewhere than DNS is named with its line, and doing without it was tried${why}`, async () => {
    await using network = await world({ says: { [name]: here }, hosts: `${nowhere} ${name}\n` });
    const examined = await look(network);
    expect(outcomeOf(examined)).toEqual(broken('network/hosts-override'));
    expect(examined.report.diagnoses[0]).toMatchObject({
      owner: 'machine', text: 'network/hosts-override#differs', params: { file: '/etc/hosts', line: 3, addresses: nowhere }, remedies: [{ id: 'network/remove-hosts-line', trial: 'works' }],
    });
  });

  test.skipIf(skip)(`that says the same as DNS is no cause${why}`, async () => {
    await using network = await world({ says: { [name]: here }, hosts: `${service} ${name}\n` });
    expect(outcomeOf(await look(network))).toEqual(healthy);
  });
});

describe('the search list', () => {
  const resolvConf = `nameserver ${own}\nsearch corp.example\n`;

  test.skipIf(skip)(`that completes a name which does not exist is named${why}`, async () => {
    await using network = await world({ says: { '*.corp.example': { a: [nowhere] } }, resolvConf });
    const examined = await look(network, { controls: { resolvers: [] } });
    expect(outcomeOf(examined)).toEqual(broken('network/search-domain-completion'));
    expect(examined.report.diagnoses[0]?.params).toMatchObject({ completed: `${name}.corp.example`, domain: 'corp.example' });
  });

  test.skipIf(skip)(`is not blamed where the name exists as it stands${why}`, async () => {
    await using network = await world({ says: { [name]: { a: [nowhere] }, '*.corp.example': { a: [nowhere] } }, resolvConf });
    const { report } = await look(network, { controls: { resolvers: [] } });
    expect(report.diagnoses.map(({ cause }) => cause)).not.toContain('network/search-domain-completion');
  });
});

describe('port 53', () => {
  const intercepting = async (answer: DnsAnswer): Promise<Network> => {
    const network = await world({ says: { [name]: here }, interceptor: { [name]: answer } });
    network.filter('client', '-t', 'nat', '-A', 'OUTPUT', '-p', 'udp', '--dport', '53', '-j', 'REDIRECT', '--to-ports', String(network.ports['interceptor']));
    return network;
  };

  test.skipIf(skip)(`that somebody intercepts to deny a name${why}`, async () => {
    await using network = await intercepting('nxdomain');
    const examined = await look(network);
    expect(outcomeOf(examined)).toEqual(broken('network/intercepted-dns'));
    expect(examined.report.diagnoses[0]).toMatchObject({ text: 'network/intercepted-dns#denies', remedies: [{ id: 'network/use-encrypted-resolver', trial: 'works' }, {}] });
  });

  test.skipIf(skip)(`that somebody intercepts to lead elsewhere${why}`, async () => {
    await using network = await intercepting({ a: [nowhere] });
    expect(outcomeOf(await look(network))).toEqual(broken('network/intercepted-dns'));
  });

  test.skipIf(skip)(`that somebody intercepts to tell the truth is no cause${why}`, async () => {
    await using network = await intercepting(here);
    expect(outcomeOf(await look(network))).toEqual(healthy);
  });
});

describe('an address of 198.18.0.0/15', () => {
  test.skipIf(skip)(`is the proxy's where names that can't exist have one too${why}`, async () => {
    await using network = await world({ says: { [name]: { a: ['198.18.0.5'] }, '*.invalid': { a: ['198.18.0.6'] } } });
    const examined = await look(network);
    expect(outcomeOf(examined)).toEqual(broken('network/fake-ip-proxy-failure'));
    expect(examined.report.diagnoses[0]).toMatchObject({ owner: 'machine', text: 'network/fake-ip-proxy-failure#not-taken', params: { range: '198.18.0.0/15' } });
    expect(examined.report.diagnoses.map(({ cause }) => cause)).not.toContain('network/forged-address');
  });

  test.skipIf(skip)(`behind which a connection works is no cause, and there is nothing to compare${why}`, async () => {
    await using network = await world({ says: { [name]: { a: ['198.18.0.5'] }, '*.invalid': { a: ['198.18.0.6'] } } });
    network.publish('198.18.0.5', 443, 'web');
    const examined = await examine([`https://${name}/`, '--ca', `${folder.path}/ca.pem`, '--depth', 'full', '--timeout', '40s'], { by: network.asClient, controls: { resolvers } });
    expect(examined.report.diagnoses.filter(({ layer }) => layer === 'name')).toEqual([]);
    expect(examined.report.findings.map(({ id }) => id)).toContain('network/resolver-agreement#made-up');
  });

  test.skipIf(skip)(`is a forged answer where names that can't exist have none${why}`, async () => {
    await using network = await world({ says: { [name]: { a: ['198.18.0.5'] } } });
    expect(outcomeOf(await look(network))).toEqual(broken('network/forged-address'));
  });
});

describe('a private address', () => {
  test.skipIf(skip)(`that shows the certificate is right, whatever others say${why}`, async () => {
    await using network = await world({ says: { [name]: { a: ['10.1.2.3'] } } });
    network.publish('10.1.2.3', 443, 'web');
    const examined = await examine([`https://${name}/`, '--ca', `${folder.path}/ca.pem`, '--depth', 'full', '--timeout', '40s'], { by: network.asClient, controls: { resolvers } });
    expect(examined.report.findings.map(({ id }) => id)).toContain('network/resolver-agreement#split-horizon');
    expect(examined.report.diagnoses.filter(({ layer }) => layer === 'name')).toEqual([]);
  });
});

describe('the first of two name servers', () => {
  test.skipIf(skip)(`that never answers makes every name slow${why}`, async () => {
    await using network = await world({ says: { [name]: here }, resolvConf: `nameserver 192.0.2.99\nnameserver ${own}\noptions timeout:3\n` });
    const examined = await look(network, { controls: { resolvers: [] } });
    expect(outcomeOf(examined)).toEqual({ cause: 'network/slow-resolution', code: 0 });
    expect(examined.report.diagnoses[0]?.params).toMatchObject({ resolver: '192.0.2.99', working: own });
  });

  test.skipIf(skip)(`that answers at once is no cause${why}`, async () => {
    await using network = await world({ says: { [name]: here }, resolvConf: `nameserver ${own}\nnameserver 192.0.2.99\n` });
    expect(outcomeOf(await look(network, { controls: { resolvers: [] } }))).toEqual(healthy);
  });
});
