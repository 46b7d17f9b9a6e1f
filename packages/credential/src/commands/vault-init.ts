import { defineCommand, misuse, type Command } from '@culprit/core';
import { fileOf, keysOf, vaultOptions } from '../vault/command-input.ts';
import { keyTrouble } from '../vault/key-trouble.ts';
import type { NamedKey } from '../vault/compose.ts';
import { createVault } from '../vault/store.ts';

/** `culprit vault init`: a new, empty vault under the master key that is at hand. */
export const vaultInit: Command = defineCommand({
  name: 'vault init',
  text: { en: { summary: 'Make an empty vault under the master key at hand' }, 'zh-CN': { summary: '用现有主密钥新建空的保险库' } },
  changes: true,
  options: vaultOptions,
  async run(context) {
    const { io, locale, signal } = context;
    const file = fileOf(context);
    const keys = await keysOf(context);
    const key = keys.find(({ role, text }) => role === 'current' && text.outcome !== 'absent');
    if (key?.text.outcome === 'passphrase' && key.text.characters < 14) throw misuse('The passphrase is too short: 14 characters at least, best five words drawn by lot.', '口令太短：至少 14 个字符，最好是随机抽取的五个词。');
    const master: NamedKey | undefined = key?.text.outcome === 'key' ? { bytes: key.text.bytes, source: key.source } : key?.text.outcome === 'passphrase' ? { passphrase: key.text, source: key.source } : undefined;
    if (master === undefined || key === undefined) {
      const told = keys.flatMap(({ source, text }) => (text.outcome === 'key' ? [] : [{ source, trouble: keyTrouble(text) }]));
      throw misuse(
        `No vault was made, since there is no master key: ${told.map(({ source, trouble }) => `${source} ${trouble?.en ?? ''}`).join('; ')}. Make one: culprit key generate`,
        `未新建保险库，因为没有主密钥：${told.map(({ source, trouble }) => `${source} ${trouble?.['zh-CN'] ?? ''}`).join('；')}。生成密钥：culprit key generate`,
      );
    }
    if (key.text.outcome === 'key' && key.text.published !== undefined) {
      throw misuse(`${key.source} is the example key of ${key.text.published}, which anybody knows. Make one: culprit key generate`, `${key.source} 是 ${key.text.published} 的示例密钥，人人皆知。请另行生成：culprit key generate`);
    }
    await createVault({ file, keys, signal, master });
    io.stderr(locale === 'en' ? `Made: ${file}, under the key of ${key.source}. Keep a copy of that key elsewhere: without it nothing in the vault can be read.\n` : `已新建：${file}，使用 ${key.source} 中的密钥。请在别处另存该密钥：没有它，保险库的内容都无法读取。\n`);
    return 0;
  },
});
