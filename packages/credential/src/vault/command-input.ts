import { misuse, readCommandSecret, ToolError, type CommandContext, type OptionFields } from '@culprit/core';
import { readStandardInput, secretOption, textOption } from '@culprit/core/commands';
import { defaultVault, findMasterKeys } from './master-keys.ts';
import type { MasterKey } from './read-vault.ts';

/** Which vault, and with which keys: options of every command about it. */
export const vaultOptions: OptionFields = {
  file: { type: 'string', placeholder: 'file', text: { en: 'The vault; default: CULPRIT_VAULT, else culprit/vault.json in the folder of settings', 'zh-CN': '保险库文件；默认取 CULPRIT_VAULT，否则为设置目录下的 culprit/vault.json' } },
  key: { type: 'secret', placeholder: 'secret', text: { en: 'Master key, as env:NAME or file:path; default: env:CULPRIT_MASTER_KEY, then culprit/master.key', 'zh-CN': '主密钥，写作 env:名称 或 file:路径；默认依次为 env:CULPRIT_MASTER_KEY 与 culprit/master.key' } },
  passphrase: { type: 'secret', placeholder: 'secret', text: { en: 'Passphrase in place of a key; default: env:CULPRIT_PASSPHRASE, where no key is found and the keyring has none', 'zh-CN': '代替密钥的口令；未找到密钥且系统密钥环中也没有时，默认取 env:CULPRIT_PASSPHRASE' } },
  previous: { type: 'secret', placeholder: 'secret', text: { en: 'Master keys that were in use before, separated by commas; default: env:CULPRIT_MASTER_KEY_PREVIOUS', 'zh-CN': '以前的主密钥，用逗号分隔；默认为 env:CULPRIT_MASTER_KEY_PREVIOUS' } },
};

/** The vault that the options name. */
export const fileOf = ({ options, env }: Pick<CommandContext, 'options' | 'env'>): string => textOption(options, 'file') ?? defaultVault(env);

/** The keys that the options name, or the usual ones. */
export function keysOf(context: CommandContext): Promise<readonly MasterKey[]> {
  const { options, env } = context;
  return findMasterKeys({ key: secretOption(options, 'key'), previous: secretOption(options, 'previous'), passphrase: secretOption(options, 'passphrase') }, env, (reference) => readCommandSecret(reference, context).catch(() => undefined));
}

/** A value for the vault: `--from`, else the standard input without its last line break. At most 1 MiB. Rejects with a `ToolError`. */
export async function valueOf(context: CommandContext): Promise<string> {
  const from = secretOption(context.options, 'from');
  if (from !== undefined) return readCommandSecret(from, context);
  const value = await readStandardInput(context, 1_048_576);
  if (value === '') throw misuse('The value is empty: pipe it in, or name it with --from env:NAME or --from file:PATH.', '值为空：请通过管道传入，或用 --from env:名称 或 --from file:路径 指定。');
  return value;
}

/** The one name that a command is about. @throws ToolError (`USAGE_INVALID`, `SECRET_IN_ARGUMENT`) */
export function nameOf({ positionals }: Pick<CommandContext, 'positionals'>, usage: string): string {
  const [name, ...more] = positionals;
  if (more.length > 0) {
    throw new ToolError('SECRET_IN_ARGUMENT', {
      en: `Give the name alone: culprit ${usage}. A value on the command line could be read by every user of this machine; pipe it in, or name it with --from env:NAME.`,
      'zh-CN': `只需给出名称：culprit ${usage}。写在命令行上的值，本机所有用户都能看到；请通过管道传入，或用 --from env:名称 指定。`,
    });
  }
  if (name === undefined) throw misuse(`Give a name: culprit ${usage}`, `请给出名称：culprit ${usage}`);
  return name;
}
