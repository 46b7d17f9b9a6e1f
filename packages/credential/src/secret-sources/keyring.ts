import { ToolError, type SecretSource } from '@culprit/core';
import { readKeyring } from '../vault/keyring.ts';

/** `keyring:service/account`: an entry of the desktop's keyring. Rejects with a `ToolError` where there is no keyring at all. */
export const keyringSource: SecretSource = {
  scheme: 'keyring',
  async resolve(name) {
    const read = await readKeyring(name);
    if (read.outcome === 'value') return read.text;
    if (read.why === 'not-installed') throw unresolved('keyring: needs the package @napi-rs/keyring, which is not installed: npm install @napi-rs/keyring', 'keyring: 需要软件包 @napi-rs/keyring，尚未安装：npm install @napi-rs/keyring');
    if (read.why === 'no-service') throw unresolved('No keyring can be reached here. Servers and containers have none: use file:path or env:NAME.', '此处无法使用系统密钥环。服务器和容器通常没有密钥环：请改用 file:路径 或 env:名称。');
    return undefined;
  },
};

const unresolved = (en: string, zh: string): ToolError => new ToolError('SECRET_UNRESOLVED', { en, 'zh-CN': zh });
