import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { startSlowLink, startTlsIn, startWebIn } from './in-namespace.ts';
import { searchPath } from './requirements.ts';

/** A client, two routers and a service in a row, apart from every other network. */
export interface Routers extends AsyncDisposable {
  /** What a program is started by to run on the client's side. */
  readonly asClient: readonly string[];
  /** Runs a program on one of the machines. */
  run(machine: Machine, ...command: readonly string[]): string;
}

export interface RoutersOptions {
  /** Whether a web server runs on the service. */
  readonly web?: true;
  /** PEM files of a TLS server on the service. */
  readonly tls?: { readonly chain: string; readonly key: string };
  /** How long every packet between the routers takes, one way. */
  readonly slowMs?: number;
}

type Machine = 'client' | 'near' | 'far' | 'service';

/** RFC 5737: addresses of documentation. Between client and near router they are private, as at home. */
export const addresses = { near: '10.77.1.1', far: '198.51.100.2', service: '203.0.113.10' } as const;

let count = 0;

function must(command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', timeout: 10_000, env: { ...process.env, PATH: searchPath } });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr.trim()}`);
  return stdout;
}

export async function createRouters({ web, tls, slowMs }: RoutersOptions = {}): Promise<Routers> {
  sweep();
  count += 1;
  const namespaceOf = (machine: Machine): string => `culprit-route-${process.pid}-${count}-${machine}`;
  const machines: readonly Machine[] = ['client', 'near', 'far', 'service'];
  const kept: AsyncDisposable[] = [];
  const dispose = async (): Promise<void> => {
    await Promise.all(kept.map((one) => one[Symbol.asyncDispose]()));
    for (const machine of machines) spawnSync('ip', ['netns', 'del', namespaceOf(machine)], { timeout: 10_000, env: { PATH: searchPath } });
  };
  const run = (machine: Machine, ...command: readonly string[]): string => must('ip', 'netns', 'exec', namespaceOf(machine), ...command);
  const link = (left: Machine, leftAddress: string, right: Machine, rightAddress: string): void => {
    must('ip', '-n', namespaceOf(left), 'link', 'add', 'name', `to-${right}`, 'type', 'veth', 'peer', 'name', `to-${left}`, 'netns', namespaceOf(right));
    for (const [machine, device, address] of [[left, `to-${right}`, leftAddress], [right, `to-${left}`, rightAddress]] as const) {
      must('ip', '-n', namespaceOf(machine), 'addr', 'add', `${address}/24`, 'dev', device);
      must('ip', '-n', namespaceOf(machine), 'link', 'set', device, 'up');
    }
  };
  try {
    for (const machine of machines) {
      must('ip', 'netns', 'add', namespaceOf(machine));
      must('ip', '-n', namespaceOf(machine), 'link', 'set', 'lo', 'up');
    }
    link('client', '10.77.1.2', 'near', addresses.near);
    link('near', '198.51.100.1', 'far', addresses.far);
    link('far', '203.0.113.1', 'service', addresses.service);
    must('ip', '-n', namespaceOf('client'), 'route', 'add', 'default', 'via', addresses.near);
    must('ip', '-n', namespaceOf('near'), 'route', 'add', 'default', 'via', addresses.far);
    must('ip', '-n', namespaceOf('far'), 'route', 'add', '10.77.1.0/24', 'via', '198.51.100.1');
    must('ip', '-n', namespaceOf('service'), 'route', 'add', 'default', 'via', '203.0.113.1');
    for (const router of ['near', 'far'] as const) {
      // Routers of the kernel answer six probes a second and no more, unless they are told otherwise.
      run(router, 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward; echo 0 > /proc/sys/net/ipv4/icmp_ratelimit');
    }
    if (web === true) kept.push(await startWebIn(namespaceOf('service')));
    if (tls !== undefined) kept.push(await startTlsIn(namespaceOf('service'), tls.chain, tls.key));
    if (slowMs !== undefined) {
      kept.push(await startSlowLink([namespaceOf('near'), 'slow', '198.51.100.129/30'], [namespaceOf('far'), 'slow', '198.51.100.130/30'], slowMs));
      run('near', 'ip', 'route', 'replace', '203.0.113.0/24', 'dev', 'slow');
      run('far', 'ip', 'route', 'replace', '10.77.1.0/24', 'dev', 'slow');
    }
    return { asClient: ['ip', 'netns', 'exec', namespaceOf('client')], run, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** Removes what a run left that was killed. */
function sweep(): void {
  const { stdout } = spawnSync('ip', ['netns', 'list'], { encoding: 'utf8', timeout: 10_000, env: { PATH: searchPath } });
  for (const line of (stdout ?? '').split('\n')) {
    const [name = ''] = line.split(' ', 1);
    const pid = /^culprit-route-(\d+)-\d+-\w+$/.exec(name)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) spawnSync('ip', ['netns', 'del', name], { timeout: 10_000, env: { PATH: searchPath } });
  }
}
