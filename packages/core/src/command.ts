import type { Config } from './config.ts';
import type { OptionFields } from './options.ts';
import type { Manifest } from './plugin.ts';
import type { Locale, Localized } from './text.ts';

/** Where a command reads and writes. `stdout` stays pure in machine formats; progress and notes go to `stderr`. */
export interface CommandIo {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Whether `stdout` is a terminal that shows colours. */
  readonly color: boolean;
  /** Whether somebody watches `stderr` live. */
  readonly interactive: boolean;
  readonly columns: number;
}

export interface CommandContext {
  readonly positionals: readonly string[];
  /** Validated by the command's own option fields; absent options are absent or have their default. */
  readonly options: { readonly [name: string]: unknown };
  readonly locale: Locale;
  readonly io: CommandIo;
  readonly signal: AbortSignal;
  readonly env: { readonly [name: string]: string | undefined };
  readonly plugins: readonly Manifest[];
  /** The config that holds here, if there is one; its plugins are among `plugins`. */
  readonly config?: Config | undefined;
}

/** A subcommand, of the command line itself or of a plugin. Its options are data, so that help and completion read them too. */
export interface Command {
  /** One or two words: `explain`, `endpoint fix`. */
  readonly name: string;
  readonly text: Localized<{ readonly summary: string; readonly positionals?: string }>;
  readonly options: OptionFields;
  /** Whether it changes anything; it then shows what it will do and asks for a yes. */
  readonly changes?: boolean;
  /** Resolves to the exit code. */
  run(context: CommandContext): Promise<number>;
}

export function defineCommand(command: Command): Command {
  return command;
}
