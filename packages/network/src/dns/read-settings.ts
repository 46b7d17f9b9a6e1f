import { hostname } from 'node:os';
import type { HostsEntryValue } from '../facts/hosts-entry.ts';
import type { NameServerSetting, ResolverProblem, ResolverSettings } from '../facts/resolver-settings.ts';
import { runProgram } from '../program/run-program.ts';
import { overridesIn, parseHosts } from './hosts-file.ts';
import { isLoopbackAddress } from './name-scope.ts';
import { consultsDns, parseNsswitch } from './nsswitch.ts';
import { readTextFile, type TextFile } from './read-text-file.ts';
import { parseResolvConf, type ResolvConf } from './resolv-conf.ts';
import { parseResolvectl, serverOf } from './resolvectl.ts';
import { parseScutil } from './scutil.ts';
import { parseTcpipParameters, tcpipParameters } from './windows-registry.ts';

export interface ReadSettingsOptions {
  /** Where `etc/` and `run/` are looked for in place of `/`. With it, this is read as a Linux machine, and nobody is asked. */
  readonly root: string | undefined;
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

/** What the system says beside the hosts file. */
type Resolvers = Pick<ResolverSettings, 'nameServers' | 'servers' | 'search' | 'ndots' | 'timeoutSeconds' | 'attempts' | 'problems'>;

const kilobyte = 1024;
const maxHosts = 100;
const maxHostsBytes = 4 * kilobyte * kilobyte;
const maxServers = 16;
const windowsHosts = 'C:\\Windows\\System32\\drivers\\etc\\hosts';
const defaults = { ndots: 1, timeoutSeconds: 5, attempts: 2 };

export async function readSettings(options: ReadSettingsOptions): Promise<ResolverSettings> {
  const { root } = options;
  const platform = root === undefined ? process.platform : 'linux';
  const hostsFile = platform === 'win32' ? windowsHosts : `${root ?? ''}/etc/hosts`;
  const [resolvers, hosts, nsswitch] = await Promise.all([
    platform === 'win32' ? fromWindows(options) : platform === 'darwin' ? fromMacOs(options) : fromResolvConf(options),
    readTextFile(hostsFile, maxHostsBytes),
    platform === 'linux' ? readTextFile(`${root ?? ''}/etc/nsswitch.conf`, 64 * kilobyte) : undefined,
  ]);
  const { entries, invalid } = parseHosts('text' in hosts ? hosts.text : '');
  const overrides = overridesIn(entries, hostname().toLowerCase());
  const services = nsswitch !== undefined && 'text' in nsswitch ? parseNsswitch(nsswitch.text) : undefined;
  const problems: ResolverProblem[] = [
    ...resolvers.problems,
    ...unreadable(hostsFile, hosts),
    ...invalid.map((line): ResolverProblem => ({ problem: 'invalid-hosts-line', file: hostsFile, ...line })),
    ...(services === undefined || consultsDns(services) ? [] : [{ problem: 'dns-not-consulted', file: '/etc/nsswitch.conf', services } as const]),
  ];
  return { ...resolvers, hosts: overrides.slice(0, maxHosts), hostsTotal: overrides.length, hostsFile, ...(services === undefined ? {} : { nsswitch: services }), problems };
}

/** What the hosts file of this machine says about one name. */
export async function readHosts(host: string): Promise<HostsEntryValue> {
  const file = process.platform === 'win32' ? windowsHosts : '/etc/hosts';
  const read = await readTextFile(file, maxHostsBytes);
  const { entries } = parseHosts('text' in read ? read.text : '');
  return { file, entries: entries.filter(({ name }) => name === host).slice(0, maxServers).map(({ address, line }) => ({ address, line })) };
}

const unreadable = (file: string, read: TextFile): readonly ResolverProblem[] =>
  ('text' in read || read.code === 'ENOENT' ? [] : [{ problem: 'unreadable', file, code: read.code }]);

async function fromResolvConf(options: ReadSettingsOptions): Promise<Resolvers> {
  const file = `${options.root ?? ''}/etc/resolv.conf`;
  const read = await readTextFile(file, 64 * kilobyte);
  const conf = parseResolvConf('text' in read ? read.text : '');
  const { nameServers, ignored, invalid, ...counted } = conf;
  const stubs = nameServers.filter(isLoopbackAddress);
  const [behind, deaf] = await Promise.all([behindStub(stubs, options), options.root === undefined ? withoutListener(stubs, options.signal) : []]);
  return {
    ...counted, nameServers,
    servers: [...nameServers, ...ignored].map((address): NameServerSetting => ({ address, source: file })).concat(behind).slice(0, maxServers),
    problems: [
      ...unreadable(file, read),
      ...(nameServers.length === 0 && ('text' in read || read.code === 'ENOENT') ? [{ problem: 'no-name-server', file } as const] : []),
      ...(ignored.length === 0 ? [] : [{ problem: 'ignored-name-servers', file, addresses: ignored } as const]),
      ...invalid.map((line) => ({ problem: 'invalid-name-server', file, ...line }) as const),
      ...deaf.map((address) => ({ problem: 'stub-without-listener', address }) as const),
    ],
  };
}

/** Whom systemd-resolved asks in its turn (systemd-resolved.service(8)), where its stub is the name server. */
async function behindStub(stubs: readonly string[], options: ReadSettingsOptions): Promise<readonly NameServerSetting[]> {
  if (!stubs.some((address) => address === '127.0.0.53' || address === '127.0.0.54')) return [];
  const file = `${options.root ?? ''}/run/systemd/resolve/resolv.conf`;
  const read = await readTextFile(file, 64 * kilobyte);
  if ('text' in read) {
    const conf: ResolvConf = parseResolvConf(read.text);
    return [...conf.nameServers, ...conf.ignored].map((address) => ({ address, source: file }));
  }
  if (options.root !== undefined) return [];
  const printed = await runProgram('resolvectl', ['dns'], options);
  if (printed.outcome !== 'printed') return [];
  return parseResolvectl(printed.stdout).flatMap(({ scope, values }) => values.flatMap((value): readonly NameServerSetting[] => {
    const address = serverOf(value);
    return address === undefined ? [] : [{ address, source: `resolvectl, ${scope}` }];
  }));
}

const listenerMs = 300;

/** Those at whose port 53 this machine itself says that nobody is there. Silence is no such word. */
async function withoutListener(addresses: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
  if (addresses.length === 0) return [];
  const { query } = await import('./query.ts');
  const { createMemory } = await import('@culprit/core');
  const replies = await Promise.all(addresses.map((address) =>
    query({ server: { transport: 'dns', address, port: 53 }, name: 'localhost', type: 'A', patienceMs: listenerMs, signal, memory: createMemory(), permits: () => true })));
  return addresses.filter((_, index) => {
    const reply = replies[index];
    return reply?.outcome === 'unreachable' && reply.code === 'ECONNREFUSED';
  });
}

/** The name servers that c-ares finds by the interface of the system, without ports. */
async function fromNode(): Promise<readonly string[]> {
  const { getServers } = await import('node:dns');
  return getServers().flatMap((server) => serverOf(server) ?? []).slice(0, maxServers);
}

async function fromMacOs(options: ReadSettingsOptions): Promise<Resolvers> {
  const [printed, found] = await Promise.all([runProgram('scutil', ['--dns'], options), fromNode()]);
  const resolvers = printed.outcome === 'printed' ? parseScutil(printed.stdout) : [];
  const servers = resolvers.flatMap(({ domain, nameServers }) => nameServers.map((address): NameServerSetting => ({ address, source: 'scutil --dns', ...(domain === undefined ? {} : { domain }) })));
  const forAll = resolvers.filter(({ domain }) => domain === undefined);
  const general = forAll.filter(({ supplemental }) => supplemental !== true || forAll.every((one) => one.supplemental === true)).flatMap(({ nameServers }) => nameServers);
  return atMostThree(general.length > 0 ? general : found, servers, resolvers.flatMap(({ search }) => search), 'scutil --dns');
}

async function fromWindows(options: ReadSettingsOptions): Promise<Resolvers> {
  const [printed, found] = await Promise.all([runProgram('reg', ['query', tcpipParameters, '/s'], options), fromNode()]);
  const { servers, search } = parseTcpipParameters(printed.outcome === 'printed' ? printed.stdout : '');
  return atMostThree(found, servers.map(({ address, source }) => ({ address, source: `registry, ${source}` })), search, 'GetAdaptersAddresses');
}

function atMostThree(found: readonly string[], servers: readonly NameServerSetting[], search: readonly string[], source: string): Resolvers {
  const others = found.filter((address) => !servers.some((server) => server.address === address)).map((address) => ({ address, source }));
  return {
    ...defaults, nameServers: [...new Set(found)].slice(0, 3), servers: [...servers, ...others].slice(0, maxServers), search: [...new Set(search)].slice(0, 16),
    problems: found.length === 0 && servers.length === 0 ? [{ problem: 'no-name-server', file: source }] : [],
  };
}
