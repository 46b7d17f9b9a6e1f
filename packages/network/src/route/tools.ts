import type { Hop } from './hop.ts';
import { parseMtr } from './parse-mtr.ts';
import { parseTracepath } from './parse-tracepath.ts';
import { parseTraceroute } from './parse-traceroute.ts';
import { parseTracert } from './parse-tracert.ts';

export type RouteTool = 'mtr' | 'traceroute' | 'tracepath' | 'tracert';
export type Probe = 'tcp' | 'udp' | 'icmp';

/** One way to ask: a program with fixed arguments. The address is an IP address, so it can't be taken for an option. */
export type Trial = { readonly tool: RouteTool; readonly probe: Probe; readonly args: readonly string[]; readonly parse: (text: string) => readonly Hop[] };

export type TrialOptions = {
  readonly platform: NodeJS.Platform;
  /** Whether this process may do what needs privileges: send any packet, and send them faster than one a second. */
  readonly privileged: boolean;
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
  readonly patienceMs: number;
  /** By TCP first: how connections fare. Default: by ICMP, since the kernel sends a lost SYN again, which hides losses. */
  readonly connecting: boolean;
};

const furthest = '30';
/** So many measurements of a hop that 10 % of loss shows as two packets seldom enough by chance. */
const wantedCycles = 10;
/** What mtr waits for the last answers (`-G`), and what it takes to begin and end. */
const mtrTailMs = 2_000;

/**
 * How to ask for the hops, best first; the next is tried where one does not arrive. mtr counts losses and speaks TCP, traceroute tells refusals, tracepath needs no
 * right. Sources: mtr(8), traceroute(8) of Linux and of macOS, tracepath(8), learn.microsoft.com on tracert.
 */
export function trialsFor({ platform, privileged, address, family, port, patienceMs, connecting }: TrialOptions): readonly Trial[] {
  const version = `-${family}`;
  if (platform === 'win32') return [{ tool: 'tracert', probe: 'icmp', args: [version, '-d', '-h', furthest, '-w', '1000', address], parse: parseTracert }];
  const intervalMs = privileged ? 200 : 1_000;
  const cycles = Math.max(2, Math.min(wantedCycles, Math.floor((patienceMs / 2 - mtrTailMs) / intervalMs)));
  const mtr = ['--json', '--no-dns', version, '-c', String(cycles), '-i', String(intervalMs / 1_000), '-G', '1', '-m', furthest];
  const traceroute = ['-n', '-q', '3', '-w', '1', '-m', furthest];
  const byIcmp: Trial = { tool: 'mtr', probe: 'icmp', args: [...mtr, address], parse: parseMtr };
  const byTcp: Trial = { tool: 'mtr', probe: 'tcp', args: [...mtr, '--tcp', '-P', String(port), address], parse: parseMtr };
  const bsd = platform !== 'linux';
  return [
    ...(connecting ? [byTcp, byIcmp] : [byIcmp, byTcp]),
    // macOS has a traceroute6 of its own, and its traceroute knows no -N.
    ...(bsd && family === 6 ? [] : [
      ...(privileged ? [{ tool: 'traceroute' as const, probe: 'tcp' as const, args: [...traceroute, ...(bsd ? ['-P', 'tcp', '-p', String(port)] : [version, '-N', '32', '-T', '-p', String(port)]), address], parse: parseTraceroute }] : []),
      { tool: 'traceroute' as const, probe: 'udp' as const, args: [...traceroute, ...(bsd ? [] : [version, '-N', '32']), address], parse: parseTraceroute },
    ]),
    { tool: 'tracepath', probe: 'udp', args: ['-n', version, '-m', furthest, address], parse: parseTracepath },
  ];
}
