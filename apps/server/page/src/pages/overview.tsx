import type { Incident, List, Rollup, Summary, Target } from '../api.ts';
import type { LiveEvent } from '../live.ts';
import { useLoaded } from '../load.ts';
import { moment, span, useLocale, useTexts } from '../locale.ts';
import { DataTable } from '../parts/data-table.tsx';
import { standingOf, State } from '../parts/state.tsx';
import { Title } from '../parts/title.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Uptime } from '../parts/uptime.tsx';
import { useMay } from '../session.ts';

const texts = {
  en: {
    title: 'Overview', add: 'Add a target', target: 'Target', state: 'State', cause: 'Cause', since: 'For', uptime: 'Uptime, 24 h', took: 'Latest look',
    down: 'down', inconclusive: 'inconclusive', up: 'up', unseen: 'not seen yet', paused: 'paused', empty: 'Nothing is watched yet.', ago: (text: string) => `${text} ago`,
    refused: 'The config file was not taken; what was there before holds.', storage: 'The database can not be written to. What is seen is kept in memory.', self: 'The watcher itself has trouble, which says nothing about any target: ',
  },
  'zh-CN': {
    title: '总览', add: '添加目标', target: '目标', state: '状态', cause: '原因', since: '持续时间', uptime: '24 小时可用率', took: '最近检查',
    down: '故障', inconclusive: '无法判定', up: '正常', unseen: '尚未检查', paused: '已暂停', empty: '还没有监测任何目标。', ago: (text: string) => text,
    refused: '配置文件未被采用，仍使用原有配置。', storage: '数据库无法写入，结果暂存于内存。', self: '监测服务自身异常，与任何目标的状态无关：',
  },
};

const order = ['down', 'inconclusive', 'warn', 'unseen', 'up', 'paused'] as const;
const concerns = ({ type }: LiveEvent): boolean => type === 'result' || type === 'incident' || type === 'reload' || type === 'self-fault' || type === 'store';

/** Everything that is watched, what fails first. */
export function Overview() {
  const text = useTexts(texts);
  const locale = useLocale();
  const may = useMay();
  const targets = useLoaded<List<Target>>('/targets', concerns);
  const summary = useLoaded<Summary>('/summary', concerns);
  const totals = useLoaded<List<Rollup>>('/totals?resolution=hour', concerns);
  const incidents = useLoaded<List<Incident>>('/incidents?state=open&limit=1000', concerns);
  const uptimes = new Map(totals.value?.items.map((total) => [total.target, total]));
  const titles = new Map(incidents.value?.items.map(({ id, text: words }) => [id, words[locale].title]));
  const place = (target: Target): number => order.indexOf(standingOf(target));
  const rows = targets.value?.items.toSorted((a, b) => place(a) - place(b) || a.label.localeCompare(b.label, locale));
  return (
    <>
      <Title text={text.title}>{may('write') && <a class="button primary" href="/targets/new">{text.add}</a>}</Title>
      {summary.value !== undefined && <Own summary={summary.value} />}
      {summary.value !== undefined && <ul class="counts">{(['down', 'inconclusive', 'unseen', 'up', 'paused'] as const).filter((state) => state === 'up' || state === 'down' || summary.value?.[state] !== 0).map((state) => (
        <li key={state} class={summary.value?.[state] === 0 ? '' : state}><strong>{summary.value?.[state]}</strong> {text[state]}</li>))}</ul>}
      {rows === undefined ? <Trouble error={targets.error} again={targets.again} /> : (
        <DataTable caption={text.title} rows={rows} keyOf={({ id }) => id} empty={text.empty} columns={[
          { name: text.target, header: true, cell: ({ id, label, tags }) => <><a href={`/targets/${encodeURIComponent(id)}`}>{label}</a>{tags.map((tag) => <span key={tag} class="badge">{tag}</span>)}</> },
          { name: text.state, cell: (target) => <State of={standingOf(target)} /> },
          { name: text.cause, cell: (target) => <CauseOf target={target} titles={titles} /> },
          { name: text.since, cell: ({ standing }) => standing !== undefined && <time dateTime={new Date(standing.since).toISOString()} title={moment(standing.since, locale)}>{span(Date.now() - standing.since, locale)}</time> },
          { name: text.uptime, cell: ({ id }) => <Uptime of={uptimes.get(id)} /> },
          { name: text.took, numeric: true, cell: ({ standing }) => standing !== undefined && `${Math.round(standing.latest.tookMs)} ms` },
        ]} />
      )}
    </>
  );
}

function CauseOf({ target: { incidents, standing }, titles }: { readonly target: Target; readonly titles: ReadonlyMap<string, string> }) {
  const known = incidents.flatMap((id) => (titles.has(id) ? [{ id, title: titles.get(id) }] : []));
  if (known.length > 0) return <>{known.map(({ id, title }) => <a key={id} class="line" href={`/incidents/${encodeURIComponent(id)}`}>{title}</a>)}</>;
  const cause = standing?.verdict === 'up' ? undefined : standing?.latest.cause;
  return cause === undefined ? null : <code>{cause.replace(/@.*/s, '')}</code>;
}

/** What keeps the watcher from watching. */
function Own({ summary: { health } }: { readonly summary: Summary }) {
  const text = useTexts(texts);
  const locale = useLocale();
  const { refusedReload, storeTrouble, faults = [] } = health as { readonly refusedReload?: { readonly reason: { readonly en: string; readonly 'zh-CN': string } }; readonly storeTrouble?: string; readonly faults?: readonly { readonly id: string; readonly text: { readonly en: string; readonly 'zh-CN': string } }[] };
  return (
    <>
      {refusedReload !== undefined && <p class="notice bad">{text.refused} {refusedReload.reason[locale]}</p>}
      {storeTrouble !== undefined && <p class="notice bad">{text.storage} <code>{storeTrouble}</code></p>}
      {faults.map((fault) => <p key={fault.id} class="notice">{text.self}{fault.text[locale]}</p>)}
    </>
  );
}
