import { ToolError, type Report } from '@culprit/core';
import { reportIn } from '@culprit/core/bundle';

/** The report in the text of a file: a report, or a bundle. Throws a `ToolError` (`REPORT_INVALID`). */
export function readReport(file: string, text: string): Report {
  try {
    const report = reportIn(JSON.parse(text));
    if (report !== undefined) return report;
  } catch {
    // Said below: what is no JSON is no report.
  }
  throw new ToolError('REPORT_INVALID', {
    en: `${file} is no report of Culprit. Reports are made with: culprit <target> --format json --output report.json`,
    'zh-CN': `${file} 不是 Culprit 的报告。报告可这样生成：culprit <目标> --format json --output report.json`,
  });
}
