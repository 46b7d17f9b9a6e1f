import type { ServerSettings } from '../../api.ts';
import { useLoaded } from '../../load.ts';
import { span, useLocale, useTexts } from '../../locale.ts';
import { Trouble } from '../../parts/trouble.tsx';

const texts = {
  en: { note: 'What it was started with; it is changed by its options and the config file.', version: 'Version', url: 'Address', config: 'Config file', noConfig: 'none', plugins: 'Plugins', allowed: 'Targets of the API may also reach', denied: 'They may not reach', publicOnly: 'nothing beside the public Internet', nothing: 'nothing more', kinds: 'Kinds of targets that the API takes', retention: 'Kept for', results: 'single looks', reports: 'reports', minutes: 'minutes', hours: 'hours', days: 'days', incidents: 'ended incidents', api: 'API' },
  'zh-CN': { note: '以下为启动参数，通过命令行选项和配置文件修改。', version: '版本', url: '地址', config: '配置文件', noConfig: '无', plugins: '插件', allowed: 'API 添加的目标还可访问', denied: '禁止访问', publicOnly: '仅限公网', nothing: '无其他限制', kinds: 'API 接受的目标类型', retention: '保留时间', results: '单次检查', reports: '报告', minutes: '分钟汇总', hours: '小时汇总', days: '每日汇总', incidents: '已结束的事件', api: 'API' },
};
const kept = ['results', 'reports', 'minutes', 'hours', 'days', 'incidents'] as const;

export function Server() {
  const text = useTexts(texts);
  const locale = useLocale();
  const { value, error, again } = useLoaded<ServerSettings>('/settings');
  if (value === undefined) return <Trouble error={error} again={again} />;
  return (
    <>
      <p>{text.note}</p>
      <dl>
        <dt>{text.version}</dt><dd>{value.version}</dd>
        <dt>{text.url}</dt><dd>{value.publicUrl}</dd>
        <dt>{text.config}</dt><dd>{value.config ?? text.noConfig}</dd>
        <dt>{text.plugins}</dt><dd>{value.plugins.map(({ name, version }) => `${name} ${version}`).join(', ')}</dd>
        <dt>{text.kinds}</dt><dd>{value.kinds.map(({ kind }) => kind).join(', ')}</dd>
        <dt>{text.allowed}</dt><dd>{value.outbound.allow.join(', ') || text.publicOnly}</dd>
        <dt>{text.denied}</dt><dd>{value.outbound.deny.join(', ') || text.nothing}</dd>
        <dt>{text.retention}</dt><dd>{kept.map((name) => `${text[name]} ${span(Number(value.retention[name]), locale)}`).join(' · ')}</dd>
        <dt>{text.api}</dt><dd><a href="/api/v1/openapi.json">/api/v1/openapi.json</a></dd>
      </dl>
    </>
  );
}
