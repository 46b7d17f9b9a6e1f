import type { OptionFields, TargetEntry } from '@culprit/core';
import { conduct as conductWith, reportOptions, type Appendix } from '@culprit/core/examination';
import type { CliContext } from './command.ts';
import { givenOf } from './given.ts';
import { depthOptions, routeOptions } from './options.ts';
import { withoutRevocation } from './plugins.ts';

/** The options of every command that examines. */
export const examinationOptions: OptionFields = {
  ...reportOptions,
  ...depthOptions,
  ...routeOptions,
};

/** Examines targets on the way that the options name, shows the report and resolves to the exit code. */
export async function conduct(context: CliContext, targets: readonly TargetEntry[], below?: Appendix): Promise<number> {
  return conductWith({ ...context, options: withoutRevocation(context.options) }, targets, await givenOf(context.options), below);
}
