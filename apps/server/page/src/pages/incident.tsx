import type { IncidentDetail, List, Target } from '../api.ts';
import { useLoaded } from '../load.ts';
import { moment, span, useLocale, useTexts } from '../locale.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Part, Trial } from '../parts/diagnosis.tsx';
import { IncidentState, SeverityBadge } from '../parts/state.tsx';
import { Title } from '../parts/title.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { wordsOf } from '@culprit/core/reporters';

const texts = {
  en: {
    began: 'Began', lasted: 'Lasted', targets: 'Targets', numbers: 'Numbers', rule: 'Rule', life: 'What happened', at: 'When', kind: 'What', affected: 'Targets', numbersOf: (bad: number, n: number, inconclusive: number, window: string) => `${bad} of ${n} failed in ${window}${inconclusive === 0 ? '' : `, ${inconclusive} inconclusive`}`, told: 'Told', nobody: 'nobody', none: 'Nothing.',
    triggered: 'It began', spread: 'It spread', shrank: 'Fewer targets suffer', flapping: 'It comes and goes', steady: 'It stays', resolved: 'It ended', returned: 'It came back', first: 'The look that it began with',
  },
  'zh-CN': {
    began: '开始', lasted: '持续', targets: '目标', numbers: '数据', rule: '规则', life: '经过', at: '时间', kind: '内容', affected: '目标', numbersOf: (bad: number, n: number, inconclusive: number, window: string) => `${window}内 ${n} 次中 ${bad} 次失败${inconclusive === 0 ? '' : `，${inconclusive} 次无法判定`}`, told: '已通知', nobody: '无', none: '无。',
    triggered: '触发', spread: '范围扩大', shrank: '范围缩小', flapping: '反复出现', steady: '趋于稳定', resolved: '恢复', returned: '再次出现', first: '最初的检查',
  },
};
const kinds = ['triggered', 'spread', 'shrank', 'flapping', 'steady', 'resolved', 'returned'] as const;

/** One cause: what it is, by what it is known, what to do, and its life so far. */
export function IncidentPage({ id }: { readonly id: string }) {
  const text = useTexts(texts);
  const locale = useLocale();
  const words = wordsOf(locale);
  const { value, error, again } = useLoaded<IncidentDetail>(`/incidents/${encodeURIComponent(id)}`, (event) => event.type === 'incident' && event.incident.id === id);
  const targets = useLoaded<List<Target>>('/targets');
  if (value === undefined) return <Trouble error={error} again={again} />;
  const { incident, transitions } = value;
  const said = incident.text[locale];
  const label = (target: string): string => targets.value?.items.find((one) => one.id === target)?.label ?? target;
  const suffering = incident.targets.length > 0 ? incident.targets : incident.touched;
  const owners: { readonly [owner: string]: string } = words.owners;
  return (
    <>
      <Title text={said.title} />
      <p><IncidentState of={incident} /> <SeverityBadge of={incident.severity} /> <span class="faint">{words.owner(owners[incident.owner] ?? incident.owner)} · <code>{incident.cause}</code>{incident.subject !== '' && <> · {incident.subject}</>}</span></p>
      <section class={`card ${incident.severity}`}>
        {said.witness !== undefined && <Part label={words.labels.why}><p>{said.witness}</p></Part>}
        <Part label={words.labels.fix}>{said.remedies.length === 0 ? <p class="faint">{words.noFix}</p> : (
          <ul class="remedies">{said.remedies.map((remedy) => (
            <li key={remedy.title}>{remedy.audience === 'operator' ? words.audiences.operator : words.audiences.you}{words.colon}{remedy.title} <Trial of={remedy.trial} />
              {remedy.steps.length > 0 && <ol>{remedy.steps.map((step) => <li key={step}>{step}</li>)}</ol>}</li>))}</ul>)}
        </Part>
      </section>
      <dl>
        <dt>{text.targets}</dt><dd>{suffering.map((target) => <a key={target} class="line" href={`/targets/${encodeURIComponent(target)}`}>{label(target)}</a>)}</dd>
        <dt>{text.began}</dt><dd>{moment(incident.openedAt, locale)}</dd>
        <dt>{text.lasted}</dt><dd>{span((incident.resolvedAt ?? Date.now()) - incident.openedAt, locale)}</dd>
        <dt>{text.numbers}</dt><dd>{text.numbersOf(incident.numbers.bad, incident.numbers.n, incident.numbers.inconclusive, span(incident.numbers.windowMs, locale))}</dd>
        <dt>{text.rule}</dt><dd><code>{incident.rule}</code></dd>
        <dt>{text.told}</dt><dd>{incident.told.length === 0 ? text.nobody : incident.told.join(words.comma)}</dd>
      </dl>
      <h2>{text.life}</h2>
      <DataTable caption={text.life} rows={transitions} keyOf={({ revision }) => revision} empty={text.none} columns={[
        { name: text.at, header: true, cell: ({ at }) => <time dateTime={new Date(at).toISOString()}>{moment(at, locale)}</time> },
        { name: text.kind, cell: ({ kind }) => { const known = kinds.find((one) => one === kind); return known === undefined ? kind : text[known]; } },
        { name: text.affected, cell: (transition) => transition.targets.map(label).join(words.comma) },
      ]} />
    </>
  );
}
