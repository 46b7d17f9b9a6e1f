import { misuse, type Localized } from '@culprit/core';
import type { NamedKey, VaultChange } from './compose.ts';
import { keyIdOf } from './envelope.ts';
import { keysFor, type MasterKey, type OpenVault } from './read-vault.ts';

/** The steps of a rotation, in order; `verify` changes nothing, `undo` goes back before `finish`. */
export const rotationSteps = ['start', 'promote', 'verify', 'finish', 'undo'] as const;
export type RotationStep = (typeof rotationSteps)[number];

/**
 * What a step changes. The new key is the one that is configured now, the old one stands among the previous ones: so what
 * is rotated to is what every later start will load, and nothing else.
 * @throws ToolError (`USAGE_INVALID`)
 */
export function rotation(step: Exclude<RotationStep, 'verify'>, vault: OpenVault, keys: readonly MasterKey[], deep: boolean): { readonly change: VaultChange; readonly text: Localized<string> } {
  const { keys: slots, vaultId } = vault.document;
  const configured = keys.find(({ role, text }) => role === 'current' && (text.outcome === 'key' || text.outcome === 'passphrase'));
  if (configured === undefined || (configured.text.outcome !== 'key' && configured.text.outcome !== 'passphrase')) throw misuse('There is no current master key: put the new one in CULPRIT_MASTER_KEY and the old one in CULPRIT_MASTER_KEY_PREVIOUS.', '没有当前主密钥：请把新密钥放入 CULPRIT_MASTER_KEY，旧密钥放入 CULPRIT_MASTER_KEY_PREVIOUS。');
  const { source, text } = configured;
  const master: NamedKey = text.outcome === 'key' ? { bytes: text.bytes, source } : { passphrase: text, source };
  const published = text.outcome === 'key' ? text.published : undefined;
  const kids = keysFor(configured, vault.document).map((bytes) => keyIdOf(bytes, vaultId));
  const slot = slots.find((one) => kids.includes(one.kid));
  // A passphrase has no id before a slot is made of it.
  const kid = slot?.kid ?? (text.outcome === 'key' ? kids[0] ?? '' : source);
  switch (step) {
    case 'start':
      if (slots.length > 1) throw misuse('A rotation is under way already: promote and finish it, or undo it.', '已有轮换正在进行：请先 promote 并 finish，或者 undo。');
      if (slot !== undefined) throw misuse(`${source} holds the key that the vault has already. Put the new one there and the old one in CULPRIT_MASTER_KEY_PREVIOUS.`, `${source} 中就是保险库现用的密钥。请在其中放入新密钥，并把旧密钥放入 CULPRIT_MASTER_KEY_PREVIOUS。`);
      if (published !== undefined) throw misuse(`${source} is the example key of ${published}, which anybody knows.`, `${source} 是 ${published} 的示例密钥，人人皆知。`);
      return { change: { addKey: master }, text: said(`Key ${kid} of ${source} opens the vault too. Give it to every service, then: culprit vault rotate promote`, `${source} 中的密钥 ${kid} 现在也能打开保险库。请先让所有服务换上它，然后运行：culprit vault rotate promote`) };
    case 'promote':
      if (slot === undefined) throw misuse('Start first: culprit vault rotate start', '请先开始：culprit vault rotate start');
      return { change: { keep: (all) => all.map((one) => ({ ...one, state: one.kid === kid ? 'primary' : 'decrypt-only' })) }, text: said(`Key ${kid} is the primary one. When culprit vault rotate verify agrees everywhere: culprit vault rotate finish`, `密钥 ${kid} 已成为主用。各处 culprit vault rotate verify 均通过后，请运行：culprit vault rotate finish`) };
    case 'finish':
      if (slot?.state !== 'primary') throw misuse(`The key of ${source} is not the primary one: promote it first.`, `${source} 中的密钥不是主用密钥：请先 promote。`);
      if (deep) return { change: { renew: master }, text: said(`Only key ${kid} opens the vault, and every value was sealed anew.`, `现在只有密钥 ${kid} 能打开保险库，所有值都已重新加密。`) };
      return { change: { keep: (all) => all.filter((one) => one.kid === kid) }, text: said(`Only key ${kid} opens the vault. CULPRIT_MASTER_KEY_PREVIOUS is not needed any more.`, `现在只有密钥 ${kid} 能打开保险库，不再需要 CULPRIT_MASTER_KEY_PREVIOUS。`) };
    case 'undo': {
      const oldest = slots.toSorted((a, b) => a.created.localeCompare(b.created))[0];
      if (slots.length < 2 || oldest === undefined) throw misuse('No rotation is under way.', '没有正在进行的轮换。');
      return { change: { keep: () => [{ ...oldest, state: 'primary' }] }, text: said(`Back to key ${oldest.kid} of ${oldest.source}.`, `已恢复使用 ${oldest.source} 中的密钥 ${oldest.kid}。`) };
    }
  }
}

const said = (en: string, zh: string): Localized<string> => ({ en, 'zh-CN': zh });
