import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { answerOf, failedExchange, notAnswered } from './http-experiments.ts';

/** A text that is not in the character set of its Content-Type, or of JSON (RFC 8259 §8.1: UTF-8). */
export const wrongCharset: Cause = defineCause({
  id: 'network/wrong-charset',
  owner: 'service',
  layer: 'http',
  order: 80,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The text is not in the character set that it is said to be in',
      about: 'Names and messages come out garbled, and strict readers refuse the answer (UnicodeDecodeError, invalid byte sequence).',
      confirmed: {
        'fits-another': 'It holds bytes that {declared} does not know, and reads without a fault as {fits}',
        'fits-none': 'It holds bytes that {declared} does not know',
      },
      ruledOut: { sound: 'The text is in its character set' },
      open: notAnswered.en,
    },
    'zh-CN': {
      title: '文本的实际编码与声明不符',
      about: '名称和消息会显示为乱码，严格的解析器会拒绝该响应（UnicodeDecodeError、invalid byte sequence）。',
      confirmed: {
        'fits-another': '其中有 {declared} 无法识别的字节，而按 {fits} 可以完整读出',
        'fits-none': '其中有 {declared} 无法识别的字节',
      },
      ruledOut: { sound: '文本的编码与声明一致' },
      open: notAnswered['zh-CN'],
    },
  },
  suspectedBy: ['network/http-response#mis-encoded'],
  controls: (suspicion) => ({ exchange: failedExchange(suspicion) }),
  judge: ({ facts: { exchange }, confirmed, ruledOut, open }) => {
    const answer = answerOf(exchange);
    if (answer === undefined) return open('not-observed', {}, []);
    const { charset } = answer.body;
    if (charset === undefined) return ruledOut('sound', {}, ['exchange']);
    const { declared, fits } = charset;
    // Bytes often fit more than one of the old character sets.
    return fits === undefined ? confirmed('fits-none', { declared, fits: 'utf-8' }, ['exchange']) : confirmed('fits-another', { declared, fits }, ['exchange'], 'likely');
  },
  remedies: [
    defineRemedy({
      id: 'network/declare-charset',
      audience: 'operator',
      text: {
        en: { title: 'Send UTF-8, and say so', steps: ['Convert the text to UTF-8 where it is written, or name its character set truly (charset={fits}). JSON is UTF-8 and nothing else.'] },
        'zh-CN': { title: '以 UTF-8 发送并如实声明', steps: ['在写出文本处转换为 UTF-8，或如实声明编码（charset={fits}）。JSON 只能是 UTF-8。'] },
      },
    }),
  ],
});
