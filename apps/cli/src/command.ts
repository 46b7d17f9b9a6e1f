import type { Command, CommandContext, Config, Localized, Manifest } from '@culprit/core';

/** What a command of the command line itself gets beside what every command gets. */
export interface CliContext extends CommandContext {
  readonly config: Config | undefined;
  /** Every plugin that can be found, first-party ones included that nobody named. */
  readonly allPlugins: () => Promise<readonly Manifest[]>;
}

export interface CliCommand extends Omit<Command, 'run'> {
  run(context: CliContext): Promise<number>;
}

/** A command before it is loaded. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: Localized<string>;
  /** Which plugins it works with: none, those that a config names and the two that always are there, or all that can be found. */
  readonly plugins: 'none' | 'standard' | 'all';
  readonly load: () => Promise<CliCommand>;
}
