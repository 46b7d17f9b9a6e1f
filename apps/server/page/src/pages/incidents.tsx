import { useState } from 'preact/hooks';
import type { Incident, List, SelfFault } from '../api.ts';
import { useLoaded } from '../load.ts';
import { moment, span, useLocale, useTexts } from '../locale.ts';
import { DataTable } from '../parts/data-table.tsx';
import { IncidentList } from '../parts/incident-list.tsx';
import { Title } from '../parts/title.tsx';
import { Trouble } from '../parts/trouble.tsx';

const texts = {
  en: { title: 'Incidents', which: 'Which incidents', open: 'Open', resolved: 'Resolved', noneOpen: 'No incident is open.', none: 'No incident has ended yet.', own: 'The watcher\'s own trouble', ownNote: 'It says nothing about any target: what was looked at meanwhile counts as inconclusive.', what: 'What', began: 'Began', lasted: 'Lasted', noOwn: 'None.', next: 'Older ones', newest: 'The newest' },
  'zh-CN': { title: '事件', which: '筛选', open: '未恢复', resolved: '已恢复', noneOpen: '没有未恢复的事件。', none: '还没有已恢复的事件。', own: '监测服务自身的异常', ownNote: '与任何目标的状态无关，期间的检查记为无法判定。', what: '内容', began: '开始', lasted: '持续', noOwn: '无。', next: '更早的事件', newest: '最新的事件' },
};

/** One line for each cause, however many targets suffer from it. */
export function Incidents() {
  const text = useTexts(texts);
  const locale = useLocale();
  const [state, setState] = useState<'open' | 'resolved'>('open');
  const [after, setAfter] = useState('');
  const incidents = useLoaded<List<Incident>>(`/incidents?state=${state}&limit=50${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`, ({ type }) => type === 'incident');
  const faults = useLoaded<List<SelfFault>>('/self-faults?limit=20', ({ type }) => type === 'self-fault');
  const next = incidents.value?.next;
  const choose = (chosen: typeof state): void => {
    setAfter('');
    setState(chosen);
  };
  return (
    <>
      <Title text={text.title} />
      <div class="switch" role="group" aria-label={text.which}>{(['open', 'resolved'] as const).map((one) => <button key={one} type="button" aria-pressed={one === state} onClick={() => choose(one)}>{text[one]}</button>)}</div>
      {incidents.value === undefined ? <Trouble error={incidents.error} again={incidents.again} /> : <IncidentList incidents={incidents.value.items} empty={state === 'open' ? text.noneOpen : text.none} />}
      <p class="actions">{after !== '' && <button type="button" onClick={() => setAfter('')}>{text.newest}</button>}{next !== undefined && <button type="button" onClick={() => setAfter(next)}>{text.next}</button>}</p>
      <section aria-label={text.own}>
        <h2>{text.own}</h2>
        <p class="faint">{text.ownNote}</p>
        {faults.value === undefined ? <Trouble error={faults.error} /> : (
          <DataTable caption={text.own} rows={faults.value.items} keyOf={({ id }) => id} empty={text.noOwn} columns={[
            { name: text.what, header: true, cell: (fault) => fault.text[locale] },
            { name: text.began, cell: ({ startedAt }) => moment(startedAt, locale) },
            { name: text.lasted, cell: ({ startedAt, endedAt }) => span((endedAt ?? Date.now()) - startedAt, locale) },
          ]} />
        )}
      </section>
    </>
  );
}
