import type { Json } from '../json.ts';
import type { Table } from '../table.ts';
import type { Locale } from '../text.ts';
import type { Alternative, Diagnosis, Report } from '../report.ts';
import { contextParts } from './context-line.ts';
import type { Reporter } from './reporter.ts';
import { escapeJson, neutralise, neutraliseLines } from '../neutralise.ts';
import { duration, type ReportView, type State, tablesOf, viewOf } from './report-view.ts';
import { type Words, wordsOf } from './words.ts';

/** Plain text as Markdown (CommonMark and GFM): nothing in it is markup, HTML, a link or a mention. */
const plain = (text: string): string => neutraliseLines(text)
  .replaceAll(/[\\`*[\]<>|~$]|&(?=#?\w+;)/g, '\\$&')
  .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
  .replaceAll(/(?<![\p{L}\p{N}])([@#])(?=[\p{L}\p{N}])/gu, '$1<!-- -->')
  .replaceAll(/^([ \t]*)([-+#=])/gm, '$1\\$2')
  .replaceAll(/^([ \t]*\d+)([.)])(?=\s|$)/gm, '$1\\$2')
  .replaceAll('\n', '  \n');

const inline = (text: string): string => plain(text.replaceAll('\n', ' '));

/** A code span or block whose fence is longer than any run of backticks in it. */
function code(text: string): string {
  const safe = neutralise(text);
  const fence = '`'.repeat(Math.max(0, ...[...safe.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return /^`|`$/.test(safe) ? `${fence} ${safe} ${fence}` : `${fence}${safe}${fence}`;
}

function block(text: string, language: string): string[] {
  const safe = neutraliseLines(text);
  const fence = '`'.repeat(Math.max(2, ...[...safe.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return [`${fence}${language}`, ...safe.split('\n'), fence];
}

const headings = {
  en: { asked: 'What was asked', layers: 'What was seen', witness: 'Witness', ids: 'Request ids', context: 'Context', time: 'Began', took: 'took', versions: 'Versions', third: 'Third parties contacted', none: 'none', layer: 'Layer', result: 'Result', tookColumn: 'Time', evidence: 'All evidence' },
  'zh-CN': { asked: '检查目标', layers: '检查结果', witness: '证据', ids: '请求 ID', context: '环境', time: '开始时间', took: '耗时', versions: '版本', third: '联系过的第三方', none: '无', layer: '层', result: '结果', tookColumn: '耗时', evidence: '全部证据' },
} as const;

const marks: { readonly [S in State]: string } = { fail: '✗', warn: '!', unknown: '?', pass: '✓', 'not-reached': '–' };

/** For a ticket: everything that whoever gets it needs to act, and nothing that they could not paste on. */
export const markdown: Reporter = {
  id: 'markdown',
  mediaType: 'text/markdown',
  render(report, { locale, verbose }) {
    const [view, words, heading] = [viewOf(report, locale), wordsOf(locale), headings[locale]];
    const [first] = view.faults;
    const names = view.targets.map(({ target }) => target.label).join(words.comma);
    const state = view.targets.length > 0 && !report.interrupted && view.targets.every((target) => target.state === 'pass' || target.state === 'warn') ? words.healthy : words.undecided;
    const lines = [
      `# ${inline(first === undefined ? `${names}${words.colon}${state}` : view.say(first.cause, first.params))}`, '',
      `**${heading.asked}** ${view.targets.map(({ target }) => `${code(target.label)} (${inline(target.kind)})`).join(words.comma)}  `,
      `**${heading.time}** ${inline(report.startedAt)} · ${heading.took} ${duration(report.tookMs)}  `,
      `**${heading.context}** ${contextParts(report.context, words).map(inline).join(' · ') || heading.none}`, '',
      ...view.targets.flatMap(({ target, rows }) => [
        `## ${heading.layers}${view.targets.length > 1 ? `${words.colon}${inline(target.label)}` : ''}`, '',
        `| | ${heading.layer} | ${heading.result} | ${heading.tookColumn} |`, '|---|---|---|---:|',
        ...rows.map((row) => {
          const text = row.state === 'not-reached' ? words.notReached : [...new Set(row.findings.map((finding) => view.say(finding.id, finding.params)))].join(words.stop);
          return `| ${marks[row.state]} | ${row.check === undefined ? words.layers[row.layer] : inline(view.say(row.check, {}))} | ${inline(text)} | ${row.tookMs === undefined ? '' : duration(row.tookMs)} |`;
        }), '',
      ]),
      ...[...view.faults, ...view.warnings].flatMap((diagnosis) => diagnosisLines(diagnosis, report, view, words, heading.witness)),
      ...tablesOf(report).flatMap((table) => tableLines(table, locale)),
      ...list(capital(words.labels.note), report.notes.map((note) => inline(view.say(note.text, note.params)))),
      ...list(capital(words.labels.bug), report.bugs.map(({ where, message }) => inline(`${where}: ${message}`))),
      ...list(heading.ids, requestIds(report).map(([fact, name, value]) => `${inline(fact)} ${code(`${name}: ${value}`)}`)),
      ...list(heading.versions, [`culprit ${inline(report.tool.version)}`, ...report.plugins.map(({ name, version }) => `${code(name)} ${inline(version)}`)]),
      ...list(heading.third, report.thirdParties.length === 0 ? [heading.none] : report.thirdParties.map(code)),
      ...(verbose ? [`## ${heading.evidence}`, '', ...block(escapeJson(JSON.stringify(report.evidence, undefined, 2)), 'json'), ''] : []),
    ];
    return `${lines.join('\n').trimEnd()}\n`;
  },
};

/** A label of the screen as a heading: `Cause`. */
const capital = (label: string): string => label.slice(0, 1) + label.slice(1).toLowerCase();

const list = (title: string, items: readonly string[]): string[] => (items.length === 0 ? [] : [`## ${title}`, '', ...items.map((item) => `- ${item}`), '']);

function diagnosisLines(diagnosis: Diagnosis, report: Report, view: ReportView, words: Words, witness: string): string[] {
  const { labels } = words;
  const alternatives = (label: string, others: readonly Alternative[]): string[] =>
    others.length === 0 ? [] : [`**${label}**`, '', ...others.map((other) => `- ${inline(view.say(other.text, other.params))} (${code(other.cause)})`), ''];
  const seen = diagnosis.witness.flatMap((id) => {
    const item = view.evidence(id);
    return item?.status === 'observed' ? [{ id, fact: item.fact, input: item.input, saw: item.exhibit, tookMs: Math.round(item.tookMs) }] : [];
  });
  const also = report.diagnoses.filter(({ key }) => diagnosis.also.includes(key));
  const established = diagnosis.claimed || diagnosis.open.length === 0;
  const label = diagnosis.severity === 'minor' ? labels.warning : established ? labels.cause : labels.fault;
  return [
    `## ${capital(label)}${words.colon}${inline(view.say(diagnosis.cause, diagnosis.params))}`, '',
    [diagnosis.subject === '' ? '' : code(diagnosis.subject), words.owner(words.owners[diagnosis.owner]), established ? words.confidence[diagnosis.confidence] : words.noCauseYet,
      URL.canParse(diagnosis.docs) ? `[${inline(diagnosis.cause)}](<${new URL(diagnosis.docs).href.replaceAll(/[<>]/g, encodeURIComponent)}>)` : code(diagnosis.cause)].filter((part) => part !== '').join(' · '), '',
    ...(diagnosis.text === diagnosis.cause ? [] : [`**${capital(labels.why)}** ${plain(view.say(diagnosis.text, diagnosis.params))}`, '']),
    ...(seen.length === 0 ? [] : [`<details><summary>${witness}${words.colon}${seen.map(({ id }) => id).join(words.comma)}</summary>`, '', ...block(escapeJson(seen.map((item) => JSON.stringify(item)).join('\n')), 'json'), '', '</details>', '']),
    ...alternatives(capital(labels.not), diagnosis.ruledOut),
    ...alternatives(capital(labels.open), diagnosis.open),
    ...(diagnosis.remedies.length === 0 ? [] : [`**${capital(labels.fix)}**`, '', ...diagnosis.remedies.flatMap((remedy) => [
      `- ${words.audiences[remedy.audience]}${words.colon}${inline(view.say(remedy.id, remedy.params))} (${words.trials[remedy.trial]})`,
      ...view.steps(remedy).map((step, index) => `  ${index + 1}. ${plain(step).replaceAll('\n', '\n     ')}`),
    ]), '']),
    ...(also.length === 0 ? [] : [`**${capital(labels.also)}** ${also.map((other) => inline(view.say(other.cause, other.params))).join(words.comma)}`, '']),
  ];
}

/** Names under which services answer with the id of a request: what their support asks for first. */
const requestIdName = /^(?:x-)?(?:[a-z]+-)*(?:request|req|trace|correlation|amzn-trace)-?id$|^(?:cf-ray|x-amz-id-2|x-amz-cf-id|x-tos-id-2|eagleid|x-ms-request-id|hostid)$/i;

function tableLines({ title, columns, rows }: Table, locale: Locale): string[] {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.map((cell) => inline(String(cell))).join(' | ')} |`;
  return [`## ${inline(title[locale])}`, '', line(columns.map((column) => column.title[locale])), `|${columns.map(({ numeric }) => (numeric === true ? '---:' : '---')).join('|')}|`, ...rows.map(line), ''];
}

/** The request ids in the exhibits, each once: fact, name, value. */
function requestIds(report: Report): readonly (readonly [fact: string, name: string, value: string])[] {
  const found = new Map<string, readonly [string, string, string]>();
  const add = (fact: string, name: string, value: Json | undefined): void => {
    const plainName = name.replaceAll(/([a-z])([A-Z])/g, '$1-$2').replaceAll('_', '-');
    if (typeof value === 'string' && value !== '' && (requestIdName.test(plainName) || requestIdName.test(name))) found.set(`${name} ${value}`, [fact, name, value.slice(0, 200)]);
  };
  const walk = (fact: string, value: Json | undefined): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      // Raw headers: [name, value] pairs.
      if (value.length === 2 && typeof value[0] === 'string') add(fact, value[0], value[1] as Json);
      for (const member of value as readonly Json[]) walk(fact, member);
      return;
    }
    for (const [name, member] of Object.entries(value)) {
      add(fact, name, member as Json);
      walk(fact, member as Json);
    }
  };
  for (const item of report.evidence) if (item.status === 'observed') walk(item.fact, item.exhibit);
  return [...found.values()];
}
