import type { Localized } from '@culprit/core';
import type { KeyText } from '../ciphertext/key-text.ts';
import type { MasterKey } from './read-vault.ts';

const what: { readonly [N in (KeyText & { readonly outcome: 'no-key' })['what']]: Localized<string> } = {
  command: { en: 'holds a command: .env files do not run commands', 'zh-CN': '的内容是一条命令：.env 文件不会执行命令' },
  variable: { en: 'holds the name of a variable that nobody filled in', 'zh-CN': '的内容是未被替换的变量名' },
  placeholder: { en: 'holds a placeholder', 'zh-CN': '的内容是占位符' },
  masked: { en: 'holds a masked or shortened text', 'zh-CN': '的内容是打码或截断后的文本' },
  'provider-key': { en: 'holds the API key of a provider', 'zh-CN': '的内容是某个服务商的 API 密钥' },
};

const noKeyring: { readonly [why in 'not-installed' | 'no-service']: Localized<string> } = {
  'not-installed': { en: 'can\'t be looked at: @napi-rs/keyring is not installed', 'zh-CN': '无法查看：未安装 @napi-rs/keyring' },
  'no-service': { en: 'can\'t be looked at: there is no keyring on this machine', 'zh-CN': '无法查看：本机没有系统密钥环' },
};

/** What is wrong with the text of a key, as the end of a sentence that begins with where it stands. `undefined`: nothing. */
export function keyTrouble(text: MasterKey['text']): Localized<string> | undefined {
  switch (text.outcome) {
    case 'passphrase': return { en: 'is a passphrase, and no key of the vault is made of one', 'zh-CN': '是口令，而保险库的密钥都不是由口令生成的' };
    case 'absent': return text.why === undefined ? { en: 'is not set', 'zh-CN': '未设置' } : noKeyring[text.why];
    case 'empty': return { en: 'is empty', 'zh-CN': '为空' };
    case 'no-key': return what[text.what];
    case 'wrong-length': return text.encoding === 'hex'
      ? { en: `has ${text.length} hexadecimal digits, 64 are needed`, 'zh-CN': `有 ${text.length} 位十六进制数字，需要 64 位` }
      : { en: `is the base64 of ${text.length} bytes, 32 are needed`, 'zh-CN': `解码 base64 后为 ${text.length} 字节，需要 32 字节` };
    case 'wrong-character': return { en: `is no key: character ${text.position} is ${text.codePoint}`, 'zh-CN': `不是有效密钥：第 ${text.position} 个字符是 ${text.codePoint}` };
    case 'key': return undefined;
  }
}
