import { defineCheck, type Check, type Conclusion } from '@culprit/core';
import { ciphertextSurvey } from '../facts/ciphertext-survey.ts';
import { enterSecretAgain, exportRows } from '../remedies/reenter-secret.ts';
import { ciphertextTable, placeOf } from '../targets/ciphertext-table.ts';

/** Whether stored values are whole ciphertexts of a format that is known: seen without any key. */
export const ciphertextFormCheck: Check = defineCheck({
  id: 'credential/ciphertext-form',
  layer: 'account',
  target: ciphertextTable,
  findings: {
    'well-formed': { outcome: 'pass' },
    unreadable: { outcome: 'fail', severity: 'critical', owner: 'machine', remedy: exportRows },
    malformed: { outcome: 'fail', severity: 'major', owner: 'service', remedy: enterSecretAgain },
    plaintext: { outcome: 'fail', severity: 'critical', owner: 'service', remedy: enterSecretAgain },
    'unknown-format': { outcome: 'inconclusive', required: true },
    'no-values': { outcome: 'inconclusive', required: true },
  },
  text: {
    en: {
      title: 'Form of the stored values',
      why: 'A value that was cut, put into the wrong column or stored in the clear opens with no key, whatever the error says.',
      findings: {
        'well-formed': { one: 'The one value is a whole ciphertext', other: '{count} values are whole ciphertexts' },
        unreadable: "{file} can't be read as rows: {reason}",
        malformed: { one: 'One value is no whole ciphertext: {example} ({fault})', other: '{count} values are no whole ciphertexts, first {example} ({fault})' },
        plaintext: { one: 'One value stands there in the clear: {example}', other: '{count} values stand there in the clear, first {example}' },
        'unknown-format': { one: 'One value is of a format that is not known or that only its own program opens: {example}', other: '{count} values are of a format that is not known or that only its own program opens, first {example}' },
        'no-values': '{file} has rows, but no column that is known to hold ciphertexts: name it with --column and --format',
      },
    },
    'zh-CN': {
      title: '存储值的形式',
      why: '被截断、放错列或以明文存储的值，用任何密钥都打不开，无论报错怎么写。',
      findings: {
        'well-formed': '{count} 个值都是完整的密文',
        unreadable: '无法从 {file} 读出数据行：{reason}',
        malformed: '{count} 个值不是完整的密文，首个为 {example}（{fault}）',
        plaintext: '{count} 个值是明文，首个为 {example}',
        'unknown-format': '{count} 个值的格式未知，或只有原程序才能打开，首个为 {example}',
        'no-values': '{file} 中有数据行，但没有已知的密文列：请用 --column 和 --format 指定',
      },
    },
  },
  needs: (target) => ({ survey: ciphertextSurvey.of(target) }),
  evaluate: ({ target, facts: { survey }, conclude }) => {
    const file = placeOf(target);
    if (survey.outcome === 'unreadable') return conclude('unreadable', { file, reason: survey.why });
    if (survey.cells.length === 0) return conclude('no-values', { file });
    const found: Conclusion[] = [];
    const malformed = survey.cells.flatMap((cell) => (cell.state === 'malformed' ? [cell] : []));
    const [broken] = malformed;
    if (broken !== undefined) found.push(conclude('malformed', { count: malformed.length, example: cellName(broken), fault: broken.fault }));
    const plain = survey.cells.filter(({ state }) => state === 'plaintext');
    if (plain[0] !== undefined) found.push(conclude('plaintext', { count: plain.length, example: cellName(plain[0]) }));
    const unknown = survey.cells.filter(({ state }) => state === 'unknown-format' || state === 'foreign');
    if (unknown[0] !== undefined) found.push(conclude('unknown-format', { count: unknown.length, example: cellName(unknown[0]) }));
    return found.length > 0 ? found : conclude('well-formed', { count: survey.cells.length });
  },
});

/** What a reader finds a value by. */
const cellName = ({ row, column, name }: { readonly row: number; readonly column: string; readonly name?: string }): string => (name === undefined ? `#${row} ${column}` : `#${row} ${name} (${column})`);
