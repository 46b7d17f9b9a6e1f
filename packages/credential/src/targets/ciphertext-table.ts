import { defineOptions, defineTarget, type OptionFields, type SecretRef, type StandardSchemaV1, type TargetKind } from '@culprit/core';

export type CiphertextTable = {
  /** Rows as a database exports them. */
  readonly file: string;
  /** The key that the program is given now. */
  readonly key?: SecretRef;
  /** Keys that it had before: a text, or several separated by line breaks. */
  readonly previous?: SecretRef;
  /** The id of a format, where the values do not tell it. */
  readonly format?: string;
  readonly column?: string;
  /** The nonce of formats that have one for all values. */
  readonly nonce?: SecretRef;
  /** Names that rows may have had. */
  readonly names?: readonly string[];
};

export const tableFields: OptionFields = {
  file: { type: 'string', required: true, text: { en: 'Exported rows: JSON or CSV', 'zh-CN': '导出的数据行：JSON 或 CSV' } },
  key: { type: 'secret', placeholder: 'secret', text: { en: 'Key that the program is given, as env:NAME or file:path', 'zh-CN': '程序现用的密钥，写作 env:名称 或 file:路径' } },
  previous: { type: 'secret', placeholder: 'secret', text: { en: 'Keys that it had before, one a line', 'zh-CN': '以前用过的密钥，每行一个' } },
  format: { type: 'string', placeholder: 'id', text: { en: 'Format, where the values do not tell it: lmnr, litellm-box, librechat-v1, …', 'zh-CN': '数据本身看不出格式时指定：lmnr、litellm-box、librechat-v1 等' } },
  column: { type: 'string', placeholder: 'name', text: { en: 'Column of the values', 'zh-CN': '密文所在的列' } },
  nonce: { type: 'secret', placeholder: 'secret', text: { en: 'Nonce of all values, where there is one (CREDS_IV of LibreChat)', 'zh-CN': '所有密文共用的 nonce（LibreChat 的 CREDS_IV）' } },
  names: { type: 'list', items: { type: 'string' }, placeholder: 'names', text: { en: 'Names that rows may have had before', 'zh-CN': '数据行以前可能用过的名称' } },
};

/** Stored ciphertexts of some program. Reads `ciphertext:///path/rows.json?key=env:NAME&previous=file:PATH&format=lmnr&names=A,B`. */
export const ciphertextTable: TargetKind<CiphertextTable> = defineTarget({
  kind: 'ciphertext-table',
  text: { en: 'Stored ciphertexts', 'zh-CN': '存储的密文' },
  schema: defineOptions(tableFields) as unknown as StandardSchemaV1<unknown, CiphertextTable>,
  schemes: ['ciphertext'],
  rows: 'checks',
  label: ({ file }) => file,
  read: (text) => {
    const [, path = '', query = ''] = /^ciphertext:\/\/([^?]*)(?:\?(.*))?$/s.exec(text) ?? [];
    if (path === '') return undefined;
    const given = new URLSearchParams(query);
    const [format, column, names] = [given.get('format'), given.get('column'), given.get('names')];
    const secret = (name: string): SecretRef | undefined => {
      const reference = given.get(name);
      return reference === null ? undefined : { $secret: reference };
    };
    const [key, previous, nonce] = [secret('key'), secret('previous'), secret('nonce')];
    return {
      file: decodeURI(path), ...(key === undefined ? {} : { key }), ...(previous === undefined ? {} : { previous }), ...(nonce === undefined ? {} : { nonce }),
      ...(format === null ? {} : { format }), ...(column === null ? {} : { column }), ...(names === null ? {} : { names: names.split(',') }),
    };
  },
});
