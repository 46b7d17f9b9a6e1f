import { neutralise } from './neutralise.ts';
import type { Finding, Report } from './report.ts';
import { fill, type Locale, type Localized } from './text.ts';

/** One thing that differs: what it is about, how it was, how it is. What was not there, or is no longer, has no such member. */
export interface ReportChange {
  readonly about: string;
  readonly before?: Localized<string>;
  readonly after?: Localized<string>;
}

/** What differs between two reports. A section is empty where nothing changed. */
export interface ReportDifference {
  /** Diagnoses that appeared or went, by their key. */
  readonly causes: readonly ReportChange[];
  /** Findings, as `check @ target`. */
  readonly findings: readonly ReportChange[];
  readonly targets: readonly ReportChange[];
  /** Who looked, from where, and with which versions. */
  readonly circumstances: readonly ReportChange[];
}

/** Whether something that was read is a report that {@link compareReports} understands. */
export function isReport(value: unknown): value is Report {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === 1
    && ['targets', 'findings', 'diagnoses', 'plugins'].every((name) => Array.isArray(Reflect.get(value, name)));
}

/** What changed from one report to another: from when it worked, say, to now. */
export function compareReports(older: Report, newer: Report): ReportDifference {
  return {
    // The same cause with other numbers is no news.
    causes: changes(diagnosesOf(older), diagnosesOf(newer)).filter(({ before, after }) => before === undefined || after === undefined),
    findings: changes(findingsOf(older), findingsOf(newer)),
    targets: changes(targetsOf(older), targetsOf(newer)),
    circumstances: changes(circumstancesOf(older), circumstancesOf(newer)),
  };
}

const words = {
  en: { nothing: 'Nothing changed.', causes: 'CAUSES', findings: 'FINDINGS', targets: 'TARGETS', circumstances: 'CIRCUMSTANCES' },
  'zh-CN': { nothing: '没有变化。', causes: '原因', findings: '结论', targets: '目标', circumstances: '环境' },
} as const;

/** The difference for a person to read, ended by a newline. */
export function renderDifference(difference: ReportDifference, locale: Locale): string {
  const { nothing, ...titles } = words[locale];
  const side = (sign: string, text: Localized<string> | undefined): readonly string[] => (text === undefined ? [] : [`    ${sign} ${neutralise(text[locale])}`]);
  const sections = (['causes', 'findings', 'targets', 'circumstances'] as const)
    .filter((section) => difference[section].length > 0)
    .map((section) => [
      titles[section],
      ...difference[section].flatMap(({ about, before, after }) => [`  ${neutralise(about)}`, ...side('-', before), ...side('+', after)]),
    ].join('\n'));
  return sections.length === 0 ? `${nothing}\n` : `${sections.join('\n\n')}\n`;
}

type Entries = ReadonlyMap<string, Localized<string>>;

function changes(before: Entries, after: Entries): readonly ReportChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((about) => {
    const [was, is] = [before.get(about), after.get(about)];
    if (was?.en === is?.en) return [];
    return [{ about, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }];
  });
}

const both = (say: (locale: Locale) => string): Localized<string> => ({ en: say('en'), 'zh-CN': say('zh-CN') });

const same = (text: string): Localized<string> => both(() => text);

function said({ texts }: Report, { id, params }: Pick<Finding, 'id' | 'params'>): Localized<string> {
  const template = texts[id];
  return both((locale) => (template === undefined ? id : fill(template[locale], params, locale)));
}

const diagnosesOf = (report: Report): Entries =>
  new Map(report.diagnoses.map(({ key, cause, params }) => [key, said(report, { id: cause, params })]));

/** By check and by what the target is called: ids of targets are only good inside one report. */
function findingsOf(report: Report): Entries {
  const labels = new Map(report.targets.map(({ id, label }) => [id, label]));
  return new Map(report.findings.map((finding) => {
    const text = said(report, finding);
    return [`${finding.check} @ ${labels.get(finding.target) ?? ''}`, both((locale) => `${finding.outcome}: ${text[locale]}`)];
  }));
}

const targetsOf = (report: Report): Entries => new Map(report.targets.map(({ kind, label }) => [`${kind} ${label}`, same(label)]));

const circumstancesOf = ({ context, tool, plugins }: Report): Entries => new Map([
  ...Object.entries(context).map(([name, value]) => [name, same(typeof value === 'string' ? value : JSON.stringify(value))] as const),
  ...[tool, ...plugins].map(({ name, version }) => [name, same(version)] as const),
]);
