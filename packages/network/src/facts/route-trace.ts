import { defineFact, type Fact, type Request, type Table, monotonicMs } from '@culprit/core';
import { isLoopbackAddress } from '../dns/name-scope.ts';
import { firstHopOf, resolutionFor, selectionFor, type TcpConnectionInput } from '../connection/destination.ts';
import type { Hop } from '../route/hop.ts';
import { runProgram, type ProgramOutput } from '../program/run-program.ts';
import { findTool } from '../route/find-tool.ts';
import { trialsFor, type Probe, type RouteTool } from '../route/tools.ts';
import type { NameResolution } from './name-resolution.ts';
import type { ProxySelection } from './proxy-selection.ts';

/** The way to trace. `look`: a second one at the same way, by TCP first: how connections fare. */
export type RouteTraceInput = TcpConnectionInput & { readonly look?: 2 };

export type RouteTrace =
  | {
    readonly outcome: 'traced';
    readonly tool: RouteTool;
    readonly probe: Probe;
    /** The address that was traced to. */
    readonly destination: string;
    readonly hops: readonly Hop[];
    /** Whether the program came to its own end, and was not cut off. */
    readonly complete: boolean;
  }
  /** Packets do not leave this machine, or a proxy stands before the target. */
  | { readonly outcome: 'loopback' | 'proxied' }
  /** None of the programs is installed. */
  | { readonly outcome: 'no-tool'; readonly platform: string }
  /** Those that are could not do it; `why` is what the last one said. */
  | { readonly outcome: 'refused'; readonly tool: RouteTool; readonly why: string; readonly platform: string };

type Needs = { readonly selection: Request<ProxySelection>; readonly resolution: Request<NameResolution> };

/** The hops to the first address of an endpoint, by whichever program is there: mtr, traceroute, tracepath, tracert. */
export const routeTrace: Fact<RouteTraceInput, RouteTrace> = defineFact<RouteTraceInput, RouteTrace, Needs>({
  id: 'network/route-trace',
  patienceMs: 12_000,
  needs: (input) => ({ selection: selectionFor(input), resolution: resolutionFor(input) }),
  gather: async ({ input, facts: { selection, resolution }, patienceMs, signal, permits, blocked }) => {
    if (selection.outcome !== 'direct') return { outcome: 'proxied' };
    const first = 'addresses' in resolution ? resolution.addresses[0] : undefined;
    if (first === undefined) return blocked('resolution');
    const { host, port } = firstHopOf(input);
    if (!permits({ host, port, address: first.address })) return blocked('resolution');
    if (isLoopbackAddress(first.address)) return { outcome: 'loopback' };
    const begun = monotonicMs();
    const { platform } = process;
    let found: RouteTrace = { outcome: 'no-tool', platform };
    const trials = trialsFor({ platform, privileged: process.getuid?.() === 0, ...first, port, patienceMs, connecting: input.look === 2 });
    for (const { tool, probe, args, parse } of trials) {
      const left = patienceMs - (monotonicMs() - begun);
      if (left < 500 || signal.aborted) break;
      const path = await findTool(tool);
      if (path === undefined) continue;
      const output = await runProgram(path, args, { patienceMs: left, signal });
      // What it had printed when it was ended at the deadline counts.
      const hops = output.outcome === 'missing' ? [] : parse(output.stdout);
      if (hops.length > 0) {
        const traced: RouteTrace = { outcome: 'traced', tool, probe, destination: first.address, hops, complete: output.outcome === 'printed' };
        if (hops.some(({ address, refusal }) => address === first.address || refusal !== undefined)) return traced;
        // mtr does not tell refusals, and a port may be filtered where the host is not: the next one may see more.
        if (found.outcome !== 'traced') found = traced;
      } else if (found.outcome !== 'traced') found = { outcome: 'refused', tool, why: complaintOf(output), platform };
    }
    return found;
  },
  exhibit: (value) => value,
  table: (value) => (value.outcome === 'traced' ? hopTable(value.hops, value.tool, value.destination) : undefined),
});

const complaintOf = (output: ProgramOutput): string => (output.outcome === 'failed' ? output.complaint || output.code : 'no output');

function hopTable(hops: readonly Hop[], tool: RouteTool, destination: string): Table {
  const ms = (value: number | undefined): string => (value === undefined ? '' : value < 10 ? value.toFixed(1) : String(Math.round(value)));
  // Nobody answers for any of the last hops: one row says so.
  const last = hops.findLastIndex(({ address }) => address !== undefined);
  return {
    title: { en: `Route to ${destination} (${tool})`, 'zh-CN': `到 ${destination} 的路由（${tool}）` },
    columns: [
      { title: { en: 'Hop', 'zh-CN': '跳' }, numeric: true }, { title: { en: 'Address', 'zh-CN': '地址' } },
      { title: { en: 'Loss %', 'zh-CN': '丢包 %' }, numeric: true }, { title: { en: 'Packets', 'zh-CN': '探测数' }, numeric: true },
      { title: { en: 'Best ms', 'zh-CN': '最快 ms' }, numeric: true }, { title: { en: 'Typical ms', 'zh-CN': '典型 ms' }, numeric: true }, { title: { en: 'Worst ms', 'zh-CN': '最慢 ms' }, numeric: true },
    ],
    rows: hops.slice(0, last + 2).map(({ ttl, address, sent, received, bestMs, typicalMs, worstMs, refusal }) => [
      ttl, `${address ?? '*'}${refusal === undefined ? '' : ` !${refusal}`}`, sent === 0 ? '' : Math.round((1 - received / sent) * 100), sent, ms(bestMs), ms(typicalMs), ms(worstMs),
    ]),
  };
}
