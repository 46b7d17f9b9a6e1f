import type { Localized } from '@culprit/core';
import type { KeyText } from '../ciphertext/key-text.ts';

const what: { readonly [N in (KeyText & { readonly outcome: 'no-key' })['what']]: Localized<string> } = {
  command: { en: 'holds a command: .env files do not run commands', 'zh-CN': '的内容是一条命令：.env 文件不会执行命令' },
  variable: { en: 'holds the name of a variable that nobody filled in', 'zh-CN': '的内容是未被替换的变量名' },
  placeholder: { en: 'holds a placeholder', 'zh-CN': '的内容是占位符' },
  masked: { en: 'holds a masked or shortened text', 'zh-CN': '的内容是打码或截断后的文本' },
  'provider-key': { en: 'holds the API key of a provider', 'zh-CN': '的内容是某个服务商的 API 密钥' },
};

/** What is wrong with the text of a key, as the end of a sentence that begins with where it stands. `undefined`: nothing. */
export function keyTrouble(text: KeyText | { readonly outcome: 'absent' }): Localized<string> | undefined {
  switch (text.outcome) {
    case 'absent': return { en: 'is not set', 'zh-CN': '未设置' };
    case 'empty': return { en: 'is empty', 'zh-CN': '为空' };
    case 'no-key': return what[text.what];
    case 'wrong-length': return text.encoding === 'hex'
      ? { en: `has ${text.length} hexadecimal digits, 64 are needed`, 'zh-CN': `有 ${text.length} 位十六进制数字，需要 64 位` }
      : { en: `is the base64 of ${text.length} bytes, 32 are needed`, 'zh-CN': `解码 base64 后为 ${text.length} 字节，需要 32 字节` };
    case 'wrong-character': return { en: `is no key: character ${text.position} is ${text.codePoint}`, 'zh-CN': `不是有效密钥：第 ${text.position} 个字符是 ${text.codePoint}` };
    case 'key': return undefined;
  }
}
