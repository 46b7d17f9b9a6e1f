import type { Localized } from './text.ts';

/** Everything that can be wrong with the use of the tool. The state of a target is never an error: that is a finding. */
export type ToolErrorCode =
  | 'USAGE_INVALID'
  | 'TARGET_INVALID'
  | 'CONFIG_INVALID'
  | 'CONFIG_UNREADABLE'
  | 'FILE_UNREADABLE'
  | 'PLUGIN_MISSING'
  | 'PLUGIN_INVALID'
  | 'PLUGIN_API_UNSUPPORTED'
  | 'FACT_CYCLE'
  | 'SECRET_UNRESOLVED'
  | 'SECRET_IN_ARGUMENT'
  | 'REPORT_INVALID';

/** Misuse of the tool. The text says what is wrong, where, why, and what to do. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
  readonly code: ToolErrorCode;
  readonly text: Localized<string>;

  constructor(code: ToolErrorCode, text: Localized<string>, options?: ErrorOptions) {
    super(text.en, options);
    this.code = code;
    this.text = text;
  }
}

/** What a command throws where its arguments, or its standard input, are not as it wants them (`USAGE_INVALID`). */
export const misuse = (en: string, chinese: string): ToolError => new ToolError('USAGE_INVALID', { en, 'zh-CN': chinese });

/** Tells a {@link ToolError} of any copy of this package from other errors. */
export function isToolError(error: unknown): error is ToolError {
  return error instanceof Error && error.name === 'ToolError' && 'code' in error && 'text' in error;
}
