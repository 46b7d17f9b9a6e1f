import { defineOptions, defineTarget, type OptionFields, type SecretRef, type StandardSchemaV1, type TargetKind } from '@culprit/core';

export type VaultTarget = {
  /** Default: the usual vault of whoever runs this. */
  readonly file?: string;
  readonly key?: SecretRef;
  readonly previous?: SecretRef;
  /** In place of a key. */
  readonly passphrase?: SecretRef;
};

const fields: OptionFields = {
  file: { type: 'string', text: { en: 'Path of the vault; default: the usual one', 'zh-CN': '保险库文件的路径，默认为常用位置' } },
  key: { type: 'secret', text: { en: 'Master key, as env:NAME or file:path', 'zh-CN': '主密钥，写作 env:名称 或 file:路径' } },
  passphrase: { type: 'secret', text: { en: 'Passphrase in place of a key', 'zh-CN': '代替密钥的口令' } },
  previous: { type: 'secret', text: { en: 'Master keys that were in use before', 'zh-CN': '以前使用的主密钥' } },
};

/** A vault of Culprit. Reads `vault://`, `vault:///path/vault.json` and `vault:///path/vault.json?key=env:NAME&previous=env:NAME`. */
export const vault: TargetKind<VaultTarget> = defineTarget({
  kind: 'vault',
  text: { en: 'A vault of secrets', 'zh-CN': '密钥保险库' },
  schema: defineOptions(fields) as unknown as StandardSchemaV1<unknown, VaultTarget>,
  schemes: ['vault'],
  rows: 'checks',
  label: ({ file }) => `vault ${file ?? ''}`.trim(),
  read: (text) => {
    const [, path = '', query = ''] = /^vault:\/\/([^?]*)(?:\?(.*))?$/s.exec(text) ?? [];
    const given = new URLSearchParams(query);
    const [key, previous, passphrase] = [given.get('key'), given.get('previous'), given.get('passphrase')];
    return { ...(path === '' ? {} : { file: decodeURI(path) }), ...(key === null ? {} : { key: { $secret: key } }), ...(previous === null ? {} : { previous: { $secret: previous } }), ...(passphrase === null ? {} : { passphrase: { $secret: passphrase } }) };
  },
});
