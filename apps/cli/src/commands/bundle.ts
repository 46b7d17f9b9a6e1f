import { readFile } from 'node:fs/promises';
import { ToolError, type Report } from '@culprit/core';
import { createBundle } from '@culprit/core/bundle';
import { examineTargets, reportOptions } from '@culprit/core/examination';
import { writeNamedFile } from '@culprit/core/files';
import type { CliCommand, CliContext } from '../command.ts';
import { depthOptions, kindOptions, routeOptions } from '../options.ts';
import { givenOf } from '../given.ts';
import { pluginsFor, withoutRevocation } from '../plugins.ts';
import { readReport } from '../read-report.ts';

const words = {
  en: { written: 'Written:', taken: 'taken out', of: { 'asked-for': 'asked for', 'home-folder': 'home folder', 'user-name': 'user name', 'machine-name': 'machine name', secret: 'looks like a secret' }, read: 'Read it before you send it: what no rule knows is still in it.' },
  'zh-CN': { written: '已写入：', taken: '处内容已去除', of: { 'asked-for': '指定去除', 'home-folder': '主目录', 'user-name': '用户名', 'machine-name': '机器名', secret: '疑似密钥' }, read: '发送前请先通读：规则不认识的内容仍会保留。' },
} as const;

/** `culprit bundle <target…|report.json>`: the evidence in one file, for whoever is asked for help. */
export const bundle: CliCommand = {
  name: 'bundle',
  text: {
    en: { summary: 'Write the report, its exhibits and what matters of the environment into one file, redacted', positionals: '<target…|report.json>' },
    'zh-CN': { summary: '把报告、证据和相关环境信息脱敏后写入一个文件', positionals: '<目标…|report.json>' },
  },
  options: {
    ...Object.fromEntries(Object.entries(reportOptions).filter(([name]) => name !== 'format' && name !== 'verbose')), ...depthOptions, ...routeOptions, ...kindOptions,
    output: { type: 'string', short: 'o', default: 'culprit-bundle.json', placeholder: 'file', text: { en: 'File to write', 'zh-CN': '要写入的文件' } },
    redact: { type: 'list', items: { type: 'string' }, placeholder: 'text', text: { en: 'Take this text out too', 'zh-CN': '额外去除的文本' } },
  },
  async run(context) {
    const { options, env, io, locale } = context;
    const output = String(options['output']);
    const made = createBundle(await reportOf(context), { env, redact: Array.isArray(options['redact']) ? options['redact'].map(String) : [] });
    await writeNamedFile(output, `${JSON.stringify(made, undefined, 2)}\n`, { replace: true });
    const { written, taken, of, read } = words[locale];
    const counts = Map.groupBy(made.redactions.places, ({ what }) => what);
    io.stdout(`${written} ${output}\n${made.redactions.count} ${taken}${counts.size === 0 ? '' : ` (${[...counts].map(([what, places]) => `${of[what]} ${places.length}`).join(', ')})`}\n${read}\n`);
    return made.report.exitCode;
  },
};

async function reportOf(context: CliContext): Promise<Report> {
  const { positionals, options } = context;
  const [first, ...more] = positionals;
  if (first === undefined) {
    throw new ToolError('USAGE_INVALID', {
      en: 'Name a target or a report: culprit bundle https://example.com, or culprit bundle report.json',
      'zh-CN': '请给出目标或报告：culprit bundle https://example.com，或 culprit bundle report.json',
    });
  }
  const text = more.length === 0 && first.endsWith('.json') ? await readFile(first, 'utf8').catch(() => undefined) : undefined;
  if (text !== undefined) return readReport(first, text);
  const plugins = await pluginsFor(positionals, context);
  return examineTargets({ ...context, plugins, options: withoutRevocation(options) }, positionals, await givenOf(options));
}
