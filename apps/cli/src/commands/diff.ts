import { readFile } from 'node:fs/promises';
import { ToolError, type Report } from '@culprit/core';
import { compareReports, renderDifference } from '@culprit/core/diff';
import type { CliCommand } from '../command.ts';
import { unreadable } from '../given.ts';
import { readReport } from '../read-report.ts';

/** `culprit diff <old report> <new report>`: what changed since it worked. Ends with 1 when a cause is new. */
export const diff: CliCommand = {
  name: 'diff',
  text: {
    en: { summary: 'Compare two JSON reports or bundles: what changed since it worked', positionals: '<old report> <new report>' },
    'zh-CN': { summary: '比较两份 JSON 报告或证据包：正常时与现在有何不同', positionals: '<旧报告> <新报告>' },
  },
  options: {
    format: { type: 'enum', values: ['human', 'json'], default: 'human', short: 'f', text: { en: 'Form of the comparison', 'zh-CN': '输出格式' } },
  },
  async run({ positionals, options, locale, io }) {
    const [older, newer, ...more] = positionals;
    if (older === undefined || newer === undefined || more.length > 0) {
      throw new ToolError('USAGE_INVALID', {
        en: 'Two reports or bundles are compared: culprit diff <old report> <new report>. Make one with: culprit <target> --output report.json',
        'zh-CN': '需要两份报告或证据包：culprit diff <旧报告> <新报告>。可这样生成：culprit <目标> --output report.json',
      });
    }
    const difference = compareReports(await reportOf(older), await reportOf(newer));
    io.stdout(options['format'] === 'json' ? `${JSON.stringify(difference, undefined, 2)}\n` : renderDifference(difference, locale));
    return difference.causes.some(({ before }) => before === undefined) ? 1 : 0;
  },
};

async function reportOf(file: string): Promise<Report> {
  return readReport(file, await readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadable('', file, error);
  }));
}
