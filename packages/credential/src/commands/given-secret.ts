import { type CommandContext, type Config, type SecretRef, ToolError } from '@culprit/core';
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
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of context.io.stdin) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > 65_536) throw new ToolError('USAGE_INVALID', { en: 'The standard input holds more than 64 KiB: that is no key and no token.', 'zh-CN': '标准输入超过 64 KiB：这不会是密钥或令牌。' });
    chunks.push(bytes);
  }
  // A pipe ends its text with a line break that is not part of it.
  const value = Buffer.concat(chunks).toString('utf8').replace(/\r?\n$/, '');
  const config: Config = { plugins: [], targets: [], ...context.config, secrets: [...(context.config?.secrets ?? []), { scheme: 'stdin', resolve: async () => value }] };
  return { reference: { $secret: 'stdin:-' }, context: { ...context, config } };
}
