import type { Report } from '@culprit/core';
import { useState } from 'preact/hooks';
import { call, reasonOf, type Incident, type List, type Look, type Target } from '../api.ts';
import { useLoaded } from '../load.ts';
import { moment, span, useLocale, useTexts } from '../locale.ts';
import { ReportShown } from '../parts/diagnosis.tsx';
import { Field, Form, Tick } from '../parts/form.tsx';
import { History } from '../parts/history.tsx';
import { IncidentList } from '../parts/incident-list.tsx';
import { Latency } from '../parts/latency.tsx';
import { Phases } from '../parts/phases.tsx';
import { standingOf, State } from '../parts/state.tsx';
import { Sure } from '../parts/sure.tsx';
import { Title } from '../parts/title.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { go } from '../router.ts';
import { useMay } from '../session.ts';

const texts = {
  en: {
    run: 'Run now', running: 'Looking…', remove: 'Remove', sure: (label: string) => `Watch ${label} no longer? Its history stays until it is too old.`, since: (text: string) => `for ${text}`, every: (text: string) => `every ${text}`,
    retries: (count: number) => `${count} ${count === 1 ? 'retry' : 'retries'}`, certificate: (day: string) => `certificate until ${day}`, config: 'from the config file', phases: 'Phases', latency: 'Latency', history: 'History', diagnosis: 'Diagnosis', incidents: 'Incidents',
    noReport: 'No report is kept yet: the next look brings one.', noReportPaused: 'No report is kept: it is paused.', of: (time: string) => `Report of ${time}`, change: 'How it is watched', name: 'Name', tags: 'Tags', tagsHint: 'Separated by commas', interval: 'Interval, in seconds', retry: 'Retries before it counts as down', paused: 'Paused', save: 'Save', none: 'No incident.',
  },
  'zh-CN': {
    run: '立即检查', running: '检查中…', remove: '删除', sure: (label: string) => `不再监测 ${label}？历史数据会保留到过期。`, since: (text: string) => `已持续${text}`, every: (text: string) => `每${text}一次`,
    retries: (count: number) => `重试 ${count} 次`, certificate: (day: string) => `证书有效期至 ${day}`, config: '来自配置文件', phases: '各阶段耗时', latency: '延迟', history: '历史', diagnosis: '诊断', incidents: '事件',
    noReport: '尚无报告，下次检查后可见。', noReportPaused: '没有报告：监测已暂停。', of: (time: string) => `${time} 的报告`, change: '监测方式', name: '名称', tags: '标签', tagsHint: '以逗号分隔', interval: '间隔（秒）', retry: '判定故障前的重试次数', paused: '暂停', save: '保存', none: '没有事件。',
  },
};

/** One target: how it stands, why, how long each step takes, and what was. */
export function TargetPage({ id }: { readonly id: string }) {
  const text = useTexts(texts);
  const locale = useLocale();
  const may = useMay();
  const path = `/targets/${encodeURIComponent(id)}`;
  const target = useLoaded<Target>(path, (event) => (event.type === 'result' && event.result.target === id) || (event.type === 'incident' && event.incident.touched.includes(id)));
  const reports = useLoaded<List<{ readonly dueAt: number }>>(`${path}/reports?limit=1`, (event) => event.type === 'result' && event.result.target === id);
  const incidents = useLoaded<List<Incident>>(`/incidents?limit=10&target=${encodeURIComponent(id)}`, (event) => event.type === 'incident' && event.incident.touched.includes(id));
  const [newest] = reports.value?.items ?? [];
  const kept = useLoaded<Report>(newest === undefined ? '' : `${path}/reports/${newest.dueAt}`);
  const [look, setLook] = useState<Look>();
  const [running, setRunning] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const run = async (): Promise<void> => {
    setRunning(true);
    setTrouble(undefined);
    try {
      setLook(await call<Look>('POST', `${path}/run`));
      target.again();
    } catch (error) {
      setTrouble(error);
    } finally {
      setRunning(false);
    }
  };
  const { value } = target;
  if (value === undefined) return <Trouble error={target.error} again={target.again} />;
  const { standing } = value;
  const own = look?.report !== undefined && look.result.dueAt >= (newest?.dueAt ?? 0);
  const [report, at] = own ? [look.report, look.result.dueAt] : [kept.value, newest?.dueAt];
  const certificate = standing?.latest.certificateNotAfter;
  return (
    <>
      <Title text={value.label}>
        {may('write') && <button type="button" class="primary" disabled={running} aria-busy={running} onClick={() => void run()}>{running ? text.running : text.run}</button>}
        {may('write') && value.origin === 'api' && <Sure label={text.remove} question={text.sure(value.label)} act={async () => { await call('DELETE', path); go('/'); }} />}
      </Title>
      <p role="status"><State of={standingOf(value)} />{standing !== undefined && <> {text.since(span(Date.now() - standing.since, locale))}</>}</p>
      <p class="faint">{[text.every(span(value.intervalMs, locale)), text.retries(value.retries), ...(certificate === undefined ? [] : [text.certificate(new Date(certificate).toLocaleDateString(locale))]), ...(value.origin === 'config' ? [text.config] : []), ...value.tags].join(' · ')}</p>
      {trouble !== undefined && <p class="notice bad" role="alert">{reasonOf(trouble, locale)}</p>}
      <section aria-label={text.diagnosis}>
        <h2>{text.diagnosis}</h2>
        {report === undefined || at === undefined ? newest === undefined ? <p class="faint">{value.paused ? text.noReportPaused : text.noReport}</p> : <Trouble error={kept.error} /> : <><p class="faint">{text.of(moment(at, locale))}</p><ReportShown report={report} /></>}
      </section>
      {standing !== undefined && <section aria-label={text.phases}><h2>{text.phases}</h2><Phases of={standing.latest} /></section>}
      <section aria-label={text.latency}><h2>{text.latency}</h2><Latency target={id} /></section>
      <section aria-label={text.incidents}><h2>{text.incidents}</h2>{incidents.value === undefined ? <Trouble error={incidents.error} /> : <IncidentList incidents={incidents.value.items} empty={text.none} />}</section>
      <section aria-label={text.history}><h2>{text.history}</h2><History target={id} /></section>
      {may('write') && value.origin === 'api' && (
        <details>
          <summary>{text.change}</summary>
          <Form button={text.save} sent={async ({ label, tags, interval, retries, paused }) => {
            await call('PATCH', path, { label, tags: wordsIn(tags), intervalMs: Math.round(Number(interval) * 1_000), retries: Number(retries), paused: paused !== undefined });
            target.again();
          }}>
            <Field label={text.name} name="label" value={value.label} required />
            <Field label={text.tags} name="tags" value={value.tags.join(', ')} hint={text.tagsHint} />
            <Field label={text.interval} name="interval" type="number" value={String(value.intervalMs / 1_000)} required />
            <Field label={text.retry} name="retries" type="number" value={String(value.retries)} required />
            <Tick label={text.paused} name="paused" checked={value.paused} />
          </Form>
        </details>
      )}
    </>
  );
}

/** What was separated by commas, in either script. */
export const wordsIn = (list: string | undefined): string[] => [...new Set((list ?? '').split(/[,，]/).map((word) => word.trim()).filter((word) => word !== ''))];
