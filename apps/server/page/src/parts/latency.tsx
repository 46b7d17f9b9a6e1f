import type { Locale } from '@culprit/core';
import { useEffect, useRef, useState } from 'preact/hooks';
import UPlot, { type AlignedData } from 'uplot';
import type { List, Rollup } from '../api.ts';
import { useLoaded } from '../load.ts';
import { useLocale, useTexts } from '../locale.ts';
import { Uptime } from './uptime.tsx';
import { Trouble } from './trouble.tsx';

const texts = {
  en: { mean: 'mean', slowest: 'slowest', failures: 'failures', span: 'Span', hours: '6 hours', week: '7 days', quarter: '90 days', chart: 'Duration of looks', none: 'No look was up in this span.', time: 'time', over: (mean: number, max: number) => `mean ${mean} ms, slowest ${max} ms` },
  'zh-CN': { mean: '平均', slowest: '最慢', failures: '失败', span: '时间范围', hours: '6 小时', week: '7 天', quarter: '90 天', chart: '检查耗时', none: '此时间段内没有成功的检查。', time: '时间', over: (mean: number, max: number) => `平均 ${mean} ms，最慢 ${max} ms` },
};
const spans = { hours: ['minute', 21_600_000], week: ['hour', 604_800_000], quarter: ['day', 7_776_000_000] } as const;
type Span = keyof typeof spans;
const stepMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** Mean and slowest look of each minute, hour or day; where nothing was up there is a gap, and failures stand as bars. */
export function Latency({ target }: { readonly target: string }) {
  const text = useTexts(texts);
  const [span, setSpan] = useState<Span>('hours');
  const [now, setNow] = useState(Date.now);
  const [resolution, wide] = spans[span];
  const { value, error } = useLoaded<List<Rollup>>(`/rollups?target=${encodeURIComponent(target)}&resolution=${resolution}&from=${now - wide}&to=${now + 60_000}`);
  useEffect(() => {
    const turn = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(turn);
  }, []);
  const kept = useRef<readonly Rollup[]>([]);
  if (value !== undefined) kept.current = value.items;
  const items = kept.current;
  const total = items.reduce((sum, one) => ({ up: sum.up + one.up, down: sum.down + one.down, inconclusive: sum.inconclusive + one.inconclusive, ms: sum.ms + one.tookMs.sum, max: Math.max(sum.max, one.tookMs.max) }), { up: 0, down: 0, inconclusive: 0, ms: 0, max: 0 });
  const said = total.up === 0 ? text.none : text.over(Math.round(total.ms / total.up), Math.round(total.max));
  return (
    <>
      <div class="switch" role="group" aria-label={text.span}>
        {(['hours', 'week', 'quarter'] as const).map((one) => <button key={one} type="button" aria-pressed={one === span} onClick={() => { kept.current = []; setSpan(one); }}>{text[one]}</button>)}
      </div>
      <p><Uptime of={total} /> <small>· {said}</small></p>
      {error !== undefined && <Trouble error={error} />}
      {items.length > 0 && <div role="img" aria-label={`${text.chart}: ${said}`}><Chart data={alignedTo(items, stepMs[resolution])} /></div>}
    </>
  );
}

function alignedTo(items: readonly Rollup[], step: number): AlignedData {
  const known = new Map(items.map((item) => [item.from, item]));
  const [first = 0, last = 0] = [items[0]?.from, items.at(-1)?.from];
  // One step more at both ends: a single point has a width.
  const at = Array.from({ length: Math.floor((last - first) / step) + 3 }, (_, index) => first + (index - 1) * step);
  const of = (value: (item: Rollup) => number | null): (number | null)[] => at.map((time) => { const item = known.get(time); return item === undefined ? null : value(item); });
  return [at.map((time) => time / 1_000), of(({ up, tookMs }) => (up === 0 ? null : tookMs.sum / up)), of(({ up, tookMs }) => (up === 0 ? null : tookMs.max)), of(({ down }) => (down === 0 ? null : down))];
}

/** The day where ticks are days apart, else the time of the day. */
const tick = (seconds: number, every: number, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, every >= 86_400 ? { month: 'numeric', day: 'numeric' } : { hour: '2-digit', minute: '2-digit', hour12: false, ...(every < 60 ? { second: '2-digit' as const } : {}) }).format(seconds * 1_000);

function Chart({ data }: { readonly data: AlignedData }) {
  const text = useTexts(texts);
  const locale = useLocale();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>(undefined);
  useEffect(() => {
    const { current } = place;
    if (current === null) return undefined;
    const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const draw = (): void => {
      plot.current?.destroy();
      const axis = { stroke: colour('--faint'), grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line'), width: 1 } };
      const height = (values: readonly unknown[] | undefined): number => 20 + 8 * Math.max(2, ...(values ?? []).map((value) => String(value).length));
      plot.current = new UPlot({
        width: current.clientWidth, height: 220, padding: [12, 32, 0, 0], cursor: { drag: { x: false, y: false } },
        scales: { ms: { range: (_plot, _least, most) => [0, Math.max(1, most) * 1.1] }, count: { range: (_plot, _least, most) => [0, Math.max(1, most) * 4] } },
        series: [
          { label: text.time, value: (_plot, seconds: number | null) => (seconds === null ? '–' : new Date(seconds * 1_000).toLocaleString(locale)) },
          { label: text.mean, scale: 'ms', stroke: colour('--accent'), width: 2, points: { show: data[0].length < 80, size: 4 }, value: (_plot, ms: number | null) => (ms === null ? '–' : `${Math.round(ms)} ms`) },
          { label: text.slowest, scale: 'ms', stroke: colour('--faint'), width: 1, points: { show: false }, value: (_plot, ms: number | null) => (ms === null ? '–' : `${Math.round(ms)} ms`) },
          { label: text.failures, scale: 'count', stroke: colour('--bad'), fill: colour('--bad'), points: { show: false }, value: (_plot, count: number | null) => String(count ?? 0), ...(UPlot.paths.bars === undefined ? {} : { paths: UPlot.paths.bars({ size: [0.6, 12] }) }) },
        ],
        axes: [{ ...axis, values: (_plot, at, _index, _space, every) => at.map((seconds) => tick(seconds, every, locale)) }, { ...axis, scale: 'ms', size: (_plot, values) => height(values), values: (_plot, values) => values.map((ms) => `${ms} ms`) }],
      }, data, current);
    };
    draw();
    const seen = new ResizeObserver(() => plot.current?.setSize({ width: current.clientWidth, height: 220 }));
    seen.observe(current);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', draw);
    return () => {
      seen.disconnect();
      dark.removeEventListener('change', draw);
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [locale, data[0].length, data[0][0]]);
  useEffect(() => plot.current?.setData(data), [data]);
  return <div class="chart" ref={place} />;
}
