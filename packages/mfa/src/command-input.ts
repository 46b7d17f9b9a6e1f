import { misuse, readCommandSecret, ToolError, type CommandContext, type Locale, type OptionFields } from '@culprit/core';
import { nextLine, secretOption, type Lines } from '@culprit/core/commands';
import { algorithms, codeTypes, defaultPolicy, type Algorithm, type CodeType, type Policy } from './policy.ts';
import { readSecret, type ReadSecret } from './secret/read-secret.ts';
import { refusalWords } from './words.ts';

/** Where the secret is, and what codes are computed with: options of the commands about codes. */
export const codeOptions: OptionFields = {
  secret: { type: 'secret', placeholder: 'secret', text: { en: 'The secret, as env:NAME, file:path or vault:name; default: the first line of the standard input', 'zh-CN': '密钥，写作 env:名称、file:路径 或 vault:名称；默认取标准输入的第一行' } },
  type: { type: 'enum', values: codeTypes, text: { en: 'How codes are made', 'zh-CN': '验证码的生成方式' } },
  algorithm: { type: 'enum', values: algorithms, text: { en: 'Hash function', 'zh-CN': '散列算法' } },
  digits: { type: 'integer', min: 6, max: 8, text: { en: 'Length of a code', 'zh-CN': '验证码位数' } },
  period: { type: 'integer', min: 1, max: 86_400, placeholder: 'seconds', text: { en: 'How long a code lasts, in seconds', 'zh-CN': '验证码的有效时长（秒）' } },
  counter: { type: 'integer', min: 0, text: { en: 'Counter of the next code (HOTP)', 'zh-CN': '下一个验证码的计数器（HOTP）' } },
};

/** For whom a secret is: issuer and account of its URI. */
export const nameOptions: OptionFields = {
  issuer: { type: 'string', required: true, placeholder: 'name', text: { en: 'Name of the service', 'zh-CN': '服务名称' } },
  account: { type: 'string', required: true, placeholder: 'name', text: { en: 'Name of the account', 'zh-CN': '帐户名称' } },
};

/** Nobody's secret or code is taken from arguments. @throws ToolError (`SECRET_IN_ARGUMENT`) */
export function noPositionals({ positionals }: Pick<CommandContext, 'positionals'>): void {
  if (positionals.length === 0) return;
  throw new ToolError('SECRET_IN_ARGUMENT', {
    en: 'Secrets and codes are not taken from the command line, which every user of this machine can read. Name the secret with --secret env:NAME, and give the rest on the standard input, a line each.',
    'zh-CN': '密钥和验证码不从命令行读取，因为本机所有用户都能看到。请用 --secret env:名称 指定密钥，其余内容逐行写入标准输入。',
  });
}

/** Prompts somebody who sits at a terminal. */
export function prompt({ io, locale }: Pick<CommandContext, 'io' | 'locale'>, text: { readonly [L in Locale]: string }): void {
  if (io.interactive) io.stderr(`${text[locale]}: `);
}

/** The text of the secret: what `--secret` refers to, or the first line. Rejects with a `ToolError`. */
export async function secretTextOf(context: CommandContext, lines: Lines): Promise<string> {
  const given = secretOption(context.options, 'secret');
  if (given !== undefined) return readCommandSecret(given, context);
  prompt(context, { en: 'Secret', 'zh-CN': '密钥' });
  return await nextLine(lines) ?? fail(misuse('There is no secret: name it with --secret env:NAME, or give it as the first line of the standard input.', '没有密钥：请用 --secret env:名称 指定，或写在标准输入的第一行。'));
}

/** A secret that can be read. @throws ToolError (`USAGE_INVALID`) with the reason, and no part of it. */
export function requireSecret(text: string): Extract<ReadSecret, { readonly outcome: 'read' }> {
  const read = readSecret(text);
  if (read.outcome === 'read') return read;
  const { reason, position } = read;
  throw misuse(
    `What is given is no secret of one-time codes: ${refusalWords.en[reason]}${position === undefined ? '' : ` (character ${position})`}.`,
    `给出的内容不是动态验证码的密钥：${refusalWords['zh-CN'][reason]}${position === undefined ? '' : `（第 ${position} 个字符）`}。`,
  );
}

/** What the options say, else what the secret's URI says, else the defaults. */
export function policyOf(options: CommandContext['options'], account?: Pick<Policy, 'type' | 'algorithm' | 'digits' | 'periodSeconds'>): Policy {
  const type = codeTypes.find((name) => name === options['type']) ?? account?.type ?? defaultPolicy.type;
  const number = (name: string): number | undefined => (typeof options[name] === 'number' ? options[name] : undefined);
  const algorithm: Algorithm = algorithms.find((name) => name === options['algorithm']) ?? account?.algorithm ?? defaultPolicy.algorithm;
  return { ...defaultPolicy, type: type satisfies CodeType, algorithm, digits: type === 'steam' ? 5 : number('digits') ?? account?.digits ?? defaultPolicy.digits, periodSeconds: number('period') ?? account?.periodSeconds ?? defaultPolicy.periodSeconds };
}

const fail = (error: Error): never => {
  throw error;
};
