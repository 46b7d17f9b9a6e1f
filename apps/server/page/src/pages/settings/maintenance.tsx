import { maintenanceFields, weeklyFields } from '@culprit/watch/setting-fields';
import type { WrittenMaintenance } from '@culprit/watch';
import { useState } from 'preact/hooks';
import { call, removeSetting, type List } from '../../api.ts';
import { useLoaded } from '../../load.ts';
import { useTexts } from '../../locale.ts';
import { Add } from '../../parts/add.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Choice, Field, Form } from '../../parts/form.tsx';
import { useHours } from '../../parts/hours.ts';
import { OptionInputs, optionValues } from '../../parts/option-inputs.tsx';
import { Sure } from '../../parts/sure.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { useMay } from '../../session.ts';
import { wordsIn } from '../target.tsx';

const texts = {
  en: { caption: 'Maintenance', intro: 'Looks go on. What fails meanwhile begins no incident and is no downtime.', name: 'Name', what: 'What is done', when: 'When', about: 'About', all: 'all targets', remove: 'Remove', none: 'No maintenance is planned.', add: 'Plan maintenance', kind: 'When', once: 'Once', weekly: 'Every week', from: 'From', to: 'To', save: 'Save', tags: 'Only targets with these tags', tagsHint: 'Separated by commas; empty: all targets.', sure: (name: string) => `Remove ${name}?` },
  'zh-CN': { caption: '维护时段', intro: '期间照常检查，但失败不产生事件，也不计入停机时间。', name: '名称', what: '维护内容', when: '时间', about: '范围', all: '全部目标', remove: '删除', none: '没有计划中的维护。', add: '安排维护', kind: '时间', once: '一次', weekly: '每周', from: '开始', to: '结束', save: '保存', tags: '仅限带有这些标签的目标', tagsHint: '以逗号分隔；留空表示全部目标。', sure: (name: string) => `删除 ${name}？` },
};

export function MaintenanceSpans() {
  const text = useTexts(texts);
  const say = useHours();
  const may = useMay();
  const spans = useLoaded<List<WrittenMaintenance>>('/maintenance');
  const [kind, setKind] = useState('once');
  return (
    <>
      <p>{text.intro}</p>
      {spans.value === undefined ? <Trouble error={spans.error} again={spans.again} /> : (
        <DataTable caption={text.caption} rows={spans.value.items} keyOf={({ id }) => id} empty={text.none} columns={[
          { name: text.name, header: true, cell: ({ id }) => <code>{id}</code> },
          { name: text.what, cell: ({ title }) => title },
          { name: text.when, cell: ({ hours }) => say(hours) },
          { name: text.about, cell: ({ for: selector }) => [...(selector?.tags ?? []), ...(selector?.targets ?? [])].join(', ') || text.all },
          ...(may('write') ? [{ name: text.remove, cell: ({ id }: WrittenMaintenance) => <Sure label={text.remove} question={text.sure(id)} act={async () => { await removeSetting('maintenance', id); spans.again(); }} /> }] : []),
        ]} />
      )}
      {may('write') && (
        <Add label={text.add}>{(done) => (
          <Form button={text.save} sent={async (typed) => {
            const { id, ...values } = optionValues(maintenanceFields, typed);
            const tags = wordsIn(typed['tags']);
            const hours = kind === 'once' ? { from: new Date(typed['from'] ?? '').toISOString(), to: new Date(typed['to'] ?? '').toISOString() } : optionValues(weeklyFields, typed);
            await call('PUT', `/maintenance/${encodeURIComponent(String(id))}`, { ...values, hours, ...(tags.length === 0 ? {} : { for: { tags } }) });
            done();
            spans.again();
          }}>
            <OptionInputs fields={maintenanceFields} />
            <Choice label={text.kind} name="kind" value={kind} choices={[['once', text.once], ['weekly', text.weekly]]} onChange={setKind} />
            {kind === 'once' ? <><Field label={text.from} name="from" type="datetime-local" required /><Field label={text.to} name="to" type="datetime-local" required /></> : <OptionInputs fields={weeklyFields} />}
            <Field label={text.tags} name="tags" hint={text.tagsHint} />
          </Form>
        )}</Add>
      )}
    </>
  );
}
