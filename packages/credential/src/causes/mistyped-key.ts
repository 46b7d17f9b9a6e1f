import { defineCause, type Cause } from '@culprit/core';
import { asNamed, notRead } from '../key-reading/form-cause.ts';
import { copyKeyAgain } from '../remedies/copy-key-again.ts';

/** The checksum within the key speaks against it. */
export const mistypedKey: Cause = defineCause({
  id: 'credential/mistyped-key',
  owner: 'machine',
  layer: 'account',
  order: 4,
  scope: 'account',
  text: {
    en: {
      title: 'At least one character of the key is wrong',
      about: 'Tokens of GitHub and npm end with a checksum of what stands before it, so that a mistyped one shows without asking anybody.',
      confirmed: { 'checksum-differs': 'The last six characters are not the checksum of the others ({kind} of {provider})' },
      ruledOut: { 'checksum-fits': 'Its checksum fits' },
      open: notRead.en,
    },
    'zh-CN': {
      title: '密钥中至少有一个字符有误',
      about: 'GitHub 和 npm 的令牌以前面内容的校验码结尾，因此抄错时无需询问任何人即可发现。',
      confirmed: { 'checksum-differs': '末六位不是其余字符的校验码（{provider}，{kind}）' },
      ruledOut: { 'checksum-fits': '校验码相符' },
      open: notRead['zh-CN'],
    },
  },
  suspectedBy: ['credential/key-form#checksum-wrong'],
  controls: (suspicion) => ({ reading: asNamed(suspicion) }),
  judge: ({ facts: { reading }, confirmed, ruledOut, open }) => {
    if (reading === undefined) return open('not-read', {}, []);
    return reading.shape === 'checksum-wrong' ? confirmed('checksum-differs', { kind: reading.keyKind ?? '', provider: reading.provider ?? '' }, ['reading']) : ruledOut('checksum-fits', {}, ['reading']);
  },
  remedies: [copyKeyAgain],
});
