import { defineCheck, type Check } from '@culprit/core';
import { ciphertextSurvey } from '../facts/ciphertext-survey.ts';
import { replaceExampleKey } from '../remedies/read-environments.ts';
import { cleanKey, setEncryptionKey } from '../remedies/reenter-secret.ts';
import { ciphertextTable } from '../targets/ciphertext-table.ts';

/** Formats whose key is any text. */
const passPhraseFormats: ReadonlySet<string> = new Set(['salted-cbc', 'litellm-v2', 'litellm-v3', 'litellm-box', 'fernet', 'rails', 'dify', 'n8n-gcm']);

/** Whether the text of a key is one, as every program that shares it reads it. */
export const encryptionKeyCheck: Check = defineCheck({
  id: 'credential/encryption-key',
  layer: 'account',
  target: ciphertextTable,
  findings: {
    clean: { outcome: 'pass' },
    absent: { outcome: 'fail', severity: 'critical', owner: 'service', remedy: setEncryptionKey },
    'wrong-length': { outcome: 'fail', severity: 'critical', owner: 'service', remedy: setEncryptionKey },
    'wrong-size': { outcome: 'fail', severity: 'critical', owner: 'service', remedy: setEncryptionKey },
    'wrong-character': { outcome: 'fail', severity: 'critical', owner: 'service', remedy: setEncryptionKey },
    'other-text': { outcome: 'fail', severity: 'critical', owner: 'service', remedy: setEncryptionKey },
    published: { outcome: 'fail', severity: 'major', owner: 'service', remedy: replaceExampleKey },
    wrapped: { outcome: 'fail', severity: 'minor', owner: 'service', remedy: cleanKey },
    'not-applicable': { outcome: 'not-applicable' },
    'not-given': { outcome: 'inconclusive', required: false },
  },
  text: {
    en: {
      title: 'Text of the key',
      why: "One program reads over a quote or a line break and another refuses it; Buffer.from(…, 'hex') cuts silently at the first wrong character.",
      findings: {
        clean: 'The key is 32 bytes, written so that every program reads the same',
        absent: 'There is no key: {source} is not set or empty',
        'wrong-length': 'The key in {source} has {length} hexadecimal digits, 64 are needed',
        'wrong-size': 'The key in {source} is the base64 of {length} bytes, 32 are needed',
        'wrong-character': 'The key in {source} is none: character {position} is {codePoint}',
        'other-text': '{source} holds no key but something else ({what})',
        published: 'The key in {source} is the example key of {publisher}, which anybody knows',
        wrapped: 'Around the key in {source} stands something that strict programs refuse and others cut at: {repairs}',
        'not-applicable': 'The key of these values is any text',
        'not-given': 'No key was given: name it with --key env:NAME',
      },
    },
    'zh-CN': {
      title: '密钥文本',
      why: '引号或换行，有的程序会忽略，有的会拒绝；Buffer.from(…, \'hex\') 遇到第一个非法字符就悄悄截断。',
      findings: {
        clean: '密钥为 32 字节，各程序读到的都相同',
        absent: '没有密钥：{source} 未设置或为空',
        'wrong-length': '{source} 中的密钥有 {length} 位十六进制数字，需要 64 位',
        'wrong-size': '{source} 中的密钥解码 base64 后为 {length} 字节，需要 32 字节',
        'wrong-character': '{source} 中的密钥无效：第 {position} 个字符是 {codePoint}',
        'other-text': '{source} 中不是密钥，而是其他内容（{what}）',
        published: '{source} 中的密钥是 {publisher} 的示例密钥，人人皆知',
        wrapped: '{source} 中的密钥周围有多余内容，严格的程序会拒绝，有的会在此截断：{repairs}',
        'not-applicable': '这些值的密钥可以是任意文本',
        'not-given': '没有给出密钥：请用 --key env:名称 指定',
      },
    },
  },
  needs: (target) => ({ survey: ciphertextSurvey.of(target) }),
  evaluate: ({ target, facts: { survey }, conclude }) => {
    if (survey.outcome === 'unreadable') return conclude('not-given');
    const { key, cells } = survey;
    const source = target.key?.$secret ?? '';
    if (key.outcome === 'not-given') return conclude('not-given');
    if (key.outcome === 'absent' || key.outcome === 'empty') return conclude('absent', { source });
    const known = cells.flatMap(({ format }) => (format === undefined ? [] : [format]));
    if (known.length === 0 || known.some((format) => passPhraseFormats.has(format))) return conclude('not-applicable');
    switch (key.outcome) {
      case 'key': {
        if (key.published !== undefined) return conclude('published', { source, publisher: key.published, name: source.replace(/^env:/, '') });
        const repairs = key.repairs.join(', ');
        return repairs === '' ? conclude('clean') : conclude('wrapped', { source, repairs });
      }
      case 'wrong-length': return conclude(key.encoding === 'hex' ? 'wrong-length' : 'wrong-size', { source, length: key.length });
      case 'wrong-character': return conclude('wrong-character', { source, position: key.position, codePoint: key.codePoint });
      case 'no-key': return conclude('other-text', { source, what: key.what });
    }
  },
});
