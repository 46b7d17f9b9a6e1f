import { type CommandContext, type Config, type SecretRef, ToolError } from '@culprit/core';
import { readStandardInput } from '@culprit/core/commands';
import { notAReference } from '../targets/api-key.ts';

/** A reference of the command line; `-` is the standard input, which becomes a secret source of this run alone. */
export interface GivenSecret {
  readonly reference: SecretRef;
  readonly context: CommandContext;
}

/**
 * Reads `env:NAME`, `file:path`, any other scheme of a secret source, or `-`.
 * @throws ToolError (`SECRET_IN_ARGUMENT`, `USAGE_INVALID`)
 */
export async function givenSecret(text: string | undefined, usage: string, context: CommandContext): Promise<GivenSecret> {
  if (text === undefined) throw new ToolError('USAGE_INVALID', { en: `Name the secret: ${usage}`, 'zh-CN': `请给出密钥引用：${usage}` });
  if (text !== '-') {
    if (!/^[a-z][a-z0-9+.-]*:[^/]/.test(text) && !/^file:\/[^/]/.test(text)) throw notAReference();
    return { reference: { $secret: text }, context };
  }
  const value = await readStandardInput(context, 65_536);
  const config: Config = { plugins: [], targets: [], ...context.config, secrets: [...(context.config?.secrets ?? []), { scheme: 'stdin', resolve: async () => value }] };
  return { reference: { $secret: 'stdin:-' }, context: { ...context, config } };
}
