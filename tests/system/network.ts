import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { DnsAnswer, HttpReply } from '@culprit/lab';
import { searchPath, type Reason } from './requirements.ts';

type LabServer =
  | { readonly dns: { readonly [name: string]: DnsAnswer }; readonly fallback?: DnsAnswer; /** Asked over HTTPS, with this identity. */ readonly https?: { readonly chain: readonly string[]; readonly key: string } }
  | { readonly chain: readonly string[]; readonly key: string }
  | { readonly http: HttpReply };
/** Servers by names of one's own. */
export type LabServers = { readonly [name: string]: LabServer };

type Side = 'client' | 'service';

export interface NetworkOptions {
  /** What runs on the loopback of either side; {@link Network.publish} puts it at an address. */
  readonly servers?: { readonly [S in Side]?: LabServers };
  /** The client's resolv.conf(5). Default: the service's machine, where no name server runs. */
  readonly resolvConf?: string;
  /** The client's hosts(5). */
  readonly hosts?: string;
}

/** Two machines and the cable between them, apart from every other network. */
export interface Network extends AsyncDisposable {
  /** What a program is started by to run on the client's side. */
  readonly asClient: readonly string[];
  readonly ports: { readonly [name: string]: number };
  /** Gives the service's side an IPv4 address and leads a port of it to a server on its loopback. */
  publish(address: string, port: number, server: string): void;
  /** Adds a packet filter rule: `-A INPUT …`. */
  filter(side: Side, ...rule: readonly string[]): void;
  filter6(side: Side, ...rule: readonly string[]): void;
  ip(side: Side, ...args: readonly string[]): void;
  /** Sets a parameter of the side's own network stack. */
  sysctl(side: Side, name: string, value: string): void;
}

/** RFC 5737 and RFC 3849: addresses of documentation, which are nobody's. */
export const service = '192.0.2.10';
export const service6 = '2001:db8:1::10';
const addresses = { client: ['192.0.2.1/24', '2001:db8:1::1/64'], service: ['192.0.2.254/24', `${service}/32`, '2001:db8:1::254/64', `${service6}/128`] } as const;

const etc = '/etc/netns';
const labProcess = fileURLToPath(new URL('lab-process.ts', import.meta.url));
let count = 0;

function must(command: string, ...args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', timeout: 10_000, env: { ...process.env, PATH: searchPath } });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr.trim()}`);
}

/** Whether this kernel and these rights suffice for a namespace with the packet filters that the tests use. */
export function namespaces(): Reason {
  sweep();
  const name = nameOf('probe');
  try {
    must('ip', 'netns', 'add', name);
    must('ip', '-n', name, 'link', 'add', 'name', 'cable', 'type', 'veth', 'peer', 'name', 'other');
    must('ip', 'netns', 'exec', name, 'iptables', '-A', 'INPUT', '-p', 'tcp', '-m', 'string', '--algo', 'bm', '--string', 'x', '-j', 'REJECT', '--reject-with', 'tcp-reset');
    must('ip', 'netns', 'exec', name, 'iptables', '-t', 'nat', '-A', 'OUTPUT', '-p', 'tcp', '-j', 'REDIRECT', '--to-ports', '1');
    must('ip', 'netns', 'exec', name, 'iptables', '-t', 'raw', '-A', 'PREROUTING', '-m', 'length', '--length', '1200:65535', '-j', 'DROP');
    must('ip', 'netns', 'exec', name, 'ip6tables', '-A', 'INPUT', '-j', 'DROP');
    return undefined;
  } catch (error) {
    return `network namespaces can't be used: ${error instanceof Error ? error.message.split('\n', 1)[0] : String(error)}`;
  } finally {
    remove(name);
  }
}

export async function createNetwork({ servers = {}, resolvConf = 'nameserver 192.0.2.254\n', hosts = '' }: NetworkOptions = {}): Promise<Network> {
  count += 1;
  const names = { client: nameOf('client'), service: nameOf('service') };
  const ended: (() => Promise<void>)[] = [];
  const dispose = async (): Promise<void> => {
    await Promise.all(ended.map((end) => end()));
    for (const name of Object.values(names)) remove(name);
  };
  const inside = (side: Side, ...command: readonly string[]): void => must('ip', 'netns', 'exec', names[side], ...command);
  try {
    mkdirSync(join(etc, names.client), { recursive: true });
    writeFileSync(join(etc, names.client, 'resolv.conf'), resolvConf);
    writeFileSync(join(etc, names.client, 'hosts'), `127.0.0.1 localhost\n::1 localhost\n${hosts}`);
    for (const name of Object.values(names)) must('ip', 'netns', 'add', name);
    must('ip', '-n', names.client, 'link', 'add', 'name', 'cable', 'type', 'veth', 'peer', 'name', 'cable', 'netns', names.service);
    for (const side of ['client', 'service'] as const) {
      for (const link of ['lo', 'cable']) must('ip', '-n', names[side], 'link', 'set', link, 'up');
      // Without duplicate address detection (RFC 4862 §5.4) an address can be used at once.
      for (const address of addresses[side]) must('ip', '-n', names[side], 'addr', 'add', address, 'dev', 'cable', ...(address.includes(':') ? ['nodad'] : []));
    }
    for (const via of ['192.0.2.254', '2001:db8:1::254']) must('ip', '-n', names.client, 'route', 'add', 'default', 'via', via);
    // Lets a published address lead to a server on loopback.
    inside('service', 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet');
    const ports: Record<string, number> = {};
    for (const side of ['client', 'service'] as const) {
      const wanted = servers[side];
      if (wanted === undefined) continue;
      const lab = await startLab(names[side], wanted);
      ended.push(lab.end);
      Object.assign(ports, lab.ports);
    }
    return {
      asClient: ['ip', 'netns', 'exec', names.client], ports,
      publish: (address, port, server) => {
        if (!addresses.service.some((own) => own.startsWith(`${address}/`))) must('ip', '-n', names.service, 'addr', 'add', `${address}/32`, 'dev', 'cable');
        for (const protocol of port === 53 ? ['tcp', 'udp'] : ['tcp']) {
          inside('service', 'iptables', '-t', 'nat', '-A', 'PREROUTING', '-d', address, '-p', protocol, '--dport', String(port), '-j', 'DNAT', '--to-destination', `127.0.0.1:${ports[server]}`);
        }
      },
      filter: (side, ...rule) => inside(side, 'iptables', ...rule),
      filter6: (side, ...rule) => inside(side, 'ip6tables', ...rule),
      ip: (side, ...args) => must('ip', '-n', names[side], ...args),
      sysctl: (side, name, value) => inside(side, 'sh', '-c', `echo "$1" > "/proc/sys/$(echo "$0" | tr . /)"`, name, value),
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function startLab(namespace: string, servers: LabServers): Promise<{ readonly ports: { readonly [name: string]: number }; readonly end: () => Promise<void> }> {
  const child = spawn('ip', ['netns', 'exec', namespace, process.execPath, labProcess], { stdio: ['pipe', 'pipe', 'inherit'], env: { PATH: searchPath } });
  const closed = once(child, 'close');
  const end = async (): Promise<void> => {
    child.stdin.end();
    const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await closed;
    clearTimeout(late);
  };
  child.stdin.write(`${JSON.stringify(servers)}\n`);
  const lines = createInterface({ input: child.stdout });
  const answered = await Promise.race([once(lines, 'line'), closed.then(() => undefined)]);
  if (answered === undefined) throw new Error('the servers in the namespace did not start');
  return { ports: JSON.parse(String(answered[0])) as { readonly [name: string]: number }, end };
}

const nameOf = (part: string): string => `culprit-${process.pid}-${count}-${part}`;

/** Its links, addresses and rules go with a namespace. */
function remove(name: string): void {
  spawnSync('ip', ['netns', 'del', name], { timeout: 10_000, env: { PATH: searchPath } });
  rmSync(join(etc, name), { recursive: true, force: true });
  try {
    rmdirSync(etc);
  } catch {
    // Others have something in it, or it was never made.
  }
}

/** Removes what a run left that was killed. */
function sweep(): void {
  const { stdout } = spawnSync('ip', ['netns', 'list'], { encoding: 'utf8', timeout: 10_000, env: { PATH: searchPath } });
  for (const line of (stdout ?? '').split('\n')) {
    const [name = ''] = line.split(' ', 1);
    const pid = /^culprit-(\d+)-\d+-\w+$/.exec(name)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) remove(name);
  }
}
