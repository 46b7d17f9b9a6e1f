import { useState } from 'preact/hooks';
import { get, type List, type Result } from '../api.ts';
import { useLoaded } from '../load.ts';
import { moment, useLocale, useTexts } from '../locale.ts';
import { DataTable } from './data-table.tsx';
import { State } from './state.tsx';
import { Trouble } from './trouble.tsx';

const texts = {
  en: { caption: 'Looks, the newest first', at: 'When', state: 'State', took: 'Took', tries: 'Tries', cause: 'Cause', node: 'Server', older: 'Older ones', only: 'Only failures', all: 'All', which: 'Which looks', empty: 'Nothing here.', 'self-fault': 'the watcher\'s own trouble', unsettled: 'undecided', crashed: 'a bug in Culprit' },
  'zh-CN': { caption: '检查记录，最新在前', at: '时间', state: '状态', took: '耗时', tries: '尝试', cause: '原因', node: '服务器', older: '更早的记录', only: '仅故障', all: '全部', which: '筛选', empty: '没有记录。', 'self-fault': '监测服务自身异常', unsettled: '未能判定', crashed: 'Culprit 自身缺陷' },
};

/** What was seen of a target, look by look. */
export function History({ target }: { readonly target: string }) {
  const text = useTexts(texts);
  const locale = useLocale();
  const [only, setOnly] = useState(false);
  const [older, setOlder] = useState<{ readonly of: boolean; readonly items: readonly Result[]; readonly next: string | undefined }>();
  const path = `/targets/${encodeURIComponent(target)}/results?limit=20&from=0${only ? '&verdict=down' : ''}`;
  const { value, error, again } = useLoaded<List<Result>>(path, (event) => event.type === 'result' && event.result.target === target);
  const more = older?.of === only ? older : undefined;
  const next = more === undefined ? value?.next : more.next;
  const oldest = more?.items[0]?.dueAt ?? 0;
  const rows = [...(value?.items ?? []).filter(({ dueAt }) => dueAt > oldest), ...(more?.items ?? [])];
  const load = async (): Promise<void> => {
    const page = await get<List<Result>>(`${path}&after=${encodeURIComponent(next ?? '')}`);
    setOlder({ of: only, items: [...(more?.items ?? []), ...page.items], next: page.next });
  };
  return (
    <>
      <div class="switch" role="group" aria-label={text.which}>
        <button type="button" aria-pressed={!only} onClick={() => setOnly(false)}>{text.all}</button>
        <button type="button" aria-pressed={only} onClick={() => setOnly(true)}>{text.only}</button>
      </div>
      {value === undefined ? <Trouble error={error} again={again} /> : (
        <DataTable caption={text.caption} rows={rows} keyOf={({ dueAt }) => dueAt} empty={text.empty} columns={[
          { name: text.at, header: true, cell: ({ startedAt }) => <time dateTime={new Date(startedAt).toISOString()}>{moment(startedAt, locale)}</time> },
          { name: text.state, cell: ({ verdict }) => <State of={verdict} /> },
          { name: text.took, numeric: true, cell: ({ tookMs, attempts }) => <>{Math.round(tookMs)} ms{attempts > 1 && <small> · {text.tries} {attempts}</small>}</> },
          { name: text.cause, cell: ({ cause, because }) => (cause === undefined ? because === undefined ? null : because === 'self-fault' || because === 'unsettled' || because === 'crashed' ? text[because] : because : <code>{cause.replace(/@.*/s, '')}</code>) },
          { name: text.node, cell: ({ node }) => node },
        ]} />
      )}
      {next !== undefined && <p><button type="button" onClick={() => void load()}>{text.older}</button></p>}
    </>
  );
}
