import { useState } from 'preact/hooks';
import type { AuditEntry, List } from '../../api.ts';
import { useLoaded } from '../../load.ts';
import { moment, useLocale, useTexts } from '../../locale.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Trouble } from '../../parts/trouble.tsx';

const texts = {
  en: { caption: 'Audit log', at: 'When', who: 'Who', what: 'What', subject: 'To what', address: 'From', none: 'Nothing yet.', older: 'Older ones', newest: 'The newest' },
  'zh-CN': { caption: '审计日志', at: '时间', who: '操作者', what: '操作', subject: '对象', address: '来源', none: '暂无记录。', older: '更早的记录', newest: '最新的记录' },
};

/** Who changed what. */
export function Audit() {
  const text = useTexts(texts);
  const locale = useLocale();
  const [after, setAfter] = useState('');
  const { value, error, again } = useLoaded<List<AuditEntry>>(`/audit?limit=50${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`);
  if (value === undefined) return <Trouble error={error} again={again} />;
  const { next } = value;
  return (
    <>
      <DataTable caption={text.caption} rows={value.items} keyOf={({ id }) => id} empty={text.none} columns={[
        { name: text.at, header: true, cell: ({ at }) => <time dateTime={new Date(at).toISOString()}>{moment(at, locale)}</time> },
        { name: text.who, cell: ({ actor }) => actor },
        { name: text.what, cell: ({ action }) => <code>{action}</code> },
        { name: text.subject, cell: ({ subject }) => subject },
        { name: text.address, cell: ({ address }) => address },
      ]} />
      <p class="actions">{after !== '' && <button type="button" onClick={() => setAfter('')}>{text.newest}</button>}{next !== undefined && <button type="button" onClick={() => setAfter(next)}>{text.older}</button>}</p>
    </>
  );
}
