import { ask, misuse, ToolError, type CommandContext, type OptionFields } from '@culprit/core';
import { secretOption, textOption } from '@culprit/core/commands';
import { pemOf } from './der/certificates-in.ts';
import { writtenFile, type WrittenForm } from './facts/written-file.ts';

/** Where a command about certificates writes. */
export const outputOptions: OptionFields = {
  output: { type: 'string', short: 'o', placeholder: 'file', text: { en: 'File to write; default: PEM to the standard output', 'zh-CN': '要写入的文件，默认将 PEM 输出到标准输出' } },
  newPassword: { type: 'secret', placeholder: 'secret', text: { en: 'Password that the written key is encrypted with, as env:NAME or file:path; p12 needs one', 'zh-CN': '加密所写私钥的密码，写作 env:名称 或 file:路径；p12 必须提供' } },
  yes: { type: 'boolean', text: { en: 'Overwrite the file if it is there', 'zh-CN': '文件已存在时覆盖' } },
};

export interface WhatToWrite {
  readonly to: WrittenForm;
  /** Base64 DER. */
  readonly certificates: readonly string[];
  /** The file whose private key is written too. */
  readonly key?: string;
}

/**
 * Writes to the file that `--output` names or, as PEM and without a key, to the standard output.
 * @throws ToolError (`USAGE_INVALID`, `FILE_UNREADABLE`)
 */
export async function writeOut({ to, certificates, key }: WhatToWrite, { options, io, signal, locale }: CommandContext): Promise<void> {
  const output = textOption(options, 'output');
  const [password, newPassword] = [secretOption(options, 'password'), secretOption(options, 'newPassword')];
  if (to === 'p12' && newPassword === undefined) {
    throw misuse('A PKCS #12 file needs a password: add --new-password env:NAME or --new-password file:PATH.', 'PKCS #12 文件需要密码：请加上 --new-password env:名称 或 --new-password file:路径。');
  }
  if (output === undefined) {
    if (to === 'pem' && key === undefined) {
      io.stdout(certificates.map((text) => pemOf(Buffer.from(text, 'base64'))).join(''));
      return;
    }
    throw misuse(
      key === undefined ? `${to} is binary: name a file with --output.` : 'A private key goes to a file and not to the screen: name one with --output.',
      key === undefined ? `${to} 是二进制格式：请用 --output 指定文件。` : '私钥只写入文件，不输出到屏幕：请用 --output 指定文件。',
    );
  }
  const { values: { written } } = await ask({
    written: writtenFile.of({
      output, to, certificates, overwrite: options['yes'] === true, ...(key === undefined ? {} : { key }),
      ...(password === undefined ? {} : { password }), ...(newPassword === undefined ? {} : { newPassword }),
    }),
  }, { signal, allow: ['observe', 'modify'] });
  switch (written?.outcome) {
    case 'written':
      io.stderr(locale === 'en'
        ? `Written: ${output} (${to}, ${certificates.length} ${certificates.length === 1 ? 'certificate' : 'certificates'}${written.withKey ? ' and the private key; only you can read it' : ''})\n`
        : `已写入：${output}（${to}，${certificates.length} 张证书${written.withKey ? '以及私钥，仅限你本人读取' : ''}）\n`);
      return;
    case 'exists': throw misuse(`${output} is there already. Add --yes to overwrite it.`, `${output} 已存在。若要覆盖，请加上 --yes。`);
    case 'unwritable': throw new ToolError('FILE_UNREADABLE', { en: `--output ${output} can't be written: ${written.code}.`, 'zh-CN': `无法写入 --output ${output}：${written.code}。` });
    case 'key-unusable': throw misuse(`Nothing was written: the private key of ${key ?? ''} can't be used (${written.why}).`, `未写入任何内容：${key ?? ''} 中的私钥不可用（${written.why}）。`);
    default: throw misuse('Nothing was written: it took too long.', '未写入任何内容：超时。');
  }
}
