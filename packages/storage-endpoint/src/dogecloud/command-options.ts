import { isSecretRef, misuse, neutralise, type CommandContext, type Json, type OptionFields, type SecretRef } from '@culprit/core';
import type { DogeCloudAccount } from '../targets/dogecloud-account.ts';

/** The keys, always by reference. */
export const keyOptions: OptionFields = {
  accessKey: { type: 'secret', placeholder: 'secret', text: { en: 'AccessKey, as env:NAME or file:path; default env:DOGECLOUD_ACCESS_KEY', 'zh-CN': 'AccessKey，写作 env:名称 或 file:路径，默认 env:DOGECLOUD_ACCESS_KEY' } },
  secretKey: { type: 'secret', placeholder: 'secret', text: { en: 'SecretKey, as env:NAME or file:path; default env:DOGECLOUD_SECRET_KEY', 'zh-CN': 'SecretKey，写作 env:名称 或 file:路径，默认 env:DOGECLOUD_SECRET_KEY' } },
};

/** How the API is reached, and how long to wait. */
export const callOptions: OptionFields = {
  ...keyOptions,
  endpoint: { type: 'string', placeholder: 'url', text: { en: 'URL of the API; default https://api.dogecloud.com', 'zh-CN': 'API 的网址，默认 https://api.dogecloud.com' } },
  timeout: { type: 'duration', default: 30_000, min: 100, max: 600_000, placeholder: 'time', text: { en: 'Deadline of the whole run', 'zh-CN': '整个运行的时限' } },
  format: { type: 'enum', values: ['human', 'json'], default: 'human', text: { en: 'Form of the output', 'zh-CN': '输出格式' } },
};

export const yesOption: OptionFields = {
  yes: { type: 'boolean', text: { en: 'Do it without asking', 'zh-CN': '不再询问，直接执行' } },
};

/** References to the keys, those of the usual variables where none is given. */
export function keysOf({ options }: Pick<CommandContext, 'options'>): Pick<DogeCloudAccount, 'accessKey' | 'secretKey'> {
  const reference = (name: string, variable: string): SecretRef => {
    const value = options[name];
    return isSecretRef(value as Json) ? value as SecretRef : { $secret: `env:${variable}` };
  };
  return { accessKey: reference('accessKey', 'DOGECLOUD_ACCESS_KEY'), secretKey: reference('secretKey', 'DOGECLOUD_SECRET_KEY') };
}

/** An option's text; `undefined` where it was not given. */
export function textOption({ options }: Pick<CommandContext, 'options'>, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/**
 * Shows what will be done and waits for a yes: `--yes`, or one typed at a terminal.
 * @throws ToolError (`USAGE_INVALID`) where nobody can be asked.
 */
export async function confirmed({ options, io, locale, signal }: CommandContext, what: { readonly en: string; readonly zh: string }): Promise<boolean> {
  io.stderr(`${neutralise(locale === 'en' ? what.en : what.zh)}\n`);
  if (options['yes'] === true) return true;
  if (!io.interactive) throw misuse('This changes something. Add --yes to do it.', '此操作会改动账号。若确认执行，请加上 --yes。');
  io.stderr(locale === 'en' ? 'Do it? (y/N) ' : '确认执行？(y/N) ');
  for await (const chunk of io.stdin) {
    if (signal.aborted) return false;
    return /^\s*y(?:es)?\s*$/i.test(Buffer.from(chunk).toString('utf8').split('\n')[0] ?? '');
  }
  return false;
}
