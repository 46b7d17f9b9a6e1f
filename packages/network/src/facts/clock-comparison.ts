import { defineFact, optional, type Fact, type GatherContext, type Request, type Route } from '@culprit/core';
import { clockOf, readTimeSource } from '../clock/time-source.ts';
import { clockOffset, toleratedOffsetMs, type ClockOffset } from './clock-offset.ts';

export type ClockComparisonInput = {
  /** The target's own URL. */
  readonly own?: string;
  /** The way to the target. */
  readonly route?: Route;
  /** Third parties: URLs, or `ntp://host`. */
  readonly sources: readonly string[];
};

export type MeasuredOffset = { readonly source: string; readonly own: boolean; readonly offsetMs: number; readonly uncertaintyMs: number };

/**
 * Whose clock is off. `machine`: two or more sources agree that it is this one's. `target`: only the target's differs.
 * `one-source`: there is a difference to the only source, and nobody to say whose fault. `disagree`: no majority.
 */
export type ClockVerdict = 'machine' | 'target' | 'agrees' | 'one-source' | 'disagree' | 'none';

export type ClockComparison = {
  readonly offsets: readonly MeasuredOffset[];
  readonly verdict: ClockVerdict;
  /** This machine's clock minus that of the sources that the verdict rests on. */
  readonly offsetMs: number;
  /** How many sources the verdict rests on. */
  readonly count: number;
};

type Needs = { readonly [name: string]: Request<ClockOffset | undefined> };

/** How near two sources must be to each other to agree. */
const agreementMs = 60_000;
/** And where seconds matter. Date fields are exact to one. */
const closeMs = 2_000;

/** Compares this machine's clock with the target's and with third parties'. */
export const clockComparison: Fact<ClockComparisonInput, ClockComparison, never> = defineFact<ClockComparisonInput, ClockComparison, Needs, never>({
  id: 'network/clock-comparison',
  needs: ({ own, route, sources }) => Object.fromEntries([
    ...(own === undefined ? [] : [['own', optional(clockOffset.of({ source: own, own: true, ...(route === undefined ? {} : { route }) }))] as const]),
    ...distinct(own, sources).map((source, index) => [`source${index}`, optional(clockOffset.of({ source }))] as const),
  ]),
  gather: async ({ input, facts }: GatherContext<ClockComparisonInput, Needs, never>) => {
    const offsets: MeasuredOffset[] = [];
    const add = (source: string, own: boolean, offset: ClockOffset | undefined): void => {
      if (offset?.outcome === 'measured') offsets.push({ source, own, offsetMs: offset.offsetMs, uncertaintyMs: offset.uncertaintyMs });
    };
    if (input.own !== undefined) add(input.own, true, facts['own']);
    for (const [index, source] of distinct(input.own, input.sources).entries()) add(source, false, facts[`source${index}`]);
    return compareClocks(offsets);
  },
  exhibit: (value) => value,
});

/** At most three clocks, none of them the target's: one server counts once. */
function distinct(own: string | undefined, sources: readonly string[]): readonly string[] {
  const clock = (source: string): string | undefined => {
    const read = readTimeSource(source);
    return read === undefined ? undefined : clockOf(read);
  };
  const seen = new Set<string | undefined>([undefined, ...(own === undefined ? [] : [clock(own)])]);
  return sources.filter((source) => {
    const its = clock(source);
    const fresh = !seen.has(its);
    seen.add(its);
    return fresh;
  }).slice(0, 3);
}

/** Judges whose clock is off by measured offsets; a majority decides, since a source's clock may be what is wrong. Pure. */
export function compareClocks(offsets: readonly MeasuredOffset[]): ClockComparison {
  const isOff = ({ offsetMs, uncertaintyMs }: MeasuredOffset): boolean => Math.abs(offsetMs) > toleratedOffsetMs + uncertaintyMs;
  const own = offsets.find((offset) => offset.own);
  const others = offsets.filter((offset) => !offset.own);
  const told = (verdict: ClockVerdict, by: readonly MeasuredOffset[]): ClockComparison => ({ offsets, verdict, offsetMs: median(by), count: by.length });
  if (offsets.length === 0) return told('none', []);
  const right = others.filter((offset) => !isOff(offset));
  const wrong = others.filter(isOff);
  if (others.length > 0 && right.length > wrong.length) return own !== undefined && isOff(own) ? told('target', [own]) : told('agrees', right);
  const cluster = largestCluster(offsets.filter(isOff), agreementMs);
  if (right.length === 0 && cluster.length >= 2) return told('machine', cluster);
  if (offsets.length === 1) return told(offsets.every(isOff) ? 'one-source' : 'agrees', offsets);
  return told('disagree', []);
}

function largestCluster(offsets: readonly MeasuredOffset[], withinMs: number): readonly MeasuredOffset[] {
  let largest: readonly MeasuredOffset[] = [];
  for (const centre of offsets) {
    const near = offsets.filter((offset) => Math.abs(offset.offsetMs - centre.offsetMs) <= withinMs + offset.uncertaintyMs + centre.uncertaintyMs);
    if (near.length > largest.length) largest = near;
  }
  return largest;
}

/** An offset that is known to the second. */
export type TrueOffset = { readonly offsetMs: number; readonly uncertaintyMs: number; /** How many clocks say so. */ readonly count: number };

/**
 * How far this machine's clock is off, to the second: less than what {@link ClockVerdict} calls wrong refuses one-time
 * codes. `undefined` where most of the clocks that were asked don't agree so closely, or none answered. Pure.
 */
export function trueOffset({ offsets }: Pick<ClockComparison, 'offsets'>): TrueOffset | undefined {
  const cluster = largestCluster(offsets, closeMs);
  if (cluster.length === 0 || cluster.length * 2 <= offsets.length) return undefined;
  return { offsetMs: median(cluster), uncertaintyMs: Math.max(...cluster.map(({ uncertaintyMs }) => uncertaintyMs)), count: cluster.length };
}

function median(offsets: readonly MeasuredOffset[]): number {
  const sorted = offsets.map(({ offsetMs }) => offsetMs).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
