import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { byItself, notRead, suspectedKey } from '../key-reading/form-cause.ts';

/** The key of one provider where that of another belongs. */
export const foreignKey: Cause = defineCause({
  id: 'credential/foreign-key',
  owner: 'machine',
  layer: 'account',
  order: 2,
  scope: 'account',
  text: {
    en: {
      title: 'The key belongs to another provider',
      about: 'It was not sent: a key that goes to the wrong provider is a key given away.',
      confirmed: { 'other-mark': 'By itself it is a {kind} of {owner}, and {provider} was to take it' },
      ruledOut: { 'own-mark': 'By itself it may be a key of {provider}' },
      open: notRead.en,
    },
    'zh-CN': {
      title: '密钥属于另一个提供方',
      about: '密钥没有发送：发给错误的提供方就等于泄露。',
      confirmed: { 'other-mark': '就其本身看，它是 {owner} 的密钥（{kind}），却要交给 {provider}' },
      ruledOut: { 'own-mark': '就其本身看，它可能是 {provider} 的密钥' },
      open: notRead['zh-CN'],
    },
  },
  suspectedBy: ['credential/key-form#foreign'],
  controls: (suspicion) => ({ reading: byItself(suspicion) }),
  judge: ({ suspicion, facts: { reading }, confirmed, ruledOut, open }) => {
    const { provider } = suspectedKey(suspicion);
    if (reading === undefined) return open('not-read', {}, []);
    return reading.shape === 'known' && reading.provider !== undefined && reading.provider !== provider
      ? confirmed('other-mark', { owner: reading.provider, kind: reading.keyKind ?? 'key', provider }, ['reading'])
      : ruledOut('own-mark', { provider }, ['reading']);
  },
  remedies: [
    defineRemedy({
      id: 'credential/use-own-key',
      audience: 'you',
      text: {
        en: { title: 'Use a key of {provider}', steps: ['Put a key of {provider} there, or set the client up for {owner}, whose key it is.', 'If the program has already sent it to {provider}: make a new key at {owner} and remove this one.'] },
        'zh-CN': { title: '使用 {provider} 的密钥', steps: ['换成 {provider} 的密钥，或把客户端改为使用 {owner}（该密钥所属的提供方）。', '若程序已把它发给 {provider}：请在 {owner} 新建密钥并删除这一个。'] },
      },
    }),
  ],
});
