import { ask, defineCommand, neutralise, ToolError, type Command, type Locale } from '@culprit/core';
import sessionFact, { type Announced } from '../facts/session.ts';

const words = {
  en: { clear: 'in clear', tls: 'in TLS', nothing: 'no log-in', failed: 'no session' },
  'zh-CN': { clear: '明文中', tls: 'TLS 中', nothing: '不提供登录', failed: '会话未能建立' },
} as const;

/** `culprit submission capabilities <host:port>`: the log-ins that a server offers before and after TLS. */
const capabilitiesCommand: Command = defineCommand({
  name: 'submission capabilities',
  text: {
    en: { summary: 'Show which log-ins a mail server offers in clear and in TLS', positionals: '<host:port>' },
    'zh-CN': { summary: '显示邮件服务器在明文和 TLS 中各提供哪些登录方式', positionals: '<host:port>' },
  },
  options: {
    ca: { type: 'string', placeholder: 'file', text: { en: 'PEM file of authorities to trust', 'zh-CN': '受信任证书颁发机构的 PEM 文件' } },
  },
  async run({ positionals: [given = ''], options: { ca }, locale, io, signal }) {
    const [, host, port] = /^([\w.-]+)(?::(\d{1,5}))?$/.exec(given) ?? [];
    if (host === undefined) throw new ToolError('USAGE_INVALID', { en: 'Write: culprit submission capabilities host:587', 'zh-CN': '请写：culprit submission capabilities 主机:587' });
    const { values: { session } } = await ask({ session: sessionFact.of({ host, port: Number(port ?? 587), encrypted: true, ...(typeof ca === 'string' ? { ca } : {}) }) }, { signal });
    if (session?.outcome !== 'greeted' && session?.outcome !== 'tls-failed') {
      io.stdout(`${words[locale].failed}\n`);
      return 1;
    }
    io.stdout(`${words[locale].clear}: ${offered(session.inClear, locale)}\n`);
    if (session.outcome === 'tls-failed' || session.inTls === undefined) return 1;
    io.stdout(`${words[locale].tls}: ${offered(session.inTls, locale)}\n`);
    return 0;
  },
});

const offered = ({ mechanisms }: Announced, locale: Locale): string => (mechanisms.length === 0 ? words[locale].nothing : mechanisms.map((one) => neutralise(one)).join(' '));

export default capabilitiesCommand;
