import { defineRemedy, type Remedy } from '@culprit/core';

/** For a vault that is not there. */
export const makeVault: Remedy = defineRemedy({
  id: 'credential/make-vault',
  audience: 'you',
  text: {
    en: { title: 'Make a vault, or name the one that there is', steps: ['A new one: culprit key generate, keep the key in CULPRIT_MASTER_KEY, then culprit vault init', 'One that is elsewhere: --file PATH, or CULPRIT_VAULT=PATH in the environment of the service'] },
    'zh-CN': { title: '新建保险库，或指定已有的保险库', steps: ['新建：culprit key generate，将密钥放入 CULPRIT_MASTER_KEY，然后运行 culprit vault init', '位于别处：使用 --file 路径，或在服务的环境中设置 CULPRIT_VAULT=路径'] },
  },
});

/** For a vault whose bytes are not those that were written. */
export const restoreVault: Remedy = defineRemedy({
  id: 'credential/restore-vault',
  audience: 'you',
  text: {
    en: { title: 'Put an intact copy in its place', steps: ['Keep the broken file: cp {file} {file}.broken', 'The vault before the last write is {file}.1: look at it with culprit vault verify --file {file}.1, then cp -p {file}.1 {file}', 'Otherwise restore a backup. What was set since then has to be set again.'] },
    'zh-CN': { title: '用完好的副本替换', steps: ['保留损坏的文件：cp {file} {file}.broken', '上一次写入前的保险库是 {file}.1：先用 culprit vault verify --file {file}.1 查看，再 cp -p {file}.1 {file}', '否则请恢复备份。此后设置过的内容需要重新设置。'] },
  },
});

/** For a vault of a later format. */
export const updateCulprit: Remedy = defineRemedy({
  id: 'credential/update-culprit',
  audience: 'you',
  text: {
    en: { title: 'Use the Culprit that wrote it, or a newer one', steps: ['npm install -g culprit@latest'] },
    'zh-CN': { title: '使用写入它的 Culprit 版本或更新的版本', steps: ['npm install -g culprit@latest'] },
  },
});

/** For a file that others may read. */
export const closeVault: Remedy = defineRemedy({
  id: 'credential/close-vault-to-others',
  audience: 'you',
  text: { en: { title: 'Let only its owner read it', steps: ['chmod 600 {file}'] }, 'zh-CN': { title: '只允许所有者读取', steps: ['chmod 600 {file}'] } },
});

/** For an old copy. */
export const checkBackup: Remedy = defineRemedy({
  id: 'credential/check-restored-vault',
  audience: 'you',
  text: {
    en: { title: 'Find out who put an older vault in place', steps: ['If it was restored on purpose, set anew what changed after {updated}; the warning ends with the next write.', 'Otherwise look for the newer file: in a volume that is no longer mounted, or on another machine.'] },
    'zh-CN': { title: '查明是谁换上了较旧的保险库', steps: ['若是有意恢复，请重新设置 {updated} 之后变更的内容；下次写入后此警告消失。', '否则请寻找较新的文件：可能在未挂载的卷里，或在另一台机器上。'] },
  },
});

/** For a service without the master key, or with something else in its place. */
export const giveMasterKey: Remedy = defineRemedy({
  id: 'credential/give-master-key',
  audience: 'you',
  text: {
    en: { title: 'Give the service the master key {kid}', steps: ['CULPRIT_MASTER_KEY=<the 64 hexadecimal digits> in its environment, or a file: ~/.config/culprit/master.key with mode 600', 'Ask whoever made the vault on {created} (from {source}). A new key does not open it: if this one is lost, so is what is in the vault, and every entry has to be set anew.'] },
    'zh-CN': { title: '为服务提供主密钥 {kid}', steps: ['在其环境中设置 CULPRIT_MASTER_KEY=<64 位十六进制数字>，或使用文件 ~/.config/culprit/master.key（权限 600）', '请询问在 {created} 创建保险库的人（来源 {source}）。新密钥打不开它：如果该密钥已丢失，保险库的内容也无法恢复，所有条目都要重新设置。'] },
  },
});

/** For the key of an example. */
export const replacePublishedKey: Remedy = defineRemedy({
  id: 'credential/replace-published-key',
  audience: 'you',
  text: {
    en: { title: 'Take a key that only you know', steps: ['culprit key generate; keep the new key in CULPRIT_MASTER_KEY and the old one in CULPRIT_MASTER_KEY_PREVIOUS', 'culprit vault rotate start, then culprit vault rotate finish --deep, which also seals every entry anew', 'Replace the secrets themselves where the file may have been seen.'] },
    'zh-CN': { title: '换用只有自己知道的密钥', steps: ['culprit key generate；将新密钥放入 CULPRIT_MASTER_KEY，旧密钥放入 CULPRIT_MASTER_KEY_PREVIOUS', 'culprit vault rotate start，然后 culprit vault rotate finish --deep，后者会重新加密所有条目', '如果文件可能已被他人看到，还应更换其中的密钥本身。'] },
  },
});

/** For a rotation that was begun. */
export const finishRotation: Remedy = defineRemedy({
  id: 'credential/finish-rotation',
  audience: 'you',
  text: {
    en: { title: 'Finish the rotation once every service has the new key', steps: ['culprit vault rotate promote, where that has not been done', 'culprit vault rotate verify in the environment of each service, then culprit vault rotate finish'] },
    'zh-CN': { title: '所有服务都换上新密钥后，完成轮换', steps: ['尚未提升新密钥时：culprit vault rotate promote', '在每个服务的环境中运行 culprit vault rotate verify，然后 culprit vault rotate finish'] },
  },
});

/** For entries that do not open. */
export const setEntryAgain: Remedy = defineRemedy({
  id: 'credential/set-entry-again',
  audience: 'you',
  text: { en: { title: 'Set {name} again, or restore the vault', steps: ['culprit vault set {name} --from env:NAME', 'The vault before the last write is {file}.1'] }, 'zh-CN': { title: '重新设置 {name}，或恢复保险库', steps: ['culprit vault set {name} --from env:名称', '上一次写入前的保险库是 {file}.1'] } },
});
