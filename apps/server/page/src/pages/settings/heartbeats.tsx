import { heartbeatFields } from '@culprit/watch/setting-fields';
import type { WrittenHeartbeat } from '@culprit/watch';
import { call, removeSetting, type List } from '../../api.ts';
import { useLoaded } from '../../load.ts';
import { moment, span, useLocale, useTexts } from '../../locale.ts';
import { Add } from '../../parts/add.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Form } from '../../parts/form.tsx';
import { OptionInputs, optionValues } from '../../parts/option-inputs.tsx';
import { Sure } from '../../parts/sure.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { useMay } from '../../session.ts';

const texts = {
  en: { caption: 'Heartbeats', intro: 'Somebody else calls us, with a token of scope events: silence is the failure.', name: 'Name', address: 'Address', every: 'Every', last: 'Last heard of', never: 'never', remove: 'Remove', none: 'No heartbeat is expected.', add: 'Expect a heartbeat', save: 'Save', sure: (name: string) => `Expect ${name} no longer?` },
  'zh-CN': { caption: '心跳', intro: '由对方用 events 范围的令牌主动上报，收不到即为故障。', name: '名称', address: '地址', every: '周期', last: '最近收到', never: '从未', remove: '删除', none: '没有心跳。', add: '添加心跳', save: '保存', sure: (name: string) => `不再等待 ${name} 的心跳？` },
};
type Heartbeat = WrittenHeartbeat & { readonly last?: { readonly at: number } };

export function Heartbeats() {
  const text = useTexts(texts);
  const locale = useLocale();
  const may = useMay();
  const heartbeats = useLoaded<List<Heartbeat>>('/heartbeats');
  return (
    <>
      <p>{text.intro}</p>
      {heartbeats.value === undefined ? <Trouble error={heartbeats.error} again={heartbeats.again} /> : (
        <DataTable caption={text.caption} rows={heartbeats.value.items} keyOf={({ id }) => id} empty={text.none} columns={[
          { name: text.name, header: true, cell: ({ name }) => name },
          { name: text.address, cell: ({ id }) => <code>POST /api/v1/heartbeats/{id}/beat</code> },
          { name: text.every, cell: ({ interval }) => span(interval, locale) },
          { name: text.last, cell: ({ last }) => (last === undefined ? text.never : moment(last.at, locale)) },
          ...(may('write') ? [{ name: text.remove, cell: ({ id, name }: Heartbeat) => <Sure label={text.remove} question={text.sure(name)} act={async () => { await removeSetting('heartbeats', id); heartbeats.again(); }} /> }] : []),
        ]} />
      )}
      {may('write') && (
        <Add label={text.add}>{(done) => (
          <Form button={text.save} sent={async (typed) => {
            const { id, ...values } = optionValues(heartbeatFields, typed);
            await call('PUT', `/heartbeats/${encodeURIComponent(String(id))}`, values);
            done();
            heartbeats.again();
          }}><OptionInputs fields={heartbeatFields} /></Form>
        )}</Add>
      )}
    </>
  );
}
