import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { suspectedCode } from '../facts/code-explanation.ts';
import { secretReading } from '../facts/secret-reading.ts';

/** The service computes codes from a ciphertext: what looks like a wrong code is a vault that was not opened. */
export const undecryptedSecret: Cause = defineCause({
  id: 'mfa/undecrypted-secret',
  owner: 'service',
  layer: 'account',
  order: 5,
  scope: 'account',
  text: {
    en: {
      title: 'The stored secret was not decrypted',
      about: 'The value is in the form in which vaults keep secrets. No code can fit before it is decrypted, whatever anybody types.',
      confirmed: { 'looks-encrypted': 'What is read as the secret has the form of a ciphertext' },
      ruledOut: { readable: 'The secret can be read' },
      open: { unread: 'The secret could not be read' },
    },
    'zh-CN': {
      title: '存储的密钥没有解密',
      about: '该值是密文库保存密钥的形式。在解密之前，无论输入什么验证码都对不上。',
      confirmed: { 'looks-encrypted': '作为密钥读到的内容具有密文的格式' },
      ruledOut: { readable: '密钥可以读取' },
      open: { unread: '无法读取密钥' },
    },
  },
  suspectedBy: ['mfa/secret#undecrypted'],
  controls: (suspicion) => ({ reading: secretReading.of({ secret: suspectedCode(suspicion).secret }) }),
  judge: ({ facts: { reading }, confirmed, ruledOut, open }) => {
    if (reading === undefined) return open('unread', {}, []);
    return reading.outcome === 'refused' && reading.reason === 'undecrypted' ? confirmed('looks-encrypted', {}, ['reading']) : ruledOut('readable', {}, ['reading']);
  },
  remedies: [
    defineRemedy({
      id: 'mfa/decrypt-the-secret',
      audience: 'operator',
      text: {
        en: { title: 'Decrypt the secret before codes are computed', steps: ['Look whether the service has the key that the secret was stored under: a changed or missing master key must be told as such, and never as a wrong code.'] },
        'zh-CN': { title: '计算验证码之前先解密密钥', steps: ['检查服务是否持有存储该密钥时所用的主密钥：主密钥缺失或变更应如实报告，而不是报“验证码错误”。'] },
      },
    }),
  ],
});
