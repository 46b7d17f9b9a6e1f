import { ask, defineCommand, neutralise, optional, ToolError, type Command, type CommandContext, type Locale, type OptionFields } from '@culprit/core';
import { readTargetList, textOption } from '@culprit/core/commands';
import { isMalformed, nameOf, summarize } from '../certificate-summary.ts';
import { sourceOf, sourceOptions } from '../command-input.ts';
import { chainInput, presentation } from '../endpoint-input.ts';

/** When the certificates of one server or file end: of those it shows, the one that ends first. Dates are ISO 8601, UTC. */
interface Expiry {
  readonly source: string;
  readonly subject?: string;
  readonly notAfter?: string;
  readonly daysLeft?: number;
  readonly fingerprint256?: string;
  /** Why nothing is known. */
  readonly unknown?: string;
}

const { ca, connectTo, password, timeout } = sourceOptions;
const shared: OptionFields = Object.fromEntries(Object.entries({ ca, connectTo, password, timeout }).flatMap(([name, field]) => (field === undefined ? [] : [[name, field]])));
const dayMs = 86_400_000;
const maxSources = 1_000;

/** `culprit certificate expiry`: a whole list at once, as a table or as dates for a calendar. */
export const expiry: Command = defineCommand({
  name: 'certificate expiry',
  text: {
    en: { summary: 'When the certificates of many servers or files expire, as a table or a calendar', positionals: '<host|file…>' },
    'zh-CN': { summary: '以表格或日历列出多个服务器或文件的证书到期时间', positionals: '<主机|文件…>' },
  },
  options: {
    format: { type: 'enum', values: ['human', 'json', 'ics'], default: 'human', text: { en: 'Form of the output; ics: iCalendar, for any calendar program', 'zh-CN': '输出格式；ics 为 iCalendar，可导入各种日历' } },
    targets: { type: 'string', placeholder: 'file', text: { en: 'File with one host or file a line; - for the standard input', 'zh-CN': '每行一个主机或文件的列表；- 表示标准输入' } },
    ...shared,
  },
  async run(context) {
    const { options, io, locale } = context;
    const sources = await sourcesOf(context);
    const rows = await expiries(sources, context);
    const sorted = rows.toSorted((a, b) => (a.daysLeft ?? -Infinity) - (b.daysLeft ?? -Infinity));
    if (options['format'] === 'json') io.stdout(`${JSON.stringify(sorted, undefined, 2)}\n`);
    else if (options['format'] === 'ics') io.stdout(await calendarOf(sorted, locale));
    else io.stdout(tableOf(sorted, locale));
    return sorted.some(({ daysLeft }) => daysLeft === undefined || daysLeft < 0) ? 1 : 0;
  },
});

async function sourcesOf(context: CommandContext): Promise<readonly string[]> {
  const { positionals, options } = context;
  const file = textOption(options, 'targets');
  const listed = file === undefined ? [] : await readTargetList(file, context, maxSources);
  const sources = [...positionals, ...listed];
  if (sources.length > 0 && sources.length <= maxSources) return sources;
  throw new ToolError('USAGE_INVALID', {
    en: sources.length === 0 ? 'Name hosts or files, or a list of them with --targets FILE: culprit certificate expiry <host|file…>' : `At most ${maxSources} at once; these are ${sources.length}.`,
    'zh-CN': sources.length === 0 ? '请给出主机或文件，或用 --targets 文件 给出列表：culprit certificate expiry <主机|文件…>' : `一次最多 ${maxSources} 个，这里有 ${sources.length} 个。`,
  });
}

async function expiries(texts: readonly string[], context: CommandContext): Promise<readonly Expiry[]> {
  const { signal, options } = context;
  const sources = await Promise.all(texts.map((text) => sourceOf(text, context)));
  const requests = Object.fromEntries(sources.map(({ input }, index) => [String(index), optional(presentation(chainInput(input)))]));
  const { values } = await ask(requests, { signal, timeoutMs: Number(options['timeout']) });
  const now = Date.now();
  return texts.map((source, index): Expiry => {
    const shown = values[String(index)];
    const certificates = (shown?.chain ?? []).map((text) => summarize(Buffer.from(text, 'base64'))).flatMap((entry) => (isMalformed(entry) ? [] : [entry]));
    // Roots that are sent along are nobody's worry: a client goes by its own.
    const [first] = certificates.filter(({ isAuthority, selfIssued }, at) => at === 0 || !isAuthority || !selfIssued).toSorted((a, b) => Date.parse(a.notAfter) - Date.parse(b.notAfter));
    if (first === undefined) return { source, unknown: shown?.outcome ?? 'no answer' };
    const { notAfter, fingerprint256 } = first;
    return { source, subject: nameOf(first.subject), notAfter, daysLeft: Math.floor((Date.parse(notAfter) - now) / dayMs), fingerprint256 };
  });
}

const words = {
  en: { left: 'days left', until: 'until', source: 'where', subject: 'certificate', ends: (source: string) => `The certificate of ${source} expires`, about: (subject: string) => `Certificate: ${subject}. Renew it before this day.`, name: 'Certificates that expire' },
  'zh-CN': { left: '剩余天数', until: '到期', source: '位置', subject: '证书', ends: (source: string) => `${source} 的证书到期`, about: (subject: string) => `证书：${subject}。请在此日之前续期。`, name: '证书到期' },
} as const;

function tableOf(rows: readonly Expiry[], locale: Locale): string {
  const { left, until, source, subject } = words[locale];
  const cells = [[left, until, source, subject], ...rows.map((row) => [
    row.daysLeft === undefined ? '?' : String(row.daysLeft), row.notAfter?.slice(0, 10) ?? '-', neutralise(row.source), neutralise(row.subject ?? row.unknown ?? ''),
  ])];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) => `${row.map((cell, column) => (column === 0 ? cell.padStart(widths[0] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd()}\n`).join('');
}

/** An all-day event at the day of the end, with an alarm two weeks before (RFC 5545). */
async function calendarOf(rows: readonly Expiry[], locale: Locale): Promise<string> {
  const { default: calendar, ICalAlarmType } = await import('ical-generator');
  const say = words[locale];
  const made = calendar({ name: say.name, prodId: { company: 'culprit', product: 'certificate expiry' } });
  for (const { source, subject = '', notAfter, fingerprint256 = '' } of rows) {
    if (notAfter === undefined) continue;
    // The same certificate in a later list is the same event; a renewed one is another.
    const id = `${fingerprint256.slice(0, 32)}-${source.replace(/[^\w.-]/g, '-').slice(0, 60)}@culprit`;
    const event = made.createEvent({ id, start: new Date(notAfter), allDay: true, summary: neutralise(say.ends(source)), description: neutralise(say.about(subject)) });
    event.createAlarm({ type: ICalAlarmType.display, triggerBefore: 14 * 86_400, description: neutralise(say.ends(source)) });
  }
  return `${made.toString()}\r\n`;
}
