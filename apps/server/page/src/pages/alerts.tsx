import { channelFields, ruleFields, weeklyFields } from '@culprit/watch/setting-fields';
import type { WrittenChannel, WrittenRule } from '@culprit/watch';
import { useState } from 'preact/hooks';
import { call, removeSetting, type Delivery, type List, type ServerSettings } from '../api.ts';
import { useLoaded } from '../load.ts';
import { moment, span, useLocale, useTexts } from '../locale.ts';
import { Add } from '../parts/add.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Choice, Field, Form, type Values } from '../parts/form.tsx';
import { useHours } from '../parts/hours.ts';
import { OptionInputs, optionValues } from '../parts/option-inputs.tsx';
import { Sure } from '../parts/sure.tsx';
import { Title } from '../parts/title.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useMay } from '../session.ts';
import { wordsIn } from './target.tsx';

const texts = {
  en: {
    title: 'Alerts', rules: 'Rules', channels: 'Channels', deliveries: 'Deliveries', name: 'Name', what: 'What it says', severity: 'Severity', about: 'About', all: 'all targets', remove: 'Remove', test: 'Send a test', type: 'Type', atLeast: 'From severity', language: 'Language', quiet: 'Quiet hours', save: 'Save',
    standard: '(default)', types: { consecutive: 'Failures in a row', 'm-of-n': 'Failures among the latest looks', rate: 'Share of failures in a window', latency: 'Share of slow looks in a window', certificate: 'Days that a certificate has left' }, addRule: 'Add a rule', addChannel: 'Add a channel', noRules: 'No rule: nothing opens an incident.', noChannels: 'Nobody is told yet.', noDeliveries: 'Nothing was sent yet.', tags: 'Only targets with these tags', tagsHint: 'Separated by commas; empty: all targets.', at: 'When', channel: 'Channel', kind: 'What', state: 'State', receipt: 'What came of it',
    sure: (name: string) => `Remove ${name}? What stands in the config file comes back.`, waiting: (attempts: number) => `waiting, ${attempts} ${attempts === 1 ? 'try' : 'tries'}`, delivered: 'delivered', 'given-up': 'given up', adminOnly: 'Channels are shown to administrators.', outcome: (outcome: string, receipt: string) => `${outcome}: ${receipt}`,
    triggered: 'incident', resolved: 'resolved', flapping: 'comes and goes', 'self-fault': 'own trouble', 'self-fault-ended': 'own trouble ended', 'channel-failing': 'channel fails', 'channel-recovered': 'channel works again', testKind: 'test',
    consecutive: (failures: number, recoveries: number) => `down ${failures === 1 ? 'once' : `${failures} times in a row`}; ends when up ${recoveries === 1 ? 'once' : `${recoveries} times in a row`}`, mOfN: (failures: number, of: number) => `down in ${failures} of the last ${of}`,
    share: (what: string, over: number, below: number, window: string, minimum: number) => `${what} > ${over} % in ${window} (n ≥ ${minimum}); ends below ${below} %`, checks: 'failed looks', 'log-ins': 'failed log-ins', slow: (time: string) => `looks slower than ${time}`, days: (count: number) => `certificate ends in less than ${count} days`,
  },
  'zh-CN': {
    title: '告警', rules: '规则', channels: '渠道', deliveries: '发送记录', name: '名称', what: '内容', severity: '严重程度', about: '范围', all: '全部目标', remove: '删除', test: '发送测试', type: '类型', atLeast: '最低严重程度', language: '语言', quiet: '免打扰时段', save: '保存',
    standard: '（默认）', types: { consecutive: '连续失败', 'm-of-n': '最近若干次中的失败次数', rate: '窗口内失败占比', latency: '窗口内慢检查占比', certificate: '证书剩余天数' }, addRule: '添加规则', addChannel: '添加渠道', noRules: '没有规则，不会产生事件。', noChannels: '尚未设置通知对象。', noDeliveries: '尚未发送过通知。', tags: '仅限带有这些标签的目标', tagsHint: '以逗号分隔；留空表示全部目标。', at: '时间', channel: '渠道', kind: '内容', state: '状态', receipt: '接收方的答复',
    sure: (name: string) => `删除 ${name}？配置文件中的同名设置将恢复生效。`, waiting: (attempts: number) => `等待中，已尝试 ${attempts} 次`, delivered: '已送达', 'given-up': '已放弃', adminOnly: '渠道仅管理员可见。', outcome: (outcome: string, receipt: string) => `${outcome}：${receipt}`,
    triggered: '事件', resolved: '恢复', flapping: '反复出现', 'self-fault': '自身异常', 'self-fault-ended': '自身异常结束', 'channel-failing': '渠道异常', 'channel-recovered': '渠道恢复', testKind: '测试',
    consecutive: (failures: number, recoveries: number) => `连续失败 ${failures} 次；连续成功 ${recoveries} 次后恢复`, mOfN: (failures: number, of: number) => `最近 ${of} 次中失败 ${failures} 次`,
    share: (what: string, over: number, below: number, window: string, minimum: number) => `${window}内${what}占比超过 ${over} %（样本不少于 ${minimum}）；低于 ${below} % 恢复`, checks: '失败的检查', 'log-ins': '失败的登录', slow: (time: string) => `耗时超过 ${time} 的检查`, days: (count: number) => `证书剩余有效期不足 ${count} 天`,
  },
};
type Texts = typeof texts.en;
const kinds = ['triggered', 'resolved', 'flapping', 'self-fault', 'self-fault-ended', 'channel-failing', 'channel-recovered'] as const;
const kindOf = (kind: string, text: Texts): string => { const known = kinds.find((one) => one === kind); return known === undefined ? text.testKind : text[known]; };

/** Fields of a part of a setting, under names of their own in its form; {@link below} takes them out again. */
const under = (part: string, fields: Parameters<typeof optionValues>[0]): Parameters<typeof optionValues>[0] => Object.fromEntries(Object.entries(fields).map(([name, field]) => [`${part}${name}`, field]));
const below = (part: string, typed: Values): Values => Object.fromEntries(Object.entries(typed).flatMap(([name, value]) => (name.startsWith(part) ? [[name.slice(part.length), value]] : [])));

/** When something is worth an incident, who is told, and what came of it. */
export function Alerts() {
  const text = useTexts(texts);
  const may = useMay();
  return (
    <>
      <Title text={text.title} />
      <section aria-label={text.rules}><h2>{text.rules}</h2><Rules /></section>
      <section aria-label={text.channels}><h2>{text.channels}</h2>{may('admin') ? <Channels /> : <p class="faint">{text.adminOnly}</p>}</section>
      <section aria-label={text.deliveries}><h2>{text.deliveries}</h2><Deliveries /></section>
    </>
  );
}

function Rules() {
  const text = useTexts(texts);
  const locale = useLocale();
  const may = useMay();
  const rules = useLoaded<List<WrittenRule>>('/rules');
  const [type, setType] = useState<WrittenRule['type']>('consecutive');
  const types = ['consecutive', 'm-of-n', 'rate', 'latency', 'certificate'] as const;
  const say = (rule: WrittenRule): string => {
    switch (rule.type) {
      case 'consecutive': return text.consecutive(rule.failures, rule.recoveries);
      case 'm-of-n': return text.mOfN(rule.failures, rule.of);
      case 'rate': return text.share(text[rule.measure], rule.over, rule.clearBelow, span(rule.window, locale), rule.minimum);
      case 'latency': return text.share(text.slow(`${rule.slowerThan} ms`), rule.over, rule.clearBelow, span(rule.window, locale), rule.minimum);
      case 'certificate': return text.days(rule.days);
    }
  };
  return (
    <>
      {rules.value === undefined ? <Trouble error={rules.error} again={rules.again} /> : (
        <DataTable caption={text.rules} rows={rules.value.items} keyOf={({ id }) => id} empty={text.noRules} columns={[
          { name: text.name, header: true, cell: ({ id }) => <code>{id}</code> },
          { name: text.what, cell: say },
          { name: text.severity, cell: ({ severity }) => severity ?? text.standard },
          { name: text.about, cell: ({ for: selector }) => [...(selector?.tags ?? []), ...(selector?.targets ?? [])].join(', ') || text.all },
          ...(may('write') ? [{ name: text.remove, cell: ({ id }: WrittenRule) => <Sure label={text.remove} question={text.sure(id)} act={async () => { await removeSetting('rules', id); rules.again(); }} /> }] : []),
        ]} />
      )}
      {may('write') && (
        <Add label={text.addRule}>{(done) => (
          <Form button={text.save} sent={async (typed) => {
            const { id, ...values } = optionValues(ruleFields[type], typed);
            const tags = wordsIn(typed['tags']);
            await call('PUT', `/rules/${encodeURIComponent(String(id))}`, { type, ...values, ...(tags.length === 0 ? {} : { for: { tags } }) });
            done();
            rules.again();
          }}>
            <Choice label={text.type} name="type" value={type} choices={types.map((one) => [one, text.types[one]])} onChange={(chosen) => setType(types.find((one) => one === chosen) ?? 'consecutive')} />
            <OptionInputs key={type} fields={ruleFields[type]} />
            <Field label={text.tags} name="tags" hint={text.tagsHint} />
          </Form>
        )}</Add>
      )}
    </>
  );
}

function Channels() {
  const text = useTexts(texts);
  const locale = useLocale();
  const say = useHours();
  const channels = useLoaded<List<WrittenChannel>>('/channels');
  const settings = useLoaded<ServerSettings>('/settings');
  const [type, setType] = useState('webhook');
  const [tested, setTested] = useState('');
  const types = settings.value?.channelTypes ?? [];
  const fields = (types.find((one) => one.type === type)?.fields ?? {}) as Parameters<typeof optionValues>[0];
  const test = async (name: string): Promise<void> => {
    setTested('…');
    const answer = await call<{ readonly outcome: string; readonly receipt: string }>('POST', `/channels/${encodeURIComponent(name)}/test`).catch(() => ({ outcome: name, receipt: '✗' }));
    setTested(text.outcome(answer.outcome, answer.receipt));
  };
  return (
    <>
      {channels.value === undefined ? <Trouble error={channels.error} again={channels.again} /> : (
        <DataTable caption={text.channels} rows={channels.value.items} keyOf={({ name }) => name} empty={text.noChannels} columns={[
          { name: text.name, header: true, cell: ({ name }) => name },
          { name: text.type, cell: (channel) => channel.type },
          { name: text.atLeast, cell: ({ atLeast }) => atLeast },
          { name: text.language, cell: (channel) => channel.language },
          { name: text.quiet, cell: ({ quiet }) => (quiet === undefined ? '–' : say(quiet)) },
          { name: text.about, cell: ({ for: selector }) => [...(selector?.tags ?? []), ...(selector?.targets ?? [])].join(', ') || text.all },
          { name: text.test, cell: ({ name }) => <span class="actions"><button type="button" onClick={() => void test(name)}>{text.test}</button><Sure label={text.remove} question={text.sure(name)} act={async () => { await removeSetting('channels', name); channels.again(); }} /></span> },
        ]} />
      )}
      <p role="status">{tested}</p>
      {settings.value !== undefined && (
        <Add label={text.addChannel}>{(done) => (
          <Form button={text.save} sent={async (typed) => {
            const quiet = optionValues(weeklyFields, below('quiet.', typed));
            const { name, ...values } = optionValues(channelFields, typed);
            const tags = wordsIn(typed['tags']);
            await call('PUT', `/channels/${encodeURIComponent(String(name))}`, { type, ...values, options: optionValues(fields, below('options.', typed)), ...('begin' in quiet || 'end' in quiet ? { quiet } : {}), ...(tags.length === 0 ? {} : { for: { tags } }) });
            done();
            channels.again();
          }}>
            <Choice label={text.type} name="type" value={type} choices={types.map((one) => [one.type, one.text[locale]])} onChange={setType} />
            <OptionInputs fields={channelFields} />
            <fieldset><legend>{text.quiet}</legend><OptionInputs fields={under('quiet.', weeklyFields)} /></fieldset>
            <OptionInputs key={type} fields={under('options.', fields)} />
            <Field label={text.tags} name="tags" hint={text.tagsHint} />
          </Form>
        )}</Add>
      )}
    </>
  );
}

function Deliveries() {
  const text = useTexts(texts);
  const locale = useLocale();
  const { value, error, again } = useLoaded<List<Delivery>>('/deliveries?limit=50', ({ type }) => type === 'delivery' || type === 'incident');
  if (value === undefined) return <Trouble error={error} again={again} />;
  return (
    <DataTable caption={text.deliveries} rows={value.items} keyOf={({ id }) => id} empty={text.noDeliveries} columns={[
      { name: text.at, header: true, cell: ({ createdAt }) => <time dateTime={new Date(createdAt).toISOString()}>{moment(createdAt, locale)}</time> },
      { name: text.channel, cell: ({ channel }) => channel },
      { name: text.kind, cell: ({ kind }) => kindOf(kind, text) },
      { name: text.state, cell: ({ state, attempts }) => (state === 'waiting' ? text.waiting(attempts) : text[state]) },
      { name: text.receipt, cell: ({ receipt }) => receipt },
    ]} />
  );
}
