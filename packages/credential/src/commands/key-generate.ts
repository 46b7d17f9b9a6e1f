import { randomBytes } from 'node:crypto';
import { defineCommand, type Command } from '@culprit/core';
import { writePrivateFile } from '@culprit/core/files';
import { crc32Base62 } from '../key-reading/checksum.ts';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Thirty characters of base62 without bias (178 bits) and their checksum, as GitHub builds tokens: a mistyped one shows offline. */
function checkedKey(prefix: string): string {
  let body = '';
  while (body.length < 30) body += [...randomBytes(64)].filter((byte) => byte < 248).map((byte) => base62[byte % 62]).join('').slice(0, 30 - body.length);
  return `${prefix}_${body}${crc32Base62(body)}`;
}

/** `culprit key generate`: a key of 256 random bits, printed once or written to a file of its own. */
export const keyGenerate: Command = defineCommand({
  name: 'key generate',
  text: {
    en: { summary: 'Make a random key: 32 bytes as hex, base64url or with prefix and checksum' },
    'zh-CN': { summary: '生成随机密钥：32 字节的十六进制、base64url，或带前缀与校验码' },
  },
  options: {
    form: { type: 'enum', values: ['hex', 'base64url', 'checked'], default: 'hex', text: { en: 'How it is written; checked: prefix, 30 random characters and a checksum', 'zh-CN': '书写形式；checked：前缀、30 个随机字符和校验码' } },
    prefix: { type: 'string', default: 'clp', pattern: '^[a-z][a-z0-9]{1,15}$', text: { en: 'Prefix of a checked key', 'zh-CN': 'checked 形式的前缀' } },
    output: { type: 'string', short: 'o', placeholder: 'file', text: { en: 'Write it to a new file that only you can read, and print nothing', 'zh-CN': '写入仅本人可读的新文件，不在屏幕上显示' } },
  },
  changes: true,
  async run({ options, io, locale }) {
    const form = options['form'];
    const key = form === 'checked' ? checkedKey(String(options['prefix'] ?? 'clp')) : randomBytes(32).toString(form === 'base64url' ? 'base64url' : 'hex');
    const file = options['output'];
    if (typeof file !== 'string') {
      io.stdout(`${key}\n`);
      return 0;
    }
    // Never over another: an old key may still open something.
    await writePrivateFile(file, key);
    io.stderr(locale === 'en' ? `Written to ${file}; use it as file:${file}\n` : `已写入 ${file}；可用 file:${file} 引用\n`);
    return 0;
  },
});
