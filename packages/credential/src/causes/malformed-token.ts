import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { readingOf } from '../token/token-experiments.ts';

/** Cut off, broken over lines, or put together wrongly. */
export const malformedToken: Cause = defineCause({
  id: 'credential/malformed-token',
  owner: 'machine',
  layer: 'account',
  scope: 'account',
  text: {
    en: {
      title: 'The token is damaged',
      about: 'It begins as a JWT does and can\'t be read to its end: cut off when it was copied, broken over lines, or changed on the way.',
      confirmed: { 'unreadable-part': 'What breaks is: {fault}' },
      ruledOut: { whole: 'It can be read as a whole' },
      open: { 'not-read': 'The token could not be read again' },
    },
    'zh-CN': {
      title: '令牌已损坏',
      about: '开头像 JWT，却无法完整读取：复制时被截断、被折行，或途中被改动。',
      confirmed: { 'unreadable-part': '出错之处：{fault}' },
      ruledOut: { whole: '可以完整读取' },
      open: { 'not-read': '未能再次读取令牌' },
    },
  },
  suspectedBy: ['credential/token-validity#malformed'],
  controls: (suspicion) => ({ reading: readingOf(suspicion) }),
  judge: ({ facts: { reading }, confirmed, ruledOut, open }) => {
    if (reading === undefined) return open('not-read', {}, []);
    return reading.kind === 'malformed' || reading.kind === 'empty' ? confirmed('unreadable-part', { fault: reading.fault ?? 'empty' }, ['reading']) : ruledOut('whole', {}, ['reading']);
  },
  remedies: [
    defineRemedy({
      id: 'credential/copy-token-whole',
      audience: 'you',
      text: {
        en: { title: 'Copy the token whole', steps: ['A JWT is one line of three parts with two dots between them. Take it from where it was issued, or ask for a new one.'] },
        'zh-CN': { title: '完整复制令牌', steps: ['JWT 是一行文字，由两个点分成三段。请从签发处重新复制，或重新申请。'] },
      },
    }),
  ],
});
