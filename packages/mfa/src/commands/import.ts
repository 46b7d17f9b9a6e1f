import { defineCommand, misuse, neutralise, type Command } from '@culprit/core';
import { formatOption, linesOf } from '@culprit/core/commands';
import { writePrivateFile } from '@culprit/core/files';
import { noPositionals, prompt } from '../command-input.ts';
import { readMigration } from '../uri/read-migration.ts';
import { readUri, type OtpauthAccount } from '../uri/read-uri.ts';
import { writeUri } from '../uri/write-uri.ts';
import { refusalWords } from '../words.ts';

/** `culprit totp import`: what accounts an export of an authenticator holds; with `--output` their URIs are kept. */
export const importAccounts: Command = defineCommand({
  name: 'totp import',
  text: { en: { summary: 'Read the accounts of otpauth:// and otpauth-migration:// URIs from the standard input' }, 'zh-CN': { summary: '从标准输入读取 otpauth:// 和 otpauth-migration:// URI 中的帐户' } },
  options: { output: { type: 'string', short: 'o', placeholder: 'file', text: { en: 'Write the URIs, secrets included, into a new file', 'zh-CN': '将 URI（含密钥）写入新文件' } }, ...formatOption },
  async run(context) {
    noPositionals(context);
    const { options, io, locale } = context;
    prompt(context, { en: 'URIs, a line each', 'zh-CN': 'URI（每行一个）' });
    const accounts: OtpauthAccount[] = [];
    const refused: { readonly line: number; readonly reason: keyof typeof refusalWords.en }[] = [];
    const batches = new Map<number, { readonly parts: number; readonly seen: Set<number> }>();
    let line = 0;
    for await (const text of linesOf(context)) {
      line += 1;
      const read = /^otpauth-migration:/i.test(text) ? readMigration(text) : readUri(text);
      if (read.outcome === 'refused') refused.push({ line, reason: read.reason });
      else if ('account' in read) accounts.push(read.account);
      else {
        const { accounts: more, batch, part, parts, skipped } = read.migration;
        accounts.push(...more);
        const known = batches.get(batch) ?? { parts, seen: new Set<number>() };
        batches.set(batch, known);
        known.seen.add(part);
        if (skipped > 0) refused.push({ line, reason: 'unsupported-algorithm' });
      }
    }
    if (line === 0) throw misuse('There is no URI on the standard input.', '标准输入中没有 URI。');
    const missing = [...batches.values()].flatMap(({ parts, seen }) => Array.from({ length: Math.min(parts, 100) }, (_, index) => index + 1).filter((part) => !seen.has(part)));
    const shown = accounts.map(({ secret, ...rest }) => ({ ...rest, secretBits: secret.length * 8 }));
    if (options['format'] === 'json') io.stdout(`${JSON.stringify({ accounts: shown, refused, missingParts: missing })}\n`);
    else {
      for (const { issuer, account, type, algorithm, digits, periodSeconds, secretBits } of shown) io.stdout(`${neutralise(`${issuer === '' ? '' : `${issuer}: `}${account}`)}  ${type} ${algorithm} ${digits} ${periodSeconds} s, ${secretBits} bit\n`);
      for (const { line: at, reason } of refused) io.stderr(locale === 'en' ? `Line ${at}: ${refusalWords.en[reason]}\n` : `第 ${at} 行：${refusalWords['zh-CN'][reason]}\n`);
      if (missing.length > 0) io.stderr(locale === 'en' ? `QR codes that are missing of the export: ${missing.join(', ')}\n` : `导出中缺少的二维码：${missing.join('、')}\n`);
    }
    if (typeof options['output'] === 'string' && accounts.length > 0) await writePrivateFile(options['output'], accounts.map((account) => `${writeUri({ ...account, issuer: plain(account.issuer), account: plain(account.account) })}\n`).join(''));
    return refused.length > 0 || missing.length > 0 ? 1 : 0;
  },
});

/** What can stand in a label: no colon, no blanks at the ends. */
const plain = (name: string): string => name.replaceAll(':', ' ').toWellFormed().trim();
