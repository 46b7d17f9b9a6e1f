import type { Incident } from '../api.ts';
import { moment, span, useLocale, useTexts } from '../locale.ts';
import { DataTable } from './data-table.tsx';
import { IncidentState, SeverityBadge } from './state.tsx';

const texts = {
  en: { caption: 'Incidents', title: 'Incident', severity: 'Severity', state: 'State', began: 'Began', lasted: 'Lasted', targets: 'Targets', flapping: 'comes and goes' },
  'zh-CN': { caption: '事件', title: '事件', severity: '严重程度', state: '状态', began: '开始', lasted: '持续', targets: '目标', flapping: '反复出现' },
};

/** Incidents by cause, with how many targets suffer from each. */
export function IncidentList({ incidents, empty }: { readonly incidents: readonly Incident[]; readonly empty: string }) {
  const text = useTexts(texts);
  const locale = useLocale();
  return (
    <DataTable caption={text.caption} rows={incidents} keyOf={({ id }) => id} empty={empty} columns={[
      { name: text.title, header: true, cell: ({ id, text: words, flapping }) => <><a href={`/incidents/${encodeURIComponent(id)}`}>{words[locale].title}</a>{flapping && <span class="badge">{text.flapping}</span>}</> },
      { name: text.severity, cell: ({ severity }) => <SeverityBadge of={severity} /> },
      { name: text.state, cell: (incident) => <IncidentState of={incident} /> },
      { name: text.began, cell: ({ openedAt }) => <time dateTime={new Date(openedAt).toISOString()}>{moment(openedAt, locale)}</time> },
      { name: text.lasted, cell: ({ openedAt, resolvedAt }) => <time>{span((resolvedAt ?? Date.now()) - openedAt, locale)}</time> },
      { name: text.targets, numeric: true, cell: ({ targets, touched }) => (targets.length > 0 ? targets : touched).length },
    ]} />
  );
}
