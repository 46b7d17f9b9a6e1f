import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { byItself, notRead } from '../key-reading/form-cause.ts';
import { textKinds } from '../key-reading/text-kinds.ts';

/** A placeholder, an unresolved variable, a command, a masked key: what was meant to lead to a key. */
export const textInsteadOfKey: Cause = defineCause({
  id: 'credential/text-instead-of-key',
  owner: 'machine',
  layer: 'account',
  order: 1,
  scope: 'account',
  text: {
    en: {
      title: 'What is set as the key is no key',
      about: 'Nobody put the key in, or whatever should have put it in did not: .env files run no commands, and docker --env-file resolves no variables.',
      confirmed: textKinds.en,
      ruledOut: { 'is-a-key': 'By itself it is a key' },
      open: notRead.en,
    },
    'zh-CN': {
      title: '设置为密钥的内容并不是密钥',
      about: '没有人填入密钥，或本应填入的环节没有执行：.env 文件不会运行命令，docker --env-file 不会展开变量。',
      confirmed: textKinds['zh-CN'],
      ruledOut: { 'is-a-key': '就其本身而言是一个密钥' },
      open: notRead['zh-CN'],
    },
  },
  suspectedBy: Object.keys(textKinds.en).map((kind) => `credential/key-form#${kind}`),
  controls: (suspicion) => ({ reading: byItself(suspicion) }),
  judge: ({ facts: { reading }, confirmed, ruledOut, open }) => {
    if (reading === undefined) return open('not-read', {}, []);
    return reading.kind === 'key' || reading.kind === 'jwt' ? ruledOut('is-a-key', {}, ['reading']) : confirmed(reading.kind, {}, ['reading']);
  },
  remedies: [
    defineRemedy({
      id: 'credential/put-key-in',
      audience: 'you',
      text: {
        en: { title: 'Put the key itself in', steps: ['Set the variable or file to the key as the provider\'s console shows it, and nothing else.', 'Where a command or another variable should yield it: let the shell do it before (export NAME="$(command)"), and see what came out: culprit key check env:NAME'] },
        'zh-CN': { title: '填入真正的密钥', steps: ['把变量或文件设为提供方控制台显示的密钥，不含任何其他内容。', '若应由命令或其他变量得到：先由 shell 完成（export NAME="$(命令)"），再检查结果：culprit key check env:名称'] },
      },
    }),
  ],
});
