import { useTexts } from '../locale.ts';
import { Title } from '../parts/title.tsx';
import { useMay } from '../session.ts';
import { Account } from './settings/account.tsx';
import { Audit } from './settings/audit.tsx';
import { Heartbeats } from './settings/heartbeats.tsx';
import { MaintenanceSpans } from './settings/maintenance.tsx';
import { Server } from './settings/server.tsx';
import { Tokens } from './settings/tokens.tsx';
import { Users } from './settings/users.tsx';

const texts = {
  en: { title: 'Settings', sections: 'Sections', account: 'My account', tokens: 'Tokens', maintenance: 'Maintenance', heartbeats: 'Heartbeats', users: 'Users', audit: 'Audit log', server: 'Server' },
  'zh-CN': { title: '设置', sections: '分区', account: '我的账户', tokens: '令牌', maintenance: '维护时段', heartbeats: '心跳', users: '用户', audit: '审计日志', server: '服务器' },
};
const sections = { account: Account, tokens: Tokens, maintenance: MaintenanceSpans, heartbeats: Heartbeats, users: Users, audit: Audit, server: Server } as const;
const forAdmins: ReadonlySet<string> = new Set(['users', 'audit', 'server']);
type Section = keyof typeof sections;
const isSection = (name: string): name is Section => Object.hasOwn(sections, name);

export function Settings({ section }: { readonly section: string }) {
  const text = useTexts(texts);
  const may = useMay();
  const shown = Object.keys(sections).filter(isSection).filter((name) => may('admin') || !forAdmins.has(name));
  const current = shown.find((name) => name === section) ?? 'account';
  const Shown = sections[current];
  return (
    <>
      <Title text={text.title} />
      <nav class="tabs" aria-label={text.sections}>{shown.map((name) => <a key={name} href={`/settings/${name}`} {...(name === current ? { 'aria-current': 'page' as const } : {})}>{text[name]}</a>)}</nav>
      <section aria-label={text[current]}><h2>{text[current]}</h2><Shown /></section>
    </>
  );
}
