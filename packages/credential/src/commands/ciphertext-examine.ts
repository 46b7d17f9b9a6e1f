import { defineCommand, misuse, type Command, type Json, type OptionFields } from '@culprit/core';
import { conduct, depthOptions, reportOptions } from '@culprit/core/examination';
import { formats } from '../ciphertext/formats.ts';
import { tableFields } from '../targets/ciphertext-table.ts';

const { file: _file, format: formatField, ...fields } = tableFields;

/** `--format` is the form of the report; the format of the values is `--cipher`. */
const options: OptionFields = { ...fields, ...(formatField === undefined ? {} : { cipher: formatField }) };

/** `culprit ciphertext examine FILE`: why stored values of a program do not open. */
export const ciphertextExamine: Command = defineCommand({
  name: 'ciphertext examine',
  text: {
    en: { summary: 'Find out why secrets that a program stored encrypted do not open', positionals: '[rows.json|rows.csv]' },
    'zh-CN': { summary: '查明程序加密存储的密钥为何打不开', positionals: '[rows.json|rows.csv]' },
  },
  options: { ...options, ...reportOptions, ...depthOptions },
  async run(context) {
    const [file, ...more] = context.positionals;
    if ((file === undefined) !== (context.options['database'] !== undefined) || more.length > 0) throw misuse('Name one file of rows, or a database: culprit ciphertext examine rows.json --key env:AEAD_SECRET_KEY, or --database env:DATABASE_URL', '请指定一个数据行文件或一个数据库：culprit ciphertext examine rows.json --key env:AEAD_SECRET_KEY，或 --database env:DATABASE_URL');
    const { cipher } = context.options;
    if (typeof cipher === 'string' && !formats.some(({ id }) => id === cipher)) throw misuse(`There is no format ${JSON.stringify(cipher.slice(0, 40))}. Known: ${formats.map(({ id }) => id).join(', ')}.`, `没有格式 ${JSON.stringify(cipher.slice(0, 40))}。已知：${formats.map(({ id }) => id).join('、')}。`);
    const given = Object.keys(fields).flatMap((name) => (context.options[name] === undefined ? [] : [[name, context.options[name] as Json] as const]));
    return conduct(context, [{ kind: 'ciphertext-table', ...(file === undefined ? {} : { file }), ...Object.fromEntries(given), ...(typeof cipher === 'string' ? { format: cipher } : {}) }]);
  },
});
