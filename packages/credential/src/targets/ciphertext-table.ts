import { defineOptions, defineTarget, type OptionFields, type SecretRef, type StandardSchemaV1, type TargetKind } from '@culprit/core';

export type CiphertextTable = {
  /** Rows as a database exports them. */
  readonly file?: string;
  /** In place of a file: `postgres://…`, by reference. It is only read. */
  readonly database?: SecretRef;
  /** Table or schema.table; default: those of the programs that are known. */
  readonly table?: string;
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
  file: { type: 'string', text: { en: 'Exported rows: JSON or CSV', 'zh-CN': '导出的数据行：JSON 或 CSV' } },
  database: { type: 'secret', placeholder: 'secret', text: { en: 'In place of a file: address of a PostgreSQL database (postgres://…), as env:NAME or file:path; it is only read', 'zh-CN': '代替文件：PostgreSQL 数据库地址（postgres://…），写作 env:名称 或 file:路径；只读取' } },
  table: { type: 'string', pattern: '^[A-Za-z_]\\w{0,62}(\\.[A-Za-z_]\\w{0,62})?$', placeholder: 'name', text: { en: 'Table of the database; default: those of programs that are known', 'zh-CN': '数据库中的表，默认为已知程序的表' } },
  key: { type: 'secret', placeholder: 'secret', text: { en: 'Key that the program is given, as env:NAME or file:path', 'zh-CN': '程序现用的密钥，写作 env:名称 或 file:路径' } },
  previous: { type: 'secret', placeholder: 'secret', text: { en: 'Keys that it had before, one a line', 'zh-CN': '以前用过的密钥，每行一个' } },
  format: { type: 'string', placeholder: 'id', text: { en: 'Format, where the values do not tell it: lmnr, litellm-box, librechat-v1, …', 'zh-CN': '数据本身看不出格式时指定：lmnr、litellm-box、librechat-v1 等' } },
  column: { type: 'string', placeholder: 'name', text: { en: 'Column of the values', 'zh-CN': '密文所在的列' } },
  nonce: { type: 'secret', placeholder: 'secret', text: { en: 'Nonce of all values, where there is one (CREDS_IV of LibreChat)', 'zh-CN': '所有密文共用的 nonce（LibreChat 的 CREDS_IV）' } },
  names: { type: 'list', items: { type: 'string' }, placeholder: 'names', text: { en: 'Names that rows may have had before', 'zh-CN': '数据行以前可能用过的名称' } },
};

/** Where the rows are, as a reader knows it. */
export const placeOf = ({ file, database, table }: Pick<CiphertextTable, 'file' | 'database' | 'table'>): string => file ?? `${database?.$secret ?? ''}${table === undefined ? '' : ` ${table}`}`;

/** Stored ciphertexts of some program. Reads `ciphertext:///path/rows.json?key=env:NAME&previous=file:PATH&format=lmnr&names=A,B`; in place of a path `?database=env:NAME&table=NAME`. */
export const ciphertextTable: TargetKind<CiphertextTable> = defineTarget({
  kind: 'ciphertext-table',
  text: { en: 'Stored ciphertexts', 'zh-CN': '存储的密文' },
  schema: defineOptions(tableFields) as unknown as StandardSchemaV1<unknown, CiphertextTable>,
  schemes: ['ciphertext'],
  rows: 'checks',
  label: placeOf,
  read: (text) => {
    const [, path = '', query = ''] = /^ciphertext:\/\/([^?]*)(?:\?(.*))?$/s.exec(text) ?? [];
    const given = new URLSearchParams(query);
    const [database, table] = [given.get('database'), given.get('table')];
    if (path === '' && database === null) return undefined;
    const [format, column, names] = [given.get('format'), given.get('column'), given.get('names')];
    const secret = (name: string): SecretRef | undefined => {
      const reference = given.get(name);
      return reference === null ? undefined : { $secret: reference };
    };
    const [key, previous, nonce] = [secret('key'), secret('previous'), secret('nonce')];
    return {
      ...(path === '' ? {} : { file: decodeURI(path) }), ...(database === null ? {} : { database: { $secret: database } }), ...(table === null ? {} : { table }), ...(key === undefined ? {} : { key }), ...(previous === undefined ? {} : { previous }), ...(nonce === undefined ? {} : { nonce }),
      ...(format === null ? {} : { format }), ...(column === null ? {} : { column }), ...(names === null ? {} : { names: names.split(',') }),
    };
  },
});
