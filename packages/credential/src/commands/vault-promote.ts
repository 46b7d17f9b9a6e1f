import { defineCommand, misuse, type Command } from '@culprit/core';
import { fileOf, keysOf, nameOf, vaultOptions } from '../vault/command-input.ts';
import { changeVault } from '../vault/store.ts';

/** `culprit vault promote NAME`: the candidate takes the place of the value in use, which stays for a time of grace. */
export const vaultPromote: Command = defineCommand({
  name: 'vault promote',
  text: { en: { summary: 'Put a candidate that was tried in place of the value in use, and keep that for a while', positionals: '<name>' }, 'zh-CN': { summary: '用试过的候选值替换现用值，并在一段时间内保留旧值', positionals: '<名称>' } },
  changes: true,
  options: {
    grace: { type: 'duration', default: 7 * 86_400_000, min: 0, max: 365 * 86_400_000, placeholder: 'span', text: { en: 'How long the value before can still be read, as vault:NAME#grace', 'zh-CN': '旧值还能以 vault:名称#grace 读取多久' } },
    ...vaultOptions,
  },
  async run(context) {
    const name = nameOf(context, 'vault promote <name>');
    const graceMs = Number(context.options['grace'] ?? 0);
    const until = new Date(Date.now() + graceMs);
    await changeVault({ file: fileOf(context), keys: await keysOf(context), signal: context.signal }, ({ document }) => {
      if (!Object.hasOwn(document.entries, name) || document.entries[name]?.candidate === undefined) throw misuse(`${JSON.stringify(name.slice(0, 80))} has no candidate: culprit vault set <name> --candidate`, `${JSON.stringify(name.slice(0, 80))} 没有候选值：culprit vault set <名称> --candidate`);
      return { promote: { [name]: until } };
    });
    const kept = graceMs > 0;
    context.io.stderr(context.locale === 'en'
      ? `${name} is the new value.${kept ? ` The one before can be read as vault:${name}#grace until ${until.toISOString().slice(0, 16)}Z; revoke it at its provider after that.` : ''}\n`
      : `${name} 现为新值。${kept ? `旧值在 ${until.toISOString().slice(0, 16)}Z 之前可用 vault:${name}#grace 读取，之后请在提供方吊销。` : ''}\n`);
    return 0;
  },
});
