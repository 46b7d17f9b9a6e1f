import { defineRemedy, type Cause } from '@culprit/core';
import { explainedCause } from './explained-code.ts';

/** Service and authenticator do not have the same bytes. */
export const secretMismatch: Cause = explainedCause({
  id: 'mfa/secret-mismatch',
  owner: 'account',
  order: 30,
  mistakes: { encoding: 'other-encoding', 'other-account': 'other-account', 'truncated-secret': 'truncated', 'mistyped-secret': 'mistyped' },
  params: ({ mistake, detail }) => ({ mistake, detail }),
  text: {
    en: {
      title: {
        text: 'Service and authenticator do not have the same secret: {mistake}',
        words: { mistake: { encoding: 'decoded in another way', 'other-account': 'the code is of another account', 'truncated-secret': 'cut off', 'mistyped-secret': 'mistyped' } },
      },
      unknown: { mistake: 'cut off, mistyped, decoded in another way, or another account was chosen' },
      about: 'It was cut or mistyped when it was copied, decoded in another way, or the code is of another account.',
      confirmed: {
        'other-encoding': {
          text: 'Two consecutive codes fit the secret taken as {detail}',
          words: { detail: {
            text: 'text, letter by letter', 'small-text': 'text in small letters', hexadecimal: 'the hexadecimal text of its bytes', base64: 'base64', 'base32-of-text': 'base32 of its text', 'base32-of-base32': 'base32 twice', reversed: 'bytes the other way round',
          } },
        },
        'other-account': 'Two consecutive codes are those of {detail}',
        truncated: 'Two consecutive codes fit the secret without its beginning or end',
        mistyped: 'Two consecutive codes fit the secret with one slip of copying',
      },
    },
    'zh-CN': {
      title: {
        text: '服务与验证器的密钥不一致：{mistake}',
        words: { mistake: { encoding: '解码方式不同', 'other-account': '验证码属于另一个帐户', 'truncated-secret': '密钥被截断', 'mistyped-secret': '密钥抄错' } },
      },
      unknown: { mistake: '被截断、抄错、解码方式不同，或选错了帐户' },
      about: '抄写时被截断或输错、解码方式不同，或者验证码属于另一个帐户。',
      confirmed: {
        'other-encoding': {
          text: '把密钥当作{detail}时，两个相继的验证码都吻合',
          words: { detail: {
            text: '逐字的文本', 'small-text': '小写文本', hexadecimal: '其字节的十六进制文本', base64: ' base64 ', 'base32-of-text': '其文本的 base32 ', 'base32-of-base32': '两重 base32 ', reversed: '倒序的字节',
          } },
        },
        'other-account': '两个相继的验证码都属于 {detail}',
        truncated: '两个相继的验证码与缺了开头或结尾的密钥吻合',
        mistyped: '两个相继的验证码与抄错一处的密钥吻合',
      },
    },
  },
  remedies: [
    defineRemedy({
      id: 'mfa/choose-the-account',
      audience: 'you',
      applies: ({ mistake }) => mistake === 'other-account',
      text: {
        en: { title: 'Use the code of the right account', steps: ['The code is that of {detail}: choose the other entry in the authenticator.'] },
        'zh-CN': { title: '使用正确帐户的验证码', steps: ['这是 {detail} 的验证码：请在验证器中选对条目。'] },
      },
    }),
    defineRemedy({
      id: 'mfa/enroll-again',
      audience: 'you',
      applies: ({ mistake }) => mistake !== 'other-account',
      text: {
        en: { title: 'Set the factor up again', steps: ['Scan the QR code instead of typing, and keep the old factor until a code is confirmed. Where a service decodes the secret itself: base32 into bytes, as RFC 4648 §6 says.'] },
        'zh-CN': { title: '重新启用双重验证', steps: ['请扫描二维码而不是手工输入，并在新验证码确认前保留旧的。如果由服务自行解码密钥：应按 RFC 4648 §6 将 base32 解码为字节。'] },
      },
    }),
  ],
});
