import type { CommandContext } from '../command.ts';
import type { Json } from '../json.ts';
import type { OptionFields } from '../options.ts';
import { isSecretRef, type SecretRef } from '../secret.ts';

/** Human text or JSON. */
export const formatOption: OptionFields = {
  format: { type: 'enum', values: ['human', 'json'], default: 'human', short: 'f', text: { en: 'Form of the output', 'zh-CN': '输出格式' } },
};

/** How long a command may take that examines nothing. */
export const timeoutOption: OptionFields = {
  timeout: { type: 'duration', default: 30_000, min: 100, max: 600_000, placeholder: 'span', text: { en: 'Deadline of the whole run', 'zh-CN': '整个运行的时限' } },
};

/** An option's text; `undefined` where it was not given. */
export function textOption(options: CommandContext['options'], name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** An option's reference to a secret; `undefined` where it was not given. */
export function secretOption(options: CommandContext['options'], name: string): SecretRef | undefined {
  const value = options[name] as Json | undefined;
  return isSecretRef(value) ? value : undefined;
}
