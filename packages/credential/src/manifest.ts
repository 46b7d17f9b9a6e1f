// Written by scripts/manifests.mjs from what stands in this folder.
import { defineManifest, type Manifest } from '@culprit/core';
import { version } from './version.ts';

const manifest: Manifest = defineManifest({
  name: '@culprit/credential',
  version,
  api: 1,
  targets: [
    { kind: 'api-key', schemes: ['api-key'], bare: false, load: async () => (await import('./targets/api-key.ts')).apiKey },
    { kind: 'vault', schemes: ['vault'], bare: false, load: async () => (await import('./targets/vault.ts')).vault },
  ],
  checks: [
    { id: 'credential/key-form', kind: 'api-key', depth: 'quick', load: async () => (await import('./checks/key-form.ts')).keyForm },
    { id: 'credential/live-state', kind: 'api-key', depth: 'quick', load: async () => (await import('./checks/live-state.ts')).liveStateCheck },
    { id: 'credential/master-key', kind: 'vault', depth: 'quick', load: async () => (await import('./checks/master-key.ts')).masterKeyCheck },
    { id: 'credential/vault-entries', kind: 'vault', depth: 'quick', load: async () => (await import('./checks/vault-entries.ts')).vaultEntriesCheck },
    { id: 'credential/vault-file', kind: 'vault', depth: 'quick', load: async () => (await import('./checks/vault-file.ts')).vaultFileCheck },
  ],
  causes: [
    { id: 'credential/credential-not-received', suspectedBy: ['credential/live-state#not-received'], load: async () => (await import('./causes/credential-not-received.ts')).credentialNotReceived },
    { id: 'credential/disabled-key', suspectedBy: ['credential/live-state#disabled'], load: async () => (await import('./causes/disabled-key.ts')).disabledKey },
    { id: 'credential/expired-key', suspectedBy: ['credential/live-state#expired'], load: async () => (await import('./causes/expired-key.ts')).expiredKey },
    { id: 'credential/foreign-answer', suspectedBy: ['credential/live-state#not-an-api', 'credential/live-state#wrong-path'], load: async () => (await import('./causes/foreign-answer.ts')).foreignAnswer },
    { id: 'credential/foreign-key', suspectedBy: ['credential/key-form#foreign'], load: async () => (await import('./causes/foreign-key.ts')).foreignKey },
    { id: 'credential/invalid-key', suspectedBy: ['credential/live-state#invalid'], load: async () => (await import('./causes/invalid-key.ts')).invalidKey },
    { id: 'credential/key-rate-limited', suspectedBy: ['credential/live-state#rate-limited'], load: async () => (await import('./causes/key-rate-limited.ts')).keyRateLimited },
    { id: 'credential/key-request-firewalled', suspectedBy: ['credential/live-state#firewall'], load: async () => (await import('./causes/key-request-firewalled.ts')).keyRequestFirewalled },
    { id: 'credential/mangled-key', suspectedBy: ['credential/key-form#quoted', 'credential/key-form#wrapped', 'credential/key-form#surrounding-space', 'credential/key-form#invisible-character', 'credential/key-form#strange-character'], load: async () => (await import('./causes/mangled-key.ts')).mangledKey },
    { id: 'credential/master-key-changed', suspectedBy: ['credential/master-key#changed'], load: async () => (await import('./causes/master-key-changed.ts')).masterKeyChanged },
    { id: 'credential/missing-permission', suspectedBy: ['credential/live-state#permission-missing', 'credential/live-state#wrong-organization'], load: async () => (await import('./causes/missing-permission.ts')).missingPermission },
    { id: 'credential/mistyped-key', suspectedBy: ['credential/key-form#checksum-wrong'], load: async () => (await import('./causes/mistyped-key.ts')).mistypedKey },
    { id: 'credential/model-not-available', suspectedBy: ['credential/live-state#model-not-available'], load: async () => (await import('./causes/model-not-available.ts')).modelNotAvailable },
    { id: 'credential/provider-overloaded', suspectedBy: ['credential/live-state#overloaded'], load: async () => (await import('./causes/provider-overloaded.ts')).providerOverloaded },
    { id: 'credential/quota-exhausted', suspectedBy: ['credential/live-state#quota-exhausted'], load: async () => (await import('./causes/quota-exhausted.ts')).quotaExhausted },
    { id: 'credential/region-refused', suspectedBy: ['credential/live-state#region-refused'], load: async () => (await import('./causes/region-refused.ts')).regionRefused },
    { id: 'credential/restricted-key', suspectedBy: ['credential/live-state#key-restricted'], load: async () => (await import('./causes/restricted-key.ts')).restrictedKey },
    { id: 'credential/service-not-enabled', suspectedBy: ['credential/live-state#service-disabled'], load: async () => (await import('./causes/service-not-enabled.ts')).serviceNotEnabled },
    { id: 'credential/text-instead-of-key', suspectedBy: ['credential/key-form#empty', 'credential/key-form#placeholder', 'credential/key-form#variable-reference', 'credential/key-form#variable-name', 'credential/key-form#masked', 'credential/key-form#command', 'credential/key-form#json', 'credential/key-form#pem', 'credential/key-form#base64-of-key', 'credential/key-form#url', 'credential/key-form#e-mail'], load: async () => (await import('./causes/text-instead-of-key.ts')).textInsteadOfKey },
    { id: 'credential/unpaid-account', suspectedBy: ['credential/live-state#billing'], load: async () => (await import('./causes/unpaid-account.ts')).unpaidAccount },
    { id: 'credential/wrong-base-path', suspectedBy: ['credential/live-state#not-an-api', 'credential/live-state#wrong-path'], load: async () => (await import('./causes/wrong-base-path.ts')).wrongBasePath },
    { id: 'credential/wrong-site', suspectedBy: ['credential/live-state#invalid'], load: async () => (await import('./causes/wrong-site.ts')).wrongSite },
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
