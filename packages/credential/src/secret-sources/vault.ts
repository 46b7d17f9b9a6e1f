import { ToolError, type SecretSource } from '@culprit/core';
import { isEntryName } from '../vault/document.ts';
import { defaultVault, findMasterKeys, plainReader, type KeySources } from '../vault/master-keys.ts';
import { entryStates, openEntry } from '../vault/read-vault.ts';
import { vaultRefusal } from '../vault/refusal.ts';
import { openVault } from '../vault/store.ts';

/** A source of secrets out of one vault: `vault:openai/default`; `#candidate` is the value to be tried, `#grace` the one before. Rejects with a `ToolError` that says why the vault does not open. */
export function createVaultSource(options: KeySources & { readonly file?: string; readonly env?: { readonly [name: string]: string | undefined } } = {}): SecretSource {
  return {
    scheme: 'vault',
    async resolve(name) {
      const env = options.env ?? process.env;
      const file = options.file ?? defaultVault(env);
      const [entry = '', role = 'current', ...more] = name.split('#');
      if (!isEntryName(entry) || more.length > 0 || (role !== 'current' && role !== 'candidate' && role !== 'grace')) throw unresolved(`vault: is followed by the name of an entry, such as vault:openai/default.`, 'vault: 后面是条目名称，例如 vault:openai/default。');
      const keys = await findMasterKeys(options, env, plainReader(env));
      const vault = await openVault({ file, keys });
      if (!vault.intact) {
        const { en, 'zh-CN': zh } = vaultRefusal(file, vault, keys);
        throw unresolved(en, zh);
      }
      const value = openEntry(vault, entry, role);
      if (value === undefined && role === 'current' && entryStates(vault).some((state) => state.name === entry)) throw unresolved(`The entry ${entry} of ${file} can't be read: it is damaged. Set it again: culprit vault set ${entry}`, `${file} 中的条目 ${entry} 已损坏，无法读取。请重新设置：culprit vault set ${entry}`);
      return value;
    },
  };
}

const unresolved = (en: string, zh: string): ToolError => new ToolError('SECRET_UNRESOLVED', { en, 'zh-CN': zh });

/** `vault:` of the usual vault, opened with the keys in the usual places. */
export const vaultSource: SecretSource = createVaultSource();
