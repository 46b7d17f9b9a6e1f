import { readFile } from 'node:fs/promises';
import { ToolError, type Report } from '@culprit/core';
import { compareReports, isReport, renderDifference } from '@culprit/core/diff';
import type { CliCommand } from '../command.ts';
import { unreadable } from '../given.ts';

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
    const difference = compareReports(await readReport(older), await readReport(newer));
    io.stdout(options['format'] === 'json' ? `${JSON.stringify(difference, undefined, 2)}\n` : renderDifference(difference, locale));
    return difference.causes.some(({ before }) => before === undefined) ? 1 : 0;
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
