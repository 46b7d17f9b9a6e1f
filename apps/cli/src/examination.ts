import { createExaminer, ToolError, type Depth, type OptionFields, type Report, type RunOptions, type Severity, type TargetEntry } from '@culprit/core';
import { reporters } from '@culprit/core/reporters';
import type { CliContext } from './command.ts';
import { contextOf } from './context.ts';
import { givenOf } from './given.ts';
import { depthOptions, reportOptions, routeOptions } from './options.ts';
import { selectionOf } from './plugins.ts';

/** The options of every command that examines. */
export const examinationOptions: OptionFields = {
  ...reportOptions,
  ...depthOptions,
  ...routeOptions,
};

/** Examines targets, shows the report and resolves to the exit code. */
export async function conduct(context: CliContext, targets: readonly TargetEntry[]): Promise<number> {
  const { options, io, locale } = context;
  const { format, output } = outputOf(options);
  const examiner = createExaminer(examinerConfig(context), selectionOf(options));
  const runOptions = await runOptionsOf(context);
  if (output !== undefined) await (await import('./write-file.ts')).requireWritable(output);
  const progress = io.interactive ? (await import('./progress.ts')).createProgress(io, locale) : undefined;
  let report: Report;
  try {
    report = await examiner.examine(targets, { ...runOptions, ...(progress === undefined ? {} : { on: progress.on }) });
  } finally {
    progress?.end();
  }
  if (output !== undefined) await (await import('./write-file.ts')).writeAtomically(output, await render(report, format, context, false));
  io.stdout(await render(report, output === undefined ? format : 'human', context, io.color));
  return report.exitCode;
}

/** The config for this command: what the file says, with the plugins that were found. */
export const examinerConfig = ({ config, plugins }: CliContext): Parameters<typeof createExaminer>[0] => ({ ...config, plugins });

export async function runOptionsOf({ options, signal, env }: CliContext): Promise<RunOptions> {
  return {
    signal,
    context: contextOf(env, typeof options['proxy'] === 'string' ? options['proxy'] : undefined),
    given: await givenOf(options),
    depth: options['depth'] as Depth,
    offline: options['offline'] === true,
    strict: options['strict'] === true,
    failOn: options['failOn'] as Severity,
    timeoutMs: Number(options['timeout']),
  };
}

/** The form that a file's name asks for where `--format` does not say. */
const formatOfExtension: { readonly [extension: string]: string } = { json: 'json', ndjson: 'ndjson', md: 'markdown', xml: 'junit', sarif: 'sarif', prom: 'prometheus' };

function outputOf(options: CliContext['options']): { readonly format: string; readonly output: string | undefined } {
  const { output, format } = options;
  const file = typeof output === 'string' ? output : undefined;
  const extension = file === undefined ? '' : file.slice(file.lastIndexOf('.') + 1);
  return { output: file, format: typeof format === 'string' ? format : formatOfExtension[extension] ?? 'human' };
}

async function render(report: Report, format: string, { io, locale, options }: CliContext, color: boolean): Promise<string> {
  const load = reporters[format];
  if (load === undefined) throw new ToolError('USAGE_INVALID', { en: `There is no format ${format}.`, 'zh-CN': `没有格式 ${format}。` });
  return (await load()).render(report, { locale, color, columns: io.columns, verbose: options['verbose'] === true });
}
