import type { Severity } from '../check.ts';
import type { CommandContext } from '../command.ts';
import type { TargetEntry } from '../config.ts';
import { ToolError } from '../errors.ts';
import type { Report } from '../report.ts';
import { reporters } from '../reporters/reporters.ts';
import { createExaminer, type RunOptions, type Selection } from '../run.ts';
import type { Depth } from '../settings.ts';
import type { Given } from '../target.ts';
import { contextOf } from './context.ts';

export type { Arguments } from './arguments.ts';
export { firstWord, flagOf, placeholderOf, readArguments } from './arguments.ts';
export { containerOf } from './context.ts';
export { findConfig } from './find-config.ts';
export { depthOptions, reportOptions } from './options.ts';

/** What stands below a report in its human form, and comes of the same run. */
export interface Appendix {
  readonly ask: NonNullable<RunOptions['also']>;
  /** Called when all was asked. */
  readonly text: () => string;
}

/** Examines targets as {@link reportOptions} and {@link depthOptions} say, shows the report and resolves to the exit code. */
export async function conduct(context: CommandContext, targets: readonly TargetEntry[], given: Given = {}, appendix?: Appendix): Promise<number> {
  const { options, io } = context;
  const { format, output } = outputOf(options);
  if (appendix !== undefined && output === undefined && format !== 'human') throw noRoomBelow(format);
  if (output !== undefined) await (await import('./require-writable.ts')).requireWritable(output);
  const report = await examineTargets(context, targets, given, appendix?.ask);
  if (output !== undefined) await (await import('../files/write-named-file.ts')).writeNamedFile(output, await render(report, format, context, false), { replace: true });
  io.stdout(await render(report, output === undefined ? format : 'human', context, io.color));
  if (appendix !== undefined) io.stdout(`\n${appendix.text()}`);
  return report.exitCode;
}

/** Examines targets as {@link depthOptions} say, with progress where somebody watches, and shows nothing else. */
export async function examineTargets(context: CommandContext, targets: readonly TargetEntry[], given: Given = {}, also?: RunOptions['also']): Promise<Report> {
  const { options, io, locale } = context;
  const examiner = createExaminer(examinerConfig(context), selectionOf(options));
  const progress = io.interactive ? (await import('./progress.ts')).createProgress(io, locale) : undefined;
  try {
    return await examiner.examine(targets, { ...runOptionsOf(context, given), ...(progress === undefined ? {} : { on: progress.on }), ...(also === undefined ? {} : { also }) });
  } finally {
    progress?.end();
  }
}

/** The config for this command: what the file says, with the plugins that were found. */
export const examinerConfig = ({ config, plugins }: Pick<CommandContext, 'config' | 'plugins'>): Parameters<typeof createExaminer>[0] => ({ ...config, plugins });

/** What the options say about the run. */
export function runOptionsOf({ options, signal, env }: CommandContext, given: Given): RunOptions {
  return {
    signal, given,
    context: contextOf(env, typeof options['proxy'] === 'string' ? options['proxy'] : undefined),
    depth: options['depth'] as Depth,
    offline: options['offline'] === true,
    strict: options['strict'] === true,
    failOn: options['failOn'] as Severity,
    timeoutMs: Number(options['timeout']),
  };
}

/** The checks that `--only` and `--skip` name; commas separate them too. */
export function selectionOf(options: CommandContext['options']): Selection {
  const ids = (value: unknown): readonly string[] | undefined => (Array.isArray(value) ? value.flatMap((item) => String(item).split(',')).map((id) => id.trim()) : undefined);
  const [only, skip] = [ids(options['only']), ids(options['skip'])];
  return { ...(only === undefined ? {} : { only }), ...(skip === undefined ? {} : { skip }) };
}

const noRoomBelow = (format: string): ToolError => new ToolError('USAGE_INVALID', {
  en: `A report in the format ${format} has nothing below it. Leave --format out, or write the report to a file: --output <file>.`,
  'zh-CN': `${format} 格式的报告之后不能附加内容。请去掉 --format，或把报告写入文件：--output <文件>。`,
});

/** The form that a file's name asks for where `--format` does not say. */
const formatOfExtension: { readonly [extension: string]: string } = { json: 'json', ndjson: 'ndjson', md: 'markdown', xml: 'junit', sarif: 'sarif', prom: 'prometheus' };

function outputOf(options: CommandContext['options']): { readonly format: string; readonly output: string | undefined } {
  const { output, format } = options;
  const file = typeof output === 'string' ? output : undefined;
  const extension = file === undefined ? '' : file.slice(file.lastIndexOf('.') + 1);
  return { output: file, format: typeof format === 'string' ? format : formatOfExtension[extension] ?? 'human' };
}

async function render(report: Report, format: string, { io, locale, options }: CommandContext, color: boolean): Promise<string> {
  const load = reporters[format];
  if (load === undefined) throw new ToolError('USAGE_INVALID', { en: `There is no format ${format}.`, 'zh-CN': `没有格式 ${format}。` });
  return (await load()).render(report, { locale, color, columns: io.columns, verbose: options['verbose'] === true });
}
