// Written by scripts/manifests.mjs from what stands in this folder.
import { defineManifest, type Manifest } from '@culprit/core';
import { version } from './version.ts';

const manifest: Manifest = defineManifest({
  name: '@culprit/credential',
  version,
  api: 1,
  targets: [
    { kind: 'vault', schemes: ['vault'], bare: false, load: async () => (await import('./targets/vault.ts')).vault },
  ],
  checks: [
    { id: 'credential/master-key', kind: 'vault', depth: 'quick', load: async () => (await import('./checks/master-key.ts')).masterKeyCheck },
    { id: 'credential/vault-entries', kind: 'vault', depth: 'quick', load: async () => (await import('./checks/vault-entries.ts')).vaultEntriesCheck },
    { id: 'credential/vault-file', kind: 'vault', depth: 'quick', load: async () => (await import('./checks/vault-file.ts')).vaultFileCheck },
  ],
  causes: [
    { id: 'credential/master-key-changed', suspectedBy: ['credential/master-key#changed'], load: async () => (await import('./causes/master-key-changed.ts')).masterKeyChanged },
  ],
  knownErrors: [],
  commands: [
    { name: 'vault get', summary: { en: 'Print a value into a pipe', 'zh-CN': '将某个值输出到管道' }, load: async () => (await import('./commands/vault-get.ts')).vaultGet },
    { name: 'vault import', summary: { en: 'Put the values of an env file into the vault', 'zh-CN': '将 env 文件中的值存入保险库' }, load: async () => (await import('./commands/vault-import.ts')).vaultImport },
    { name: 'vault init', summary: { en: 'Make an empty vault under the master key at hand', 'zh-CN': '用现有主密钥新建空的保险库' }, load: async () => (await import('./commands/vault-init.ts')).vaultInit },
    { name: 'vault list', summary: { en: 'List the names in the vault and whether each opens', 'zh-CN': '列出保险库中的名称及各自能否打开' }, load: async () => (await import('./commands/vault-list.ts')).vaultList },
    { name: 'vault remove', summary: { en: 'Remove a value from the vault', 'zh-CN': '从保险库中删除某个值' }, load: async () => (await import('./commands/vault-remove.ts')).vaultRemove },
    { name: 'vault rotate', summary: { en: 'Change the master key in steps that every service can follow', 'zh-CN': '分步更换主密钥，各服务可依次跟进' }, load: async () => (await import('./commands/vault-rotate.ts')).vaultRotate },
    { name: 'vault set', summary: { en: 'Put a value, piped in or by reference, under a name', 'zh-CN': '将通过管道或引用给出的值存入指定名称' }, load: async () => (await import('./commands/vault-set.ts')).vaultSet },
    { name: 'vault verify', summary: { en: 'Find out why a vault or an entry of it does not open', 'zh-CN': '查明保险库或其中的条目为何打不开' }, load: async () => (await import('./commands/vault-verify.ts')).vaultVerify },
  ],
  secretSources: [
    { scheme: 'vault', load: async () => (await import('./secret-sources/vault.ts')).vaultSource },
  ],
});

export default manifest;
