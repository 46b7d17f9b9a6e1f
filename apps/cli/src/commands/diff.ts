import { readFile } from 'node:fs/promises';
import { fill, ToolError, type Diagnosis, type Finding, type Locale, type Report } from '@culprit/core';
import type { CliCommand } from '../command.ts';
import { unreadable } from '../given.ts';

/** One thing that differs: what it is about, how it was, how it is. */
type Change = { readonly about: string; readonly before: string | undefined; readonly after: string | undefined };
type Difference = { readonly [section in 'causes' | 'findings' | 'targets' | 'circumstances']: readonly Change[] };

/** `culprit diff <old report> <new report>`: what changed since it worked. Ends with 1 when a cause is new. */
export const diff: CliCommand = {
  name: 'diff',
  text: {
    en: { summary: 'Compare two JSON reports: what changed since it worked', positionals: '<old report> <new report>' },
    'zh-CN': { summary: '比较两份 JSON 报告：正常时与现在有何不同', positionals: '<旧报告> <新报告>' },
  },
  options: {
    format: { type: 'enum', values: ['human', 'json'], default: 'human', short: 'f', text: { en: 'Form of the comparison', 'zh-CN': '输出格式' } },
  },
  async run({ positionals, options, locale, io }) {
    const [older, newer, ...more] = positionals;
    if (older === undefined || newer === undefined || more.length > 0) {
      throw new ToolError('USAGE_INVALID', {
        en: 'Two reports are compared: culprit diff <old report> <new report>. Make one with: culprit <target> --output report.json',
        'zh-CN': '需要两份报告：culprit diff <旧报告> <新报告>。可这样生成：culprit <目标> --output report.json',
      });
    }
    const [before, after] = [await readReport(older), await readReport(newer)];
    const difference = differenceOf(before, after, locale);
    io.stdout(options['format'] === 'json' ? `${JSON.stringify(difference, undefined, 2)}\n` : human(difference, locale));
    return difference.causes.some((change) => change.before === undefined) ? 1 : 0;
  },
};

async function readReport(file: string): Promise<Report> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadable('', file, error);
  });
  try {
    const value: unknown = JSON.parse(text);
    if (isReport(value)) return value;
  } catch {
    // Said below: what is no JSON is no report.
  }
  throw new ToolError('REPORT_INVALID', {
    en: `${file} is no report of Culprit. Reports are made with: culprit <target> --format json --output report.json`,
    'zh-CN': `${file} 不是 Culprit 的报告。报告可这样生成：culprit <目标> --format json --output report.json`,
  });
}

function isReport(value: unknown): value is Report {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === 1
    && ['targets', 'findings', 'diagnoses', 'plugins'].every((name) => Array.isArray(Reflect.get(value, name)));
}

function differenceOf(before: Report, after: Report, locale: Locale): Difference {
  return {
    causes: compare(diagnosesOf(before, locale), diagnosesOf(after, locale)).filter((change) => change.before === undefined || change.after === undefined),
    findings: compare(findingsOf(before, locale), findingsOf(after, locale)),
    targets: compare(targetsOf(before), targetsOf(after)),
    circumstances: compare(circumstancesOf(before), circumstancesOf(after)),
  };
}

const compare = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly Change[] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .map((about) => ({ about, before: before.get(about), after: after.get(about) }))
    .filter((change) => change.before !== change.after);

const say = (report: Report, { id, params }: Pick<Finding, 'id' | 'params'>, locale: Locale): string => {
  const template = report.texts[id]?.[locale];
  return template === undefined ? id : fill(template, params, locale);
};

const diagnosesOf = (report: Report, locale: Locale): ReadonlyMap<string, string> =>
  new Map(report.diagnoses.map((diagnosis: Diagnosis) => [diagnosis.key, say(report, { id: diagnosis.cause, params: diagnosis.params }, locale)]));

/** By check and by what the target is called: ids of targets are only good inside one report. */
function findingsOf(report: Report, locale: Locale): ReadonlyMap<string, string> {
  const labels = new Map(report.targets.map(({ id, label }) => [id, label]));
  return new Map(report.findings.map((finding) => [`${finding.check} @ ${labels.get(finding.target) ?? ''}`, `${finding.outcome}: ${say(report, finding, locale)}`]));
}

const targetsOf = (report: Report): ReadonlyMap<string, string> => new Map(report.targets.map(({ kind, label }) => [`${kind} ${label}`, label]));

const circumstancesOf = ({ context, tool, plugins }: Report): ReadonlyMap<string, string> => new Map([
  ...Object.entries(context).map(([name, value]): [string, string] => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  ...[tool, ...plugins].map(({ name, version }): [string, string] => [name, version]),
]);

function human(difference: Difference, locale: Locale): string {
  const titles = locale === 'en'
    ? { causes: 'CAUSES', findings: 'FINDINGS', targets: 'TARGETS', circumstances: 'CIRCUMSTANCES' }
    : { causes: '原因', findings: '结论', targets: '目标', circumstances: '环境' };
  const clean = (text: string): string => text.replaceAll(/\p{Cc}/gu, '�');
  const sections = Object.entries(difference).filter(([, changes]) => changes.length > 0).map(([section, changes]) => [
    titles[section as keyof Difference],
    ...changes.map(({ about, before, after }) => [`  ${clean(about)}`, ...(before === undefined ? [] : [`    - ${clean(before)}`]), ...(after === undefined ? [] : [`    + ${clean(after)}`])].join('\n')),
  ].join('\n'));
  return sections.length === 0 ? (locale === 'en' ? 'Nothing changed.\n' : '没有变化。\n') : `${sections.join('\n\n')}\n`;
}
