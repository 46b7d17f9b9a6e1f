import type { Localized } from '@culprit/core';
import { LockBusy } from './lock.ts';
import { keyTrouble } from './key-trouble.ts';
import type { MasterKey, VaultReading } from './read-vault.ts';

const both = (en: string, zh: string): Localized<string> => ({ en, 'zh-CN': zh });

/** Why a vault does not serve, in one sentence, with whether anything is lost and what to do. */
export function vaultRefusal(file: string, vault: VaultReading, keys: readonly MasterKey[]): Localized<string> {
  switch (vault.outcome) {
    case 'not-json': return both(`${file} is damaged${vault.at === undefined ? '' : ` from byte ${vault.at} on`}. The vault before the last write is ${file}.1.`, `${file} 已损坏${vault.at === undefined ? '' : `（自第 ${vault.at} 字节起）`}。上一次写入前的保险库是 ${file}.1。`);
    case 'altered': return both(`${file} is not as it was written: damaged, or edited by hand. The vault before the last write is ${file}.1.`, `${file} 与写入时不一致：已损坏或被手工改动。上一次写入前的保险库是 ${file}.1。`);
    case 'foreign': return both(`${file} is no vault of Culprit.`, `${file} 不是 Culprit 的保险库。`);
    case 'too-new': return both(`${file} has format version ${vault.version}; this Culprit reads version 1. Nothing is damaged: use a newer Culprit.`, `${file} 的格式版本为 ${vault.version}，当前 Culprit 只支持版本 1。数据没有损坏：请使用更新的 Culprit。`);
    case 'no-key': {
      const looked = keys.map(({ source, text }) => ({ source, trouble: keyTrouble(text) ?? both('', '') }));
      const [primary] = vault.document.keys;
      return both(
        `No key for ${file}: ${looked.map(({ source, trouble }) => `${source} ${trouble.en}`).join('; ')}. It needs key ${primary?.kid ?? ''}, made ${primary?.created.slice(0, 10) ?? ''} from ${primary?.source ?? ''}. Restore that key; a new one will not open it.`,
        `没有可打开 ${file} 的密钥：${looked.map(({ source, trouble }) => `${source} ${trouble['zh-CN']}`).join('；')}。需要密钥 ${primary?.kid ?? ''}（${primary?.created.slice(0, 10) ?? ''} 创建，来自 ${primary?.source ?? ''}）。请恢复该密钥；新密钥打不开它。`,
      );
    }
    case 'other-key': {
      const [primary] = vault.document.keys;
      const offered = vault.offered.map(({ source, kid }) => `${kid} (${source})`).join(', ');
      return both(
        `${file} was sealed with key ${primary?.kid ?? ''} (${primary?.source ?? ''}, ${primary?.created.slice(0, 10) ?? ''}); the key here is ${offered}. Nothing is damaged: put the old key in CULPRIT_MASTER_KEY_PREVIOUS and run: culprit vault rotate start`,
        `${file} 用密钥 ${primary?.kid ?? ''}（${primary?.source ?? ''}，${primary?.created.slice(0, 10) ?? ''}）加密，而此处的密钥是 ${offered}。数据没有损坏：请把旧密钥放进 CULPRIT_MASTER_KEY_PREVIOUS，然后运行：culprit vault rotate start`,
      );
    }
    case 'broken-slot': return both(`${file}: the slot of key ${vault.kid} was changed outside of Culprit. Restore ${file}.1 or a backup.`, `${file}：密钥 ${vault.kid} 的密钥槽被 Culprit 以外的程序改动。请恢复 ${file}.1 或备份。`);
    case 'open': return both(`${file} was changed outside of Culprit: its entries are not those that were written. See: culprit vault verify`, `${file} 被 Culprit 以外的程序改动：其中的条目与写入时不一致。请运行：culprit vault verify`);
  }
}

/** Why a vault's file can't be read or written. */
export function ioRefusal(file: string, error: unknown): Localized<string> {
  if (error instanceof LockBusy) {
    const { holder, heldForMs } = error;
    const seconds = Math.round(heldForMs / 1_000);
    return holder === undefined
      ? both(`${file} is locked by another program.`, `${file} 正被其他程序锁定。`)
      : both(`${file} is locked for ${seconds} s by process ${holder.pid} (${holder.program}) on ${holder.host}. If that host has no such process any more, remove ${file}.lock`, `${file} 已被 ${holder.host} 上的进程 ${holder.pid}（${holder.program}）锁定 ${seconds} 秒。如果该主机上已没有这个进程，请删除 ${file}.lock`);
  }
  const code = typeof error === 'string' ? error : error instanceof Error && 'code' in error ? String(error.code) : String(error);
  const [en, zh] = reasons[code] ?? [code, code];
  return both(`${file}: ${en}.`, `${file}：${zh}。`);
}

const reasons: { readonly [code: string]: readonly [string, string] } = {
  absent: ['there is no such vault; make one with: culprit vault init', '没有这个保险库；请新建：culprit vault init'],
  denied: ['reading it is not permitted', '没有读取权限'],
  'symbolic-link': ['it is a symbolic link, which is not followed; name the file itself', '这是符号链接，不予跟随；请直接指定文件'],
  'not-a-file': ['it is no ordinary file', '不是普通文件'],
  'too-large': ['it is larger than 16 MiB', '超过 16 MiB'],
  ENOSPC: ['the disk is full; the old vault stands as it was', '磁盘已满；原保险库保持不变'],
  EDQUOT: ['the disk quota is used up; the old vault stands as it was', '磁盘配额已用完；原保险库保持不变'],
  EACCES: ['writing there is not permitted; the old vault stands as it was', '没有写入权限；原保险库保持不变'],
  EPERM: ['writing there is not permitted; the old vault stands as it was', '没有写入权限；原保险库保持不变'],
  EROFS: ['the file system is read-only; the old vault stands as it was', '文件系统为只读；原保险库保持不变'],
  EBUSY: ['it is mounted as a single file and can not be replaced: mount its directory', '它是单独挂载的文件，无法替换：请挂载其所在目录'],
  EXDEV: ['it is mounted as a single file and can not be replaced: mount its directory', '它是单独挂载的文件，无法替换：请挂载其所在目录'],
  ENOENT: ['there is no such folder', '没有这个目录'],
};
