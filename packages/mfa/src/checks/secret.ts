import { defineCheck, defineRemedy, type Check, type Remedy } from '@culprit/core';
import { secretReading } from '../facts/secret-reading.ts';
import { oneTimePassword } from '../targets/one-time-password.ts';
import { formWords, refusalWords } from '../words.ts';

const giveSecret: Remedy = defineRemedy({
  id: 'mfa/give-the-secret',
  audience: 'you',
  text: {
    en: {
      title: 'Store the secret that was shown when the factor was set up',
      steps: ['It is base32 (A–Z and 2–7, usually 16 or 32 characters), or the whole otpauth:// URI of the QR code. If it is not kept anywhere, set the factor up anew: no service shows it twice.'],
    },
    'zh-CN': {
      title: '保存启用双重验证时显示的密钥',
      steps: ['密钥为 base32（A–Z 与 2–7，通常 16 或 32 个字符），或二维码中的完整 otpauth:// URI。如果没有留存，只能重新启用：服务不会再次显示密钥。'],
    },
  },
});

const replaceSecret: Remedy = defineRemedy({
  id: 'mfa/replace-the-secret',
  audience: 'operator',
  text: {
    en: { title: 'Issue a new secret of 20 random bytes', steps: ['culprit totp enroll makes one; keep the old factor until a code of the new one is confirmed (RFC 4226 §4, R6: at least 16 bytes).'] },
    'zh-CN': { title: '换发 20 字节的随机密钥', steps: ['可用 culprit totp enroll 生成；在新密钥的验证码确认之前保留旧的（RFC 4226 §4 R6：至少 16 字节）。'] },
  },
});

/** RFC 4226 §4, R6: at least 128 bits. Google, Microsoft 365 and others issued 80. */
const leastBytes = 16;

/** Whether the secret of one-time codes can be read, and is worth its name. */
export const secretCheck: Check = defineCheck({
  id: 'mfa/secret',
  layer: 'account',
  target: oneTimePassword,
  findings: {
    readable: { outcome: 'pass' },
    short: { outcome: 'fail', severity: 'minor', owner: 'service', remedy: replaceSecret },
    'well-known': { outcome: 'fail', severity: 'major', owner: 'account', remedy: giveSecret },
    damaged: { outcome: 'fail', severity: 'minor', owner: 'account', remedy: giveSecret },
    undecrypted: { outcome: 'fail', severity: 'critical', owner: 'service' },
    unreadable: { outcome: 'fail', severity: 'critical', owner: 'account', remedy: giveSecret },
    'unreadable-at': { outcome: 'fail', severity: 'critical', owner: 'account', remedy: giveSecret },
  },
  text: {
    en: {
      title: 'Secret of the one-time codes',
      why: 'Codes are computed from it: one wrong character, and none ever fits.',
      findings: {
        readable: { text: 'It has {bits} bits ({form})', words: { form: formWords.en } },
        short: 'It has only {bits} bits; 128 are the least, 160 usual',
        'well-known': 'It is the example of a tutorial: anybody can compute its codes',
        damaged: 'A character is missing or too many: no number of bytes has this length in base32',
        undecrypted: 'What is given as the secret is a ciphertext: it was not decrypted',
        unreadable: { text: 'What is given is no secret: {reason}', words: { reason: refusalWords.en } },
        'unreadable-at': { text: 'What is given is no secret: {reason} (character {position})', words: { reason: refusalWords.en } },
      },
    },
    'zh-CN': {
      title: '动态验证码的密钥',
      why: '验证码由密钥计算得出：错一个字符就永远对不上。',
      findings: {
        readable: { text: '密钥长 {bits} 位（{form}）', words: { form: formWords['zh-CN'] } },
        short: '密钥只有 {bits} 位；至少应为 128 位，通常为 160 位',
        'well-known': '这是教程中的示例密钥：任何人都能算出它的验证码',
        damaged: '缺少或多出一个字符：base32 不可能是这个长度',
        undecrypted: '给出的“密钥”是一段密文，尚未解密',
        unreadable: { text: '给出的内容不是密钥：{reason}', words: { reason: refusalWords['zh-CN'] } },
        'unreadable-at': { text: '给出的内容不是密钥：{reason}（第 {position} 个字符）', words: { reason: refusalWords['zh-CN'] } },
      },
    },
  },
  needs: ({ secret }) => ({ reading: secretReading.of({ secret }) }),
  evaluate: ({ facts: { reading }, conclude }) => {
    if (reading.outcome === 'refused') {
      const { reason, position } = reading;
      if (reason === 'undecrypted') return conclude('undecrypted');
      return position === undefined ? conclude('unreadable', { reason }) : conclude('unreadable-at', { reason, position });
    }
    const bits = reading.bytes * 8;
    if (reading.notes.includes('well-known')) return conclude('well-known');
    if (reading.notes.includes('incomplete-group') || reading.notes.includes('secret-incomplete')) return conclude('damaged');
    return reading.bytes < leastBytes ? conclude('short', { bits }) : conclude('readable', { bits, form: reading.form });
  },
});
